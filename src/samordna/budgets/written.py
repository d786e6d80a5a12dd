"""The budget as it is written in the pages: rows with an amount per organisation, and years.

The same rows come from the database, from a form that is not saved yet and from a workbook. They
become the facts that ``samordna.budgets`` checks, with each place named as the input
it stands in, so that a finding can be shown beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samordna.budgets.facts import Budget, Group, Line, Side, YearRow
from samordna.kernel.findings import Where


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part: the owner or a partner."""

    id: int
    name: str
    short_name: str = ""
    kind: str = ""
    is_member: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """A row of the detailed budget. ``key`` names it in the page.

    ``amounts`` are kronor per organisation (its id); ``years`` are kronor per year, which only wage
    rows to requisition have. ``note`` is what stands where an amount should.
    """

    key: str
    side: Side
    group: Group
    label: str = ""
    percent: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    amounts: Mapping[int, int] = field(default_factory=dict)
    note: str = ""
    years: Mapping[int, int] = field(default_factory=dict)

    @property
    def amount_kr(self) -> int:
        """What the row costs in all, in kronor."""
        return sum(self.amounts.values())

    @property
    def years_kr(self) -> int:
        """What the row's years give, in kronor."""
        return sum(self.years.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written in the row but perhaps its label."""
        written = (self.percent, self.date_from, self.date_to, self.note)
        return not any(written) and not any(self.amounts.values()) and not any(self.years.values())

    @property
    def has_years(self) -> bool:
        """Whether the row's years are written row by row."""
        return self.side is Side.REQUESTED and self.group is Group.WAGE


@dataclass(frozen=True, slots=True)
class WrittenBudget:
    """All rows, and the years of each group that is spread as a whole."""

    rows: tuple[WrittenRow, ...] = ()
    group_years: Mapping[Group, Mapping[int, int]] = field(default_factory=dict)

    def rows_of(self, side: Side, group: Group | None = None) -> list[WrittenRow]:
        """The rows of a side, or of one group of it."""
        return [r for r in self.rows if r.side is side and group in (None, r.group)]

    def total_kr(self, side: Side, group: Group | None = None, party: int | None = None) -> int:
        """The sum of a side, or of one group or organisation of it, in kronor."""
        rows = self.rows_of(side, group)
        if party is None:
            return sum(row.amount_kr for row in rows)
        return sum(row.amounts.get(party, 0) for row in rows)

    @property
    def requested_kr(self) -> int:
        """What is to be requisitioned from the association, in kronor."""
        return self.total_kr(Side.REQUESTED)

    @property
    def own_kr(self) -> int:
        """What the organisations put in themselves, in kronor."""
        return self.total_kr(Side.OWN)

    @property
    def per_year_kr(self) -> dict[int, int]:
        """What is to be requisitioned in each year, in kronor."""
        found: dict[int, int] = {}
        for years in [row.years for row in self.rows] + list(self.group_years.values()):
            for year, kr in years.items():
                found[year] = found.get(year, 0) + kr
        return dict(sorted(found.items()))

    @property
    def is_spread(self) -> bool:
        """Whether anything at all is spread over years."""
        return any(self.per_year_kr.values())

    @property
    def parties_with_money(self) -> set[int]:
        """The organisations that any row has an amount for."""
        return {party for row in self.rows for party, kr in row.amounts.items() if kr}


def year_field(key: str, year: int) -> str:
    """The name of the input with a row's, or a group's, kronor of a year."""
    return f"{key}.year-{year}"


def group_key(group: Group) -> str:
    """The key of a group that is spread over years as a whole."""
    return f"years-{group}"


def as_facts(
    written: WrittenBudget,
    parties: tuple[Party, ...],
    *,
    name: str = "",
    period_from: date | None = None,
    period_to: date | None = None,
) -> Budget:
    """The written budget as facts to check. ``parties``: the owner first, then the partners."""
    return Budget(
        name=name,
        period_from=period_from,
        period_to=period_to,
        owners=tuple(party.name for party in parties),
        lines=tuple(_line(row, parties) for row in written.rows),
        years=tuple(_years(written)) if written.is_spread else (),
        places={"years": Where(field="years")},
    )


def _line(row: WrittenRow, parties: tuple[Party, ...]) -> Line:
    return Line(
        side=row.side,
        group=row.group,
        label=row.label,
        percent=row.percent,
        date_from=row.date_from,
        date_to=row.date_to,
        amounts=tuple(row.amounts.get(party.id, 0) for party in parties),
        amount_text=row.note or None,
        where=Where(field=row.key),
        places={
            "amount_text": Where(field=f"{row.key}.note" if row.note else f"{row.key}.amount-0"),
        },
    )


def _years(written: WrittenBudget) -> list[YearRow]:
    """The year rows: one for each wage row, and one for each group that is spread as a whole."""
    whole_wages = any(written.group_years.get(Group.WAGE, {}).values())
    split_wages = any(any(row.years.values()) for row in written.rows)
    found: list[YearRow] = []
    for index, row in enumerate(written.rows):
        wanted = row.amount_kr and not (whole_wages and not split_wages)
        if row.has_years and (any(row.years.values()) or wanted):
            found.append(_year_row(row.key, Group.WAGE, row.years, line=index))
    for group in Group:
        years = written.group_years.get(group, {})
        if group is Group.WAGE:
            if whole_wages:
                key = group_key(group)
                found.append(_year_row(key, group, years, whole_group=not split_wages))
        elif any(years.values()) or written.total_kr(Side.REQUESTED, group):
            found.append(_year_row(group_key(group), group, years, whole_group=True))
    return found


def _year_row(
    key: str,
    group: Group,
    years: Mapping[int, int],
    *,
    line: int | None = None,
    whole_group: bool = False,
) -> YearRow:
    return YearRow(
        group=group,
        line=line,
        whole_group=whole_group,
        by_year=dict(years),
        where=Where(field=key),
        places=_year_places(key, years),
    )


def _year_places(key: str, years: Mapping[int, int]) -> dict[str, Where]:
    places = {str(year): Where(field=year_field(key, year)) for year in years}
    return {**places, "total": Where(field=f"{key}.years")}
