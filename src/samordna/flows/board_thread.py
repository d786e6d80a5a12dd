"""The board's part of the thread: the agenda, the decision with what it leaves out, the adjustment,
the notice and the legal force; and what other bodies have proposed the board."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from samordna.flows.decided import appeal_sentence, decision_sentence, in_paragraph, in_part
from samordna.flows.involved import own_paragraphs
from samordna.flows.rest import REST_SETTLED, rest_appeal, rest_sentence
from samordna.funding.models import Application
from samordna.funding.rules.states import TAKEN_BACK
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.policies import may_read, may_read_minutes
from samordna.meetings.proceedings.decisions import told_back
from samordna.meetings.queries.notices import rule_to_come
from samordna.meetings.queries.proposed import proposed_in_short
from samordna.meetings.queries.shared import MeetingFacts, board_meetings_about
from samordna.meetings.rules.boards import CountsFrom
from samordna.meetings.rules.not_handled import IN_SHORT, TO_COME, waits
from samordna.meetings.rules.outcomes import GRANTING, OPEN_REST, SETTLING
from samordna.meetings.rules.states import words_for as meeting_words
from samordna.parties.actors import Actor
from samordna.parties.models import Body
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.shared import ThreadStep

#: What is to come of a matter that the board left open.
COMES_BACK: dict[str, str] = {
    Treatment.Outcome.POSTPONED: "Tas upp igen av styrelsen",
    Treatment.Outcome.REMITTED: "Bereds igen och tas upp av styrelsen",
    Treatment.Outcome.UNDECIDED: "Tas upp igen av styrelsen",
}


def board_steps(
    matter: Matter, actor: Actor, today: date, application: Application | None
) -> Iterator[ThreadStep]:
    """Agenda, decision, adjustment, notice and legal force of a matter, and what other bodies have
    proposed the board. One query.

    A matter of an application that is on no agenda yet gets the coming steps without days.
    """
    found = board_meetings_about(matter)
    ended = application if application is not None and application.state in TAKEN_BACK else None
    if ended is not None:
        # The board takes nothing of it up again, by no day.
        day = ended.settled_on
        found = [replace(facts, back_by=None, taken_back_on=day) for facts in found]
    meetings = [facts for facts in found if facts.meeting.body.kind == Body.Kind.BOARD]
    for facts in found:
        if facts.meeting.body.kind != Body.Kind.BOARD:
            yield _proposed(facts, actor)
    # What decided the application stays what the days are of, whatever comes up of the rest of it.
    main = _deciding(meetings)
    later = meetings[main + 1 :] if meetings else []
    mine = own_paragraphs(actor, matter, application) if meetings else set()
    for place, facts in enumerate(meetings[: max(main, 0)]):
        is_past = _is_past(facts, meetings[place + 1 : main + 1])
        step = _decided(facts, matter, actor, today, mine, is_past=is_past)
        yield replace(step, appeal="") if is_past else step
    if meetings:
        told = _rest_told(meetings[main], later, actor, ended=ended is not None)
        back_by = _back_by(meetings[: main + 1])
        for step in _last_meeting(meetings[main], matter, actor, today, mine, back_by):
            if step.decision:
                said = f"{step.decision} {told}".strip()
                appeal = _appeals(meetings[main], later, step.appeal, actor, today)
                step = replace(step, decision=said, appeal=appeal)
            yield step
        yield from _of_the_rest(meetings[main], later, matter, actor, today, mine)
    elif application is not None:
        for label in ("På föredragningslistan", "Styrelsens beslut", "Justerat", "Anslaget"):
            yield ThreadStep(label, "coming")
        yield ThreadStep("Laga kraft", "coming")


def _is_past(facts: MeetingFacts, later: list[MeetingFacts]) -> bool:
    """Whether what a paragraph means for the applicant has ended: a later one has been adjusted.
    One that was not handled changes nothing of what was said before it."""
    said = [one for one in later if one.adjusted_on and one.outcome]
    return any(facts.not_handled or not one.not_handled for one in said)


def _back_by(meetings: list[MeetingFacts]) -> date | None:
    """By when the board takes up again what its last paragraph left open, of those handled."""
    handled = [facts for facts in meetings if not facts.not_handled]
    return handled[-1].back_by if handled else None


def _deciding(meetings: list[MeetingFacts]) -> int:
    """The place of the meeting whose days the thread tells: the last one with an application of the
    matter once that has granted it, else the last one."""
    about = [place for place, facts in enumerate(meetings) if facts.has_application]
    if about and meetings[about[-1]].outcome in GRANTING:
        return about[-1]
    return len(meetings) - 1


def _last_told(later: list[MeetingFacts], actor: Actor) -> MeetingFacts | None:
    """The last paragraph about the rest whose outcome the actor may know, and that was handled."""
    told = [f for f in later if f.outcome and not f.not_handled and _told(f, actor)]
    return told[-1] if told else None


def _rest_told(main: MeetingFacts, later: list[MeetingFacts], actor: Actor, *, ended: bool) -> str:
    if main.outcome not in GRANTING:
        return ""
    last = _last_told(later, actor)
    if last is None:
        return rest_sentence(main.rest, "", None, None, _back(main), ended=ended)
    day = last.meeting.held_on
    return rest_sentence(main.rest, last.outcome, day, last.paragraph, _back(last), ended=ended)


def _back(facts: MeetingFacts) -> str:
    return told_back(facts.back_because, facts.back_by)


def _appeals(
    main: MeetingFacts, later: list[MeetingFacts], own: str, actor: Actor, today: date
) -> str:
    """The appeal of the decision, and beside it that of the paragraph that settled what it left
    out: each is a decision with days of its own, and is named."""
    last = _last_told(later, actor) if main.outcome in GRANTING else None
    if last is None or last.outcome not in REST_SETTLED:
        return own
    court = last.meeting.association.court_in_text
    which = in_paragraph(last.meeting.held_on, last.paragraph)
    last_day, rule = last.days.appeal_last_day, _counts_from(last, today)
    settled = rest_appeal(last.outcome, court, last_day, today, which, rule)
    of_main = in_paragraph(main.meeting.held_on, main.paragraph)
    return f"{_appeal(main, today, of_main)} {settled}"


#: What a step is about that tells of what a grant left out.
OF_THE_REST = "Det som inte beviljades"


def _of_the_rest(
    main: MeetingFacts,
    later: list[MeetingFacts],
    matter: Matter,
    actor: Actor,
    today: date,
    mine: Collection[int],
) -> Iterator[ThreadStep]:
    """The paragraphs about what a grant left out, beside the decision; and that it is to come up
    again, where it is. They decide nothing of what was granted."""
    for facts in later:
        step = _decided(facts, matter, actor, today, mine)
        note = step.note
        if main.rest in OPEN_REST:
            note = f"{OF_THE_REST}: {note[:1].lower()}{note[1:]}".removesuffix(": ")
        yield replace(step, note=note, decision="", appeal="")
        yield from _days_of_the_rest(facts, today)
    if main.rest not in OPEN_REST or main.outcome not in GRANTING or not main.adjusted_on:
        return
    last = later[-1] if later else None
    if last is None or (last.outcome in COMES_BACK and last.adjusted_on):
        back_by = _back_by([main, *later])
        note = "Tas upp igen av styrelsen" + (f" senast {back_by}" if back_by else "")
        yield ThreadStep(OF_THE_REST, "coming", note=note)


def _days_of_the_rest(facts: MeetingFacts, today: date) -> Iterator[ThreadStep]:
    """The adjustment, the notice and the legal force of a paragraph about the rest: they are not
    those of the decision before it, and name the paragraph."""
    if facts.paragraph is None:
        return
    mark, days = f"§ {facts.paragraph}", facts.days
    adjusted, posted = facts.adjusted_on, facts.posted_on
    if adjusted:
        yield ThreadStep(f"Justerat {mark}", "done", adjusted)
    else:
        yield ThreadStep("Justeras senast", "coming", days.adjust_by, note=mark)
    if posted:
        yield ThreadStep(f"Anslaget {mark}", "done", posted)
    else:
        yield ThreadStep("Anslås senast", "coming", days.post_by, note=mark)
    if adjusted and facts.outcome not in REST_SETTLED:
        return
    force, note = _force(facts, today)
    if force is not None and force <= today:
        yield ThreadStep(f"Laga kraft {mark}", "done", force)
    else:
        yield ThreadStep("Laga kraft", "coming", force, note=_beginning_with(mark, note))


def _beginning_with(mark: str, note: str) -> str:
    """A note that names its paragraph first: what was a sentence goes on in small letters."""
    return f"{mark}, {note[:1].lower()}{note[1:]}" if note else mark


def _url(meeting: Meeting, name: str) -> str:
    return link(meeting.association.slug, name, number=meeting.number)


def _proposed(facts: MeetingFacts, actor: Actor) -> ThreadStep:
    """What a body that prepares has proposed in its adjusted minutes, or that it tabled it."""
    meeting, number = facts.meeting, facts.paragraph
    url = None
    if may_read_minutes(actor, meeting)[0]:
        url = f"{_url(meeting, 'meetings:minutes')}#paragraf-{number}"
    label = f"{meeting.body.name} § {number}"
    note = "Förslag till styrelsen"
    if not facts.proposes:
        note = _first_up(IN_SHORT) if facts.not_handled else Treatment.Outcome(facts.outcome).label
        if back := _back(facts).strip():
            note = f"{note}. {back.removesuffix('.')}"
    elif facts.amount_kr or facts.outcome not in GRANTING:
        part = in_part(facts.outcome, facts.amount_kr, facts.sought_kr)
        short = proposed_in_short(facts.outcome, facts.amount_kr or 0)
        note = f"{note}: {f'beviljas till en del, {part}' if part else short}"
    return ThreadStep(label, "done", meeting.held_on, url, note)


def _decided(
    facts: MeetingFacts,
    matter: Matter,
    actor: Actor,
    today: date,
    mine: Collection[int],
    *,
    is_past: bool = False,
) -> ThreadStep:
    """The decision, or the meeting itself in the thread of the meeting's own matter. The extract is
    linked for those who may read it: of their own, they read what is in ``mine``. ``is_past``: a
    later paragraph has been adjusted."""
    meeting, number = facts.meeting, facts.paragraph
    held = meeting.opened_at is not None and meeting.state != Meeting.State.IN_SESSION
    # While the meeting goes on nothing is decided: a paragraph may still be changed.
    number = number if held else None
    done = number is not None or (held and meeting.matter_id == matter.pk)
    label = f"Styrelsen § {number}" if number else "Styrelsens beslut"
    if meeting.matter_id == matter.pk:
        label = "Sammanträde"
    told = held and facts.outcome and _told(facts, actor)
    part = in_part(facts.outcome, facts.amount_kr, facts.sought_kr)
    note = Treatment.Outcome(facts.outcome).label if told else ""
    if note and facts.not_handled:
        note = _first_up(IN_SHORT)
    if note and facts.has_application and facts.outcome in GRANTING:
        # The outcome's own word is about what was proposed, not about what was applied for.
        note = f"Beviljad till en del: {part}" if part else "Beviljad"
    extract = None
    adjusted = bool(number and facts.adjusted_on)
    reads_minutes = may_read_minutes(actor, meeting)[0]
    if adjusted and (reads_minutes or meeting.pk in mine):
        slug = meeting.association.slug
        extract = link(slug, "meetings:extract", number=meeting.number, paragraph=number)
    url = extract
    if done and reads_minutes:
        url = _url(meeting, "meetings:minutes") + (f"#paragraf-{number}" if number else "")
    return ThreadStep(
        label,
        "done" if done else "coming",
        meeting.held_on,
        url,
        note,
        paper=f"Protokollsutdrag § {number} (PDF)" if extract else "",
        paper_url=extract,
        decision=_decision(facts, number, part, is_past=is_past) if adjusted else "",
        appeal=_appeal(facts, today) if adjusted else "",
        decided=number if facts.has_application and facts.has_decided else None,
    )


def _decision(facts: MeetingFacts, number: int | None, part: str, *, is_past: bool) -> str:
    """What was decided, and of what was not handled that it waits, while it does."""
    unhandled = facts.not_handled
    said = decision_sentence(
        facts.outcome,
        facts.meeting.held_on,
        number,
        part,
        back=_back(facts),
        granted_kr=facts.amount_kr,
        not_handled=unhandled,
    )
    waiting = unhandled and not is_past and facts.taken_back_on is None
    return f"{said} {waits('ansökan')}" if waiting else said


def _first_up(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def _appeal(facts: MeetingFacts, today: date, which: str = "") -> str:
    court, last = facts.meeting.association.court_in_text, facts.days.appeal_last_day
    rule, reason = _counts_from(facts, today), facts.back_because
    return appeal_sentence(
        facts.outcome, court, last, today, which=which, reason=reason, counts_from=rule
    )


def _counts_from(facts: MeetingFacts, today: date) -> str:
    """What the time for appeal counts from, while the last day is not known: by the notice, and
    until it is posted by the association's rule. Two queries at most."""
    settles = facts.outcome in SETTLING or facts.outcome in REST_SETTLED
    if facts.counts_from or facts.days.appeal_last_day or not settles:
        return facts.counts_from
    return rule_to_come(facts.meeting, today)


def _told(facts: MeetingFacts, actor: Actor) -> bool:
    """Others than the office learn the outcome from the adjusted minutes."""
    return actor.is_office or facts.adjusted_on is not None


def _last_meeting(
    facts: MeetingFacts,
    matter: Matter,
    actor: Actor,
    today: date,
    mine: Collection[int],
    back_by: date | None,
) -> Iterator[ThreadStep]:
    meeting, days = facts.meeting, facts.days
    own = meeting.matter_id == matter.pk
    url = _url(meeting, "meetings:meeting") if may_read(actor, meeting)[0] else None
    summoned = meeting.summoned_on
    first = "Kallelse" if own else "På föredragningslistan"
    listed = "done" if not own or summoned else "coming"
    yield ThreadStep(first, listed, summoned if own else meeting.held_on, url)
    yield _decided(facts, matter, actor, today, mine)
    adjusted, posted = facts.adjusted_on, facts.posted_on
    yield ThreadStep(
        "Justerat" if adjusted else "Justeras senast",
        "done" if adjusted else "coming",
        adjusted or days.adjust_by,
        note=_refused(facts, actor),
    )
    yield ThreadStep(
        "Anslaget" if posted else "Anslås senast",
        "done" if posted else "coming",
        posted or days.post_by,
    )
    if not own and adjusted and facts.outcome in COMES_BACK:
        # What is to come up again has been decided nothing about that gets legal force.
        note = f"senast {back_by}" if back_by else ""
        label = TO_COME if facts.not_handled else COMES_BACK[facts.outcome]
        yield ThreadStep(label, "coming", note=note)
        return
    force, note = _force(facts, today)
    done = force is not None and force <= today
    yield ThreadStep("Laga kraft", "done" if done else "coming", force, note=note)


def _force(facts: MeetingFacts, today: date) -> tuple[date | None, str]:
    """The day of legal force, and what it rests on until then."""
    force = facts.days.legal_force_from
    if why := facts.standing.no_last_day:
        rule = CountsFrom(facts.counts_from or CountsFrom.OWN).label
        return force, f"Räknas från {rule}. {why[:1].upper()}{why[1:]}"
    return force, "" if force is None or force <= today else "om ingen överklagar"


def _refused(facts: MeetingFacts, actor: Actor) -> str:
    """What hinders the adjustment, for those who read the minutes: as the badge of the meeting."""
    if not facts.refused or not may_read_minutes(actor, facts.meeting)[0]:
        return ""
    return meeting_words(facts.meeting.state, refused=facts.refused)[0]
