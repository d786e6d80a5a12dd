"""The headings of the yearly sheet's columns: which calendar year each is.

A year is written as a number, in words (*År 1 2025*, *Budget 2025*, *2026 (helår)*), or as a date
that is shown as a year. Two years in a heading (*2025/2026*) are none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from samordna.budgets.workbook.outline import Outline, SheetRow
from samordna.budgets.workbook.values import EXCEL_DAY_0
from samordna.documents.workbooks.cells import Cell
from samordna.kernel.dates import NotADate, parse_date

#: The rows at the top of a sheet that may have the headings.
_MOST_ROWS = 60
#: What a cell counts for when the row of headings is sought: a year alone, one among other words,
#: a day alone, and a text that only has the figures of a year in it.
_CERTAIN, _AMONG_WORDS, _LONE_DAY, _MENTION = 8, 4, 3, 1
_MENTIONS = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9]{2})")
#: Excel's numbers of the days 2000-01-01 and 2099-12-31.
_FIRST_DAY, _LAST_DAY = 36_526, 73_050
_YEAR_ENDS = frozenset(((1, 1), (12, 31)))


def years_row(sheet: Outline) -> int:
    """Return the row whose cells are headings of years; 0 where there is none."""
    best, most = 0, 0
    for row in sheet.rows[:_MOST_ROWS]:
        if 1 in row.texts and row.texts[1].kind is not None:
            continue
        days = _days(sheet, row)
        weight = len(days) * (_CERTAIN if len(days) > 1 else _LONE_DAY)
        weight += sum(_weight(sheet, row, column) for column in row.cells if column not in days)
        # A title above may have a year among its words as well.
        if weight > most or (0 < weight == most < _CERTAIN):
            best, most = row.number, weight
    return best


def _weight(sheet: Outline, row: SheetRow, column: int) -> int:
    words = row.texts.get(column)
    if heading_year(row, column) is not None and (words is None or words.year is not None):
        return _CERTAIN
    if words is None:
        return 0
    if words.ordinal:
        return _CERTAIN
    if not _MENTIONS.search(words.text) or not sheet.has_money(row.number, column):
        return 0
    return _AMONG_WORDS if words.said_year else _MENTION


def years_of(sheet: Outline, number: int) -> dict[int, int]:
    """The calendar year of each column that a row of headings names one for."""
    row = sheet.row(number)
    named = {column: year for column in row.cells if (year := heading_year(row, column))}
    return dict(sorted((_days(sheet, row) | named).items()))


def heading_year(row: SheetRow, column: int) -> int | None:
    """The calendar year that a heading names by itself: ``År 1 2025``, or the number 2025."""
    value = row.cells[column].value
    if isinstance(value, Decimal):
        return int(value) if 2000 <= value <= 2099 and value == int(value) else None
    if isinstance(value, date):
        # The number 2025 in a cell that is formatted as a date is a day in the year 1905.
        serial = (value - EXCEL_DAY_0).days
        return serial if 2000 <= serial <= 2099 else None
    return row.texts[column].said_year if column in row.texts else None


def _days(sheet: Outline, row: SheetRow) -> dict[int, int]:
    """The years of a row whose headings are days: the same day of one year after another."""
    days = {column: day for column, cell in row.cells.items() if (day := _day(cell))}
    if not days:
        return {}
    above = sheet.row(row.number - 1).texts
    near = [*row.texts.values(), *(above[column] for column in days if column in above)]
    if any(w.is_from or w.is_to or "löptid" in w.folded or "period" in w.folded for w in near):
        return {}
    of_year = {(day.month, day.day) for day in days.values()}
    if len(of_year) > 1 or (len(days) == 1 and not of_year <= _YEAR_ENDS):
        return {}
    numbers = [c for c, cell in row.cells.items() if isinstance(cell.value, Decimal)]
    if not set(numbers) <= set(days):
        return {}
    return {column: day.year for column, day in days.items() if sheet.has_money(row.number, column)}


def _day(cell: Cell) -> date | None:
    value = cell.value
    if isinstance(value, date):
        return value if 2000 <= value.year <= 2099 else None
    if isinstance(value, Decimal) and _FIRST_DAY <= value <= _LAST_DAY and value == int(value):
        return EXCEL_DAY_0 + timedelta(days=int(value))
    if isinstance(value, str) and _MENTIONS.search(value) and len(value) < 40:
        try:
            return parse_date(value)
        except NotADate:
            return None
    return None
