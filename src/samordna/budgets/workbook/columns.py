"""Finds the columns of the detailed sheet by their headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samordna.budgets.workbook.outline import Outline, Text
from samordna.budgets.workbook.values import is_nothing, is_nothing_at
from samordna.budgets.workbook.words import RowKind


@dataclass(slots=True)
class Columns:
    """Where the detailed sheet keeps what; 0 is a column that it does not have.

    ``owners`` are the owners' names by column.
    """

    body: int
    percent: int = 0
    date_from: int = 0
    date_to: int = 0
    owners: dict[int, str] = field(default_factory=dict)
    total: int = 0

    @property
    def first(self) -> int:
        """The first column that is not a label."""
        found = [c for c in (self.percent, self.date_from, *self.owners, self.total) if c]
        return min(found, default=2)


def find_columns(sheet: Outline) -> Columns:
    """Find the columns by the headings above the first group of rows."""
    heads = (text.row for text in sheet.texts if text.words.kind is RowKind.HEAD_WAGE)
    columns = Columns(body=next(heads, 1))
    head = [text for text in sheet.texts if text.row <= columns.body + 2]
    columns.percent = next((c for _, c, words in head if words.is_percent), 0)
    period = max((row for row, _, words in head if "löptid" in words.folded), default=0)
    near_body = [text for text in reversed(head) if text.row >= period + 2]
    columns.date_from = next((c for _, c, words in near_body if words.is_from), 0)
    columns.date_to = next((c for _, c, words in near_body if words.is_to), 0)
    if any(words.is_owner for _, _, words in head):
        _owners_by_heading(sheet, columns, head)
    else:
        _owners_by_figures(sheet, columns, head)
    # An owner's column with no name and nothing in it is only the form's.
    columns.owners = {
        column: name
        for column, name in columns.owners.items()
        if name or any(not is_nothing_at(cell) for cell in sheet.below(columns.body, column))
    }
    _find_dates_beside_percent(columns)
    return columns


def _owners_by_heading(sheet: Outline, columns: Columns, head: list[Text]) -> None:
    cells = [(row, column) for row, column, words in head if words.is_owner]
    top, first = cells[0][0], min(column for _, column in cells)
    totals = [c for row, c, words in head if row >= top - 1 and words.is_all_owners]
    columns.total = min((c for c in totals if c > first), default=0)
    names = _names_row(sheet, top, columns.body, first, columns.total)
    headed = {column for _, column in cells}
    last = columns.total or max(headed | {c for c in sheet.row(names).cells if c >= first})
    for column in range(first, last + 1):
        name = sheet.words(names, column)
        if column != columns.total and (column in headed or name.text):
            if not name.text or name.is_owner:
                text = sheet.words(top, column).text.partition(":")[2].strip()
            else:
                text = "" if is_nothing(name.text) else name.text
            columns.owners[column] = text


def _names_row(sheet: Outline, top: int, body: int, first: int, total: int) -> int:
    """The row below the owners' headings that has their names."""
    for row in range(top + 1, body + 1):
        for column in range(first, total or first + 8):
            words = sheet.words(row, column)
            if words.text and not words.is_owner and not words.is_all_owners:
                return row
    return top


def _owners_by_figures(sheet: Outline, columns: Columns, head: list[Text]) -> None:
    """Without headings of owners, every column with numbers is an owner's."""
    after = max(columns.percent, columns.date_from, columns.date_to)
    columns.total = next((c for _, c, words in head if c > after and words.is_all_owners), 0)
    found = {
        column
        for row in sheet.rows
        if row.number > columns.body
        for column, cell in row.cells.items()
        if column > after and isinstance(cell.value, Decimal) and column != columns.total
    }
    if not found and columns.total:
        # One column alone is both the owner's and the sum.
        columns.total, found = 0, {columns.total}
    for column in sorted(found):
        above = (sheet.words(row, column) for row in range(columns.body, 0, -1))
        names = (words.text for words in above if words.text and not words.is_owner)
        columns.owners[column] = next(names, "")


def _find_dates_beside_percent(columns: Columns) -> None:
    """Without headings, the dates stand between the percentages and the owners."""
    if columns.date_from and not columns.date_to:
        columns.date_to = columns.date_from + 1
    if columns.date_to and not columns.date_from:
        columns.date_from = columns.date_to - 1
    free = min(columns.owners, default=0) - columns.percent - 1
    if not columns.date_from and columns.percent and free >= 2:
        columns.date_from, columns.date_to = columns.percent + 1, columns.percent + 2
