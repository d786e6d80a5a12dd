"""From the facts of a workbook to the rows of the pages: whose column is whose, nothing lost.

Workbooks name the owners of their columns in many ways (*AF*, *Region*, *Heby*). An amount in a
column that belongs to nobody who takes part is never dropped in silence: the row says so in its
note, and there is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samordna.budgets.facts import Budget, Group, Line, Side, YearRow
from samordna.budgets.labels import fold
from samordna.budgets.written import Party, WrittenBudget, WrittenRow
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

#: The largest share of full time that a row keeps, as in the page's own field.
_MOST_PERCENT = 2000

OWNER_NOT_TAKING_PART = "owner-not-taking-part"

_KIND_WORDS = {
    "fk": ("fk", "försäkringskassan"),
    "af": ("af", "arbetsförmedlingen"),
    "region": ("region", "regionen"),
    "municipality": ("kommun", "kommunen"),
}


@dataclass(frozen=True, slots=True)
class Landed:
    """A workbook's values as rows, and what could not land as it stood."""

    budget: WrittenBudget
    findings: tuple[Finding, ...]


def match_party(text: str, parties: Sequence[Party]) -> Party | None:
    """The party that a column's heading names: by name, short name, beginning, or kind.

    A kind (*Region*, *Kommunen*) names a party only where there is a single one of it.
    """
    wanted = fold(text)
    if not wanted:
        return None
    for party in parties:
        if wanted in (fold(party.name), fold(party.short_name)):
            return party
    beginning = [p for p in parties if fold(p.name).startswith(f"{wanted} ")]
    # "Heby" for "Heby kommun", and "Tierp" for "Tierps kommun".
    beginning += [p for p in parties if fold(p.name).startswith(f"{wanted}s ")]
    if len(beginning) == 1:
        return beginning[0]
    for kind, words in _KIND_WORDS.items():
        of_kind = [p for p in parties if p.kind == kind]
        if wanted in words and len(of_kind) == 1:
            return of_kind[0]
    return None


def land(budget: Budget, parties: Sequence[Party]) -> Landed:
    """Make rows of a workbook's facts. ``parties``: the owner first, then the partners."""
    columns = [match_party(name, parties) for name in budget.owners]
    if columns and columns[0] is None and not any(c and c.id == parties[0].id for c in columns):
        # The main owner's column is the applicant's own, whatever it is called.
        columns[0] = parties[0]
    rows = tuple(
        _row(line, index, columns, budget.owners, parties)
        for index, line in enumerate(budget.lines)
    )
    with_years = _with_years(rows, budget.years)
    return Landed(
        WrittenBudget(with_years, _group_years(budget)),
        tuple(_strangers(budget, columns)),
    )


def _row(
    line: Line,
    index: int,
    columns: Sequence[Party | None],
    names: Sequence[str],
    parties: Sequence[Party],
) -> WrittenRow:
    amounts: dict[int, int] = {}
    notes = [line.amount_text or ""]
    for number, kr in enumerate(line.amounts):
        party = columns[number] if number < len(columns) else None
        if party is not None:
            if kr:
                amounts[party.id] = amounts.get(party.id, 0) + kr
        elif kr:
            name = names[number] if number < len(names) else "okänd ägare"
            notes.append(f"{format_kr(kr)} hos {name}")
    if not any(line.amounts) and line.stated_total_kr:
        amounts[parties[0].id] = line.stated_total_kr
    if line.misplaced_kr is not None:
        notes.append(f"{format_kr(line.misplaced_kr)} stod i en kolumn för datum")
    percent = line.percent
    if percent is not None and not 0 <= percent <= _MOST_PERCENT:
        notes.append("tjänsten i procent är orimlig i arbetsboken")
        percent = None
    return WrittenRow(
        key=f"row-{index + 1}",
        side=line.side,
        group=line.group,
        label=line.label[:200],
        percent=percent,
        date_from=line.date_from,
        date_to=line.date_to,
        amounts=amounts,
        note="; ".join(note for note in notes if note)[:200],
    )


def _with_years(
    rows: tuple[WrittenRow, ...], year_rows: Sequence[YearRow]
) -> tuple[WrittenRow, ...]:
    by_line: dict[int, dict[int, int]] = {}
    for year_row in year_rows:
        if year_row.line is not None and rows[year_row.line].has_years:
            years = by_line.setdefault(year_row.line, {})
            for year, kr in year_row.by_year.items():
                years[year] = years.get(year, 0) + kr
    return tuple(replace(row, years=by_line.get(index, {})) for index, row in enumerate(rows))


def _group_years(budget: Budget) -> dict[Group, dict[int, int]]:
    """Years that no wage row carries, per group. A row of everything counts as other costs."""
    found: dict[Group, dict[int, int]] = {}
    for row in budget.years:
        if row.side is not Side.REQUESTED:
            continue
        on_wage_row = row.line is not None and (
            budget.lines[row.line].side is Side.REQUESTED
            and budget.lines[row.line].group is Group.WAGE
        )
        if on_wage_row:
            continue
        years = found.setdefault(row.group or Group.OTHER, {})
        for year, kr in row.by_year.items():
            years[year] = years.get(year, 0) + kr
    return found


def _strangers(budget: Budget, columns: Sequence[Party | None]) -> list[Finding]:
    found = []
    for number, (name, party) in enumerate(zip(budget.owners, columns, strict=True)):
        kr = sum(budget.total_kr(side, owner=number) for side in Side)
        if party is None and kr:
            found.append(
                Finding(
                    OWNER_NOT_TAKING_PART,
                    Severity.ERROR,
                    f"{name or 'En kolumn utan namn'} har {format_kr(kr)} i arbetsboken men deltar "
                    "inte i ansökan. Lägg till organisationen i avsnittet Insatsen och läs in "
                    "arbetsboken igen, eller flytta beloppet till en av parterna.",
                    Where(field="rows"),
                    found_kr=kr,
                )
            )
    return found
