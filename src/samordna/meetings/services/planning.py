"""Planning a meeting: its day and place, its agenda and the papers of each item."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypedDict

from django.db.models import Max

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused, check_attachment
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_change, journal_writing
from samordna.kernel.wording.clauses import Clause, ClauseKind, kept, proposed
from samordna.meetings.errors import NotAttached, NotPossible
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting, Treatment
from samordna.meetings.policies import may_keep, may_plan
from samordna.meetings.rules.adjustment import why_not_by
from samordna.meetings.rules.states import AGENDA_OPEN, PLANNING
from samordna.meetings.services.added import propose_addition
from samordna.meetings.services.locking import in_states, locked_item, locked_meeting, locked_row
from samordna.meetings.subjects import SubjectKind, subject_of
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Person
from samordna.parties.numbers import take_number
from samordna.parties.settings import body_setting
from samordna.register.models import Matter
from samordna.web.revisions import Stale

#: A place no agenda reaches, where an item waits while two of them change places.
_ASIDE = 32_000
#: What is refused when a paper cannot be attached as things stand.
_ATTACH = "bifoga en handling"
#: The most items of an agenda.
MOST_ITEMS = 200

_MEETING_FIELDS = (
    "held_on", "starts_at", "ends_at", "place", "mode", "hindrance_contact",
    "proposed_adjustment_on", "secretary_id",
)  # fmt: skip
ITEM_FIELDS = ("heading", "kind", "presenter", "note", "background", "proposal")


class MeetingDetails(TypedDict):
    """What is planned of a meeting besides its body."""

    held_on: date
    starts_at: time
    ends_at: time | None
    place: str
    mode: str
    hindrance_contact: str
    proposed_adjustment_on: date | None
    secretary: Person | None


class ItemDetails(TypedDict, total=False):
    """What is planned of an agenda item."""

    heading: str
    kind: str
    presenter: str
    note: str
    background: str
    proposal: list[Clause]


def _check_order(details: MeetingDetails) -> None:
    ends, adjusted = details["ends_at"], details["proposed_adjustment_on"]
    if ends is not None and ends <= details["starts_at"]:
        raise NotPossible("Sammanträdet måste sluta efter att det har börjat.")
    if adjusted is not None and (because := why_not_by(details["held_on"], adjusted)):
        raise NotPossible(f"Den föreslagna justeringsdagen {because}.")


class MeetingStands(NotPossible):
    """The body meets in that hour already. ``meetings``: those that stand."""

    def __init__(self, meetings: list[Meeting]) -> None:
        super().__init__("Det finns redan ett sammanträde med samma organ, dag och timme.")
        self.meetings = meetings


def _check_alone(body: Body, details: MeetingDetails, beside: Collection[int]) -> None:
    same = Meeting.objects.filter(
        body=body, held_on=details["held_on"], starts_at__hour=details["starts_at"].hour
    )
    standing = list(same.exclude(state=Meeting.State.CANCELLED).order_by("number"))
    if any(meeting.number not in beside for meeting in standing):
        raise MeetingStands(standing)


@changes
def plan_meeting(
    *, actor: Actor, body: Body, details: MeetingDetails, beside: Collection[int] | None = None
) -> Meeting:
    """Plan a meeting, with the association's standard items on its agenda; journalled.

    ``beside``: the numbers of the meetings in the same hour that the actor has been told of; None
    where nobody is told. Raises Refused, :class:`NotPossible` when the times are in the wrong
    order or the law does not give the proposed day of adjustment (KL 5:69), and
    :class:`MeetingStands` for a meeting in the same hour that is not among them.
    """
    require(may_plan(actor))
    _check_order(details)
    # Two who plan at once take turns for the number, so the second sees the first's meeting.
    number = take_number(actor.association_id, kind="meeting", key="all")
    if beside is not None:
        _check_alone(body, details, beside)
    meeting = Meeting.objects.create(
        association_id=actor.association_id,
        body=body,
        number=number,
        agenda_changed_at=clock.now(),
        **details,
    )
    standard = body_setting(body, "standard_agenda", details["held_on"])
    AgendaItem.objects.bulk_create(
        AgendaItem(
            association_id=actor.association_id,
            meeting=meeting,
            position=position,
            heading=item["heading"],
            kind=item["kind"],
            is_standard=True,
            proposal=kept(proposed(item.get("proposal", ()), ClauseKind.FORMAL)),
        )
        for position, item in enumerate(standard, start=1)
    )
    after = {"number": meeting.number, "body": body.name, **values_of(meeting, _MEETING_FIELDS)}
    journal(actor=actor, verb="plan_meeting", subject=meeting, after=after)
    return meeting


@changes
def edit_meeting(*, actor: Actor, meeting: Meeting, details: MeetingDetails) -> Meeting:
    """Change what is planned of a meeting; journalled. Only until it opens.

    Saved as it stands nothing is changed, and a summons that has gone out still holds.
    Raises Refused, and :class:`NotPossible` also when an item cannot stand on the new day.
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, PLANNING, "ändra sammanträdet")
    _check_order(details)
    before = values_of(locked, _MEETING_FIELDS)
    for name, value in details.items():
        setattr(locked, name, value)
    after = values_of(locked, _MEETING_FIELDS)
    if after == before:
        return locked
    if locked.held_on != before["held_on"]:
        for item in locked.items.exclude(subject_id=None):
            subject_of(item).moved(locked, item.subject_id or 0)
    locked.agenda_changed_at = clock.now()
    locked.save()
    journal(actor=actor, verb="edit_meeting", subject=locked, before=before, after=after)
    return locked


def _row_of(details: ItemDetails) -> dict[str, Any]:
    """The details as a row keeps them."""
    row: dict[str, Any] = dict(details)
    if "proposal" in details:
        row["proposal"] = kept(details["proposal"])
    return row


def values_of(row: Meeting | AgendaItem, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def touch_agenda(meeting: Meeting) -> None:
    """Remember that the agenda changed, so that the page can say that the summons is older."""
    meeting.agenda_changed_at = clock.now()
    meeting.save(update_fields=["agenda_changed_at"])


# Items ------------------------------------------------------------------------------------------


@changes
def add_item(
    *,
    actor: Actor,
    meeting: Meeting,
    details: ItemDetails,
    subject: tuple[SubjectKind, int] | None = None,
    matter: Matter | None = None,
    proposed_in: Treatment | None = None,
) -> AgendaItem:
    """Add an item to the agenda, before the closing formal items; journalled.

    Also at the table, for what the meeting itself takes up. ``subject`` is the kind and the key of
    what the item is about, as ``flows.services.put_on_agenda`` gives it, and ``proposed_in`` the
    paragraph of a preparing body that its proposal comes from. Raises Refused, and
    :class:`NotPossible` also for a subject that stands on the agenda already.
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, AGENDA_OPEN, "lägga till en punkt")
    items = list(locked.items.order_by("position").only("pk", "position", "kind"))
    if len(items) >= MOST_ITEMS:
        raise NotPossible(f"Föredragningslistan kan ha högst {MOST_ITEMS} punkter.")
    kind, subject_id = subject or ("", None)
    if subject and locked.items.filter(subject_kind=kind, subject_id=subject_id).exists():
        raise NotPossible(f"”{details['heading']}” står redan på föredragningslistan.")
    position = _place_for_new(items, details.get("kind", AgendaItem.Kind.DECISION))
    for item in reversed(items):
        if item.position >= position:
            AgendaItem.objects.filter(pk=item.pk).update(position=item.position + 1)
    created = AgendaItem.objects.create(
        association_id=actor.association_id,
        meeting=locked,
        position=position,
        subject_kind=kind,
        subject_id=subject_id,
        matter=matter,
        proposed_in=proposed_in,
        added_at_table=locked.state == Meeting.State.IN_SESSION,
        **_row_of(details),
    )
    touch_agenda(locked)
    propose_addition(actor, locked, created)
    after = {"position": position, **values_of(created, ITEM_FIELDS)}
    journal(actor=actor, verb="add_item", subject=created, after=after)
    return created


def _place_for_new(items: list[AgendaItem], kind: str) -> int:
    """Before the formal items that end the agenda (Övriga frågor); a formal item goes last."""
    last = items[-1].position if items else 0
    if kind == AgendaItem.Kind.FORMAL:
        return last + 1
    position = last + 1
    for item in reversed(items):
        if item.kind != AgendaItem.Kind.FORMAL:
            return position
        position = item.position
    return last + 1  # nothing but formal items: there is no telling which of them end the agenda


@changes
def edit_item(
    *,
    actor: Actor,
    item: AgendaItem,
    details: ItemDetails,
    revision: int,
    writing: bool = False,
) -> AgendaItem:
    """Change an item as it was read at ``revision``; journalled.

    ``writing``: saved while it is written, and journalled once for ten minutes of it. Raises
    Refused, :class:`NotPossible`, and :class:`~samordna.web.revisions.Stale` when somebody saved it
    in between.
    """
    locked_parent = locked_meeting(actor, item.meeting)
    in_states(locked_parent, AGENDA_OPEN, "ändra punkten")
    locked = locked_item(item)
    if locked.revision != revision:
        raise Stale(locked.revision, saved=values_of(locked, ITEM_FIELDS))
    before = values_of(locked, ITEM_FIELDS)
    for name, value in _row_of(details).items():
        setattr(locked, name, value)
    after = values_of(locked, ITEM_FIELDS)
    if after == before and locked.subject_changed_at is None:
        return locked
    locked.subject_changed_at = None
    locked.revision += 1
    locked.save()
    touch_agenda(locked_parent)
    note = journal_writing if writing else journal_change
    note(actor=actor, verb="edit_item", subject=locked, before=before, after=after)
    return locked


@changes
def move_item(*, actor: Actor, item: AgendaItem, up: bool) -> AgendaItem:
    """Let an item change places with the one above or below it; journalled.

    At the end of the list nothing happens. Raises Refused and :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, PLANNING, "flytta punkter")
    locked = locked_item(item)
    near = meeting.items.exclude(pk=locked.pk)
    other = (
        near.filter(position__lt=locked.position).order_by("-position").first()
        if up
        else near.filter(position__gt=locked.position).order_by("position").first()
    )
    if other is None:
        return locked
    before = {"position": locked.position}
    # Positions are unique at every moment, so one of the two steps aside first.
    here, there = locked.position, other.position
    AgendaItem.objects.filter(pk=locked.pk).update(position=_ASIDE)
    AgendaItem.objects.filter(pk=other.pk).update(position=here)
    AgendaItem.objects.filter(pk=locked.pk).update(position=there)
    locked.position = there
    touch_agenda(meeting)
    journal(actor=actor, verb="move_item", subject=locked, before=before, after={"position": there})
    return locked


# Papers of an item --------------------------------------------------------------------------------


@changes
def attach_paper(*, actor: Actor, item: AgendaItem, version: DocumentVersion) -> AgendaAttachment:
    """Attach a paper as the item's next attachment (bilaga 5, 5.1, ...); journalled.

    Raises Refused and :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, AGENDA_OPEN, _ATTACH)
    item = locked_item(item)
    last = item.attachments.aggregate(last=Max("position"))["last"]
    attachment = AgendaAttachment.objects.create(
        association_id=actor.association_id,
        item=item,
        version=version,
        position=0 if last is None else last + 1,
    )
    touch_agenda(meeting)
    after = {"number": attachment.label, "paper": str(version), "version": version.pk}
    journal(actor=actor, verb="attach_paper", subject=item, after=after)
    return attachment


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file to attach: its bytes, its name and the title of the attachment."""

    data: bytes
    filename: str
    title: str


def upload_attachments(
    *, actor: Actor, item: AgendaItem, files: Sequence[NewAttachment]
) -> list[PdfFacts]:
    """Keep uploaded PDFs and attach them to an item, all or none; journalled.

    Returns what is known about each of them. Raises Refused, :class:`NotPossible`, and
    :class:`NotAttached` with every file that may not be bundled.
    """
    require(may_keep(actor, item.meeting))
    in_states(item.meeting, AGENDA_OPEN, _ATTACH)
    # Before anything is held: each can take seconds.
    known, reasons = [], {}
    for place, file in enumerate(files):
        try:
            known.append(check_attachment(file.filename, file.data))
        except PdfRefused as refusal:
            reasons[place] = str(refusal)
    if reasons:
        raise NotAttached(reasons)
    _attach(actor=actor, item=item, files=list(zip(files, known, strict=True)))
    return known


@changes
def _attach(
    *, actor: Actor, item: AgendaItem, files: Sequence[tuple[NewAttachment, PdfFacts]]
) -> None:
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, AGENDA_OPEN, _ATTACH)
    for file, known in files:
        version = add_version(
            actor=actor,
            data=file.data,
            media_type=PDF,
            filename=file.filename,
            kind=PaperKind.ATTACHMENT,
            title=file.title,
            only_downloaded=known.risky,
        )
        attach_paper(actor=actor, item=item, version=version)


@changes
def detach_paper(*, actor: Actor, attachment: AgendaAttachment) -> None:
    """Take an attachment off its item; the paper itself is kept. Journalled.

    Raises Refused and :class:`NotPossible`.
    """
    item = attachment.item
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, PLANNING, "ta bort en bilaga")
    attachments = AgendaAttachment.objects.select_related("version")
    attachment = locked_row(attachments, attachment, "Bilagan är redan borttagen från punkten.")
    before: Mapping[str, Any] = {
        "number": attachment.label,
        "paper": str(attachment.version),
        "version": attachment.version_id,
    }
    gone = attachment.position
    attachment.delete()
    for later in item.attachments.filter(position__gt=gone).order_by("position"):
        AgendaAttachment.objects.filter(pk=later.pk).update(position=later.position - 1)
    touch_agenda(meeting)
    journal(actor=actor, verb="detach_paper", subject=item, before=before)
