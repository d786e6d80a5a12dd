"""Lists of meetings, and what may still be put on an agenda."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.policies import is_keeper
from samordna.meetings.queries.seats import office_on
from samordna.meetings.rules.states import ADJUSTED
from samordna.meetings.subjects import Offers, SubjectKind, handlers
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Person, Role


def reads_meetings(actor: Actor) -> bool:
    """Whether the list of meetings has anything for the actor."""
    return is_keeper(actor) or actor.is_office or actor.has_seat or Role.AUDITOR in actor.roles


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that the actor may read: the same line as ``policies.may_read`` draws."""
    found = Meeting.objects.select_related("body", "matter")
    if is_keeper(actor) or actor.is_office or Role.AUDITOR in actor.roles:
        return found
    seats = Q(body_id__in=[seat.body_id for seat in actor.seats]) & ~Q(state=Meeting.State.PLANNED)
    return found.filter(seats | Q(secretary_id=actor.person_id or 0))


def coming(found: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    """Meetings that are to come or go on, the nearest first."""
    waiting = Q(held_on__gte=today) | Q(
        state__in=[Meeting.State.PLANNED, Meeting.State.SUMMONED, Meeting.State.IN_SESSION]
    )
    return found.filter(waiting).order_by("held_on", "starts_at", "pk")


def earlier(found: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    """Meetings that have been held, the latest first."""
    return (
        found.exclude(
            state__in=[Meeting.State.PLANNED, Meeting.State.SUMMONED, Meeting.State.IN_SESSION]
        )
        .filter(held_on__lt=today)
        .order_by("-held_on", "-starts_at", "-pk")
    )


def bodies() -> list[Body]:
    """The bodies of the association, the board first. One query."""
    return sorted(Body.objects.all(), key=lambda b: (b.kind != Body.Kind.BOARD, b.name))


def secretaries(association_id: int, today: date) -> dict[Person, str]:
    """Those of the office who may be the secretary of a meeting, by their names. One query."""
    office = office_on(association_id, today)
    return {found.person: found.name for found in sorted(office, key=lambda found: found.name)}


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda with its attachments. Two queries."""
    papers = AgendaAttachment.objects.select_related("version__document").order_by("position")
    items = list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("treatment")
        .prefetch_related(Prefetch("attachments", queryset=papers))
    )
    for item in items:
        item.meeting = meeting
    return items


def offers_for(meeting: Meeting) -> list[Offers]:
    """What may still be put on the agenda, kind by kind. One query a kind."""
    offered = [handler.offers(meeting) for handler in handlers()]
    return [o for o in offered if o is not None and (o.rows or o.empty)]


def standing_on_agendas(meeting: Meeting, kind: SubjectKind) -> QuerySet[AgendaItem, int | None]:
    """The keys of a kind's subjects that stand on this agenda, or on one that is not settled yet.

    What an adjusted meeting postponed or never came to may be put on another.
    """
    listed = AgendaItem.objects.filter(subject_kind=kind)
    here = Q(meeting=meeting) | ~Q(meeting__state__in=ADJUSTED)
    return listed.filter(here).values_list("subject_id", flat=True)
