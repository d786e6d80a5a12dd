"""Finds the columns of the detailed sheet by their headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samordna.budgets.labels import fold
from samordna.budgets.workbook.headings import texts
from samordna.budgets.workbook.words import (
    RowKind,
    is_all_owners_heading,
    is_from_heading,
    is_nothing,
    is_owner_heading,
    is_percent_heading,
    is_to_heading,
    row_kind,
)
from samordna.documents.workbooks.cells import Sheet


@dataclass(slots=True)
class Columns:
    """Where the detailed sheet keeps what; 0 is a column that it does not have."""

    body: int
    percent: int = 0
    date_from: int = 0
    date_to: int = 0
    owners: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    total: int = 0

    @property
    def first(self) -> int:
        """The first column that is not a label."""
        found = [c for c in (self.percent, self.date_from, *self.owners, self.total) if c]
        return min(found, default=2)


def find_columns(sheet: Sheet) -> Columns:
    """Find the columns by the headings above the first group of rows."""
    body = next((row for row, _, text in texts(sheet) if row_kind(text) is RowKind.HEAD_WAGE), 1)
    columns = Columns(body=body)
    head = [(row, column, text) for row, column, text in texts(sheet) if row <= body + 2]
    columns.percent = next((c for _, c, text in head if is_percent_heading(text)), 0)
    period_rows = {row for row, _, text in head if "löptid" in fold(text)}
    near_body = [one for one in head if one[0] >= max(period_rows, default=0) + 2]
    columns.date_from = next((c for _, c, t in reversed(near_body) if is_from_heading(t)), 0)
    columns.date_to = next((c for _, c, t in reversed(near_body) if is_to_heading(t)), 0)
    _find_owners(sheet, columns, head)
    _find_dates_beside_percent(columns)
    return columns


def _find_owners(sheet: Sheet, columns: Columns, head: list[tuple[int, int, str]]) -> None:
    owner_cells = [(row, c) for row, c, text in head if is_owner_heading(text)]
    after = max(columns.percent, columns.date_from, columns.date_to)
    if owner_cells:
        top = owner_cells[0][0]
        first = min(c for _, c in owner_cells)
        totals = [c for row, c, t in head if row >= top - 1 and is_all_owners_heading(t)]
        columns.total = next((c for c in sorted(totals) if c > first), 0)
        names_row = _names_row(sheet, top, columns.body, first, columns.total)
        last = columns.total or max(
            [c for _, c in owner_cells] + [c for c in sheet.columns(names_row) if c >= first]
        )
        owners = [c for c in range(first, last + 1) if c != columns.total]
        columns.owners = [
            c
            for c in owners
            if any(cell == c for _, cell in owner_cells) or sheet.text(names_row, c)
        ]
        columns.names = [_owner_name(sheet, top, names_row, c) for c in columns.owners]
    else:
        totals = [c for _, c, t in head if c > after and is_all_owners_heading(t)]
        columns.total = totals[0] if totals else 0
        columns.owners = _numeric_columns(sheet, columns, after)
        columns.names = [_lowest_text(sheet, columns.body, c) for c in columns.owners]
    _leave_out_unused(sheet, columns)


def _names_row(sheet: Sheet, top: int, body: int, first: int, total: int) -> int:
    """The row below the owners' headings that has their names."""
    for row in range(top + 1, body + 1):
        for column in range(first, total or first + 8):
            text = sheet.text(row, column)
            if text and not is_owner_heading(text) and not is_all_owners_heading(text):
                return row
    return top


def _owner_name(sheet: Sheet, top: int, names_row: int, column: int) -> str:
    text = sheet.text(names_row, column)
    if text and not is_owner_heading(text):
        return "" if is_nothing(text) else text
    return sheet.text(top, column).partition(":")[2].strip()


def _numeric_columns(sheet: Sheet, columns: Columns, after: int) -> list[int]:
    counts: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if row > columns.body and column > after and isinstance(cell.value, Decimal):
            counts[column] = counts.get(column, 0) + 1
    found = [c for c in sorted(counts) if c != columns.total and counts[c] >= 1]
    if not found and columns.total:
        # One column alone is both the owner's and the sum.
        columns.total, found = 0, [columns.total]
    return found


def _lowest_text(sheet: Sheet, body: int, column: int) -> str:
    for row in range(body, 0, -1):
        if (text := sheet.text(row, column)) and not is_owner_heading(text):
            return text
    return ""


def _leave_out_unused(sheet: Sheet, columns: Columns) -> None:
    """An owner's column with no name and nothing in it is only the form's."""
    kept = []
    for column, name in zip(columns.owners, columns.names, strict=True):
        used = any(
            not is_nothing(cell.value) or cell.error or cell.uncounted
            for (row, cell_column), cell in sheet.cells.items()
            if cell_column == column and row > columns.body
        )
        if name or used:
            kept.append((column, name))
    columns.owners = [column for column, _ in kept]
    columns.names = [name for _, name in kept]


def _find_dates_beside_percent(columns: Columns) -> None:
    """Without headings, the dates stand between the percentages and the owners."""
    if columns.date_from and not columns.date_to:
        columns.date_to = columns.date_from + 1
    if columns.date_to and not columns.date_from:
        columns.date_from = columns.date_to - 1
    if not columns.date_from and columns.percent and columns.owners:
        between = range(columns.percent + 1, columns.owners[0])
        if len(between) >= 2:
            columns.date_from, columns.date_to = between[0], between[1]
