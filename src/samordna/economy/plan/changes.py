"""What differs between a plan as it was typed and as somebody else has saved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samordna.economy.models import EconomicPlan, PlanRow
from samordna.economy.plan.forms import PlanHeadForm
from samordna.economy.plan.grid import Grid, GridRow
from samordna.economy.rules.assembly import columns_of
from samordna.economy.rules.thousands import format_tkr_cell
from samordna.web.revisions import EMPTY, Difference

MISSING, THERE = "raden saknas", "raden finns"
NO_COLUMN = "året finns inte i planen"


def differences(
    head: PlanHeadForm,
    grid: Grid,
    saved: EconomicPlan,
    rows: Sequence[tuple[PlanRow, Mapping[str, int]]],
) -> list[Difference]:
    """Everything that differs, in the order of the page. ``head`` must be valid."""
    return [*_in_head(head, saved), *_in_rows(grid, rows)]


def _in_head(head: PlanHeadForm, saved: EconomicPlan) -> list[Difference]:
    typed = head.cleaned_data
    pairs = [
        ("Rubrik", saved.title, typed["title"]),
        (
            "Ingående överskott",
            format_tkr_cell(saved.opening_kr),
            format_tkr_cell(typed["opening_kr"]),
        ),
        ("Reservfond", format_tkr_cell(saved.reserve_kr), format_tkr_cell(typed["reserve_kr"])),
    ]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _in_rows(grid: Grid, rows: Sequence[tuple[PlanRow, Mapping[str, int]]]) -> list[Difference]:
    kept = {(row.section, row.key): (row, amounts) for row, amounts in rows}
    found: list[Difference] = []
    seen = set()
    for row in grid.inputs():
        key = (row.section, row.key)
        seen.add(key)
        if key not in kept:
            found.append(Difference(row.label, MISSING, THERE))
            continue
        saved, amounts = kept[key]
        if saved.label != row.label:
            found.append(Difference(row.label, saved.label, row.label))
        if saved.owner_label != row.owner_label:
            owners = (saved.owner_label or EMPTY, row.owner_label or EMPTY)
            found.append(Difference(f"{row.label}, ägare", *owners))
        found += [
            Difference(
                f"{row.label}, {column.label}",
                _figure(amounts.get(column.key)),
                _figure(row.amounts.get(column.key)),
            )
            for column in grid.columns
            if amounts.get(column.key) != row.amounts.get(column.key)
        ]
    found += [
        Difference(row.label, THERE, MISSING) for key, (row, _) in kept.items() if key not in seen
    ]
    return found


def _figure(kr: int | None) -> str:
    return EMPTY if kr is None else format_tkr_cell(kr)


def typed_for_other_years(
    grid: Grid, saved: EconomicPlan, rows: Sequence[tuple[PlanRow, Mapping[str, int]]]
) -> list[Difference]:
    """Every figure that was typed in a plan of other years than the one that stands now: what it
    has for the same row and column, where there is one. None of them is in its table."""
    kept = {(row.section, row.key): amounts for row, amounts in rows}
    there = {
        column.label: column.key for column in columns_of(saved.first_year, saved.preliminary_years)
    }
    return [
        Difference(
            f"{row.label}, {column.label}",
            _figure(kept.get((row.section, row.key), {}).get(there[column.label]))
            if column.label in there
            else NO_COLUMN,
            _figure(row.amounts[column.key]),
        )
        for row in grid.inputs()
        for column in grid.columns
        if column.key in row.amounts
    ]


def as_lines(grid: Grid) -> list[str]:
    """Every row that was typed, as a line each: its name, its owner and its figures, as written."""
    return [
        ": ".join(filter(None, (_named(row), _figures(row))))
        for row in grid.rows
        if not row.is_blank
    ]


def _named(row: GridRow) -> str:
    owner = f" ({row.owner})" if row.owner else ""
    return f"{row.shown_label}{owner}"


def _figures(row: GridRow) -> str:
    """The figures of a row, as written, each with its column."""
    cells = [f"{c.column.label} {c.text.strip()}" for c in row.cells if c.text.strip()]
    return "; ".join(cells)
