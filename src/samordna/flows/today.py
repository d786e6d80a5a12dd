"""Idag: what waits for a person. Each line says verb, thing, day, and why it is theirs.

A room's queries find the rows; here they get their words and their way in. ``LINES`` is the list
of what is asked, and each of it asks the database once at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from samordna.funding.queries.shared import applications_waiting_for
from samordna.funding.rules.states import State
from samordna.kernel.deadlines import deadlines
from samordna.meetings.models import Meeting
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.queries.shared import (
    days_of,
    meetings_to_attend,
    meetings_to_keep,
    minutes_to_sign,
)
from samordna.parties.actors import Actor
from samordna.web.links import link
from samordna.web.shared import Task

#: Lines about applications; a longer list is read in the list of applications.
MOST_APPLICATIONS = 100
#: Days before the meeting by which the summons should be out (practice).
DAYS_TO_SUMMON = 7


def tasks_for(actor: Actor, today: date) -> list[Task]:
    """Everything that waits for the actor, the nearest day first, undated last."""
    found = [task for lines in LINES for task in lines(actor, today)]
    return sorted(found, key=lambda t: (t.due is None, t.due or date.max, t.thing))


# Applications -------------------------------------------------------------------------------------

_APPLICATION_PAGES = {
    State.DRAFT: ("Skriv klart", "funding:write", "Du är sökande"),
    State.SIGNING: ("Skriv under", "funding:sign", "Du är firmatecknare"),
    State.SUBMITTED: ("Registrera", "funding:application", "Du registrerar"),
    State.REGISTERED: ("Skriv tjänsteutlåtande", "funding:statement", "Du är handläggare"),
}


def application_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Drafts to finish, signatures to give, applications to register and to prepare."""
    for application in applications_waiting_for(actor, MOST_APPLICATIONS):
        state = State(application.state)
        verb, page, why = _APPLICATION_PAGES[state]
        if state == State.REGISTERED and application.case_officer_id is None:
            why = "Ingen handläggare är utsedd"
        yield Task(
            verb,
            f"{application.name}, {application.owner.name}",
            link(application.association.slug, page, number=application.number),
            why,
            application.call.closes_on if state == State.DRAFT else None,
        )


# Meetings -----------------------------------------------------------------------------------------


def keeper_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """What the registrar and the director have to do with each meeting, one step at a time."""
    for meeting in meetings_to_keep(actor):
        if (task := _keeper_task(meeting, today)) is not None:
            yield task


def _keeper_task(meeting: Meeting, today: date) -> Task | None:
    what = f"{body_in_text(meeting)} {meeting.held_on}"
    days = days_of(meeting)
    planning, table, minutes = (
        link(meeting.association.slug, page, number=meeting.number)
        for page in ("meetings:meeting", "meetings:table", "meetings:minutes")
    )
    match meeting.state:
        case Meeting.State.PLANNED:
            due = meeting.held_on - timedelta(days=DAYS_TO_SUMMON)
            why = "Kallelsen går ut en vecka före"
            return Task("Kalla till", f"Kallelse till {what}", planning, why, due)
        case Meeting.State.SUMMONED:
            held = meeting.held_on
            return Task("Håll", f"Sammanträde {what}", planning, "Du för protokollet", held)
        case Meeting.State.IN_SESSION:
            return Task("Avsluta", f"Sammanträde {what}", table, "Pågår", meeting.held_on)
        case Meeting.State.CLOSED:
            why = "Justeras inom fjorton dagar"
            return Task("Lås", f"Protokoll {what}", minutes, why, days.adjust_by)
        case Meeting.State.ADJUSTED:
            why = "Senast andra dagen efter justeringen"
            return Task("Anslå", f"Protokoll {what}", minutes, why, days.post_by)
    down = days.take_down_earliest
    if meeting.state == Meeting.State.POSTED and down is not None and down <= today:
        return Task("Ta ned", f"Anslag {what}", minutes, "Tiden för överklagande är ute", down)
    return None


def signer_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Minutes that wait for the actor's signature; one line for each."""
    seen: set[int] = set()
    for signer in minutes_to_sign(actor):
        meeting = signer.minutes.meeting
        if meeting.pk in seen:
            continue
        seen.add(meeting.pk)
        yield Task(
            "Justera",
            f"Protokoll {body_in_text(meeting)} {meeting.held_on}",
            link(meeting.association.slug, "flows:sign_minutes", number=meeting.number),
            f"Du är {signer.get_role_display().lower()}, {signer.paragraphs}",
            deadlines(meeting.held_on).adjust_by,
        )


def member_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """The papers to read before a meeting of one's own body."""
    for meeting in meetings_to_attend(actor, today):
        yield Task(
            "Läs",
            f"Läs handlingarna inför {body_in_text(meeting)} {meeting.held_on}",
            link(meeting.association.slug, "meetings:meeting", number=meeting.number),
            f"Du är kallad till {body_in_text(meeting)}",
            meeting.held_on,
        )


#: What is asked, in no order that matters: the lines are sorted by their days.
LINES: tuple[Callable[[Actor, date], Iterator[Task]], ...] = (
    application_tasks,
    keeper_tasks,
    signer_tasks,
    member_tasks,
)
