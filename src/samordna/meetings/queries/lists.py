"""Lists of meetings, and what may still be put on an agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Manager,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from samordna.ground.prepared import Kept, Key
from samordna.kernel.ordering import name_key, person_key
from samordna.meetings.models import (
    AgendaAttachment,
    AgendaItem,
    Meeting,
    MinutesSigner,
    Notice,
    Treatment,
)
from samordna.meetings.policies import is_keeper
from samordna.meetings.queries.remarks import with_what_became
from samordna.meetings.queries.seats import office_on
from samordna.meetings.rules.outcomes import GRANTING, OPEN_REST, Outcome
from samordna.meetings.rules.states import ADJUSTED, AGENDA_OPEN, OVER
from samordna.meetings.subjects import Offers, SubjectKind, handlers
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Person, Role

#: What is shown of an item that waits for another meeting.
_WITH_MEETING = ("meeting__body", "meeting__association", "treatment", "matter")


def reads_meetings(actor: Actor) -> bool:
    """Whether the list of meetings has anything for the actor."""
    return is_keeper(actor) or actor.is_office or actor.has_seat or Role.AUDITOR in actor.roles


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that the actor knows of: the same line as ``policies.may_know_of`` draws."""
    found = with_notice(Meeting.objects.select_related("body", "matter"))
    if is_keeper(actor) or actor.is_office or Role.AUDITOR in actor.roles:
        return found
    seats = Q(body_id__in=actor.bodies)
    return found.filter(seats | Q(secretary_id=actor.person_id or 0))


def with_notice(found: QuerySet[Meeting] | Manager[Meeting]) -> QuerySet[Meeting]:
    """Add whether the notice of the minutes is ``taken_down`` from the board, and then whether it
    ``must_go_up_again``, and how many signatures of them have been ``refused``, in the same query.
    """
    down = Notice.objects.filter(minutes__meeting=OuterRef("pk"), minutes__withdrawn_at=None)
    down = down.filter(taken_down_on__isnull=False)
    return found.annotate(
        taken_down=Exists(down),
        must_go_up_again=Exists(down.filter(appeal_last_day=None)),
        refused=refused_of_minutes(),
    )


def refused_of_minutes() -> Coalesce:
    """How many signatures that a meeting's locked minutes still want have been refused."""
    refused = MinutesSigner.objects.filter(
        minutes__meeting=OuterRef("pk"),
        minutes__withdrawn_at=None,
        signature=None,
        refused_at__isnull=False,
    )
    counts = refused.order_by().values("minutes__meeting").annotate(number=Count("pk"))
    return Coalesce(Subquery(counts.values("number")), 0)


def called(meeting: str = "") -> Q:
    """The meetings that their bodies have been summoned to: as ``policies.was_called`` has it.

    ``meeting`` is the way to the meeting, such as ``item__meeting__``.
    """
    planned = Q((f"{meeting}state", Meeting.State.PLANNED))
    never = Q((f"{meeting}state", Meeting.State.CANCELLED), (f"{meeting}summoned_on", None))
    return ~(planned | never)


def coming(found: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    """Meetings that are to come or go on, the nearest first; cancelled ones until their day."""
    return found.filter(_waiting(today)).order_by("held_on", "starts_at", "pk")


def earlier(found: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    """Meetings that have ended, also today, the latest first."""
    return found.exclude(_waiting(today)).order_by("-held_on", "-starts_at", "-pk")


def _waiting(today: date) -> Q:
    cancelled = Q(state=Meeting.State.CANCELLED, held_on__gte=today)
    return Q(state__in=AGENDA_OPEN) | cancelled


def bodies() -> list[Body]:
    """The bodies of the association, the board first. One query."""
    return sorted(Body.objects.all(), key=lambda b: (b.kind != Body.Kind.BOARD, name_key(b.name)))


def secretaries(association_id: int, today: date) -> dict[Person, str]:
    """Those of the office who may be the secretary of a meeting, by their names. One query."""
    office = office_on(association_id, today)
    by_name = sorted(office, key=lambda found: person_key(found.name))
    return {found.person: found.name for found in by_name}


def agenda_of(meeting: Meeting, *, with_returned: bool = False) -> list[AgendaItem]:
    """The agenda with its attachments, and what has become of its subjects. Two queries.

    ``with_returned`` reads in one more :func:`returned_before`, for the offers of
    :func:`offers_for`: they then stand as ``meeting.returned``.
    """
    items = _agenda(Key(meeting.pk))
    for item in items:
        item.meeting = meeting
    papers = AgendaAttachment.objects.select_related("version__document").order_by("position")
    prefetch_related_objects(items, Prefetch("attachments", queryset=papers))
    if with_returned:
        meeting.returned = returned_before(meeting)  # type: ignore[attr-defined]
        meeting.headings = [item.heading for item in items]  # type: ignore[attr-defined]
    return items


@Kept
def _agenda(meeting: Any) -> QuerySet[AgendaItem]:
    found = with_what_became(AgendaItem.objects.filter(meeting=meeting))
    return found.select_related("treatment").order_by("position")


def returned_before(meeting: Meeting) -> list[AgendaItem]:
    """The body's items that are to come up again, of other meetings before this one; for the board
    also what other bodies have proposed to it. One query."""
    for_board = meeting.body.kind == Body.Kind.BOARD
    found = _returned_before(Key(meeting.pk), Key(meeting.body_id), meeting.held_on, for_board)
    # What both halves of the query have found is one item.
    items = {item.pk: item for item in found}.values()
    return sorted(items, key=lambda item: (item.meeting.held_on, item.position))


@Kept
def _returned_before(
    meeting: Any, body: Any, held_on: date, for_board: bool
) -> QuerySet[AgendaItem]:
    """Sought in two halves, each by what is rare of it: asked for at once, PostgreSQL goes through
    every item of every earlier meeting, the most of which were settled."""
    wanted = _returned() & Q(meeting__body=body)
    if for_board:
        wanted |= _proposed()
    found = AgendaItem.objects.filter(wanted, let_go_on=None, meeting__held_on__lte=held_on)
    found = found.exclude(meeting=meeting).select_related(*_WITH_MEETING).order_by()
    return found.filter(_left_open()).union(found.filter(_untreated()), all=True)


def _left_open() -> Q:
    """Items whose treatments left something that comes up again, or that is proposed."""
    left = Q(treatment__outcome__in=[Outcome.POSTPONED, Outcome.REMITTED, Outcome.UNDECIDED])
    left |= Q(treatment__rest__in=OPEN_REST) | ~Q(treatment__proposes=[])
    # The treatments of the association, for PostgreSQL to begin with.
    return left & Q(treatment__association=F("association"))


def _untreated() -> Q:
    """Items of their own that were never come to, or whose meetings were cancelled."""
    reached = Treatment.objects.order_by().values("item_id")
    untreated = ~Q(pk__in=reached) | Q(meeting__state=Meeting.State.CANCELLED)
    own = Q(subject_kind__in=["", SubjectKind.EARLIER_ITEM, SubjectKind.PROPOSAL])
    return untreated & own & ~Q(kind=AgendaItem.Kind.FORMAL) & Q(is_standard=False)


def to_mend() -> list[QuerySet[AgendaItem]]:
    """Items that are to come up again or that are proposed to the board, and those whose adjusted
    paragraph could not be put into effect: all of meetings that are over. Some are in both lists,
    each of which is sought by what is rare of it."""
    failed = ~Q(treatment__not_in_effect="") & Q(treatment__set_aside_on=None)
    failed &= Q(treatment__association=F("association"))
    waiting = (_returned() | _proposed()) & Q(let_go_on=None)
    over = AgendaItem.objects.filter(meeting__state__in=OVER)
    return [over.filter(failed | (_left_open() & waiting)), over.filter(_untreated() & waiting)]


def returned_items() -> QuerySet[AgendaItem]:
    """Items about nothing besides themselves that are to come up again: adjusted minutes tabled or
    remitted them or decided nothing, the meeting never came to them, or it was cancelled; and that
    stand on no agenda since, and have not been let go. Nothing of a subject that has ended is."""
    return _with_meeting(AgendaItem.objects.filter(_returned(), let_go_on=None))


def proposed_items() -> QuerySet[AgendaItem]:
    """Items in which adjusted minutes of a body that prepares propose something to the board, and
    that stand on no agenda of its since, and have not been let go."""
    return _with_meeting(AgendaItem.objects.filter(_proposed(), let_go_on=None))


def waiting_items() -> QuerySet[AgendaItem]:
    """Both of :func:`returned_items` and :func:`proposed_items`."""
    return _with_meeting(AgendaItem.objects.filter(_returned() | _proposed(), let_go_on=None))


def _with_meeting(found: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    return found.select_related(*_WITH_MEETING).order_by("meeting__held_on", "position")


def _returned() -> Q:
    # What stands in the standard agenda is on the next one already; information that was given is
    # over, and comes back where nobody could be given it.
    undecided = Q(treatment__outcome=Outcome.UNDECIDED, is_standard=False)
    undecided &= Q(kind__in=[AgendaItem.Kind.DECISION, AgendaItem.Kind.ELECTION]) | Q(
        kind=AgendaItem.Kind.INFORMATION, treatment__not_handled=True
    )
    open_outcomes = Q(treatment__outcome__in=[Outcome.POSTPONED, Outcome.REMITTED]) | undecided
    tabled = open_outcomes & Q(meeting__state__in=ADJUSTED)
    tabled &= Q(subject_kind__in=["", SubjectKind.EARLIER_ITEM, SubjectKind.PROPOSAL])
    never_held = Q(meeting__state=Meeting.State.CANCELLED, subject_kind="")
    own = Q(subject_kind__in=["", SubjectKind.EARLIER_ITEM, SubjectKind.PROPOSAL])
    never_reached = Q(meeting__state__in=ADJUSTED, treatment=None) & own
    never_held |= never_reached
    never_held &= ~Q(kind=AgendaItem.Kind.FORMAL) & Q(is_standard=False)
    again = AgendaItem.objects.filter(
        subject_kind=SubjectKind.EARLIER_ITEM, subject_id=OuterRef("pk")
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    left = Q(treatment__rest__in=OPEN_REST, treatment__outcome__in=GRANTING)
    left &= Q(meeting__state__in=ADJUSTED, meeting__body__kind=Body.Kind.BOARD)
    found = (tabled | never_held | left) & Q(~Exists(again))
    for handler in handlers():
        if (ended := handler.ended()) is not None:
            found &= ~ended
    return found


def _proposed() -> Q:
    again = AgendaItem.objects.filter(
        subject_kind=SubjectKind.PROPOSAL, subject_id=OuterRef("pk")
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    told = Q(treatment__isnull=False, meeting__state__in=ADJUSTED) & ~Q(treatment__proposes=[])
    own = Q(subject_kind__in=["", SubjectKind.EARLIER_ITEM])
    return told & own & ~Q(meeting__body__kind=Body.Kind.BOARD) & Q(~Exists(again))


def offers_for(meeting: Meeting) -> list[Offers]:
    """What may still be put on the agenda, kind by kind. One query a kind. At the table only what
    there is, and nothing chosen beforehand: what the meeting adds is few, and deliberate."""
    offered = [offers for handler in handlers() if (offers := handler.offers(meeting))]
    if meeting.state == Meeting.State.IN_SESSION:
        return [replace(o, chosen=False, empty="") for o in offered if o.rows]
    return [o for o in offered if o.rows or o.empty]


def standing_on_agendas(meeting: Any, kind: SubjectKind) -> QuerySet[AgendaItem, int | None]:
    """The keys of a kind's subjects that stand on the agenda of a meeting, which may be its key, or
    on one that is not settled yet.

    What an adjusted meeting postponed or never came to, or a cancelled one had, may be put on
    another.
    """
    listed = AgendaItem.objects.filter(subject_kind=kind)
    here = Q(meeting=meeting) | ~Q(meeting__state__in=OVER)
    return listed.filter(here).values_list("subject_id", flat=True)
