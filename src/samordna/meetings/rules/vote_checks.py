"""What is wrong with the vote or the election of an item, each with what can be done."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.sentences import listed
from samordna.meetings.rules import codes
from samordna.meetings.rules.election_words import (
    against_ballot,
    elects_somebody,
    elects_to_nothing,
    is_one,
    office_of,
)
from samordna.meetings.rules.outcomes import GRANTING, Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.stance_checks import proposes_no
from samordna.meetings.rules.treated import TreatedItem
from samordna.meetings.rules.voting import DecidedBy, Vote, VoteResult, count_vote

#: Who is at the table without a name.
_TITLE = re.compile(r"\b(?:\w*ordförande\w*|\w*sekreterare\w*|förbundschef\w*)\b", re.IGNORECASE)


def vote_findings(presence: Presence, item: TreatedItem, chair: str | None) -> list[Finding]:
    """Everything about an item's vote and election. ``chair`` is the key of who chairs it.

    Raises KeyError when a voter is nobody at the meeting.
    """
    return [
        *_about_votes(presence, item),
        *_about_result(presence, item, chair),
        *_about_election(presence, item),
    ]


def _about_votes(presence: Presence, item: TreatedItem) -> list[Finding]:
    """Nobody votes who was disqualified, out of the room or without a seat (KL 6:30).

    Nor does anybody stand as abstaining who was not there to vote. Who decided must stand
    in the vote: an open one is minuted by name (KL 5:67), and without all nobody knows how it went.
    """
    where = item.where(presence)
    deciding = {person.key for person in presence.deciding_at(item.item)}
    serving = {person.key for person in presence.serving_at(item.item)}
    found = _without_vote(presence, item, where, deciding)
    for key, vote in item.votes.items():
        if key in deciding or (vote is Vote.ABSTAINS and key in serving):
            continue
        if presence.is_disqualified(key, item.item):
            why = "har jäv"
        elif not presence.in_room(key, item.item):
            why = "var inte närvarande"
        else:
            why = "deltog inte i beslutet"
        found.append(
            Finding(
                codes.VOTE_WITHOUT_RIGHT,
                Severity.ERROR,
                f"{presence.attendee(key).name} {why} i {where} men har en röst i omröstningen. "
                "Ta bort rösten eller rätta närvaron.",
                Where(field=where),
            )
        )
    return found


def _without_vote(
    presence: Presence, item: TreatedItem, where: str, deciding: AbstractSet[str]
) -> list[Finding]:
    missing = sorted(presence.attendee(key).name for key in deciding - set(item.votes))
    if not item.votes or not missing:
        return []
    return [
        Finding(
            codes.VOTE_WITHOUT_NAME,
            Severity.ERROR,
            f"{listed(missing)} deltog i beslutet i {where} men har ingen röst. Ange ja, nej eller "
            "avstår.",
            Where(field=where),
        )
    ]


def _about_result(presence: Presence, item: TreatedItem, chair: str | None) -> list[Finding]:
    """The votes, the chair's vote at a tie and the outcome say the same, or nothing locks."""
    if not item.votes or item.outcome is None:
        return []
    where, result = item.where(presence), count_vote(item.votes, chair, item.vote_about)
    elects = elects_somebody(item, [person.name for person in presence.attendees])
    # Where an application is proposed to be refused, yes and no speak of the application.
    slip = result.about.slip_of(refusing=not item.about_money and proposes_no(item))
    code, said = _contradiction(item.outcome, result, slip, elects=elects)
    return [Finding(code, Severity.ERROR, f"{where}: {said}", Where(field=where))] if code else []


def _contradiction(
    outcome: Outcome, result: VoteResult, slip: str, *, elects: bool
) -> tuple[str, str]:
    """The code and the words of what a vote and the outcome disagree about; empty if nothing.
    ``slip`` is what is wrong with what yes and no stand for."""
    if slip:
        return codes.VOTE_UNCLEAR, f"{slip}. Rätta omröstningen."
    if elects and result.decided_by is DecidedBy.CHAIR:
        return codes.ELECTION_BY_CHAIR, (
            "vid lika röstetal i ett val avgör lotten, inte ordförandens röst. Anteckna valet med "
            "kandidater och lottning, och ta bort rösterna."
        )
    if result.allows(outcome):
        return "", ""
    if result.won is None:
        return codes.VOTE_UNDECIDED, (
            f"omröstningen avgör inte frågan, men utgången är ”{outcome.label}”. Fyll i rösterna, "
            "eller välj ”Bordläggning” eller ”Inget beslut”."
        )
    return codes.VOTE_CONTRADICTED, (
        f"omröstningen gav {result.sentence.rstrip('.')}, men utgången är ”{outcome.label}”. Rätta "
        "utgången, rösterna eller vad ja och nej står för."
    )


def _about_election(presence: Presence, item: TreatedItem) -> list[Finding]:
    if item.outcome not in GRANTING:
        return []
    where = item.where(presence)
    if item.ballot is None:
        return _about_office(presence, item, where)
    slip = item.ballot.slip
    most = len(presence.deciding_at(item.item)) * item.ballot.seats
    if not slip and sum(count for _, count in item.ballot.counts) > most:
        slip = f"Valet har fler röster än de {most} som kunde avges."
    if not slip:
        return [
            *_about_words(presence, item, where),
            *_about_office(presence, item, where),
            *_about_lot(presence, item, where),
        ]
    return [
        Finding(codes.ELECTION_UNSETTLED, Severity.ERROR, f"{where}: {slip}", Where(field=where))
    ]


def _about_words(presence: Presence, item: TreatedItem, where: str) -> list[Finding]:
    """The ballots and the words elect the same, or nothing locks."""
    said = against_ballot(item, [person.organisation for person in presence.attendees])
    code = codes.ELECTION_CONTRADICTED
    return [Finding(code, Severity.ERROR, f"{where}: {said}", Where(field=where))] if said else []


def _about_office(presence: Presence, item: TreatedItem, where: str) -> list[Finding]:
    """Words that elect somebody, and not to what. Who adjusts is told by who was chosen."""
    if not item.election or item.elects_adjusters:
        return []
    organisations = [person.organisation for person in presence.attendees]
    names = elects_to_nothing(item, organisations)
    if not names:
        return []
    way = f"”till {office}”" if (office := office_of(item.heading)) else "det i beslutet"
    message = f"{where} utser {names} men säger inte till vad. Skriv {way}."
    return [Finding(codes.OFFICE_UNSAID, Severity.WARNING, message, Where(field=where))]


def _about_lot(presence: Presence, item: TreatedItem, where: str) -> list[Finding]:
    """A lot that was drawn by somebody who is not in the attendance, also not under a title."""
    by = item.ballot.drawn_by if item.ballot and item.ballot.drawn else ""
    there = {p.key: p for p in presence.attendees if presence.in_room(p.key, item.item)}
    if not by or _TITLE.search(by) or is_one(by, [one.name for one in there.values()]):
        return []
    message = (
        f"{where}: {by} drog lotten men står inte som närvarande. Rätta närvaron, eller vem som "
        "drog lotten."
    )
    return [Finding(codes.LOT_BY_NOBODY, Severity.WARNING, message, Where(field=where))]
