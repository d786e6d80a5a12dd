"""Dates as Swedish offices write them, and periods of whole days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

_SHAPES = (
    re.compile(r"^(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})$"),
    re.compile(r"^(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$"),
    re.compile(r"^(?P<y>[0-9]{2})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})$"),
    re.compile(r"^(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$"),
    re.compile(r"^(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/. -](?P<y>[0-9]{4})$"),
)
_LONG = re.compile(
    r"^(?:den )?(?P<d>[0-9]{1,2})[ -](?P<m>[a-zåäö]+)\.?[ -](?:år )?(?P<y>[0-9]{4})$"
)
#: The months in full, and as they are shortened: ``dec``, ``sept``.
_MONTHS = {
    **{month: number for number, month in enumerate(MONTHS, start=1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, start=1)},
    "sept": 9,
}


class NotADate(ValueError):
    """The text cannot be read as a date; the message is a Swedish sentence."""


def parse_date(text: str) -> date:
    """Read 2025-01-01, 2025/01/01, 20250101, 250101, 24-10-01, 1/9/2024, 1 september 2024 or
    1 sep 2024.

    Two-digit years are in the 2000s. Raises :class:`NotADate`, also for 2025-06-31.
    """
    cleaned = " ".join(text.strip().lower().replace("\u2013", "-").split())
    for shape in _SHAPES:
        if match := shape.match(cleaned):
            year = int(match["y"])
            short = len(match["y"]) == 2
            return _existing(text, year + 2000 if short else year, match["m"], match["d"])
    if (match := _LONG.match(cleaned)) and (month := _MONTHS.get(match["m"])):
        return _existing(text, int(match["y"]), str(month), match["d"])
    raise NotADate(f"”{text.strip()[:40]}” är inte ett datum. Skriv till exempel 2025-01-31.")


def _existing(text: str, year: int, month: str, day: str) -> date:
    if not 1990 <= year <= 2100:
        raise NotADate(f"Året {year:04} i ”{text.strip()[:40]}” är orimligt.")
    try:
        return date(year, int(month), int(day))
    except ValueError as error:
        raise NotADate(f"Datumet {text.strip()[:40]} finns inte. Rätta dagen.") from error


def format_long(day: date) -> str:
    """Write a date in words: ``12 september 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_weekday(day: date) -> str:
    """Write a date with its weekday: ``torsdag 12 september 2024``."""
    return f"{WEEKDAYS[day.weekday()]} {format_long(day)}"


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole days, both ends counted. Raises ValueError when it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the period ends {self.end} before it starts {self.start}")

    @property
    def years(self) -> range:
        """The calendar years that the period touches."""
        return range(self.start.year, self.end.year + 1)

    def contains(self, other: Period) -> bool:
        """Return whether the other period lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def days_in(self, year: int) -> int:
        """Number of the period's days that fall in the calendar year."""
        first, last = max(self.start, date(year, 1, 1)), min(self.end, date(year, 12, 31))
        return max(0, (last - first).days + 1)

    def __iter__(self) -> Iterator[date]:
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(days=offset)

    def __str__(self) -> str:
        return f"{self.start.isoformat()}\u2013{self.end.isoformat()}"
