"""A budget: what it says, and where it says it.

It is the same whether it was read from a workbook (places are a sheet and a cell), typed into a
page (places are inputs) or drawn from a database. Amounts are ``int`` kronor, percentages
``Decimal`` per cent of full time (85 means 85 %). Owners are keys of the caller's choice: the
number of a column in a workbook, an organisation's id in an application.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from samordna.kernel.choices import Choice
from samordna.kernel.findings import Where
from samordna.kernel.money import round_half_up


class Side(Choice):
    """Who pays: the association (to requisition) or the owners themselves."""

    REQUESTED = "requested", "Att rekvirera från förbundet"
    OWN = "own", "Egenfinansiering"


class Group(Choice):
    """The budget's groups of costs, in the order of the sheet."""

    WAGE = "wage", "Lönekostnad"
    PREMISES = "premises", "Lokalkostnad"
    OTHER = "other", "Övriga kostnader"


class Part(StrEnum):
    """The three sheets of the budget."""

    DETAILED = "detailed"
    YEARLY = "yearly"
    SUMMARY = "summary"


class _Placed:
    """Something with a place, and finer places inside it."""

    where: Where
    places: Mapping[str, Where]

    __slots__ = ()

    def at(self, name: str) -> Where:
        """Return the place of one value, such as ``percent``, ``date_to`` or ``amount-0``.

        Falls back on the whole row's place; a row that is a form's field gives ``row.percent``.
        """
        if name in self.places:
            return self.places[name]
        if self.where.field is not None:
            return Where(self.where.sheet, self.where.cell, f"{self.where.field}.{name}")
        return self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Years(_Placed):
    """Kronor to requisition in each year: a line's, a whole group's, or a row's without a line.

    ``by_year`` holds only the years that have a figure. ``whole_group`` says that they are all of
    the group's, or of everything where ``group`` is None. ``rounded_off_kr`` is what rounding each
    year to whole kronor took from their sum: it keeps a total of many cells with öre exact. ``row``
    is the row of the yearly sheet. Names of places: ``years`` (their sum), and ``year-2025``.
    """

    by_year: Mapping[int, int]
    side: Side = Side.REQUESTED
    group: Group | None = None
    whole_group: bool = False
    label: str = ""
    rounded_off_kr: Decimal = Decimal(0)
    row: int = field(default=0, compare=False)
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def kr(self) -> int:
        """The sum of the years in kronor, öre counted before rounding."""
        return round_half_up(self.exact_kr)

    @property
    def exact_kr(self) -> Decimal:
        """The sum of the years with the öre that rounding took."""
        return sum(self.by_year.values()) + self.rounded_off_kr

    @property
    def cells(self) -> int:
        """How many years other than 0 the sum is made of."""
        return sum(1 for kr in self.by_year.values() if kr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(_Placed):
    """A row of the detailed budget.

    ``amounts`` are kronor by owner; ``unowned_kr`` stands in the column of sums alone, and
    ``misplaced_kr`` in a column for dates, where it is not counted. ``note`` is what stands where
    an amount should ("ej angivet"). ``row`` is the row of the sheet. Names of places: ``label``,
    ``percent``, ``date_from``, ``date_to``, ``amount-0`` and on, ``total``, ``note``,
    ``misplaced``.
    """

    side: Side
    group: Group
    label: str = ""
    percent: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    amounts: Mapping[int, int] = field(default_factory=dict)
    unowned_kr: int = 0
    note: str = ""
    misplaced_kr: int | None = None
    years: Years | None = None
    row: int = field(default=0, compare=False)
    where: Where = field(default_factory=Where)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """What the row is called among a page's inputs: ``row-3``."""
        return self.where.field or ""

    @property
    def amount_kr(self) -> int:
        """What the row costs in all, in kronor."""
        return sum(self.amounts.values()) + self.unowned_kr

    @property
    def amount_cells(self) -> int:
        """How many amounts other than 0 the row is made of: at least 1."""
        return max(1, sum(1 for kr in self.amounts.values() if kr))

    @property
    def by_year(self) -> Mapping[int, int]:
        """The row's kronor in each year; empty where it has none of its own."""
        return self.years.by_year if self.years else {}

    @property
    def years_kr(self) -> int:
        """What the row's years give, in kronor."""
        return sum(self.by_year.values())

    @property
    def has_years(self) -> bool:
        """Whether such a row's years are written row by row, as those of posts are."""
        return self.side is Side.REQUESTED and self.group is Group.WAGE

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written in the row but perhaps its label."""
        written = (self.percent, self.date_from, self.date_to, self.note)
        return not any((*written, *self.amounts.values(), *self.by_year.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a written figure claims to be the sum of. None is: all of them.

    ``year`` None is the column for the whole period; ``over_years`` marks the row *S:a per år för
    avstämning*, the sum of all years. ``row`` is a single row of the sheet, whose own sum it is.
    """

    part: Part
    side: Side | None = Side.REQUESTED
    group: Group | None = None
    owner: int | None = None
    year: int | None = None
    row: int | None = None
    over_years: bool = False

    def takes_in(self, other: Scope) -> bool:
        """Whether a figure of the other scope is a part of this one's sum, or is it itself.

        Both are sums of several rows.
        """
        return (
            self.part is other.part
            and not other.over_years
            and self.side in (None, other.side)
            and self.group in (None, other.group)
            and self.owner in (None, other.owner)
            and self.year in (None, other.year)
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """What the cells would have been figures of that are not understood: rows, and all their sums.

    The year 0 is a row's total, or a column that says no year.
    """

    rows: frozenset[tuple[Part, int]] = frozenset()
    sums: frozenset[Scope] = frozenset()

    @classmethod
    def of(cls, scopes: Iterable[Scope]) -> Unread:
        """Those of single rows, and of sums."""
        all_of = list(scopes)
        rows = frozenset((one.part, one.row) for one in all_of if one.row is not None)
        return cls(rows, frozenset(replace(one, row=None) for one in all_of))

    def is_in(self, scope: Scope) -> bool:
        """Whether any such cell is a part of a sum, or stands in a single row."""
        if scope.row is not None:
            return (scope.part, scope.row) in self.rows
        return any(scope.takes_in(one) for one in self.sums)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that the workbook states, in kronor, of what the rows should give."""

    scope: Scope
    kr: int
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPercent:
    """The sum of *Tjänst i %* that the workbook writes below a side's wage rows."""

    side: Side
    percent: Decimal
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedName:
    """A name written once more: the initiative's (``owner`` None) or an owner's."""

    part: Part
    text: str
    owner: int | None = None
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """An end of the initiative's period as another sheet writes it."""

    part: Part
    day: date
    is_start: bool
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """An owner's row in the summary; ``owner`` is None where the name is not among the owners.

    Its figures are claims about the row: to requisition, own financing, and both.
    """

    name: str
    owner: int | None = None
    row: int = field(default=0, compare=False)
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(_Placed):
    """A whole budget. ``owners`` are names by key, the main owner first.

    ``other_years`` are those of no single line: a group's, everything's, or a row's that the lines
    do not have. ``parts`` are the sheets that there are; a typed budget has all, and no claims:
    its sums are counted. What is made of cells that are ``unread`` is not judged, and
    ``unread_places`` are names of places (``period_to``) that hold such a cell. ``posts_in_text``
    is the number of full-time posts to requisition that the application's text claims, if known.
    Names of places: ``name``, ``period_from``, ``period_to``, ``years``.
    """

    name: str = ""
    period_from: date | None = None
    period_to: date | None = None
    owners: Mapping[int, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    other_years: tuple[Years, ...] = ()
    claims: tuple[Claim, ...] = ()
    percents: tuple[StatedPercent, ...] = ()
    summary: tuple[OwnerRow, ...] = ()
    names: tuple[StatedName, ...] = ()
    days: tuple[StatedDay, ...] = ()
    parts: frozenset[Part] = frozenset(Part)
    unread: Unread = Unread()
    unread_places: frozenset[str] = frozenset()
    posts_in_text: Decimal | None = None
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def requested_kr(self) -> int:
        """What is to be requisitioned from the association, in kronor."""
        return self.total_kr(Side.REQUESTED)

    @property
    def own_kr(self) -> int:
        """What the owners put in themselves, in kronor."""
        return self.total_kr(Side.OWN)

    @property
    def total_cost_kr(self) -> int:
        """What all rows give, in kronor."""
        return self.requested_kr + self.own_kr

    @property
    def spread(self) -> list[tuple[Line | None, Years]]:
        """Everything that is spread over years, with its line where it has one, in its order."""
        rows = [(line, line.years) for line in self.lines if line.years is not None]
        return sorted([*rows, *((None, years) for years in self.other_years)], key=_row)

    @property
    def per_year_kr(self) -> dict[int, int]:
        """What is to be requisitioned in each year that has a figure, in kronor."""
        found: dict[int, int] = {}
        for _, years in self.spread:
            if years.side is Side.REQUESTED:
                for year, kr in years.by_year.items():
                    found[year] = found.get(year, 0) + kr
        return dict(sorted(found.items()))

    @property
    def is_spread(self) -> bool:
        """Whether anything at all is spread over years."""
        return any(self.per_year_kr.values())

    @property
    def owners_with_money(self) -> set[int]:
        """The owners that any row has an amount for."""
        return {owner for line in self.lines for owner, kr in line.amounts.items() if kr}

    def lacks(self, *wanted: Scope) -> bool:
        """Whether any cell that is not understood is a part of any of the wanted sums."""
        return any(map(self.unread.is_in, wanted))

    def years_of(self, group: Group) -> Mapping[int, int]:
        """What is to be requisitioned in each year for a group as a whole, in kronor."""
        return next((one.by_year for one in self.other_years if one.group is group), {})

    def total_kr(
        self, side: Side | None, group: Group | None = None, owner: int | None = None
    ) -> int:
        """What the rows give for a side (None: both), or one group or owner of it, in kronor."""
        lines = self.lines_of(side, group)
        if owner is None:
            return sum(line.amount_kr for line in lines)
        return sum(line.amounts.get(owner, 0) for line in lines)

    def lines_of(self, side: Side | None, group: Group | None = None) -> list[Line]:
        """The rows of a side, or of one group of it."""
        return [
            line for line in self.lines if side in (None, line.side) and group in (None, line.group)
        ]


def _row(one: tuple[Line | None, Years]) -> int:
    return one[1].row
