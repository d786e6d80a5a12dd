"""What a text that a person has written limits a grant to: sums, years, days, lengths and parts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from samordna.kernel.dates import MONTHS, NotADate, parse_date

_BLANK = r"[ \u00a0\u202f]"
_FIGURE = (
    rf"(?<![\d.,:/-])(\d{{1,3}}(?:[{_BLANK[1:-1]}.]\d{{3}}){{1,4}}|\d{{1,15}})(?:,(\d{{1,3}}))?"
)
_UNITS: Final = {
    r"(?:tkr|ksek|kkr|tusen(?:\s+kr(?:onor)?)?)\b": 1_000,
    r"(?:mkr|mnkr|msek|milj(?:on(?:er)?\b|\.)?(?:\s*kr(?:onor)?)?)(?!\w)": 1_000_000,
    r"(?:kr(?:onor)?\b|sek\b|:-|,-|:–|,–)": 1,
}
#: A figure with its unit; or one set in groups or too long for a year, a sum without one as well.
_SUMS: Final = [
    (re.compile(rf"{_FIGURE}{_BLANK}?{unit}", re.IGNORECASE), times)
    for unit, times in _UNITS.items()
]
_BARE = re.compile(
    rf"(?<![\d.,:/-])(?<!§ )(\d{{1,3}}(?:[{_BLANK[1:-1]}.]\d{{3}}){{1,4}}|\d{{5,15}})()"
    rf"(?![\d:/-]|{_BLANK}?\d|,\d)"
)
_ORE = re.compile(rf"\b(\d{{1,2}}){_BLANK}?öre\b", re.IGNORECASE)
_IN_LETTERS = re.compile(
    r"\b((?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w+hundra\w*|\w+tio\w*"
    r"|(?:en|två|tre)\s+och\s+en\s+halv|en\s+halv|halv)\s*(?:miljon(?:er)?|tusen)"
    r"(?:\s+\w+tusen)?\s+kr(?:onor)?)\b",
    re.IGNORECASE,
)

_MONTH = "|".join(MONTHS)
_DAY = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}[ /-]\d{{4}}"
)
_WHEN = rf"(?:den\s+)?({_DAY}|(?:{_MONTH})\s+\d{{4}})"
_TO = r"(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|längst(?:\s+till)?|intill)"
_UNTIL = re.compile(rf"\b{_TO}\s*(?:utgången\s+av\s+)?{_WHEN}", re.IGNORECASE)
_FROM = re.compile(rf"\b(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?)\s*{_WHEN}", re.IGNORECASE)
_PERIOD = re.compile(rf"({_DAY})\s*(?:{_TO}|–|-)\s*(?:den\s+)?({_DAY})", re.IGNORECASE)
_ANY_DAY = re.compile(rf"(?:{_DAY})|\b(?:{_MONTH})\s+\d{{4}}", re.IGNORECASE)
#: A year that is no part of a matter's number or of a paragraph's mark.
_YEAR = re.compile(r"(?<![\d:/.,-])((?:19|20)\d{2})(?![\d:/])")
_YEARS = re.compile(
    rf"(?<![\d:/.,-])((?:19|20)\d{{2}})\s*(?:{_TO}|–|-)\s*((?:19|20)?\d{{2}})(?![\d:/-])",
    re.IGNORECASE,
)
_COUNTED: Final = {
    "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "åtta": 8, "nio": 9,
    "tio": 10, "tolv": 12, "arton": 18,
}  # fmt: skip
_LENGTH = re.compile(
    rf"\b(?:för|i|under|om)\s+((?:högst\s+)?({'|'.join(_COUNTED)}|\d{{1,2}})\s+"
    r"(år|månader|månad))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bdelvis\b|\bi\s+(?:den\s+del|de\s+delar)\b|\btill\s+(?:viss|en)\s+del\b|\ben\s+del\s+av\b"
    r"|\bhälften\b|\bhalva\b|\b\w+delar?\s+av\b|\b\d{1,3}(?:,\d+)?\s*(?:%|procent\b)",
    re.IGNORECASE,
)


def sums_in(text: str) -> list[int]:
    """The sums that a text names in figures, as whole kronor, in its order.

    Reads kr, tkr, Mkr, ”miljoner” and ”:-”; a sum with öre is rounded up, so that it is not the
    whole sum below it.
    """
    return [kr for _, kr in sums_at(text)]


def sums_at(text: str) -> list[tuple[int, int]]:
    """The sums that a text names, each after the place where it stands."""
    found: dict[int, int] = {}
    for pattern, times in [*_SUMS, (_BARE, 1)]:
        for match in pattern.finditer(text):
            whole = re.sub(r"\D", "", match[1])
            kr = Decimal(f"{whole}.{match[2] or 0}") * times
            found.setdefault(match.start(), int(kr.to_integral_value(ROUND_CEILING)))
    return sorted(found.items())


def unread_sum(text: str) -> str:
    """A sum that no figure tells exactly: in letters, or with öre; empty without."""
    if found := _IN_LETTERS.search(text):
        return found[1]
    ore = _ORE.search(text)
    return ore[0] if ore and int(ore[1]) else ""


def years_in(text: str) -> list[int]:
    """The years that a text names, those between two with a line included, days and sums apart."""
    return sorted({year for _, year in years_at(text)})


def years_at(text: str) -> list[tuple[int, int]]:
    """The years that a text names, each after the place where it stands."""
    rest = _ANY_DAY.sub(_blank, _PERIOD.sub(_blank, text))
    for pattern in [*(pattern for pattern, _ in _SUMS), _BARE]:
        rest = pattern.sub(_blank, rest)
    found: list[tuple[int, int]] = []
    for match in _YEARS.finditer(rest):
        first, last = match[1], match[2]
        until = int(first[:2] + last if len(last) == 2 else last)
        found += [(match.start(), year) for year in range(int(first), until + 1)]
    rest = _YEARS.sub(_blank, rest)
    return sorted(found + [(match.start(), int(match[1])) for match in _YEAR.finditer(rest)])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def period_slip(text: str, start: date, end: date) -> str:
    """The days or the length that a text says and that the period has not; empty without."""
    for first, last in _PERIOD.findall(text):
        days = (_day(first), _day(last))
        if days[0] and days[1] and days != (start, end):
            return f"{first} till {last}"
    for said in _FROM.findall(text):
        if (day := _day(said)) and day != start:
            return f"från {said}"
    for said in _UNTIL.findall(text):
        if (day := _day(said, last=True)) and day != end:
            return f"till {said}"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    for said, number, unit in _LENGTH.findall(text):
        count = _COUNTED.get(number.lower()) or int(number)
        fits = {count * 12, count * 12 - 1} if unit.lower() == "år" else {count}
        calendar_years = unit.lower() == "år" and count == end.year - start.year + 1
        if months not in fits and not calendar_years:
            return str(said)
    return ""


def part_in(text: str) -> str:
    """Words that speak of a part: ”delvis”, ”hälften”, ”i den del”, ”75 procent”; empty without."""
    found = _PART.search(text)
    return found[0] if found else ""


def _day(text: str, *, last: bool = False) -> date | None:
    """A day, or the first or ``last`` one of a month; None for what is no day."""
    bare = " ".join(text.lower().split())
    month, _, year = bare.partition(" ")
    if month in MONTHS and year.isdecimal():
        number = MONTHS.index(month) + 1
        return date(int(year), number, monthrange(int(year), number)[1] if last else 1)
    try:
        return parse_date(bare)
    except NotADate:
        return None
