"""Idag: what waits for a person. Each line says verb, thing, day, and why it is theirs.

A room's queries find the rows; here they get their words and their way in. ``LINES`` is the list
of what is asked, and each of it asks the database once at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Subquery

from samordna.flows.agendas_today import seat_task, see_to_task
from samordna.flows.coming import meeting_line
from samordna.flows.letters_today import letter_tasks
from samordna.flows.matters_today import matter_task, to_be_closed
from samordna.flows.notices_today import notice_tasks
from samordna.flows.seats_today import mandate_tasks
from samordna.flows.subjects.application import READY, left_told
from samordna.flows.subjects.earlier_item import became, comes_back
from samordna.flows.subjects.proposal import was_proposed
from samordna.flows.unattended_today import unattended_tasks
from samordna.funding.models import Application
from samordna.funding.policies import keeps_time
from samordna.funding.queries.applications import state_words
from samordna.funding.queries.shared import applications_waiting_for
from samordna.funding.rules.standing import APPLICATION_STANDING, SIGNATURE_STANDING
from samordna.funding.rules.states import TAKEN_BACK, Asked, State
from samordna.kernel.counting import counted
from samordna.kernel.ordering import name_key
from samordna.kernel.sentences import listed, without_stop
from samordna.kernel.standing import Standing
from samordna.meetings.models import Meeting, MinutesSigner
from samordna.meetings.papers.words import adjust_by, body_in_text
from samordna.meetings.policies import is_keeper
from samordna.meetings.proceedings.decisions import told_back, treatment_of
from samordna.meetings.queries.not_handled import was_not_handled_in
from samordna.meetings.queries.proposed import last_said, left_open, preparing_of
from samordna.meetings.queries.shared import (
    MeetingFacts,
    items_today,
    meetings_to_attend,
    meetings_to_keep,
    minutes_to_sign,
)
from samordna.meetings.rules.standing import MEETING_STANDING
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.subjects import SubjectKind
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
    return sorted(found, key=lambda t: (t.due is None, t.due or date.max, name_key(t.thing)))


# Applications -------------------------------------------------------------------------------------


#: Prepared, and on no agenda of the board.
_AWAITS_BOARD = frozenset({State.PREPARED, State.POSTPONED})


def application_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Drafts to finish, signatures to give, applications to register, to prepare and to put on an
    agenda, what has got stuck, and matters to close."""
    for application in applications_waiting_for(
        actor, today, MOST_APPLICATIONS, more=_said_of_it, also=to_be_closed
    ):
        if application.state in TAKEN_BACK and application.matter is not None:
            yield matter_task(application, application.matter)
            continue
        yield _with_what_was_said(_application_task(application, actor, today), application)


def _said_of_it() -> dict[str, Subquery]:
    """What bodies have said of each, to be read with the applications."""
    return last_said(SubjectKind.APPLICATION, READY)


def _with_what_was_said(task: Task, application: Application) -> Task:
    """The line with what has been said of the application that waits, each by the body that said
    it: how the board left it, what another body proposes, or that this tabled it; and that one was
    no quorum and did not handle it."""
    board = left_open(application)
    if application.state == State.REGISTERED and application.remitted_as and board is not None:
        why = f"{task.why}.{told_back(board.because, board.back_by)}"
        return replace(task, why=without_stop(why), due=task.due or board.back_by)
    if application.state not in _AWAITS_BOARD:
        return task
    said = preparing_of(application)
    told = [one for one in (board, said) if one is not None]
    sentences = list(map(left_told, told))
    if unhandled := was_not_handled_in(application, "ansökan"):
        sentences.append(f"{unhandled}.")
    if said is None or said.proposes:
        sentences.append(task.why)  # what a body has tabled is not for the board's agenda yet
    why = " ".join(sentences)
    back_by = next((one.back_by for one in reversed(told) if one.back_by), None)
    return replace(task, why=without_stop(why), due=task.due or back_by)


def _application_task(application: Application, actor: Actor, today: date) -> Task:
    state = State(application.state)
    standing = APPLICATION_STANDING[state]
    verb, page, due, stopped = standing.task, standing.page, None, False
    why = {
        State.DRAFT: "Du är sökande",
        State.SIGNING: "Du är firmatecknare",
        State.SUBMITTED: "Du registrerar",
        State.REGISTERED: "Du är handläggare",
        State.PREPARED: "Beredd. Lägg den på styrelsens föredragningslista",
        State.POSTPONED: "Lägg den på styrelsens föredragningslista",
    }[state]
    thing = f"{application.name}, {application.owner.name}"
    refused_by = getattr(application, "refused_by", None)
    mends = application.owner_id in actor.applicant_for or keeps_time(actor)
    if state == State.DRAFT:
        verb, page, why, due = _draft_line(application, actor, today)
    elif state == State.SIGNING and refused_by and mends:
        refused = SIGNATURE_STANDING[Asked.REFUSED]
        words, _ = state_words(application, is_office=True)
        verb, page, thing = refused.task, refused.page, f"{words}: {thing}"
        why = f"{refused_by} har nekat: {getattr(application, 'refusal_reason', '')}"
        due, stopped = application.last_day, True
    elif state == State.SIGNING and not actor.signatory_for:
        verb, page = "Påminn om", "funding:application"
        why = "Underskrifter har dröjt i mer än två veckor. Påminn, eller ta tillbaka ansökan"
    elif state == State.SIGNING:
        due = application.last_day
    elif application.case_officer_id is None and state == State.REGISTERED:
        why = "Ingen handläggare är utsedd"
    elif application.remitted_as and state == State.REGISTERED:
        why = f"Styrelsen återremitterade den, {application.remitted_as}. Bered den igen"
    elif getattr(application, "officer_left", False):
        verb, page = "Utse handläggare för", "funding:assign"
        why = "Handläggaren har inte längre rollen"
    url = link(application.association.slug, page, number=application.number)
    return Task(verb, thing, url, why, due, is_stopped=stopped)


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


# Meetings -----------------------------------------------------------------------------------------


def meeting_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """What the registrar and the director have to do with each meeting, one step at a time; and the
    papers to read before a meeting of one's own body."""
    keeps = is_keeper(actor) and actor.kind == "person"
    # Those to attend are among those to keep, so that whoever does both asks once.
    attended = () if keeps else meetings_to_attend(actor, today)
    for facts in meetings_to_keep(actor) if keeps else map(MeetingFacts, attended):
        meeting = facts.meeting
        if keeps:
            step = _keeper_task(facts, today)
            if step and Meeting.State(meeting.state) in PLANNING and meeting.held_on >= today:
                step = replace(step, coming=meeting_line(meeting))
            called = seat_task(facts) if meeting.held_on >= today else None
            yield from filter(None, (step, called))
            yield from notice_tasks(facts, today)
        if (
            actor.seat_in(meeting.body_id) is not None
            and meeting.state == Meeting.State.SUMMONED
            and meeting.held_on >= today
        ):
            yield Task(
                "Läs",
                f"Läs handlingarna inför {body_in_text(meeting)} {meeting.held_on}",
                link(meeting.association.slug, "meetings:meeting", number=meeting.number),
                f"Du är kallad till {body_in_text(meeting)}",
                meeting.held_on,
            )


def _keeper_task(facts: MeetingFacts, today: date) -> Task | None:
    """The line of a meeting: verb and page as its state's standing says, and the law's day."""
    meeting, days = facts.meeting, facts.days
    state, held = Meeting.State(meeting.state), meeting.held_on
    standing: Standing = MEETING_STANDING[state]
    verb, page = standing.task, standing.page
    due: date | None = held
    match state:
        case state if state in PLANNING:
            verb, thing, why, due = _calling_line(facts, today, verb)
        case Meeting.State.IN_SESSION:
            thing, why = "Sammanträde", "Pågår"
        case Meeting.State.CLOSED:
            thing, why, due = "Protokoll", _adjusted_in(facts), days.adjust_by
            if because := facts.taken_back_because:
                why = f"Återtaget: {without_stop(because)}. Rätta det och lås det igen"
        case Meeting.State.ADJUSTED:
            thing, why, due = "Protokoll", "Senast andra dagen efter justeringen", days.post_by
        case _:
            return None
    what = f"{thing} {body_in_text(meeting)} {held}"
    return Task(verb, what, link(meeting.association.slug, page, number=meeting.number), why, due)


def _calling_line(facts: MeetingFacts, today: date, verb: str) -> tuple[str, str, str, date | None]:
    """Of a meeting that has not been opened: verb, thing, why and day. ``verb``: its state's."""
    meeting, a_week_before = facts.meeting, facts.meeting.held_on - timedelta(days=DAYS_TO_SUMMON)
    state, summons = Meeting.State(meeting.state), "Kallelse till"
    if meeting.held_on < today:
        # Nothing is late for ever: the day is in the past, and what can be done is not.
        why = "Dagen har passerat. Flytta det, ställ in det eller öppna det i efterhand"
        return "Ta ställning till", "Sammanträde", why, None
    if state == Meeting.State.PLANNED:
        return verb, summons, "Kallelsen går ut en vecka före", a_week_before
    if meeting.moved:
        # Those who were called believe in the old day until they are told: at once.
        why = f"{meeting.moved}. Kallelsen gäller den dagen, och de kallade vet inget annat"
        return "Gör om", summons, why, today
    if state == Meeting.State.SUMMONED and facts.is_outdated:
        why = "Något har ändrats sedan kallelsen gjordes"
        return "Gör om", summons, why, max(today, a_week_before)
    if state == Meeting.State.SUMMONED:
        return verb, "Sammanträde", "Du för protokollet", meeting.held_on
    if facts.is_sending and not facts.is_outdated:
        return verb, summons, "Kallelsen skickas: breven ligger i kön", a_week_before
    why = "Kallelsen är gjord men har inte gått ut"
    if facts.came_back:
        back = counted(facts.came_back, "brev", "brev")
        why = f"Kallelsen har inte nått någon: {back} har kommit tillbaka"
    return "Skicka", summons, why, a_week_before


def _adjusted_in(facts: MeetingFacts) -> str:
    """By when, as the meeting has decided, as was proposed, or as the law says."""
    day = facts.meeting.adjustment
    if day.at_once:
        return "Justeras omedelbart, som sammanträdet har bestämt"
    if day.is_decided:
        return "Justeras senast den dag som sammanträdet har bestämt"
    if day.last is not None and day.last < day.outermost:
        return "Justeras senast den dag som föreslogs i kallelsen"
    return "Justeras inom fjorton dagar"


def signer_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Minutes that wait for the actor's signature, one line for each; and for those who keep
    meetings, the signatures of others that were refused or are late."""
    seen: set[int] = set()
    signers = list(minutes_to_sign(actor, today))
    for signer in signers:
        meeting = signer.minutes.meeting
        if signer.is_refused:
            yield _mending_task([signer])
        elif signer.person_id != actor.person_id:
            late = [one for one in signers if _are_one(one, signer)]
            if signer is late[0]:
                yield _mending_task(late)
        elif meeting.pk not in seen:
            seen.add(meeting.pk)
            own = [
                other
                for other in signers
                if other.minutes_id == signer.minutes_id
                and other.person_id == actor.person_id
                and not other.is_refused
            ]
            yield Task(
                "Justera",
                f"Protokoll {body_in_text(meeting)} {meeting.held_on}",
                link(meeting.association.slug, "flows:sign_minutes", number=meeting.number),
                _why_to_sign(own),
                adjust_by(meeting),
            )


def _why_to_sign(own: list[MinutesSigner]) -> str:
    """As what, all of it, and why anew where an earlier version has been taken back."""
    signer = own[0]
    why = ". ".join(f"{one.you_are}, {one.paragraphs}" for one in own)
    signed = getattr(signer, "signed_version", None)
    if signed is None:
        return why
    because = getattr(signer, "taken_back_because", None)
    ended = f": {because}" if because else ""
    return f"{why}. Din underskrift på version {signed} gäller inte den nya{ended}"


def _are_one(one: MinutesSigner, other: MinutesSigner) -> bool:
    """Whether two places in the same minutes wait for the same person's signature."""
    who = (other.minutes_id, other.person_id, other.name)
    return (one.minutes_id, one.person_id, one.name) == who and not one.is_refused


def _mending_task(signers: list[MinutesSigner]) -> Task:
    """A signature that was refused or is late: one line for all that a person signs as."""
    signer = signers[0]
    meeting = signer.minutes.meeting
    what = f"Underskrift av {signer.name}: protokoll {body_in_text(meeting)} {meeting.held_on}"
    slug, number = meeting.association.slug, meeting.number
    page = link(slug, "flows:replace_signer", number=number, pk=signer.pk)
    due = adjust_by(meeting)
    if signer.is_refused:
        return Task("Åtgärda", what, page, f"Nekad: {signer.refusal_reason}", due, is_stopped=True)
    why = "Tiden att justera har gått ut. Påminn, eller låt någon annan skriva under"
    if len(signers) > 1:
        page = link(slug, "meetings:minutes", number=number)
        why = f"Skriver under {listed([_as_whom(one) for one in signers])}. {why}"
    return Task("Bevaka", what, page, why, due)


def _as_whom(signer: MinutesSigner) -> str:
    return f"{signer.as_who_for}, {signer.paragraphs}"


def item_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """For those who keep meetings: items whose subjects have come to something since, tabled items
    and those of cancelled meetings, what is proposed to the board, and adjusted paragraphs that
    could not be put into effect."""
    items = items_today(actor, MOST_APPLICATIONS)
    yield from filter(None, map(see_to_task, items.to_see_to))
    for item in items.to_mend:
        meeting, treatment = item.meeting, treatment_of(item)
        slug = meeting.association.slug
        if treatment is None or not treatment.not_in_effect:
            page = link(slug, "flows:returned_item", number=meeting.number, pk=item.pk)
            if comes_back(item):
                due = treatment.back_by if treatment is not None else None
                yield Task("Ta upp igen", item.heading, page, became(item), due)
            else:
                yield Task("Ta upp", item.heading, page, was_proposed(item))
            continue
        number = treatment.paragraph
        page = link(slug, "flows:effect", number=meeting.number, paragraph=number)
        what = f"§ {number} {item.heading}, {body_in_text(meeting)} {meeting.held_on}"
        yield Task("Verkställ", what, page, treatment.not_in_effect)


#: What is asked, in no order that matters: the lines are sorted by their days.
LINES: tuple[Callable[[Actor, date], Iterator[Task]], ...] = (
    application_tasks,
    unattended_tasks,
    mandate_tasks,
    meeting_tasks,
    signer_tasks,
    item_tasks,
    letter_tasks,
)
