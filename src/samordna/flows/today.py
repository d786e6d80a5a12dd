"""Idag: what waits for a person. Each line says verb, thing, day, and why it is theirs.

A room's queries find the rows; here they get their words and their way in. ``LINES`` is the list
of what is asked, and each of it asks the database once at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from samordna.funding.models import Application
from samordna.funding.policies import keeps_time
from samordna.funding.queries.shared import applications_waiting_for, ready_for_the_board
from samordna.funding.queries.signatories import parties_without_signatory, refused_signatures
from samordna.funding.rules.standing import APPLICATION_STANDING, SIGNATURE_STANDING
from samordna.funding.rules.states import Asked, State
from samordna.kernel.deadlines import deadlines
from samordna.meetings.models import Meeting
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.policies import is_keeper
from samordna.meetings.queries.shared import (
    days_of,
    meetings_to_attend,
    meetings_to_keep,
    minutes_to_sign,
)
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.parties.policies import may_change_people
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


def application_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Drafts to finish, signatures to give, applications to register and to prepare, and for the
    office what has got stuck."""
    for application in applications_waiting_for(actor, today, MOST_APPLICATIONS):
        yield _application_task(application, actor, today)


def _application_task(application: Application, actor: Actor, today: date) -> Task:
    state = State(application.state)
    standing = APPLICATION_STANDING[state]
    verb, page, due = standing.task, standing.page, None
    why = {
        State.DRAFT: "Du är sökande",
        State.SIGNING: "Du är firmatecknare",
        State.SUBMITTED: "Du registrerar",
        State.REGISTERED: "Du är handläggare",
    }[state]
    if state == State.DRAFT:
        verb, page, why, due = _draft_line(application, actor, today)
    elif state == State.SIGNING and not actor.signatory_for:
        verb, page = "Påminn om", "funding:application"
        why = "Underskrifter har dröjt i mer än två veckor. Påminn, eller ta tillbaka ansökan"
    elif application.case_officer_id is None and state == State.REGISTERED:
        why = "Ingen handläggare är utsedd"
    elif getattr(application, "officer_left", False):
        verb, page = "Utse handläggare för", "funding:assign"
        why = "Handläggaren har inte längre rollen"
    thing = f"{application.name}, {application.owner.name}"
    url = link(application.association.slug, page, number=application.number)
    return Task(verb, thing, url, why, due)


def _draft_line(
    application: Application, actor: Actor, today: date
) -> tuple[str, str, str, date | None]:
    """A draft's verb, page, reason and day: written until its last day, then freed or ended."""
    own, last = application.owner_id in actor.applicant_for, application.last_day
    if own and today <= last:
        standing = APPLICATION_STANDING[State.DRAFT]
        return standing.task, standing.page, "Du är sökande", last
    if own:
        why = f"Sista dagen var {last}. Kansliet kan förlänga tiden; annars kan du återkalla"
        return "Be om mer tid för", "funding:application", why, None
    why = f"Utkastet hann inte skickas: sista dagen var {last}"
    return "Förläng eller avskriv", "funding:application", why, None


def refusal_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Signatures that somebody has refused: for the owner's applicants and for the office."""
    office = actor.kind == "person" and keeps_time(actor)
    if not office and not actor.applicant_for:
        return
    found = refused_signatures(Application.objects.filter(association_id=actor.association_id))
    if not office:
        found = found.filter(version__application__owner_id__in=actor.applicant_for)
    for wanted in found[:MOST_APPLICATIONS]:
        application = wanted.version.application
        yield Task(
            SIGNATURE_STANDING[Asked.REFUSED].task,
            f"Nekad underskrift: {application.name}, {wanted.organisation.name}",
            link(application.association.slug, "funding:recall", number=application.number),
            f"Skälet: {wanted.refusal_reason}",
        )


def signatory_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """The parties for which nobody may sign, for those who can give somebody the role."""
    if actor.kind != "person" or not may_change_people(actor)[0]:
        return
    for organisation in parties_without_signatory(actor.association_id, today):
        page = link(organisation.association.slug, "parties:new_role")
        waiting = getattr(organisation, "waiting", False)
        why = "En ansökan väntar på underskrift" if waiting else "En ansökan ska skrivas under"
        yield Task(
            "Lägg upp",
            f"Firmatecknare för {organisation.name}",
            f"{page}?roll={Role.SIGNATORY}&organisation={organisation.pk}",
            f"{why}, och ingen får skriva under",
        )


def board_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Applications that wait for an agenda, for those who keep the agendas."""
    if actor.kind != "person" or not is_keeper(actor):
        return
    for application in ready_for_the_board(actor.association_id, MOST_APPLICATIONS):
        standing = APPLICATION_STANDING[State(application.state)]
        yield Task(
            standing.task,
            f"{application.name}, {application.owner.name}",
            link(application.association.slug, standing.page, number=application.number),
            f"{application.get_state_display()}. Lägg den på styrelsens föredragningslista",
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
    refusal_tasks,
    signatory_tasks,
    board_tasks,
    keeper_tasks,
    signer_tasks,
    member_tasks,
)
