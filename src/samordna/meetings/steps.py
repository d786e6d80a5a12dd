"""What is half of a step that crosses rooms: signing the minutes and putting them on file, for the
flow that settles what minutes say, and taking an item off an agenda, for the flow that tells what
the item was about. Alone, each would leave the subjects as they were.

Views do not import this module; ``flows.services`` does.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Q

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.pdf.papers.signature import SignaturePage, SignatureRecord
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version, attach_to_record, sign
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.wording.clauses import Clause, kept
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import (
    Absence,
    Adjuster,
    AgendaItem,
    Attendee,
    InStead,
    Meeting,
    Minutes,
    Treatment,
)
from samordna.meetings.papers.minutes import title
from samordna.meetings.papers.words import body_in_text, filename, inside, meeting_title
from samordna.meetings.rules.states import MEETING, PLANNING, Dispatch
from samordna.meetings.services.added import withdraw_addition
from samordna.meetings.services.locking import in_states, locked_item, locked_meeting
from samordna.meetings.services.planning import ITEM_FIELDS, touch_agenda, values_of
from samordna.parties.access import Refused
from samordna.parties.actors import Actor
from samordna.register.models import Matter, Record
from samordna.register.steps import register_record


@changes
def remove_item(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda and close the gap; journalled.

    While the meeting goes on, only what was added then and has not been taken up: what was
    summoned to is treated or comes back. Raises Refused, and :class:`NotPossible` also when
    somebody has taken it off already.
    """
    meeting = locked_meeting(actor, item.meeting)
    locked = locked_item(item)
    if meeting.state == Meeting.State.IN_SESSION and locked.added_at_table:
        _check_nothing_rests_on(locked)
        withdraw_addition(actor, meeting, locked)
    else:
        in_states(meeting, PLANNING, "ta bort en punkt")
    before = {
        "meeting": meeting.number,
        "position": locked.position,
        **values_of(locked, ITEM_FIELDS),
    }
    journal(actor=actor, verb="remove_item", subject=locked, before=before)
    position = locked.position
    locked.delete()
    for later in meeting.items.filter(position__gt=position).order_by("position"):
        AgendaItem.objects.filter(pk=later.pk).update(position=later.position - 1)
    touch_agenda(meeting)


def _check_nothing_rests_on(item: AgendaItem) -> None:
    if Treatment.objects.filter(item=item).exists():
        raise NotPossible("Punkten är upptagen. Ångra att den togs upp först.")
    noted = Absence.objects.filter(Q(from_item=item) | Q(to_item=item)).exists()
    if noted or any(of.objects.filter(item=item).exists() for of in (Adjuster, InStead)):
        raise NotPossible(
            "Det finns något antecknat om närvaro eller justering vid punkten. Ta bort det först, "
            "under ”Närvaro och justerare”."
        )


@changes
def retell_item(*, actor: Actor, item: AgendaItem, background: str) -> AgendaItem:
    """Write what an item is about anew, when its subject has changed; journalled.

    Only before the summons. Raises Refused, and :class:`NotPossible` also when somebody has taken
    it off.
    """
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, frozenset({Meeting.State.PLANNED}), "skriva om punkten")
    locked = locked_item(item)
    before = {"background": locked.background}
    locked.background = background
    locked.revision += 1
    locked.save(update_fields=["background", "revision"])
    touch_agenda(meeting)
    after = {"background": background}
    journal(actor=actor, verb="edit_item", subject=locked, before=before, after=after)
    return locked


def follow_proposal(
    *, actor: Actor, item: AgendaItem, treatment: Treatment, background: str, proposal: list[Clause]
) -> None:
    """Let an item that nobody has taken up follow what a preparing body has proposed since it was
    put on the agenda; journalled. A summons that has gone out is to be made anew. One that has been
    taken off meanwhile follows nothing. The caller has seen that the minutes are adjusted."""
    meeting = for_change(Meeting.objects.all()).filter(pk=item.meeting_id).first()
    if meeting is None or meeting.state not in PLANNING:
        return
    locked = for_change(AgendaItem.objects.all(), of=("self",)).filter(pk=item.pk).first()
    if locked is None:
        return
    before = values_of(locked, ITEM_FIELDS)
    locked.background, locked.proposal = background, kept(proposal)
    locked.proposed_in = treatment
    locked.revision += 1
    locked.save(update_fields=["background", "proposal", "proposed_in", "revision"])
    touch_agenda(meeting)
    after = values_of(locked, ITEM_FIELDS)
    journal(actor=actor, verb="edit_item", subject=locked, before=before, after=after)


@changes
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel (ställa in) a meeting, with a reason; journalled. One that has been opened only while
    nothing has been taken up: nobody came, or it was opened by mistake. The presence goes.

    Its agenda stays on record. A body that has been summoned is told, and the register has it as
    outgoing when that has gone out.
    What its items were about, the calling flow gives back. Raises Refused, IllegalTransition and
    :class:`NotPossible`.
    """
    locked = locked_meeting(actor, meeting)
    state = MEETING.next(locked.state, "cancel")
    if not reason.strip():
        raise NotPossible("Skriv varför sammanträdet ställs in. Ledamöterna läser skälet.")
    before = {"state": locked.state}
    if locked.opened_at is not None:
        _forget_presence(locked)
    locked.state, locked.opened_at = state, None
    locked.cancelled_on, locked.cancel_reason = clock.today(), reason.strip()[:300]
    locked.save(update_fields=["state", "opened_at", "cancelled_on", "cancel_reason"])
    after = {"state": state, "reason": locked.cancel_reason}
    journal(actor=actor, verb="cancel_meeting", subject=locked, before=before, after=after)
    if not settings.SAMORDNA_MAIL_SERVER:
        cancellation_sent(actor=actor, meeting=locked)  # by the office, which has no letters
    return locked


def _forget_presence(meeting: Meeting) -> None:
    """Raises :class:`NotPossible` where something has been taken up: that is minuted."""
    first = Treatment.objects.filter(item__meeting=meeting).order_by("paragraph").first()
    if first is not None:
        raise NotPossible(
            f"§ {first.paragraph} har tagits upp och ska stå i protokollet. Avsluta sammanträdet i "
            "stället; det som inte har tagits upp kommer tillbaka. Togs det upp av misstag ångrar "
            "du det vid bordet, och kan sedan ställa in."
        )
    Adjuster.objects.filter(meeting=meeting).delete()
    attendees = Attendee.objects.filter(meeting=meeting)
    attendees.update(serves_for=None)
    attendees.delete()


def matter_of(locked: Meeting) -> Matter | None:
    """The matter of a meeting whose row is held, or None.

    PostgreSQL reads a row anew that it has waited for, but not what was joined to it: a matter that
    was opened meanwhile would be missing.
    """
    if locked.matter_id is not None and locked.matter is None:
        locked.refresh_from_db(fields=["matter"])
    return locked.matter


@changes
def cancellation_sent(*, actor: Actor, meeting: Meeting) -> None:
    """Register, once, that a body which had been summoned has been told that it need not come.

    Authority is that of the letter that went, or of the service that has asked.
    """
    locked = (
        for_change(Meeting.objects.all(), of=("self",))
        .select_related("body", "matter")
        .get(pk=meeting.pk)
    )
    subject = f"Inställt: {inside(meeting_title(locked))}"
    matter = matter_of(locked)
    if matter is None or locked.summoned_on is None:
        return
    if not matter.records.filter(subject=subject).exists():
        register_record(
            actor=actor,
            matter=matter,
            direction=Record.Direction.OUT,
            subject=subject,
            counterparty=f"Ledamöter och ersättare i {body_in_text(locked)}",
        )


@changes
def note_effect(*, actor: Actor, treatment: Treatment, failed: str) -> Treatment:
    """Write why what a paragraph decided has not taken effect, or with nothing that it now has;
    journalled. Authority is that of the adjusted minutes, or of who keeps them."""
    locked = for_change(Treatment.objects.all(), of=("self",)).get(pk=treatment.pk)
    before = {"not_in_effect": locked.not_in_effect}
    locked.not_in_effect = failed[:300]
    locked.save(update_fields=["not_in_effect"])
    verb = "effect_failed" if failed else "settle_paragraph"
    after = {"not_in_effect": locked.not_in_effect}
    journal(actor=actor, verb=verb, subject=locked, before=before, after=after)
    return locked


@changes
def summons_sent(*, actor: Actor, meeting: Meeting, how: Dispatch, sent_on: date) -> Meeting:
    """Say that the newest summons has gone out: the meeting is *Kallat*, and the register has the
    summons as outgoing on the day; journalled. What has gone out already has.

    Authority is that of the letter that went, or of the service that has asked.
    """
    locked = (
        for_change(Meeting.objects.all(), of=("self",))
        .select_related("body", "matter", "summons")
        .get(pk=meeting.pk)
    )
    if locked.state != Meeting.State.SUMMONING:
        return locked  # a letter of a meeting that is cancelled or over calls nobody
    matter = matter_of(locked)
    if locked.summons is None or matter is None:
        return locked
    record = register_record(
        actor=actor,
        matter=matter,
        direction=Record.Direction.OUT,
        subject=f"Kallelse till {inside(meeting_title(locked))}",
        dated=sent_on,
        counterparty=f"Ledamöter och ersättare i {body_in_text(locked)}",
    )
    attach_to_record(actor=actor, version=locked.summons, record=record)
    before = {"state": locked.state, "summoned_on": locked.summoned_on}
    locked.state = MEETING.next(locked.state, "dispatch")
    locked.summoned_on, locked.summoned_by = sent_on, how
    locked.save(update_fields=["state", "summoned_on", "summoned_by"])
    after = {"state": locked.state, "summoned_on": sent_on, "how": how}
    journal(actor=actor, verb="dispatch_summons", subject=locked, before=before, after=after)
    return locked


@changes
def sign_minutes(*, actor: Actor, minutes: Minutes, strong: bool = False) -> Minutes:
    """Sign the minutes in every role one has in them; the last signature adjusts them; journalled.

    ``strong`` tells that the session was opened with two factors or a passkey. When all have
    signed, ``adjusted_on`` is set and the minutes are registered in the meeting's matter. Raises
    Refused to who is not named, and :class:`NotPossible`.
    """
    meeting = (
        for_change(Meeting.objects.all(), of=("self",))
        .select_related("body", "association", "matter")
        .get(pk=minutes.meeting_id)
    )
    locked = (
        for_change(Minutes.objects.all(), of=("self",))
        .select_related("paper__file", "paper__document")
        .defer("paper__file__data")
        .get(pk=minutes.pk)
    )
    locked.meeting = meeting
    if locked.withdrawn_at is not None or meeting.state != Meeting.State.SIGNING:
        raise NotPossible("Protokollet är inte låst för justering. Läs den senaste versionen.")
    own = [s for s in locked.signers.all() if s.person_id == actor.person_id]
    if not own or actor.person_id is None:
        raise Refused("Bara de som är utsedda att underteckna protokollet kan justera det.")
    waiting = [s for s in own if s.signature_id is None]
    if not waiting:
        raise NotPossible("Du har redan skrivit under protokollet.")
    for signer in waiting:
        signer.signature = sign(
            actor=actor,
            version=locked.paper,
            organisation_name=signer.organisation_name,
            role=signer.role_words,
            scope=signer.paragraphs,
            strong=strong,
        )
        signer.save(update_fields=["signature"])
    after = {"roles": [str(s) for s in waiting]}
    journal(actor=actor, verb="sign_minutes", subject=locked, after=after)
    if not locked.signers.filter(signature=None).exists():
        _adjust(actor, locked)
    return locked


def _adjust(actor: Actor, minutes: Minutes) -> None:
    """All have signed: the minutes are adjusted today, and stand in the register."""
    meeting = minutes.meeting
    before = {"state": meeting.state}
    meeting.state = MEETING.next(meeting.state, "adjust")
    meeting.save(update_fields=["state"])
    minutes.adjusted_on = clock.today()
    minutes.certificate = _certificate(actor, minutes)
    minutes.save(update_fields=["adjusted_on", "certificate"])
    if meeting.matter is not None:
        record = register_record(
            actor=actor,
            matter=meeting.matter,
            direction=Record.Direction.INTERNAL,
            subject=title(minutes.body_name, meeting.held_on),
        )
        attach_to_record(actor=actor, version=minutes.paper, record=record)
        attach_to_record(actor=actor, version=minutes.certificate, record=record)
    after = {"state": meeting.state, "adjusted_on": minutes.adjusted_on}
    journal(actor=actor, verb="adjust_minutes", subject=minutes, before=before, after=after)


def _certificate(actor: Actor, minutes: Minutes) -> DocumentVersion:
    """The page that tells who signed which bytes, when and how. It stands beside the minutes."""
    signers = minutes.signers.select_related("signature").exclude(signature=None)
    name = title(minutes.body_name, minutes.meeting.held_on)
    page = SignaturePage(
        association=minutes.association_name,
        document_title=name,
        sha256=minutes.paper.file.sha256,
        signatures=tuple(
            SignatureRecord(
                name=s.signature.name,
                organisation=s.signature.organisation_name,
                role=f"{s.signature.role}, {s.signature.scope}",
                method=s.signature.get_method_display(),
                level=s.signature.level,
                signed_at=s.signature.signed_at,
                transaction_id=s.signature.transaction_id,
            )
            for s in signers
            if s.signature is not None
        ),
        dnr=minutes.meeting.matter.number if minutes.meeting.matter else "",
    )
    return add_version(
        actor=actor,
        data=render_pdf(page, moment=clock.now(), logo=logo_of(actor.association_id)),
        media_type=PDF,
        filename=filename("underskrifter", minutes.meeting),
        kind=PaperKind.MINUTES,
        title=f"Underskrifter till {inside(name)}",
    )


@changes
def file_minutes(*, actor: Actor, minutes_id: int, treatment: Treatment) -> Minutes:
    """Say by which paragraph minutes were put on file (till handlingarna); journalled.

    Authority is that of the adjusted minutes which the paragraph is of. The first filing stands.
    """
    locked = for_change(Minutes.objects.all(), of=("self",)).get(pk=minutes_id)
    if locked.filed_by_id is None:
        locked.filed_by = treatment
        locked.save(update_fields=["filed_by"])
        after = {"paragraph": treatment.paragraph, "period": treatment.paragraph_period}
        journal(actor=actor, verb="file_minutes", subject=locked, after=after)
    return locked
