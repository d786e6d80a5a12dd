"""What the three sheets hold, before it is known whether their figures are kronor or thousands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samordna.budgets.facts import Group, Part, Side
from samordna.budgets.workbook.values import Figure, Unreadable
from samordna.documents.workbooks.cells import Sheet
from samordna.kernel.findings import Finding, Where


@dataclass(slots=True)
class RawPeriod:
    """The initiative's period, with the place of each date."""

    date_from: date | None = None
    date_to: date | None = None
    from_where: Where = field(default_factory=Where)
    to_where: Where = field(default_factory=Where)


@dataclass(slots=True)
class Titled:
    """What every sheet has: its name of the initiative, its period, the unit that it says."""

    sheet: str
    name: str = ""
    name_where: Where = field(default_factory=Where)
    period: RawPeriod = field(default_factory=RawPeriod)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Unreadable] = field(default_factory=list)
    hidden: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class RawLine:
    """A cost row of the detailed sheet. ``figures`` are by owner (index)."""

    side: Side
    group: Group
    label: str
    where: Where
    percent: Decimal | None = None
    dates: list[date | None] = field(default_factory=lambda: [None, None])
    figures: dict[int, Figure] = field(default_factory=dict)
    total: Figure | None = None
    text: Unreadable | None = None
    misplaced: Figure | None = None
    places: dict[str, Where] = field(default_factory=dict)

    @property
    def paid(self) -> list[Figure]:
        """The figures that make up the row: its owners', or its total where it has no others."""
        figures = [figure for figure in self.figures.values() if figure.number]
        return figures or ([self.total] if self.total is not None and self.total.number else [])


@dataclass(slots=True)
class RawSum:
    """A written sum. ``group`` None is all groups, ``side`` None both, ``owner`` None all."""

    figure: Figure
    label: str
    side: Side | None
    group: Group | None = None
    owner: int | None = None
    year: int | None = None
    over_years: bool = False


@dataclass(slots=True)
class RawDetailed(Titled):
    """The detailed sheet."""

    owners: list[str] = field(default_factory=list)
    own_owner_names: list[tuple[int, str, Where]] = field(default_factory=list)
    lines: list[RawLine] = field(default_factory=list)
    sums: list[RawSum] = field(default_factory=list)
    percents: list[tuple[Side, Decimal, Where]] = field(default_factory=list)


@dataclass(slots=True)
class RawYearRow:
    """A row of the yearly sheet."""

    side: Side
    group: Group | None
    label: str
    where: Where
    total: Figure | None = None
    years: dict[int, Figure] = field(default_factory=dict)
    whole_group: bool = False

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the row."""
        return [*([self.total] if self.total else []), *self.years.values()]

    @property
    def whole(self) -> Decimal:
        """What the row comes to as written: its total, or the sum of its years."""
        if self.total is not None:
            return self.total.number
        return sum((figure.number for figure in self.years.values()), Decimal(0))


@dataclass(slots=True)
class RawYearly(Titled):
    """The yearly sheet. ``years_where`` is where the sum of the years stands."""

    rows: list[RawYearRow] = field(default_factory=list)
    sums: list[RawSum] = field(default_factory=list)
    years_where: Where = field(default_factory=Where)


@dataclass(slots=True)
class RawOwnerRow:
    """An owner's row in the summary."""

    name: str
    where: Where
    requested: Figure | None = None
    own: Figure | None = None
    total: Figure | None = None


@dataclass(slots=True)
class RawSummary(Titled):
    """The summary sheet."""

    rows: list[RawOwnerRow] = field(default_factory=list)
    sums: list[RawSum] = field(default_factory=list)


@dataclass(slots=True)
class RawBook:
    """The sheets that were recognised, and what was read from each; empty where one is missing."""

    sheets: dict[Part, Sheet]
    detailed: RawDetailed
    yearly: RawYearly
    summary: RawSummary

    @property
    def titled(self) -> list[tuple[Part, Titled]]:
        """The three with their parts, in order."""
        return [
            (Part.DETAILED, self.detailed),
            (Part.YEARLY, self.yearly),
            (Part.SUMMARY, self.summary),
        ]

    @property
    def sums(self) -> list[tuple[Part, RawSum]]:
        """Every written sum with its part."""
        parts = (
            (Part.DETAILED, self.detailed.sums),
            (Part.YEARLY, self.yearly.sums),
            (Part.SUMMARY, self.summary.sums),
        )
        return [(part, one) for part, sums in parts for one in sums]
