"""A budget as it is written in the pages: each row and each group of years is named as its inputs.

Its owners are the organisations that take part, by id. Findings point at inputs, so that they can
be shown beside what they are about: ``row-3.percent``, ``years-other.year-2025``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samordna.budgets.shape import Budget, Group, Line, Side, Years
from samordna.kernel.findings import Where


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part: the owner or a partner."""

    id: int
    name: str
    short_name: str = ""
    kind: str = ""
    is_member: bool = True


def group_key(group: Group) -> str:
    """The key of a group that is spread over years as a whole."""
    return f"years-{group}"


def years_of_line(by_year: Mapping[int, int]) -> Years | None:
    """A wage row's years, in kronor; None where nothing is written."""
    return Years(by_year=dict(by_year), group=Group.WAGE) if by_year else None


def years_of_groups(years: Mapping[Group, Mapping[int, int]]) -> tuple[Years, ...]:
    """The years of each group that is spread as a whole, in kronor."""
    return tuple(
        Years(
            by_year=dict(by_year),
            group=group,
            whole_group=True,
            where=Where(field=group_key(group)),
        )
        for group, by_year in years.items()
    )


def to_check(
    budget: Budget,
    parties: Sequence[Party],
    *,
    name: str = "",
    period_from: date | None = None,
    period_to: date | None = None,
) -> Budget:
    """The typed budget as the rules and the workbook see it: the parties' own columns.

    ``parties``: the owner first, then the partners. Rows whose years are missing are in it as rows
    with no years, and years only where anything at all is spread.
    """
    owners = {party.id: party.name for party in parties}
    whole_wages = any(budget.years_of(Group.WAGE).values())
    split_wages = any(any(line.by_year.values()) for line in budget.lines)
    row_by_row = split_wages or not whole_wages
    spread = budget.is_spread

    def line_to_check(line: Line) -> Line:
        wanted = any(line.by_year.values()) or (line.amount_kr and row_by_row)
        years = None
        if spread and line.has_years and wanted:
            years = Years(by_year=line.by_year, group=Group.WAGE, where=line.where)
        amounts = {owner: kr for owner, kr in line.amounts.items() if owner in owners}
        return replace(line, amounts=amounts, years=years)

    def is_wanted(group: Group) -> bool:
        has_costs = group is not Group.WAGE and budget.total_kr(Side.REQUESTED, group)
        return spread and (any(budget.years_of(group).values()) or bool(has_costs))

    groups = years_of_groups({one: budget.years_of(one) for one in Group if is_wanted(one)})
    return replace(
        budget,
        name=name,
        period_from=period_from,
        period_to=period_to,
        owners=owners,
        lines=tuple(line_to_check(line) for line in budget.lines),
        other_years=tuple(
            replace(one, whole_group=one.group is not Group.WAGE or not split_wages)
            for one in groups
        ),
        places={"years": Where(field="years")},
    )
