"""Who may reserve: only those who have taken part in deciding the matter (KL 4:27)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.election_words import is_one, is_organisation, names_in, same
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence, Reason
from samordna.meetings.rules.treated import TreatedItem
from samordna.meetings.rules.voting import count_vote

_RESERVES = re.compile(r"\breserv\w*", re.IGNORECASE)
#: What follows is for whose proposal, or why: no names of who reserves.
_WHY = re.compile(r"\btill\s+förmån\b|\bför\s+att\b|\beftersom\b|\bdå\b|[:;.(]", re.IGNORECASE)


#: That somebody reserves, in so many words: then the line has to say who.
_SAYS_SO = re.compile(r"\breserver(?:ar|ade)\s+sig\b", re.IGNORECASE)


def who_reserves(line: str, people: Sequence[str]) -> list[str]:
    """Those of the people whom a line says reserve: ”Elsa Ek reserverar sig mot beslutet till
    förmån för Per Pils yrkande” gives Elsa Ek. A name that is nobody's alone gives nobody."""
    for written in _written_names(line):
        found = [_the_one(name, people) for name in written]
        if named := [name for name in found if name]:
            return list(dict.fromkeys(named))
    return []


def strangers(line: str, people: Sequence[str], organisations: Sequence[str] = ()) -> list[str]:
    """The full names of those whom a line says reserve and who are none of the people. A line that
    says that somebody reserves, and names nobody known, gives what it says before and after that
    as one name: ”Holm reserverar sig” gives Holm."""
    found, known, lone = [], False, []
    for written in _written_names(line):
        for name in written:
            if any(is_one(name, [one]) for one in people):
                known = True
            elif " " in name and not (_PARTY.search(name) or is_organisation(name, organisations)):
                found.append(name)
            else:
                lone.append(name)
    if found or known or not _SAYS_SO.search(line):
        return list(dict.fromkeys(found))
    return [next((name for name in lone if same(name) not in _NO_NAMES), "")]


#: What begins a sentence about a reservation and is no name.
_NO_NAMES = frozenset(
    {"mot", "emot", "även", "också", "hon", "han", "de", "ledamoten", "ersättaren"}
)
#: Parties and groups, for which one of their own reserves.
_PARTY = re.compile(r"(?:partiet|demokraterna|moderaterna|gruppen)\b", re.IGNORECASE)


def _written_names(line: str) -> list[list[str]]:
    """The names of who reserves, as they are written before and after the word that says so."""
    before, *after = _RESERVES.split(line, maxsplit=1)
    said = (_WHY.split(part.lstrip(" :"), maxsplit=1)[0] for part in (before, *after))
    return [names_in(part) for part in said]


def _the_one(name: str, people: Sequence[str]) -> str:
    found = [one for one in people if is_one(name, [one])]
    return found[0] if len(found) == 1 else ""


def reservation_findings(presence: Presence, item: TreatedItem, chair: str | None) -> list[Finding]:
    """Who reserves and took no part in the decision, who is nobody of the meeting, and who voted
    for it; and a reservation where nothing was decided. ``chair`` is the key of who chairs the
    item."""
    lines = [line.strip() for line in item.reservations if line.strip()]
    if item.outcome is None or not lines:
        return []
    where = item.where(presence)
    if item.outcome is Outcome.UNDECIDED and item.undecided:
        # A reservation is against a decision: that none was made is no decision.
        message = (
            f"I {where} fattades inget beslut, och då finns det inget att reservera sig mot "
            "(KL 4:27). Stryk reservationen. Vad någon har sagt kan stå bland yrkandena."
        )
        return [
            Finding(codes.RESERVATION_WITHOUT_PART, Severity.ERROR, message, Where(field=where))
        ]
    keys = {person.name: person.key for person in presence.attendees}
    people = [*keys, *(name for name in item.not_there if name not in keys)]
    organisations = [person.organisation for person in presence.attendees]
    unknown = [name for line in lines for name in strangers(line, people, organisations)]
    found = [_of_a_stranger(name, where) for name in dict.fromkeys(unknown)]
    names = [name for line in lines for name in who_reserves(line, people)]
    deciding = {person.key for person in presence.deciding_at(item.item)}
    won = count_vote(item.votes, chair, item.vote_about).won if item.votes else None
    for name in dict.fromkeys(names):
        key = keys.get(name)
        if key is None or key not in deciding:
            message = (
                f"{name} {_why_not(presence, key, item.item)} i {where} och kan inte reservera "
                "sig: det får bara den som har deltagit i beslutet (KL 4:27). Stryk reservationen "
                "eller rätta närvaron."
            )
            code, severity = codes.RESERVATION_WITHOUT_PART, Severity.ERROR
        elif won is not None and item.votes.get(key) is won:
            message = (
                f"{name} reserverar sig i {where} men röstade för det som vann. Rätta rösten "
                "eller reservationen, om det inte är så."
            )
            code, severity = codes.RESERVATION_BY_WINNER, Severity.WARNING
        else:
            continue
        found.append(Finding(code, severity, message, Where(field=where)))
    return found


def _of_a_stranger(name: str, where: str) -> Finding:
    message = (
        f"{name} är ingen som var med vid sammanträdet och kan inte reservera sig i {where}: det "
        "får bara den som har deltagit i beslutet (KL 4:27). Stryk reservationen eller rätta "
        "namnet."
        if name
        else f"Det går inte att se vem som reserverar sig i {where}. Skriv namnet: det får bara "
        "den som har deltagit i beslutet (KL 4:27)."
    )
    return Finding(codes.RESERVATION_WITHOUT_PART, Severity.ERROR, message, Where(field=where))


def _why_not(presence: Presence, key: str | None, item: int) -> str:
    if key is None or not presence.in_room(key, item):
        jav = key is not None and presence.is_disqualified(key, item)
        return "hade jäv" if jav else "var inte närvarande"
    abstains = Reason.ABSTAINS in presence.reasons(key, item)
    return "avstod från att delta i beslutet" if abstains else "deltog inte i beslutet"
