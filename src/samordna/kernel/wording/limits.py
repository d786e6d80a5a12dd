"""What a text that a person has written limits a grant to: sums, years, days, lengths and parts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from samordna.kernel.dates import MONTHS, parse_date
from samordna.kernel.sentences import listed
from samordna.kernel.wording.asides import without_asides
from samordna.kernel.wording.number_words import number_in_letters

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
#: ”8 miljoner 260 tusen kronor”
_MILLIONS_AND_MORE = re.compile(
    rf"(?<![\d.,])(\d{{1,6}}){_BLANK}?miljon(?:er)?\s+(?:och\s+)?(\d{{1,3}}){_BLANK}?tusen(?:\s+kr(?:onor)?)?\b",
    re.IGNORECASE,
)
_ORE = re.compile(rf"\b(\d{{1,2}}){_BLANK}?öre\b", re.IGNORECASE)
#: ”trehundrafemtio”, ”fem hundra”
_HUNDREDS = r"(?:(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)\s+)?\w{0,7}hundra\w{0,12}?"
#: ”sju miljoner kronor”, ”två miljoner trehundratusen kronor”
_IN_LETTERS = re.compile(
    rf"\b((?P<many>{_HUNDREDS}|(?:en|två|tre)\s+och\s+en\s+halv|en\s+halv|halv|en|ett|två|tre|fyra"
    r"|fem|sex|sju|åtta|nio|tio|elva|tolv|\w{2,7}ton|tjugo\w{0,5}?|\w{1,5}tio\w{0,5}?)"
    rf"\s*(?P<times>miljon(?:er)?|tusen)(?:\s+(?P<thousands>{_HUNDREDS}|\w{{2,12}}?)\s?tusen)?"
    r"\s+kr(?:onor)?)\b",
    re.IGNORECASE,
)

_SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_SHORT = re.compile(rf"\b({'|'.join(_SHORT_MONTHS)})\b\.?")
_MONTH = "|".join((*MONTHS, *(rf"{month}\b\.?" for month in _SHORT_MONTHS)))
#: 250101 and 20250101, only between the marks of a period: by itself it may be a sum.
_COMPACT = (
    r"(?:20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"(?!\d|[ \u00a0]?(?:\d|kr\b|tkr\b|:-|kronor\b))"
)
_DAY = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}"
    r"|\d{1,2}/\d{1,2}[ /-]\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{2}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}/\d{1,2}[ -]\d{2}(?!\d)"
)
_OF_A_YEAR = rf"(?:{_MONTH})\s+\d{{4}}|\d{{4}}-(?:0[1-9]|1[0-2])(?![\d-])"
#: ”kvartal 2 2025”, ”Q2 2025”, ”andra kvartalet 2025”
_WHICH: Final = ("första", "andra", "tredje", "fjärde")
_QUARTER_ALONE = rf"(?:kvartal|kv\.?|q)\s?[1-4]|(?:{'|'.join(_WHICH)})\s+kvartalet"
_QUARTER = rf"(?:{_QUARTER_ALONE})[ ,]\s*(?:år\s+)?\d{{4}}"
_ANY = rf"{_DAY}|{_OF_A_YEAR}|{_QUARTER}|{_COMPACT}"
#: A year alone is its first day or its last.
_OR_YEAR = rf"{_ANY}|(?:19|20)\d{{2}}(?![\d/:.,–-]|\s*(?:–|-|och\b|samt\b|,))"
_TO = r"(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|längst(?:\s+till)?|intill)"
_OR_LINE = rf"(?:{_TO}|–|-|—)\s*(?:den\s+)?"
_UNTIL = re.compile(
    rf"\b{_TO}\s*(?:(?:utgången|slutet)\s+av\s+)?(?:den\s+)?({_OR_YEAR})"
    rf"|\b\d{{1,2}}\s+(?:{_MONTH})\s*{_OR_LINE}({_DAY})",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?)\s*(?:den\s+)?({_OR_YEAR})",
    re.IGNORECASE,
)
_PERIOD = re.compile(rf"(?<![\d.,:/-])(?<!\d[ \u00a0])({_ANY})\s*{_OR_LINE}({_ANY})", re.IGNORECASE)
#: ”500 000 kr för kvartal 2”: that quarter alone.
_IN_A_QUARTER = re.compile(
    rf"\b(?:kr(?:onor)?|tkr|mkr)\s+(?:för|under|i)\s+"
    rf"((?:{_QUARTER_ALONE})(?:[ ,]\s*(?:år\s+)?\d{{4}})?)(?!\s*(?:{_OR_LINE}|och\b|,\s*\d|\d))",
    re.IGNORECASE,
)
_ANY_DAY = re.compile(rf"(?:{_DAY})|\b(?:{_OF_A_YEAR})", re.IGNORECASE)
_WHOLE_DAY = re.compile(_DAY, re.IGNORECASE)
#: A year that is no part of a matter's number or of a paragraph's mark.
_YEAR = re.compile(r"(?<![\d:/.,-])((?:19|20)\d{2})(?![\d:/])")
_YEARS = re.compile(
    rf"(?<![\d:/.,-])((?:19|20)\d{{2}})\s*(?:{_TO}|–|-)\s*((?:19|20)?\d{{2}})(?![\d:/-])",
    re.IGNORECASE,
)
#: ”2025/26/27”, and ”åren 25–27”.
_CHAIN = re.compile(r"(?<![\d:/.,-])((?:19|20)\d{2})((?:/(?:20)?\d{2})+)(?![\d:/])")
_SHORT_YEARS = re.compile(
    r"\b(?:åren|år)\s+(\d{2})((?:\s*[/–-]\s*\d{2})+)(?![\d:/])", re.IGNORECASE
)
_FOUR_FIGURES = re.compile(r"\d{4}$")
_OF_A_MATTER = re.compile(r"\b(?:dnr|diarienr|diarienummer|nr|ärende)\.?:?\s*$", re.IGNORECASE)
_COUNTED: Final = {
    "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "åtta": 8, "nio": 9,
    "tio": 10, "tolv": 12, "arton": 18,
}  # fmt: skip
_LENGTH = re.compile(
    rf"\b(?:för|i|under|om)\s+((?:högst\s+)?({'|'.join(_COUNTED)}|\d{{1,2}})\s+"
    r"(år|månader|månad|mån))\b",
    re.IGNORECASE,
)
_YEARLONG = re.compile(
    rf"\b(({'|'.join(_COUNTED)}|\d{{1,2}})-?år(?:ig|speriod|sinsats|sprojekt)\w*)", re.IGNORECASE
)
_PART = re.compile(
    r"\bdelvis\b|\bi\s+(?:den\s+del|de\s+delar)\b|\btill\s+(?:viss|en)\s+del\b|\ben\s+del\s+av\b"
    r"|\bhälften\b|\bhalva\b|\b\w+del(?:ar)?\s+av\b|\b\d{1,3}(?:,\d+)?\s*(?:%|procent\b)",
    re.IGNORECASE,
)


def sums_in(text: str) -> list[int]:
    """The sums that a text names, as whole kronor, in its order.

    Reads kr, tkr, Mkr, ”miljoner” and ”:-”, and ”sju miljoner kronor” in letters; a sum with öre is
    rounded up, so that it is not the whole sum below it.
    """
    return [kr for _, kr in sums_at(text)]


def sum_written_anew(before: str, now: str) -> int | None:
    """The sum that a text names where it says what another said but for its only sum, in whole
    kronor; None where the sum is the same, is none at all, or where anything else differs too."""
    was, then = sums_in(before), sums_in(now)
    if len(was) != 1 or len(then) != 1 or not then[0] or was == then:
        return None
    same = _without(before, was[0]) == _without(now, then[0])
    return then[0] if same else None


def _without(text: str, kr: int) -> list[str]:
    """The words of a text without a sum as it is written in figures."""
    figures = r"[ \u00a0\u202f.]?".join(str(kr))
    return re.sub(rf"(?<!\d){figures}(?!\d)", " ", text, count=1).strip(" \u00a0,;.").split()


def sums_at(text: str) -> list[tuple[int, int]]:
    """The sums that a text names, each after the place where it stands."""
    found: dict[int, int] = {}
    rest = without_asides(text)
    for pattern in (_PERIOD, _FROM, _UNTIL):
        rest = pattern.sub(_blank, rest)
    for match in _MILLIONS_AND_MORE.finditer(rest):
        found[match.start()] = int(match[1]) * 1_000_000 + int(match[2]) * 1_000
    rest = _MILLIONS_AND_MORE.sub(_blank, rest)
    for match in _IN_LETTERS.finditer(rest):
        if (written := _kr_in_letters(match)) is not None:
            found[match.start()] = written
    for pattern, times in [*_SUMS, (_BARE, 1)]:
        for match in pattern.finditer(rest):
            whole = re.sub(r"\D", "", match[1])
            kr = Decimal(f"{whole}.{match[2] or 0}") * times
            found.setdefault(match.start(), int(kr.to_integral_value(ROUND_CEILING)))
    return sorted(found.items())


def unread_sum(text: str) -> str:
    """A sum that cannot be read exactly: in letters that are no number, or with öre; empty
    without."""
    for found in _IN_LETTERS.finditer(text):
        if _kr_in_letters(found) is None:
            return found[1]
    ore = _ORE.search(text)
    return ore[0] if ore and int(ore[1]) else ""


def _kr_in_letters(found: re.Match[str]) -> int | None:
    """The whole kronor of a sum that is written in letters; None for what is no number."""
    many = number_in_letters(found["many"])
    more = number_in_letters(found["thousands"]) if found["thousands"] else Decimal(0)
    if many is None or more is None:
        return None
    times = 1_000_000 if found["times"].lower().startswith("miljon") else 1_000
    kr = many * times + more * 1_000
    return int(kr) if kr == kr.to_integral_value() else None


def days_in(text: str) -> list[date]:
    """The whole days that a text names, in its order: not a month or a year alone."""
    found = (_day(match[0]) for match in _WHOLE_DAY.finditer(text))
    return [day for day in found if day]


def first_day(said: str) -> date | None:
    """The day, or the first day of the month or the year, that is said; None for what is none."""
    return _day(said)


def last_day(said: str) -> date | None:
    """The day, or the last day of the month or the year, that is said; None for what is none."""
    return _day(said, last=True)


def years_in(text: str) -> list[int]:
    """The years that a text names, those between two with a line included, days and sums apart."""
    return sorted({year for _, year in years_at(text)})


def years_in_words(years: Iterable[int]) -> str:
    """”2025”, ”2025 och 2026”, ”2025–2027”."""
    found = sorted(set(years))
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return listed([str(year) for year in found])


def years_at(text: str) -> list[tuple[int, int]]:
    """The years that a text names, each after the place where it stands."""
    rest = _PERIOD.sub(_blank, without_asides(text))
    if not _YEARS.search(rest):
        rest = _UNTIL.sub(_blank, _FROM.sub(_blank, rest))
    rest = _ANY_DAY.sub(_blank, rest)
    for pattern in [*(pattern for pattern, _ in _SUMS), _BARE]:
        rest = pattern.sub(_blank, rest)
    found: list[tuple[int, int]] = []
    for match in _YEARS.finditer(rest):
        first, last = match[1], match[2]
        until = int(first[:2] + last if len(last) == 2 else last)
        found += [(match.start(), year) for year in range(int(first), until + 1)]
    rest = _YEARS.sub(_blank, rest)
    for pattern in (_CHAIN, _SHORT_YEARS):
        for match in pattern.finditer(rest):
            years = _chain(match[1], match[2], lines=pattern is _SHORT_YEARS)
            if not _OF_A_MATTER.search(rest[: match.start()]):
                found += [(match.start(), year) for year in years]
        rest = pattern.sub(_blank, rest)
    return sorted(found + [(match.start(), int(match[1])) for match in _YEAR.finditer(rest)])


def _chain(first: str, more: str, *, lines: bool) -> list[int]:
    """The years of ”2025/26/27”; none where they do not follow each other, as in ”2024/17”. With
    ``lines`` a line stands for the years between."""
    years = [int(year) % 100 + 2000 for year in (first, *re.findall(r"\d+", more))]
    if lines and "/" not in more:
        return list(range(years[0], years[-1] + 1))
    follow = all(year == years[0] + place for place, year in enumerate(years))
    return years if follow else []


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def period_slip(text: str, start: date, end: date) -> str:
    """The days or the length that a text says and that the period has not; empty without."""
    for first, last in _PERIOD.findall(text):
        days = (_day(first), _day(last, last=True))
        if days[0] and days[1] and days != (start, end):
            return f"{first} till {last}"
    text = without_asides(text)
    for said in _FROM.findall(text):
        if (day := _day(said)) and not _is(said, day, start):
            return f"från {said}"
    for said in map("".join, _UNTIL.findall(text)):
        if (day := _day(said, last=True)) and not _is(said, day, end):
            return f"till {said}"
    for said in _IN_A_QUARTER.findall(text):
        whole = said if _FOUR_FIGURES.search(said) else f"{said} {start.year}"
        if (_day(whole), _day(whole, last=True)) != (start, end):
            return str(said)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    lengths = [*_LENGTH.findall(text), *((*found, "år") for found in _YEARLONG.findall(text))]
    for said, number, unit in lengths:
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


def _is(said: str, day: date, wanted: date) -> bool:
    return day.year == wanted.year if said.isdecimal() and len(said) == 4 else day == wanted


def _number_of(quarter: str) -> int:
    """Which quarter of the year it is, from 1."""
    named = (place for place, word in enumerate(_WHICH, start=1) if quarter.startswith(word))
    return next(named, 0) or int(re.findall(r"[1-4]", quarter)[0])


def _day(text: str, *, last: bool = False) -> date | None:
    """A day, or the first or ``last`` one of a month or a year; None for what is no day."""
    try:
        return _day_of(text, last=last)
    except ValueError:  # also NotADate: a year that nobody has lived in, as in ”januari 0000”
        return None


def _day_of(text: str, *, last: bool) -> date:
    """As :func:`_day`. Raises ValueError for what is no day."""
    bare = _SHORT.sub(lambda found: MONTHS[_SHORT_MONTHS[found[1]] - 1], text.lower())
    bare = " ".join(bare.split())
    bare = re.sub(r"^(\d{1,2}/\d{1,2})[ -](\d{2})$", r"\1-20\2", bare)
    if quarter := re.fullmatch(_QUARTER, bare):
        number = _number_of(quarter[0])
        of, its_month = int(quarter[0][-4:]), number * 3 if last else number * 3 - 2
        return date(of, its_month, monthrange(of, its_month)[1] if last else 1)
    month, _, year = bare.partition(" ")
    number = MONTHS.index(month) + 1 if month in MONTHS and year.isdecimal() else 0
    if of_a_year := re.fullmatch(r"(\d{4})-(\d{2})", bare):
        year, number = of_a_year[1], int(of_a_year[2])
    if re.fullmatch(r"(?:19|20)\d\d", bare):
        return date(int(bare), 12, 31) if last else date(int(bare), 1, 1)
    if number:
        return date(int(year), number, monthrange(int(year), number)[1] if last else 1)
    return parse_date(bare)
