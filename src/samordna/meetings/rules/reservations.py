"""Who may reserve: only those who have taken part in deciding the matter (KL 4:27)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.election_words import is_one, names_in
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence, Reason
from samordna.meetings.rules.treated import TreatedItem
from samordna.meetings.rules.voting import count_vote

_RESERVES = re.compile(r"\breserv\w*", re.IGNORECASE)
#: What follows is for whose proposal, or why: no names of who reserves.
_WHY = re.compile(r"\btill\s+förmån\b|\bför\s+att\b|\beftersom\b|\bdå\b|[:;.(]", re.IGNORECASE)


def who_reserves(line: str, people: Sequence[str]) -> list[str]:
    """Those of the people whom a line says reserve: ”Elsa Ek reserverar sig mot beslutet till
    förmån för Per Pils yrkande” gives Elsa Ek. A name that is nobody's alone gives nobody."""
    before, *after = _RESERVES.split(line, maxsplit=1)
    for part in (before, *after):
        said = _WHY.split(part.lstrip(" :"), maxsplit=1)[0]
        found = [_the_one(name, people) for name in names_in(said)]
        if named := [name for name in found if name]:
            return list(dict.fromkeys(named))
    return []


def _the_one(name: str, people: Sequence[str]) -> str:
    found = [one for one in people if is_one(name, [one])]
    return found[0] if len(found) == 1 else ""


def reservation_findings(presence: Presence, item: TreatedItem, chair: str | None) -> list[Finding]:
    """Who reserves and took no part in the decision, and who reserves and voted for it. ``chair``
    is the key of who chairs the item."""
    if item.outcome in {None, Outcome.UNDECIDED}:
        return []
    where = item.where(presence)
    keys = {person.name: person.key for person in presence.attendees}
    people = [*keys, *(name for name in item.not_there if name not in keys)]
    names = [name for line in item.reservations for name in who_reserves(line, people)]
    deciding = {person.key for person in presence.deciding_at(item.item)}
    won = count_vote(item.votes, chair, item.vote_about).won if item.votes else None
    found = []
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


def _why_not(presence: Presence, key: str | None, item: int) -> str:
    if key is None or not presence.in_room(key, item):
        jav = key is not None and presence.is_disqualified(key, item)
        return "hade jäv" if jav else "var inte närvarande"
    abstains = Reason.ABSTAINS in presence.reasons(key, item)
    return "avstod från att delta i beslutet" if abstains else "deltog inte i beslutet"
