"""The few steps that cross rooms: a subject goes on an agenda, and is settled by the minutes.

Each step holds everything it changes in one transaction: an application is never on an agenda that
does not list it, and a grant never stands without the minutes that gave it. What a subject is, and
what becomes of it, its handler in ``flows/subjects/`` says.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from samordna.economy.space.services import economic_information_paper
from samordna.flows.subjects.appointment import told_of
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.initiatives.errors import AlreadyGranted, GrantNotPossible
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.kernel.dates import format_long
from samordna.kernel.transitions import IllegalTransition
from samordna.meetings import steps
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import (
    AgendaAttachment,
    AgendaItem,
    Attendee,
    Meeting,
    Minutes,
    Treatment,
)
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.policies import may_keep
from samordna.meetings.rules.states import AGENDA_OPEN, LOCKED, OVER
from samordna.meetings.services.locking import locked_meeting
from samordna.meetings.services.planning import ItemDetails, add_item, attach_paper
from samordna.meetings.steps import note_effect, remove_item, retell_item, sign_minutes
from samordna.meetings.subjects import Decided, SubjectKind, handler_of, subject_of
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Mandate

#: What a subject's handler raises when a decision cannot be put into effect; each is a sentence.
CANNOT_SETTLE = (NotPossible, IllegalTransition, GrantNotPossible, AlreadyGranted)


@changes
def put_on_agenda(
    *, actor: Actor, meeting: Meeting, kind: SubjectKind, subject_id: int
) -> AgendaItem:
    """Put a subject on a meeting's agenda with its papers; journalled by each room.

    Raises Refused, IllegalTransition and NotPossible.
    """
    require(may_keep(actor, meeting))
    subject = handler_of(kind)
    planned = subject.planned(meeting, subject_id)
    if meeting.items.filter(subject_kind=kind, subject_id=subject_id).exists():
        raise NotPossible(f"{planned.name} står redan på föredragningslistan.")
    subject.placed(actor, meeting, subject_id)
    _check_one_agenda(meeting, kind, subject_id, planned.name)
    item = add_item(
        actor=actor,
        meeting=meeting,
        details=ItemDetails(
            heading=planned.heading[:250],
            kind=planned.kind,
            presenter=planned.presenter[:120],
            background=planned.background,
            proposal=list(planned.proposal),
        ),
        subject=(kind, subject_id),
        matter=planned.matter,
        proposed_in=planned.proposed_in,
    )
    for paper in planned.papers:
        attach_paper(actor=actor, item=item, version=paper)
    return item


def _check_one_agenda(meeting: Meeting, kind: SubjectKind, subject_id: int, name: str) -> None:
    """What one agenda is to put into effect stands on no other that is not settled.

    A body that only prepares may have it at the same time. Asked under the subject's lock.
    """
    subject = handler_of(kind)
    if not subject.takes_effect_in(meeting.body):
        return
    others = AgendaItem.objects.filter(subject_kind=kind, subject_id=subject_id)
    others = others.exclude(meeting=meeting).exclude(meeting__state__in=OVER)
    for other in others.select_related("meeting__body"):
        if not subject.takes_effect_in(other.meeting.body):
            continue
        where = f"{body_in_text(other.meeting)} den {format_long(other.meeting.held_on)}"
        if other.meeting.state in AGENDA_OPEN:
            raise NotPossible(f"{name} står redan på föredragningslistan för {where}.")
        raise NotPossible(f"{name} togs upp i {where}, och det protokollet är inte justerat än.")


def retell_appointment(actor: Actor, before: Mandate, after: Mandate) -> None:
    """The text of an appointment's item follows the mandate until the summons has gone out.

    A text that somebody has worded otherwise stays; the page of the meeting then says what differs,
    and *Idag* that it does.
    """
    earlier, now = told_of(before), told_of(after)
    if earlier == now:
        return
    items = AgendaItem.objects.filter(
        subject_kind=SubjectKind.APPOINTMENT,
        subject_id=after.pk,
        background=earlier,
        meeting__state=Meeting.State.PLANNED,
    )
    for item in items.select_related("meeting"):
        retell_item(actor=actor, item=item, background=now)
    about = AgendaItem.objects.filter(subject_kind=SubjectKind.APPOINTMENT, subject_id=after.pk)
    about = about.exclude(meeting__state__in=[*LOCKED, Meeting.State.CANCELLED])
    about.filter(background=now).update(subject_changed_at=None)
    about.exclude(background=now).update(subject_changed_at=clock.now())


def what_holds_mandate(mandate: Mandate) -> str:
    """Why a mandate cannot go though it was entered by mistake; empty when it can."""
    attended = Attendee.objects.filter(mandate=mandate).select_related("meeting").first()
    if attended is not None:
        return (
            f"{mandate.name} står i deltagarlistan för sammanträdet {attended.meeting.held_on}. "
            "Avsluta uppdraget i stället."
        )
    item = AgendaItem.objects.filter(
        subject_kind=SubjectKind.APPOINTMENT, subject_id=mandate.pk
    ).select_related("meeting")
    if (found := item.first()) is not None:
        return (
            f"Valet av {mandate.name} står på föredragningslistan för sammanträdet "
            f"{found.meeting.held_on}. Ta bort punkten först, eller avsluta uppdraget."
        )
    return ""


@changes
def take_off_agenda(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda, and tell what it was about. Journalled.

    Raises Refused, IllegalTransition and NotPossible.
    """
    require(may_keep(actor, item.meeting))
    subject, subject_id = subject_of(item), item.subject_id
    remove_item(actor=actor, item=item)
    if subject_id is not None:
        subject.taken_off(actor, item.meeting, subject_id)


@changes
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting, and give back what its items were about; journalled by each room.

    Raises Refused, IllegalTransition and NotPossible.
    """
    cancelled = steps.cancel_meeting(actor=actor, meeting=meeting, reason=reason)
    for item in cancelled.items.exclude(subject_id=None).order_by("position"):
        subject_of(item).taken_off(actor, cancelled, item.subject_id or 0)
    return cancelled


@changes
def attach_economic_information(
    *, actor: Actor, item: AgendaItem, as_of: date | None = None
) -> AgendaAttachment:
    """Make the paper of the decision space on a day (today unless told) and attach it to an item.

    Raises Refused, NotPossible, and ``economy.space.queries.NoPlan`` where no plan stands
    on the day.
    """
    require(may_keep(actor, item.meeting))
    paper = economic_information_paper(actor=actor, as_of=as_of or clock.today())
    return attach_paper(actor=actor, item=item, version=paper)


@changes
def sign_and_settle(*, actor: Actor, minutes: Minutes, strong: bool = False) -> Minutes:
    """Sign the minutes; the signature that adjusts them puts into effect what they decided.

    What a paragraph decided and cannot be put into effect stops nobody's signature: why is written
    on the paragraph, and the office settles it afterwards (:func:`settle_paragraph`). Raises
    Refused, NotPossible and IllegalTransition.
    """
    signed = sign_minutes(actor=actor, minutes=minutes, strong=strong)
    if signed.adjusted_on is not None:
        for decided in _decided_in(signed, signed.adjusted_on):
            if failed := _try_to_settle(actor, decided):
                note_effect(actor=actor, treatment=decided.treatment, failed=failed)
    return signed


def _try_to_settle(actor: Actor, decided: Decided) -> str:
    """Put a paragraph into effect, or nothing of it: then why not, as a sentence."""
    subject = subject_of(decided.treatment.item)
    try:
        with change():
            if subject.is_for_the_board(decided.meeting.body):
                subject.prepared(actor, decided)
            if subject.takes_effect_in(decided.meeting.body):
                subject.settle(actor, decided)
            subject.made_known(actor, decided)
    except CANNOT_SETTLE as error:
        return str(error)
    except ObjectDoesNotExist:
        return "Det som paragrafen handlar om finns inte kvar."
    return ""


@changes
def settle_paragraph(*, actor: Actor, treatment: Treatment) -> Treatment:
    """Try again to put into effect what an adjusted paragraph decided; journalled.

    Raises Refused, and NotPossible with what still stops it.
    """
    decided = _awaiting_effect(actor, treatment)
    if failed := _try_to_settle(actor, decided):
        raise NotPossible(failed)
    return note_effect(actor=actor, treatment=treatment, failed="")


@changes
def set_effect_aside(*, actor: Actor, treatment: Treatment, reason: str) -> Treatment:
    """Say that what a paragraph decided was taken care of otherwise, and how; journalled.

    Raises Refused and NotPossible.
    """
    _awaiting_effect(actor, treatment)
    if not reason.strip():
        raise NotPossible("Skriv vad som har gjorts i stället. Det står i journalen.")
    locked = for_change(Treatment.objects.all(), of=("self",)).get(pk=treatment.pk)
    locked.set_aside_on, locked.set_aside_reason = clock.today(), reason.strip()[:300]
    locked.save(update_fields=["set_aside_on", "set_aside_reason"])
    after = {"reason": locked.set_aside_reason}
    journal(actor=actor, verb="set_effect_aside", subject=locked, after=after)
    return locked


def _awaiting_effect(actor: Actor, treatment: Treatment) -> Decided:
    """A paragraph whose effect failed, under its meeting's lock. Raises Refused and NotPossible."""
    meeting = locked_meeting(actor, treatment.item.meeting)
    minutes = Minutes.objects.filter(meeting=meeting, withdrawn_at=None).first()
    found = (
        {d.treatment.pk: d for d in _decided_in(minutes, minutes.adjusted_on)}
        if (minutes is not None and minutes.adjusted_on is not None)
        else {}
    )
    decided = found.get(treatment.pk)
    if decided is None or not decided.treatment.not_in_effect or decided.treatment.set_aside_on:
        raise NotPossible("Paragrafen väntar inte på att verkställas.")
    return decided


def _decided_in(minutes: Minutes, adjusted_on: date) -> list[Decided]:
    """The paragraphs about something, in their order. Two queries."""
    found = (
        Treatment.objects.filter(item__meeting=minutes.meeting, item__subject_id__isnull=False)
        .select_related("item")
        .prefetch_related("amounts")
        .order_by("paragraph")
    )
    return [
        Decided(subject_id, treatment, minutes.meeting, adjusted_on)
        for treatment in found
        if (subject_id := treatment.item.subject_id) is not None
    ]
