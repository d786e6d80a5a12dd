"""Who moves something (*yrkar*): only those who are in the room when the matter is handled."""

from __future__ import annotations

import re

from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.election_words import is_one, names_in
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.treated import TreatedItem

_MOVES = re.compile(r"\b(?:yrkar|yrkade|yrkat)\b", re.IGNORECASE)


def claim_findings(presence: Presence, item: TreatedItem) -> list[Finding]:
    """Return ``claim-by-absent`` for each who is written as moving something and was not in the
    room: away, disqualified, or called and never there. It stops nothing: a motion may have been
    sent in, and been taken over by who was there."""
    gone = [one.name for one in presence.attendees if not presence.in_room(one.key, item.item)]
    here = [one.name for one in presence.attendees if one.name not in gone]
    away = [*gone, *(name for name in item.not_there if name not in here)]
    moving = [
        name
        for line in item.claims
        if _MOVES.search(line)
        for name in names_in(_MOVES.split(line, maxsplit=1)[0])
        if not any(is_one(name, [one]) for one in here)
    ]
    named = [one for one in away if any(is_one(name, [one]) for name in moving)]
    where = item.where(presence)
    return [
        Finding(
            codes.CLAIM_BY_ABSENT,
            Severity.WARNING,
            f"{name} står bland yrkandena i {where} men var inte med när ärendet behandlades. "
            "Rätta yrkandet eller närvaron, om det inte är så.",
            Where(field=where),
        )
        for name in dict.fromkeys(named)
    ]
