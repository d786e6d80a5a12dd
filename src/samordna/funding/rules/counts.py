"""Ages and numbers of participants, as applicants write them: ``40`` or a span, ``25–30``.

A question means the same in every form that has its key. Nothing is refused for being a span: what
cannot be right is a finding beside the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from samordna.funding.rules import codes
from samordna.kernel.findings import Finding, Severity, Where

AGE_FROM: Final = "alder_fran"
AGE_TO: Final = "alder_till"
PER_YEAR: Final = "antal_per_ar"
IN_ALL: Final = "antal_totalt"

#: Nobody is older.
OLDEST: Final = 120

_SPAN = re.compile(
    r"^([0-9]{1,6})(?:(?:[-\u2010-\u2015\u2212]|till|upptill|tom|t\.o\.m\.)([0-9]{1,6}))?$"
)

#: What people write after the number, and which says no more than the question.
_UNITS: Final = ("år", "st", "personer", "deltagare")


class NotACount(ValueError):
    """The text is no number and no span; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of something, or a span of them: ``lowest`` and ``highest``."""

    lowest: int
    highest: int

    def __str__(self) -> str:
        if self.lowest == self.highest:
            return str(self.lowest)
        return f"{self.lowest}\u2013{self.highest}"


def parse_count(text: str) -> Count:
    """Read ``40``, ``25-30``, ``25 till 30`` or ``29 år``. Raises :class:`NotACount`."""
    bare = "".join(text.lower().split())
    for unit in _UNITS:
        bare = bare.removesuffix(unit)
    match = _SPAN.match(bare)
    if match is None:
        raise NotACount("Skriv ett helt tal eller ett spann, till exempel 40 eller 25–30.")
    lowest, highest = int(match[1]), int(match[2] or match[1])
    if highest < lowest:
        raise NotACount(
            f"Spannet slutar på {highest}, lägre än det börjar. Skriv {highest}–{lowest}."
        )
    return Count(lowest, highest)


def count_findings(answers: Mapping[str, str], *, years: int | None) -> Iterator[Finding]:
    """What cannot be right in the ages and the numbers. ``years``: calendar years of the period."""
    yield from _ages(_read(answers, AGE_FROM), _read(answers, AGE_TO))
    yield from _participants(_read(answers, PER_YEAR), _read(answers, IN_ALL), years)


def _read(answers: Mapping[str, str], key: str) -> Count | None:
    try:
        return parse_count(answers.get(key, ""))
    except NotACount:
        return None


def _ages(first: Count | None, last: Count | None) -> Iterator[Finding]:
    for key, age in ((AGE_FROM, first), (AGE_TO, last)):
        if age is not None and age.highest > OLDEST:
            yield _error(codes.AGES_WRONG, f"Ingen är {age.highest} år. Rätta åldern.", key)
    if first is not None and last is not None:
        for key, age in ((AGE_FROM, first), (AGE_TO, last)):
            if age.lowest != age.highest:
                sentence = (
                    f"Skriv en ålder i varje fält, inte {age}: den lägsta under Ålder från och den "
                    "högsta under Ålder till."
                )
                yield _error(codes.AGES_WRONG, sentence, key)
    if first is not None and last is not None and last.lowest < first.lowest:
        sentence = (
            f"Åldern slutar på {last} år men börjar på {first}. Byt plats på dem eller rätta."
        )
        yield _error(codes.AGES_WRONG, sentence, AGE_TO)


def _participants(
    per_year: Count | None, in_all: Count | None, years: int | None
) -> Iterator[Finding]:
    for key, number in ((PER_YEAR, per_year), (IN_ALL, in_all)):
        if number is not None and number.highest == 0:
            yield Finding(
                codes.PARTICIPANTS_WRONG,
                Severity.WARNING,
                "Antalet är 0. Har insatsen inga deltagare ska fältet vara tomt.",
                Where(field=key),
            )
    if per_year is None or in_all is None:
        return
    if per_year.lowest > in_all.highest:
        sentence = (
            f"{per_year} deltagare per år är fler än {in_all} under hela tiden. Rätta ett av dem."
        )
        yield _error(codes.PARTICIPANTS_WRONG, sentence, IN_ALL)
    elif years and in_all.lowest > per_year.highest * years:
        in_years = "ett år" if years == 1 else f"{years} år"
        yield Finding(
            codes.PARTICIPANTS_WRONG,
            Severity.WARNING,
            f"{per_year} deltagare per år i {in_years} blir högst {per_year.highest * years}, men "
            f"under hela tiden väntas {in_all}.",
            Where(field=IN_ALL),
        )


def _error(code: str, message: str, field: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Where(field=field))
