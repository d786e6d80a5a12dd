"""Idag, under what waits: what comes next for a person, though nothing is asked of them yet.

Open calls, the applications that are one's own, and the meetings to come. Each part asks the
database once at most, and shows the nearest few: the whole lists have pages of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from samordna.funding.models import Application, Call
from samordna.funding.policies import own_organisations
from samordna.funding.queries.applications import applications_of, state_words
from samordna.funding.queries.calls import calls_for
from samordna.funding.rules.states import TAKEN_BACK, State, call_words
from samordna.ground.prepared import Kept
from samordna.meetings.models import Meeting
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.policies import is_keeper
from samordna.meetings.queries.lists import coming, meetings_for, reads_meetings
from samordna.meetings.queries.not_handled import last_not_handled, was_not_handled_in
from samordna.meetings.queries.shared import decided_on, minutes_put_right
from samordna.meetings.rules.not_handled import waits
from samordna.meetings.rules.states import words_for as meeting_words
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.web.links import link
from samordna.web.shared import Coming, ComingGroup, Task

#: So many lines of each kind, and so many are counted.
MOST, COUNTED = 5, 100
#: What the board has said yes or no to.
DECIDED = (State.GRANTED, State.REJECTED)
#: So many days what the board has decided is told of here.
DECISION_TOLD = 60


def coming_for(actor: Actor, today: date, tasks: Sequence[Task] = ()) -> list[ComingGroup]:
    """What comes next for the actor, by kind; kinds of which there is nothing are left out.

    ``tasks`` is what waits: it has read the meetings of those who keep them.
    """
    if actor.kind != "person":
        return []
    groups = [meetings_coming(actor, today, tasks), *(group(actor, today) for group in GROUPS)]
    return [group for group in groups if group.lines]


def meetings_coming(actor: Actor, today: date, tasks: Sequence[Task]) -> ComingGroup:
    """The meetings to come that the actor may read, the nearest first.

    Those who keep meetings have each of them among what waits, and nothing more is asked for them.
    """
    kept = [task.coming for task in tasks if task.coming is not None]
    kept.sort(key=lambda line: line.day or date.max)
    return _nearest("Sammanträden", [*kept, *_meetings(actor, today)], "meetings:meetings")


def _nearest(heading: str, lines: Iterable[Coming], page: str) -> ComingGroup:
    """The first few of some lines, and the way to the page with all of them."""
    found = tuple(lines)
    return ComingGroup(heading, found[:MOST], max(0, len(found) - MOST), page)


def _meetings(actor: Actor, today: date) -> Iterator[Coming]:
    yield from map(meeting_line, _to_attend(actor, today))


@Kept
def _to_attend(actor: Actor, today: date) -> QuerySet[Meeting]:
    if is_keeper(actor) or not reads_meetings(actor):
        return Meeting.objects.none()
    found = coming(meetings_for(actor), today).filter(held_on__gte=today)
    return found.select_related("body", "association")[:COUNTED]


def meeting_line(meeting: Meeting) -> Coming:
    """A meeting to come, read with its body and association. Nobody goes to one that is cancelled,
    wherever it was moved."""
    cancelled = meeting.state == Meeting.State.CANCELLED
    return Coming(
        f"{meeting.body.name} {meeting.held_on}",
        link(meeting.association.slug, "meetings:meeting", number=meeting.number),
        *meeting_words(meeting.state),
        meeting.held_on,
        f"{meeting.moved} till" if meeting.moved and not cancelled else "",
    )


def minutes_to_come(actor: Actor, today: date) -> ComingGroup:
    """Minutes that the actor was to sign, or has signed, and that are put right first."""
    lines = (
        Coming(
            f"Protokoll {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
            link(
                minutes.meeting.association.slug,
                "flows:sign_minutes",
                number=minutes.meeting.number,
            ),
            "Återtaget, rättas",
            "warning",
        )
        for minutes in minutes_put_right(actor)
    )
    return ComingGroup("Protokoll att skriva under", tuple(lines))


def own_applications(actor: Actor, today: date) -> ComingGroup:
    """Applications of the actor's organisations, or that the actor prepares: those that are not yet
    settled, and what has been decided lately."""
    heading = "Dina ansökningar" if own_organisations(actor) else "Dina ärenden"
    return _nearest(heading, _applications(actor, today), "funding:applications")


def _applications(actor: Actor, today: date) -> Iterator[Coming]:
    for application in _own(actor, today):
        unhandled = ""
        if application.state in (State.PREPARED, State.POSTPONED):
            unhandled = was_not_handled_in(application, "ansökan")
        told = application.state in (*DECIDED, State.POSTPONED) or application.remitted_as
        told = told or unhandled
        page = link(application.association.slug, "funding:application", number=application.number)
        yield Coming(
            f"{application.name}, {application.owner.name}",
            f"{page}#beslut" if told else page,
            *state_words(application, is_office=actor.is_office),
            application.decided_on if application.state in DECIDED else None,
            "beslutad" if application.state in DECIDED else "",
            f"{unhandled}. {waits('ansökan')}" if unhandled else "",
        )


@Kept
def _own(actor: Actor, today: date) -> QuerySet[Any, Any]:
    own = own_organisations(actor)
    if not own and Role.CASE_OFFICER not in actor.roles:
        return Application.objects.none()
    mine = Q(owner_id__in=own) | Q(partners__organisation_id__in=own)
    mine |= Q(case_officer_id=actor.person_id)
    lately = Q(settled_on__gte=today - timedelta(days=DECISION_TOLD))
    over = Q(state__in=TAKEN_BACK) | (Q(state__in=DECIDED) & ~lately)
    found = applications_of(actor).filter(mine).exclude(over).distinct()
    found = found.select_related("owner", "association")
    about = SubjectKind.APPLICATION
    found = found.annotate(decided_on=decided_on(about), **last_not_handled(about))
    # What waits for somebody, or for the board, stands before what has been decided.
    decided = Case(When(state__in=DECIDED, then=1), default=0)
    found = found.order_by(decided, "-changed_at", "-number")
    return found.defer("answers", "section_revisions", "budget_file_findings")[:COUNTED]


def open_calls(actor: Actor, today: date) -> ComingGroup:
    """The calls that are open or will open, with their last days."""
    return _nearest("Utlysningar", _calls(actor, today), "funding:calls")


def _calls(actor: Actor, today: date) -> Iterator[Coming]:
    for call in _not_closed(actor, today):
        yield Coming(
            call.title,
            link(call.association.slug, "funding:call", number=call.number),
            *call_words(call.opens_on, call.closes_on, today),
            call.closes_on,
            "sista dag",
        )


@Kept
def _not_closed(actor: Actor, today: date) -> QuerySet[Call]:
    found = calls_for(actor, today).filter(closes_on__gte=today).select_related("association")
    return found.order_by("closes_on", "number")[:COUNTED]


#: In the order of the page, after the meetings.
GROUPS: tuple[Callable[[Actor, date], ComingGroup], ...] = (
    minutes_to_come,
    own_applications,
    open_calls,
)
