"""Pure rules of the initiatives: how far they have come, and how a period grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samordna.kernel.dates import Period
from samordna.kernel.texts import plain


def phase_of(period_from: date, period_to: date, today: date) -> tuple[str, str]:
    """The Swedish word for how far an initiative has come, and the tone of its badge."""
    if today < period_from:
        return "Kommande", "info"
    if today > period_to:
        return "Avslutad", "neutral"
    return "Pågår", "success"


def extended(period: Period, other: Period) -> Period:
    """The period that an initiative has when another grant is added to it."""
    return Period(min(period.start, other.start), max(period.end, other.end))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader: blanks and capitals do not tell them apart."""
    return plain(one) == plain(other)


@dataclass(frozen=True, slots=True)
class AmountTable:
    """Granted kronor by receiver and year, with sums both ways. None is an empty cell."""

    years: tuple[int, ...]
    rows: tuple[AmountRow, ...]
    year_sums: tuple[int, ...]
    total_kr: int


@dataclass(frozen=True, slots=True)
class AmountRow:
    """What one receiver was granted, year by year, and in all."""

    label: str
    amounts: tuple[int | None, ...]
    total_kr: int


def amount_table(amounts: Iterable[tuple[str, int, int]]) -> AmountTable:
    """Set (receiver, year, kronor) as a table; receivers stand in the order they first come.

    Amounts of the same receiver and year are added up.
    """
    cells: dict[str, dict[int, int]] = {}
    for label, year, kr in amounts:
        row = cells.setdefault(label, {})
        row[year] = row.get(year, 0) + kr
    years = tuple(sorted({year for row in cells.values() for year in row}))
    rows = tuple(
        AmountRow(label, tuple(row.get(year) for year in years), sum(row.values()))
        for label, row in cells.items()
    )
    year_sums = tuple(sum(row.get(year, 0) for row in cells.values()) for year in years)
    return AmountTable(years, rows, year_sums, sum(year_sums))
