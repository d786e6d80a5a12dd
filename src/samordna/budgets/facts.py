"""The facts of an application's budget: what it says, and where it says it.

The same facts are built by the workbook reader (places are a sheet and a cell) and from database
rows (places are fields). Amounts are ``int`` kronor, percentages ``Decimal`` per cent of full time
(85 means 85 %). Everything but the lines and the years is optional: a budget typed into a page has
no stated sums, because there the sums are counted.

Built from rows of a database, a budget is no more than this::

    Budget(
        name="Växtkraft",
        period_from=date(2025, 1, 1),
        period_to=date(2027, 12, 31),
        owners=("Enköpings kommun",),
        lines=(
            Line(
                side=Side.REQUESTED, group=Group.WAGE, label="Arbetskonsulent",
                percent=Decimal(85), date_from=date(2025, 1, 1), date_to=date(2027, 12, 31),
                amounts=(1_530_000,), where=Where(field="rad-1"),
            ),
        ),
        years=(YearRow(group=Group.WAGE, line=0, by_year={2025: 510_000, 2026: 510_000, ...}),),
    )
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Line(_Placed):
    """A row of the detailed budget.

    ``amounts`` has one figure per owner in the order of ``Budget.owners`` (a missing tail is 0).
    ``amount_text`` is what stands where an amount should ("ej angivet"); ``misplaced_kr`` an amount
    that stands in a date column. ``amount_cells`` is how many cells hold an amount other than 0.
    Names of places: ``label``, ``percent``, ``date_from``, ``date_to``, ``amount-0`` and on,
    ``total``, ``amount_text``, ``misplaced``.
    """

    side: Side
    group: Group
    label: str = ""
    percent: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    amounts: tuple[int, ...] = ()
    stated_total_kr: int | None = None
    amount_text: str | None = None
    misplaced_kr: int | None = None
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def amount_kr(self) -> int:
        """What the row costs: its owners' amounts or, where there are none, its stated total."""
        if any(self.amounts) or self.stated_total_kr is None:
            return sum(self.amounts)
        return self.stated_total_kr

    @property
    def amount_cells(self) -> int:
        """How many amounts other than 0 the row is made of: at least 1."""
        return max(1, sum(1 for kr in self.amounts if kr))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow(_Placed):
    """A row of the budget spread over years.

    ``line`` is the index in ``Budget.lines`` of the row it spreads. Where it is None the row is a
    whole group's (``whole_group``; of everything, where ``group`` is None as well), or a row that
    the detailed budget does not have.
    ``by_year`` holds only the years whose cell has a figure. ``stated_total_kr`` is the row's own
    column *Totalt för insatsen*. ``rounded_off_kr`` is what rounding each year to whole kronor took
    from their sum: it keeps a total of many cells with öre exact.
    Names of places: ``label``, ``total``, and the year as ``2025``.
    """

    group: Group | None
    by_year: Mapping[int, int]
    side: Side = Side.REQUESTED
    label: str = ""
    line: int | None = None
    whole_group: bool = False
    stated_total_kr: int | None = None
    rounded_off_kr: Decimal = Decimal(0)
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def years_kr(self) -> int:
        """The sum of the row's years in kronor, öre counted before rounding."""
        return round_half_up(self.exact_years_kr)

    @property
    def exact_years_kr(self) -> Decimal:
        """The sum of the row's years with the öre that rounding took."""
        return sum(self.by_year.values()) + self.rounded_off_kr

    @property
    def year_cells(self) -> int:
        """How many years other than 0 the row is made of."""
        return sum(1 for kr in self.by_year.values() if kr)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSum:
    """A sum that the workbook writes out, of what the other attributes say.

    ``side`` None is both sides (total cost); ``group`` None all groups; ``owner`` (index) None all
    owners; ``year`` None the column for the whole period. ``over_years`` marks the row
    *S:a per år för avstämning*: the sum of all years.
    """

    part: Part
    amount_kr: int
    side: Side | None = Side.REQUESTED
    group: Group | None = None
    owner: int | None = None
    year: int | None = None
    over_years: bool = False
    label: str = ""
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPercent:
    """The sum of *Tjänst i %* that the workbook writes below a side's wage rows."""

    side: Side
    percent: Decimal
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow(_Placed):
    """An owner's row in the summary: to requisition, own financing, total.

    ``owner`` is the index in ``Budget.owners``, None where the name is not among them.
    Names of places: ``name``, ``requested``, ``own``, ``total``.
    """

    name: str
    owner: int | None = None
    requested_kr: int | None = None
    own_kr: int | None = None
    total_kr: int | None = None
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedName:
    """A name written once more: the initiative's (``owner`` None) or an owner's (its index)."""

    part: Part
    text: str
    owner: int | None = None
    where: Where = field(default_factory=Where, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPeriod(_Placed):
    """The initiative's period as another sheet writes it; places ``date_from`` and ``date_to``."""

    part: Part
    date_from: date | None = None
    date_to: date | None = None
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(_Placed):
    """A whole budget. ``owners`` are names, the main owner first.

    ``name``, ``period_from`` and ``period_to`` are as the detailed budget writes them. ``parts``
    are the sheets that there are; a budget typed into pages has all. ``posts_in_text`` is the
    number of full-time posts to requisition that the application's text claims, if known.
    Names of places: ``name``, ``period_from``, ``period_to``, ``years``.
    """

    name: str = ""
    period_from: date | None = None
    period_to: date | None = None
    owners: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    years: tuple[YearRow, ...] = ()
    sums: tuple[StatedSum, ...] = ()
    percents: tuple[StatedPercent, ...] = ()
    summary: tuple[OwnerRow, ...] = ()
    names: tuple[StatedName, ...] = ()
    periods: tuple[StatedPeriod, ...] = ()
    parts: frozenset[Part] = frozenset(Part)
    posts_in_text: Decimal | None = None
    where: Where = field(default_factory=Where, compare=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False)

    @property
    def requested_total_kr(self) -> int:
        """What the rows to requisition give, in kronor."""
        return self.total_kr(Side.REQUESTED)

    @property
    def own_financing_total_kr(self) -> int:
        """What the rows of own financing give, in kronor."""
        return self.total_kr(Side.OWN)

    @property
    def total_cost_kr(self) -> int:
        """What all rows give, in kronor."""
        return self.requested_total_kr + self.own_financing_total_kr

    @property
    def per_year_kr(self) -> dict[int, int]:
        """What the rows to requisition give in each year that has a column."""
        found: dict[int, int] = {}
        for row in self.years:
            if row.side is Side.REQUESTED:
                for year, kr in row.by_year.items():
                    found[year] = found.get(year, 0) + kr
        return dict(sorted(found.items()))

    def total_kr(self, side: Side, group: Group | None = None, owner: int | None = None) -> int:
        """What the rows give for a side, or one group or owner (index) of it, in kronor."""
        if owner is None:
            return sum(line.amount_kr for line in self.lines_of(side, group))
        return sum(
            line.amounts[owner] for line in self.lines_of(side, group) if owner < len(line.amounts)
        )

    def lines_of(self, side: Side, group: Group | None = None) -> list[Line]:
        """The rows of a side, or of one group of it."""
        return [
            line
            for line in self.lines
            if line.side is side and (group is None or line.group is group)
        ]
