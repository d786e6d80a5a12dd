"""What a text that a person has written says it does, and where that is not what the data say.

Only for words that somebody wrote: those that are made of the data need no reading. A text is read
for what it plainly says; one that says nothing of the kind says nothing here either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samordna.kernel.clauses import Clause, ClauseKind, Facts, bare_clause
from samordna.kernel.dates import MONTHS, NotADate, format_long, parse_date
from samordna.kernel.money import amounts_in, format_kr, without_amounts
from samordna.kernel.payouts import payout_words, rules_spoken_of


class Says(StrEnum):
    """An act that a text speaks of."""

    GRANT = "grant"
    REFUSE = "refuse"
    POSTPONE = "postpone"
    REMIT = "remit"


_GRANTS = re.compile(r"\b(?:bevilja|tilldela|anslå|utbetala)s?\b", re.IGNORECASE)
_APPROVES = re.compile(
    r"\b(?:bifalla|bifalls|bifall till|tillstyrka|tillstyrks|godkänna|godkänns|avsätta|avsätts"
    r"|finansiera|finansieras|enligt (?:förslag|ansökan|tjänsteutlåtande))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:avslå|avslås)(?:$|\s+(?:ansök|förslag|ärende|framställ|begäran|den\b|det\b))"
    r"|\bavslag\b",
    re.IGNORECASE,
)
_POSTPONES = re.compile(r"\bbordlägg(?:a|s|er)\b", re.IGNORECASE)
_REMITS = re.compile(r"\båterremittera?s?\b", re.IGNORECASE)
_OF_AN_APPLICATION = re.compile(r"\bansök(?:an|ning)", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\batt\s|\b(?:inte|ej|icke)\s+$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s+(?:inte|ej|icke)\b", re.IGNORECASE)

_DAY = rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}"
_PERIOD = re.compile(
    rf"({_DAY})\s*(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|–|-)\s*(?:den\s+)?({_DAY})",
    re.IGNORECASE,
)
#: A year that is no part of a matter's number or of a paragraph's mark.
_YEAR = re.compile(r"(?<![\d:/.,-])(?:19|20)\d{2}(?![\d:])")
_NAMED = re.compile(
    r"\b(?:bevilja|tilldela|anslå)s?\s+(?:insatsen\s+|projektet\s+)?[”\"’']?"
    r"([A-ZÅÄÖ][\w\-]*(?:\s+[A-ZÅÄÖ][\w\-]*)*)"
)


def grants(text: str) -> bool:
    """Whether a text grants an application: ”bevilja …”, ”bifalla ansökan”.

    Not what it asks somebody to do or presupposes: ”uppdra åt kansliet att bevilja …”.
    """
    if _speaks(_GRANTS, text):
        return True
    of_it = bool(_OF_AN_APPLICATION.search(text) or amounts_in(text))
    return of_it and _speaks(_APPROVES, text) and "avsl" not in text.lower()


def approves(text: str) -> bool:
    """Whether a text grants or says yes in other words: ”godkänna förslaget”."""
    return grants(text) or _speaks(_APPROVES, text)


def acts_in(text: str) -> set[Says]:
    """The acts that a text speaks of as done by it."""
    patterns = {Says.REFUSE: _REFUSES, Says.POSTPONE: _POSTPONES, Says.REMIT: _REMITS}
    found = {act for act, pattern in patterns.items() if _speaks(pattern, text)}
    return found | {Says.GRANT} if grants(text) else found


def _speaks(pattern: re.Pattern[str], text: str) -> bool:
    bare = bare_clause(text)
    found = pattern.search(bare)
    return (
        found is not None
        and not _NOT_BEFORE.search(bare[: found.start()])
        and not _NOT_AFTER.match(bare[found.end() :])
    )


# Text and data ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a text says and what the data say, as Swedish phrases; kronor where it is a sum.
    ``key`` is the clause's."""

    key: int
    text: str
    data: str
    expected_kr: int | None = None
    found_kr: int | None = None


def disagreements(clauses: Sequence[Clause], facts: Facts) -> list[Disagreement]:
    """Where the own words of granting clauses say another sum, year, period or initiative than the
    data, and where those about the payment say another rule.

    ``clauses`` are those that stand. Clauses may name the sum, parts that add up to it, or none.
    """
    own = [(c, c.own or "") for c in clauses if c.edited and c.own]
    granting = [(c, text) for c, text in own if c.kind is ClauseKind.GRANT or grants(text)]
    made = any(c.kind is ClauseKind.GRANT and not c.edited for c in clauses)
    found = _about_sum(granting, facts, made=made)
    for clause, text in granting:
        found += _about_years(clause, text, facts)
        found += _about_name(clause, text, facts)
    for clause, text in own:
        if clause.kind is ClauseKind.PAYOUT:
            found += _about_payout(clause, text, facts)
    return found


def _about_sum(
    granting: Iterable[tuple[Clause, str]], facts: Facts, *, made: bool
) -> list[Disagreement]:
    named = [(clause, amounts_in(text)) for clause, text in granting]
    parts = [(clause, kr) for clause, amounts in named for kr in amounts]
    if not facts.amount_kr or not parts:
        return []
    if made:
        # The sum is said already; what else is named may be a part of it.
        parts = [(clause, kr) for clause, kr in parts if kr > facts.amount_kr]
    elif facts.amount_kr in (
        *(kr for _, kr in parts),
        *(sum(amounts) for _, amounts in named),
        sum(kr for _, kr in parts),
    ):
        return []
    return [
        Disagreement(clause.key, format_kr(kr), format_kr(facts.amount_kr), facts.amount_kr, kr)
        for clause, kr in parts[:1]
    ]


def _about_years(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    found = []
    if facts.start and facts.end:
        for first, last in _PERIOD.findall(text):
            if (day := _day(first), _day(last)) != (facts.start, facts.end) and day:
                said = f"{first} till {last}"
                data = f"{format_long(facts.start)} till {format_long(facts.end)}"
                found.append(Disagreement(clause.key, said, data))
    known = set(facts.years)
    if facts.start and facts.end:
        known |= set(range(facts.start.year, facts.end.year + 1))
    rest = without_amounts(_PERIOD.sub(" ", text))
    wrong = [year for year in map(int, _YEAR.findall(rest)) if known and year not in known]
    if wrong:
        years = f"{min(known)}–{max(known)}" if len(known) > 1 else str(min(known))
        found.append(Disagreement(clause.key, f"år {wrong[0]}", years))
    return found


def _day(text: str) -> object:
    try:
        return parse_date(text)
    except NotADate:
        return None


def _about_name(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text that names something else after the granting word than the initiative or an owner."""
    named = _NAMED.search(text)
    known = [name for name in (facts.name, *facts.owners) if name]
    if named is None or not facts.name or facts.name.lower() in text.lower():
        return []
    if any(name.lower().startswith(named[1].split()[0].lower()) for name in known):
        return []
    return [Disagreement(clause.key, f"”{named[1]}”", f"”{facts.name}”")]


def _about_payout(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    spoken = rules_spoken_of(text)
    if facts.payout is None or not spoken or facts.payout in spoken:
        return []
    said = sorted(spoken, key=lambda rule: rule.value)[0]
    return [Disagreement(clause.key, f"”{said.label}”", f"”{payout_words(facts.payout)}”")]
