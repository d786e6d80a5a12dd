"""The minutes of a meeting as a paper. The page shows the same values that the PDF sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from samordna.documents.pdf.papers.common import Clauses
from samordna.documents.pdf.papers.meeting import Attendee as PaperAttendee
from samordna.documents.pdf.papers.meeting import (
    MinutesPaper,
    MinutesParagraph,
    Signatory,
    Vote,
    VoteSide,
)
from samordna.kernel.sentences import listed
from samordna.meetings.models import AgendaItem, Attendee, Meeting, Treatment
from samordna.meetings.papers.words import called_words, hours, inside
from samordna.meetings.proceedings.decisions import DecidedParagraph, outcome_of, the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.queries.remarks import not_told
from samordna.meetings.rules.adjuster_words import tells_adjuster
from samordna.meetings.rules.chair_and_adjusters import chair_for, stand_in_words
from samordna.meetings.rules.clauses import leads_information
from samordna.meetings.rules.elections import election_of
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import OPEN, Outcome
from samordna.meetings.rules.presence import Presence, Reason
from samordna.meetings.rules.voting import names_by_side

DRAFT = "Ojusterat utkast"


def minutes_paper(proceedings: Proceedings, *, status: str = "", version: int = 1) -> MinutesPaper:
    """The minutes of everything that was taken up; ``status`` stands at their head, and which
    ``version`` they are where there has been another."""
    meeting = proceedings.meeting
    told = presence_sentences(proceedings)
    return MinutesPaper(
        association=meeting.association.name,
        body=meeting.body.name,
        day=meeting.held_on,
        hours=hours(meeting),
        place=meeting.place,
        mode="" if meeting.mode == Meeting.Mode.PHYSICAL else meeting.get_mode_display(),
        called=called_words(meeting),
        deciding=_deciding(proceedings),
        others=_others(proceedings),
        paragraphs=tuple(paragraph(proceedings, item, told) for item in proceedings.treated),
        signatories=signatories(proceedings),
        adjustment=_adjustment(meeting),
        status=status,
        version=version,
        dnr=meeting.matter.number if meeting.matter else "",
    )


def _adjustment(meeting: Meeting) -> str:
    by = meeting.adjustment.words
    return f"Elektronisk underskrift, {by}" if by else "Elektronisk underskrift"


# Who was there ------------------------------------------------------------------------------------


def _deciding(proceedings: Proceedings) -> tuple[PaperAttendee, ...]:
    return tuple(
        _person(proceedings, row, served)
        for row in proceedings.attendees
        if row.present and (served := _served(proceedings, row))
    )


def _served(proceedings: Proceedings, row: Attendee) -> list[int]:
    """The places at which somebody held a seat in the room."""
    return proceedings.minuted.served_by(str(row.pk))


def _others(proceedings: Proceedings) -> tuple[PaperAttendee, ...]:
    """Those without a seat: a guest for one paragraph is not said to have been there at all."""
    facts = proceedings.minuted
    found = []
    for row in proceedings.attendees:
        here = [place for place in facts.items if facts.in_room(str(row.pk), place)]
        if not row.present or _served(proceedings, row) or (facts.items and not here):
            continue
        person = PaperAttendee(
            name=row.name,
            organisation=row.organisation_name,
            role=_role(row),
            presence=_presence(proceedings, row, here),
        )
        found.append(person)
    return tuple(found)


def _presence(proceedings: Proceedings, row: Attendee, places: list[int]) -> str:
    """By distance, and at which paragraphs where that is not all of them."""
    notes = ["på distans"] if row.by_distance else []
    if len(places) < len(proceedings.minuted.items):
        notes.append(written(proceedings.minuted.numbered(places)))
    return ", ".join(notes)


def _role(row: Attendee) -> str:
    role = row.title[:1].lower() + row.title[1:] if row.title else ""
    if row.capacity == Attendee.Capacity.SUBSTITUTE:
        return "ersättare, ej tjänstgörande"
    return role


def _person(proceedings: Proceedings, row: Attendee, served: list[int]) -> PaperAttendee:
    member = proceedings.by_key.get(str(row.serves_for_id))
    position = row.title if row.capacity == Attendee.Capacity.MEMBER else "Ersättare"
    return PaperAttendee(
        name=row.name,
        organisation=row.organisation_name,
        role="" if position == "Ledamot" else position[:1].lower() + position[1:],
        serving_for=member.name if member else "",
        presence=_presence(proceedings, row, served),
    )


def presence_sentences(proceedings: Proceedings) -> dict[int, list[str]]:
    """The sentences about coming, going and jäv, at the place of the paragraph they belong to."""
    facts = proceedings.minuted
    told: dict[int, list[str]] = {}
    for absence in facts.absences:
        missed = [place for place in facts.items if absence.covers(place)]
        alone = Presence(facts.attendees, facts.items, (absence,), (), facts.numbers)
        if missed and _worth_saying(proceedings, absence.attendee, absence.reason):
            told.setdefault(missed[0], []).extend(alone.sentences())
    for service in facts.services:
        if served := facts.served_in(service):
            told.setdefault(served[0], []).append(facts.service_sentence(service))
    for place, key in proceedings.chosen_chairs.items():
        told.setdefault(place, []).append(f"{facts.attendee(key).name} ledde ärendet.")
    for place, name in _stand_ins(facts).items():
        if place not in proceedings.chosen_chairs:
            told.setdefault(place, []).append(f"{name} ledde ärendet.")
    for place, sentence in _adjusters_of_one(proceedings):
        told.setdefault(place, []).append(sentence)
    for few in proceedings.plan.alone:
        told.setdefault(few.items[0], []).append(few.sentence)
    return told


def _adjusters_of_one(proceedings: Proceedings) -> Iterator[tuple[int, str]]:
    """Who adjusts one paragraph, told in it: when the meeting elects who adjusts the rest, nobody
    knows yet who will be disqualified in it. Not where somebody has written it as a clause."""
    election = proceedings.electing_adjusters
    for item in proceedings.treated:
        about = [one for one in proceedings.treated if one is item or one is election]
        for adjuster in proceedings.adjusters:
            if adjuster.item_id != item.pk:
                continue
            name = adjuster.attendee.name
            clauses = (
                c for one in about for b in proceedings.decided(one).blocks for c in b.clauses
            )
            if not any(tells_adjuster(clause, name, whole=False) for clause in clauses):
                yield proceedings.places[item.pk], _adjusts_one(proceedings, item, name)


def _adjusts_one(proceedings: Proceedings, item: AgendaItem, name: str) -> str:
    """That somebody adjusts one paragraph. A body that is no quorum elects nobody (KL 6:27): then
    it is only said who does, the chair of the paragraph first."""
    mark = written([the_treatment(item).paragraph])
    counted = proceedings.quorum(item)
    if counted is None or counted.reached:
        return f"{proceedings.meeting.body.name} utser {name} att justera {mark}."
    chair = proceedings.chair_of(item)
    names = [chair.name] if chair is not None and chair.name != name else []
    return f"{mark} justeras av {listed([*names, name])}."


def _worth_saying(proceedings: Proceedings, key: str, reason: Reason) -> bool:
    """An officer who comes and goes is not told of; a member is, and so is anybody's jäv."""
    row = proceedings.by_key[key]
    return row.capacity != Attendee.Capacity.OTHER or reason is Reason.DISQUALIFIED


def _stand_ins(facts: Presence) -> dict[int, str]:
    """Who led which items in the chair's stead, while the chair led others of the same meeting."""
    leading = {place: chair_for(facts, place) for place in facts.items}
    first = next((chair for chair in leading.values() if chair is not None), None)
    return {
        place: chair.name
        for place, chair in leading.items()
        if chair is not None and first is not None and chair.key != first.key
    }


# Paragraphs ---------------------------------------------------------------------------------------


def paragraph(
    proceedings: Proceedings, item: AgendaItem, told: Mapping[int, list[str]] | None = None
) -> MinutesParagraph:
    """One paragraph of the minutes, with every sentence that follows from what was recorded.

    ``told`` is what :func:`presence_sentences` gives, for who makes many paragraphs at once.
    """
    treatment, decided = the_treatment(item), proceedings.decided(item)
    sentences = presence_sentences(proceedings) if told is None else told
    return MinutesParagraph(
        number=decided.number,
        heading=decided.heading,
        background=treatment.background,
        decisions=tuple(Clauses(block.lead, block.clauses) for block in decided.blocks),
        decides_from=_decides_from(decided),
        meaning=decided.meaning,
        dnr=decided.dnr,
        proposals=_lines(treatment.claims),
        votes=_votes(proceedings, item),
        reservations=_lines(treatment.reservations),
        presence=(
            *sentences.get(proceedings.places[item.pk], ()),
            *_without_quorum(proceedings, item),
        ),
        told=() if proceedings.not_handled(item) else _told(item, treatment),
        attachments=tuple(
            f"Bilaga {a.label} {a.version.document.title}" for a in proceedings.attachments(item)
        ),
    )


def _decides_from(decided: DecidedParagraph) -> int | None:
    """The place of the first block that decides or proposes; None where none does."""
    saying = (
        place
        for place, block in enumerate(decided.blocks)
        if block.clauses and not leads_information(block.lead)
    )
    return next(saying, None)


def _told(item: AgendaItem, treatment: Treatment) -> tuple[str, ...]:
    """Whom the decision is sent to. Where there is none, because what it was about has been taken
    back, nobody but those that the secretary has written."""
    named = tuple(part.strip() for part in treatment.informed.split(",") if part.strip())
    undecided = outcome_of(treatment) is Outcome.UNDECIDED
    return () if undecided and not_told(item).issuperset(named) else named


def _without_quorum(proceedings: Proceedings, item: AgendaItem) -> tuple[str, ...]:
    """Why a matter was left: the body could not handle it."""
    counted = proceedings.quorum(item)
    left = outcome_of(the_treatment(item)) in OPEN and item.kind != AgendaItem.Kind.FORMAL
    if counted is None or counted.reached or not left:
        return ()
    told = (
        f"{counted.serving} av {counted.members} tjänstgjorde, och minst {counted.needed} krävdes"
    )
    return (f"{proceedings.meeting.body.name} var inte beslutför: {told}.",)


def _votes(proceedings: Proceedings, item: AgendaItem) -> tuple[Vote, ...]:
    """An open vote by name: the order of the proposals, what was asked, who voted what. An election
    by closed ballot: the votes, and the lot with who drew it."""
    election = election_of(the_treatment(item).election)
    if election is not None:
        question, *outcome = election.sentences
        return (Vote(question, (), " ".join(outcome), heading="Val"),)
    result = proceedings.vote_of(item)
    if result is None:
        return ()
    names = [(str(a.pk), a.name) for a in proceedings.attendees]
    sides = names_by_side(proceedings.votes(the_treatment(item)), names)
    return (
        Vote(
            question=result.about.sentence,
            sides=tuple(VoteSide(label, who) for label, who in sides),
            outcome=result.sentence,
            order=result.about.order,
        ),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


# Signatures ---------------------------------------------------------------------------------------


def signatories(proceedings: Proceedings) -> tuple[Signatory, ...]:
    """Who signs: the secretary everything, chairs and adjusters what they led and heard."""
    everything = written(proceedings.minuted.numbered(proceedings.minuted.items))
    found = []
    if proceedings.meeting.secretary is not None:
        role, name, other = proceedings.meeting.signs_as_secretary
        found.append(Signatory(stand_in_words(role, other), name, everything))
    found += [
        Signatory(s.role_words, s.attendee.name, written(s.numbers))
        for s in proceedings.plan.signings
    ]
    return tuple(found)


def title(body: str, held_on: date) -> str:
    """``Protokoll styrelsen 2024-09-12``; ``body`` is what it is called in the minutes."""
    return f"Protokoll {inside(body)} {held_on}"
