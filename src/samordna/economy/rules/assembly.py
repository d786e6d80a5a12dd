"""From what is stored to what the rules work on: columns, plan rows, new grants, proposals. Pure.

Nothing here reads the database: :mod:`samordna.economy.space.queries` reads and hands over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samordna.economy.rules.plan import (
    ApplicationRow,
    Column,
    ColumnKind,
    Plan,
    PlanRow,
    Section,
    slug,
)
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

BUDGET, FORECAST = "budget", "forecast"

#: More preliminary years than these no association plans for.
MOST_PRELIMINARY_YEARS = 8


@dataclass(frozen=True, slots=True)
class NewGrant:
    """What one owner was granted after the plan was made: whole kronor per year."""

    key: str
    label: str
    owner: str
    adjusted_on: date
    amounts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """What one owner would get of an application that waits for a decision, kronor per year."""

    number: int
    label: str
    owner_id: int
    owner: str
    amounts: Mapping[int, int]


def columns_of(first_year: int, preliminary_years: int) -> tuple[Column, ...]:
    """Budget and forecast of the first year, then one preliminary column a year.

    Keys are those of ``PlanAmount.column``: ``budget``, ``forecast`` and the year.
    """
    ahead = range(first_year + 1, first_year + 1 + preliminary_years)
    return (
        Column(BUDGET, f"Budget {first_year}", ColumnKind.BUDGET, first_year),
        Column(FORECAST, f"Prognos {first_year}", ColumnKind.FORECAST, first_year),
        *(Column(str(year), f"Prel {year}", ColumnKind.PRELIMINARY, year) for year in ahead),
    )


def column_of_year(columns: Iterable[Column]) -> dict[int, str]:
    """The column that what is decided now lands in, per year: never an adopted budget."""
    return {c.year: c.key for c in columns if c.kind is not ColumnKind.BUDGET}


def assemble(
    *,
    columns: tuple[Column, ...],
    rows: Sequence[PlanRow],
    grants: Sequence[NewGrant],
    proposals: Sequence[OpenProposal],
    opening_kr: int,
    reserve_kr: int,
) -> Plan:
    """Put the stored plan, the grants since then and the open proposals together."""
    landing = column_of_year(columns)
    granted = tuple(
        PlanRow(
            grant.key,
            grant.label,
            grant.owner,
            Section.DECIDED,
            {landing[year]: kr for year, kr in grant.amounts.items() if year in landing},
        )
        for grant in grants
    )
    return Plan(
        columns=columns,
        rows=(*rows, *granted),
        applications=tuple(application_rows(proposals)),
        opening_kr=opening_kr,
        reserve_kr=reserve_kr,
    )


def application_rows(proposals: Iterable[OpenProposal]) -> list[ApplicationRow]:
    """One row for each application and owner: ``ansokan-3.heby``, what stands before the dot being
    the application's own. Two owners whose names give the same word are told apart by their ids.
    """
    rows, taken = [], set()
    for proposal in proposals:
        key = f"{application_key(proposal.number)}.{slug(proposal.owner) or proposal.owner_id}"
        if key in taken:
            key = f"{key}-{proposal.owner_id}"
        taken.add(key)
        rows.append(ApplicationRow(key, proposal.label, proposal.owner, dict(proposal.amounts)))
    return rows


def application_key(number: int) -> str:
    """The part of a row's key that all owners of one application share."""
    return f"ansokan-{number}"


def findings_of_grants(
    columns: Sequence[Column], grants: Iterable[NewGrant]
) -> tuple[Finding, ...]:
    """Granted money in years that the table does not show must not vanish without a word."""
    landing = column_of_year(columns)
    first, last = min(landing), max(landing)
    found = []
    for grant in grants:
        for year, kr in sorted(grant.amounts.items()):
            if year in landing or not kr:
                continue
            where = Where(field=f"decided.{grant.key}")
            if year > last:
                sentence = (
                    f"{grant.label} ({grant.owner}) har beviljats {format_kr(kr)} för {year}, "
                    f"efter tabellens sista år {last}. Beloppet syns inte i tabellen."
                )
                severity = Severity.NOTE
            else:
                sentence = (
                    f"{grant.label} ({grant.owner}) har beviljats {format_kr(kr)} för {year}, "
                    f"före tabellens första år {first}. Beloppet räknas inte."
                )
                severity = Severity.WARNING
            found.append(Finding("grant-outside-columns", severity, sentence, where, found_kr=kr))
    return tuple(found)


def moved_to_year(
    amounts: Mapping[str, int], old_first_year: int, new_columns: Sequence[Column]
) -> dict[str, int]:
    """A row's amounts as they stand in a plan that begins with another year.

    With the same first year they stay where they are. Otherwise the old preliminary figure of the
    new first year becomes both its budget and its forecast. What has no column falls away.
    """
    new_first_year = new_columns[0].year
    moved = {c.key: amounts[c.key] for c in new_columns if c.key in amounts}
    if new_first_year == old_first_year:
        return moved
    moved.pop(BUDGET, None)
    moved.pop(FORECAST, None)
    if (kr := amounts.get(str(new_first_year))) is not None:
        moved[BUDGET] = moved[FORECAST] = kr
    return moved


def beyond(amounts: Iterable[Mapping[str, int]], columns: Sequence[Column]) -> list[int]:
    """The years after the last column that some row has an amount for: they would be lost."""
    last = columns[-1].year
    years = {int(key) for row in amounts for key, kr in row.items() if key.isdecimal() and kr}
    return sorted(year for year in years if year > last)


def shifted(amounts: Mapping[str, int], years: int) -> dict[str, int]:
    """A row's amounts when the plan's first year was mistyped by so many ``years``: each stays in
    its place in the table."""
    return {str(int(key) + years) if key.isdecimal() else key: kr for key, kr in amounts.items()}
