"""The few steps that cross rooms: a subject goes on an agenda, and is settled by the minutes.

Each step holds everything it changes in one transaction: an application is never on an agenda that
does not list it, and a grant never stands without the minutes that gave it. What a subject is, and
what becomes of it, its handler in ``flows/subjects/`` says.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samordna.economy.space.services import economic_information_paper
from samordna.flows.subjects.appointment import told_of
from samordna.ground import clock
from samordna.kernel.dates import format_long
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.policies import may_keep
from samordna.meetings.rules.states import ADJUSTED, AGENDA_OPEN
from samordna.meetings.services.planning import ItemDetails, add_item, attach_paper
from samordna.meetings.steps import remove_item, retell_item, sign_minutes
from samordna.meetings.subjects import Decided, SubjectKind, handler_of, subject_of
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Mandate


@transaction.atomic
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
    others = others.exclude(meeting=meeting).exclude(meeting__state__in=ADJUSTED)
    for other in others.select_related("meeting__body"):
        if not subject.takes_effect_in(other.meeting.body):
            continue
        where = f"{body_in_text(other.meeting)} den {format_long(other.meeting.held_on)}"
        if other.meeting.state in AGENDA_OPEN:
            raise NotPossible(f"{name} står redan på föredragningslistan för {where}.")
        raise NotPossible(f"{name} togs upp i {where}, och det protokollet är inte justerat än.")


def retell_appointment(actor: Actor, before: Mandate, after: Mandate) -> None:
    """The text of an appointment's item follows the mandate until the summons has gone out.

    A text that somebody has worded otherwise stays; the page of the meeting then says what differs.
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


@transaction.atomic
def take_off_agenda(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda, and tell what it was about. Journalled.

    Raises Refused, IllegalTransition and NotPossible.
    """
    require(may_keep(actor, item.meeting))
    subject, subject_id = subject_of(item), item.subject_id
    remove_item(actor=actor, item=item)
    if subject_id is not None:
        subject.taken_off(actor, item.meeting, subject_id)


@transaction.atomic
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


@transaction.atomic
def sign_and_settle(*, actor: Actor, minutes: Minutes, strong: bool = False) -> Minutes:
    """Sign the minutes; the signature that adjusts them puts into effect what they decided.

    All in the signature's transaction, so that the minutes are not adjusted unless what they say
    stands. Raises Refused, NotPossible, IllegalTransition and what a subject's handler raises, such
    as ``initiatives.errors.GrantNotPossible``.
    """
    signed = sign_minutes(actor=actor, minutes=minutes, strong=strong)
    if signed.adjusted_on is not None:
        for decided in _decided_in(signed, signed.adjusted_on):
            subject = subject_of(decided.treatment.item)
            if subject.takes_effect_in(signed.meeting.body):
                subject.settle(actor, decided)
    return signed


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
