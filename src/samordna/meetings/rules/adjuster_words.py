"""The election of who adjusts the minutes: what written words and ballots say, and who was chosen.

Who adjusts stands under *Justerare*, and the clause that elects is made of it. Words that a person
has written may say the same; they may not elect somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from samordna.kernel.dates import MONTHS, WEEKDAYS, format_long
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.limits import days_in
from samordna.meetings.rules import codes
from samordna.meetings.rules.adjustment import AdjustmentDay, why_not_by
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.chair_and_adjusters import Adjuster
from samordna.meetings.rules.election_words import (
    is_one,
    is_organisation,
    names_in,
    parts_elected,
    same,
)
from samordna.meetings.rules.outcomes import GRANTING, Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.treated import TreatedItem

_ADJUSTS = re.compile(r"\bjuster(?:a|ar|are|as|ing)", re.IGNORECASE)
_ONE_PARAGRAPH = re.compile(r"§|\bärendet\b", re.IGNORECASE)
_DAY = re.compile(r"\bjustering(?:en|sdag|stid)?\b", re.IGNORECASE)
#: ”justera protokollet torsdagen den 26 september”
_ON_A_DAY = re.compile(
    rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}\b"
    rf"|\b(?:{'|'.join(WEEKDAYS)})(?:en)?\b|\bomedelbart\b|\bdirekt\b|\bdigitalt\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\b(?:omedelbart|omgående|genast|direkt\s+efter)\b", re.IGNORECASE)
_WITHOUT_A_YEAR = re.compile(rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b(?!\s+\d)", re.IGNORECASE)
#: ”protokollet från sammanträdet den 12 september 2024”: no day of adjustment.
_OF_A_MEETING = re.compile(
    r"\b(?:sammanträde\w*|möte\w*|protokoll\w*\s+(?:från|för|av))\s+(?:den\s+)?"
    rf"(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{4}}-\d\d-\d\d)",
    re.IGNORECASE,
)
#: Outcomes at which nobody is elected.
_ELECTS_NOBODY = frozenset(
    {Outcome.UNDECIDED, Outcome.POSTPONED, Outcome.REMITTED, Outcome.REJECTED}
)


def is_about_adjusters(heading: str) -> bool:
    """Whether an election of this heading elects who adjusts."""
    return bool(_ADJUSTS.search(heading))


def tells_adjuster(text: str, name: str, *, whole: bool) -> bool:
    """Whether a text says that somebody adjusts the minutes, or with ``whole`` false one item."""
    about = bool(_ONE_PARAGRAPH.search(text)) is not whole
    return about and bool(_ADJUSTS.search(text)) and same(name) in same(text)


def tells_day(text: str) -> bool:
    """Whether a text says when or how the minutes are adjusted."""
    return bool(_DAY.search(text) or (_ADJUSTS.search(text) and _ON_A_DAY.search(text)))


def elected_in(text: str) -> list[str]:
    """The names that a text elects to adjust, as they are written."""
    if not _ADJUSTS.search(text):
        return []
    return [name for part in parts_elected(text) for name in names_in(part)]


def the_one(name: str, people: Sequence[str]) -> str | None:
    """Which of the people a name is of: the same name, or the only one that it fits, as a first
    name alone does. None where that is nobody or cannot be told."""
    alike = [one for one in people if same(one) == same(name)]
    fits = alike or [one for one in people if is_one(name, [one])]
    return fits[0] if len(fits) == 1 else None


def others_elected(
    text: str, whole: Sequence[str], every: Sequence[str], organisations: Iterable[str]
) -> list[str]:
    """The names that a text elects to adjust and that are none of those who do: ``whole`` adjust
    the minutes, ``every`` those and who adjusts one paragraph. An organisation is nobody."""
    known = every if _ONE_PARAGRAPH.search(text) else whole
    named = [name for name in elected_in(text) if not is_one(name, known)]
    organisations = list(organisations)
    return [name for name in named if not is_organisation(name, organisations)]


def follows_the_choice(
    clause: Clause, facts: Facts, whole: Sequence[str], organisations: Collection[str]
) -> Clause | None:
    """A planned line as it stands once somebody has been chosen: with the name of the one who was
    chosen instead, or None where the whole line is told by those who were.

    Words that a person has written at the table stand as they are.
    """
    planned = clause.kind in (ClauseKind.PROPOSED, ClauseKind.FORMAL) and not clause.edited
    text = clause.says(facts)
    if not (planned and whole) or _ONE_PARAGRAPH.search(text):
        return clause
    others = others_elected(text, whole, whole, organisations)
    if not others:
        return clause
    if len(others) == len(whole) == len(elected_in(text)) == 1 and text.count(others[0]) == 1:
        return replace(clause, words=text.replace(others[0], whole[0]))
    return None


def adjuster_findings(
    presence: Presence, item: TreatedItem, adjusters: Sequence[Adjuster], *, quorate: bool = True
) -> list[Finding]:
    """Where the paragraph that elects who adjusts names somebody who does not.

    ``quorate``: whether the body could elect anybody at the item. Codes ``adjuster-contradicted``
    and ``adjuster-not-elected``. Raises KeyError when an adjuster is nobody at the meeting.
    """
    if not item.elects_adjusters or not adjusters:
        return []
    if item.outcome in _ELECTS_NOBODY and is_about_adjusters(item.heading):
        return [_elects_nobody(presence, item, adjusters, quorate=quorate)]
    if item.outcome not in GRANTING:
        return []
    whole = [presence.attendee(a.attendee).name for a in adjusters if a.items is None]
    every = [presence.attendee(a.attendee).name for a in adjusters]
    members = {person.organisation for person in presence.attendees}
    wrong = (
        [name for name in item.ballot.elected if not is_one(name, whole)] if (item.ballot) else []
    )
    for text in item.texts(Act.DECIDES, Act.PROPOSES):
        wrong += others_elected(text, whole, every, members)
    where = item.where(presence)
    if not wrong:
        return _without_a_day(where, item) or _another_day(where, item)
    signs = f"{listed(whole)} som justerare" if whole else "ingen justerare för hela protokollet"
    message = (
        f"{where} utser {listed(list(dict.fromkeys(wrong)))} att justera, men under Justerare står "
        f"{signs}. Välj den som valdes under Justerare, eller rätta texten eller valet."
    )
    return [Finding(codes.ADJUSTER_CONTRADICTED, Severity.ERROR, message, Where(field=where))]


def _elects_nobody(
    presence: Presence, item: TreatedItem, adjusters: Sequence[Adjuster], *, quorate: bool
) -> Finding:
    where, outcome = item.where(presence), item.outcome.label if item.outcome else ""
    names = listed(list(dict.fromkeys(presence.attendee(a.attendee).name for a in adjusters)))
    if not quorate:  # no fault: it elects nobody, and its minutes are adjusted too
        message = (
            f"{where} utser ingen, eftersom organet inte är beslutfört. {names} står under "
            "Justerare och justerar ändå: också ett sådant protokoll ska justeras (KL 5:69)."
        )
        return Finding(codes.ADJUSTER_NOT_ELECTED, Severity.NOTE, message, Where(field=where))
    message = (
        f"{where} har utgången ”{outcome}” och utser ingen, men {names} står under Justerare. Välj "
        f"”{Outcome.APPROVED.label}”, eller ta bort valet under Justerare."
    )
    return Finding(codes.ADJUSTER_NOT_ELECTED, Severity.WARNING, message, Where(field=where))


def _without_a_day(where: str, item: TreatedItem) -> list[Finding]:
    """Who adjusts was elected, and nobody has said when."""
    if not is_about_adjusters(item.heading) or any(
        map(tells_day, item.texts(Act.DECIDES, Act.PROPOSES))
    ):
        return []
    message = f"{where} säger inte när protokollet justeras. Välj dagen under Justeringsdag."
    return [Finding(codes.ADJUSTMENT_DAY_MISSING, Severity.WARNING, message, Where(field=where))]


def _another_day(where: str, item: TreatedItem) -> list[Finding]:
    """Words by which the minutes are adjusted on another day than the one that was chosen, or later
    than the law lets them be (KL 5:69: within fourteen days)."""
    if item.held_on is None:
        return []
    chosen = item.adjustment or AdjustmentDay(item.held_on)
    for text in filter(_ADJUSTS.search, item.texts(Act.DECIDES, Act.PROPOSES)):
        said = _WITHOUT_A_YEAR.sub(lambda found: f"{found[0]} {chosen.outermost.year}", text)
        day = next(iter(days_in(_OF_A_MEETING.sub(" ", said))), None)
        if day is not None and (because := why_not_by(item.held_on, day)):
            return _wrong_day(where, f"senast {format_long(day)}, och den dagen {because}")
        if day is None and not _AT_ONCE.search(text):
            continue
        words = "omedelbart" if day is None else f"senast {format_long(day)}"
        if chosen.last is None:
            return _day_not_chosen(where, words)
        if chosen.last != (day or item.held_on):
            return _wrong_day(where, f"{words}, men på framsidan står {chosen.words}")
    return []


def _day_not_chosen(where: str, said: str) -> list[Finding]:
    """A day that only words say: the front page, the letters and *Idag* know nothing of it."""
    message = (
        f"{where}: en att-sats säger att protokollet justeras {said}, men dagen är inte vald. Välj "
        "den under Justeringsdag, så står den också på framsidan, i breven och på Idag."
    )
    return [Finding(codes.ADJUSTMENT_DAY_MISSING, Severity.WARNING, message, Where(field=where))]


def _wrong_day(where: str, said: str) -> list[Finding]:
    message = (
        f"{where}: en att-sats säger att protokollet justeras {said}. Välj dagen under "
        "Justeringsdag, eller rätta texten."
    )
    return [Finding(codes.TEXT_CONTRADICTED, Severity.ERROR, message, Where(field=where))]
