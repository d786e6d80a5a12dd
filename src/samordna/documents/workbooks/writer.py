"""What every written workbook shares: formats, safe text, formulas with their values."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

_FORMATS: dict[str, dict[str, object]] = {
    "text": {},
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "heading-right": {"bold": True, "bottom": 1, "text_wrap": True, "align": "right"},
    "group": {"bold": True, "top": 1},
    "note": {"italic": True, "font_color": "#555555"},
    "field": {"bg_color": "#eef4ef", "border": 1, "border_color": "#c5d3c8"},
    "amount": {"num_format": "#,##0"},
    "amount-field": {
        "num_format": "#,##0",
        "bg_color": "#eef4ef",
        "border": 1,
        "border_color": "#c5d3c8",
    },
    "sum": {"num_format": "#,##0", "bold": True, "top": 1},
    "percent": {"num_format": "0.##%", "bg_color": "#eef4ef"},
    "percent-sum": {"num_format": "0.##%", "bold": True, "top": 1},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "bg_color": "#eef4ef"},
    "sum-label": {"bold": True, "top": 1},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell by row and column, both from 0, as XlsxWriter counts."""

    row: int
    column: int

    def __str__(self) -> str:
        cell: str = xl_rowcol_to_cell(self.row, self.column)
        return cell


class Book:
    """A workbook being written in memory. Amounts are shown the way the reader's Excel does."""

    def __init__(self, title: str) -> None:
        self._buffer = io.BytesIO()
        # Text is text: what somebody typed never becomes a formula, a link or a number.
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"title": title[:250]})
        self._formats = {name: self._book.add_format(one) for name, one in _FORMATS.items()}

    def sheet(self, title: str, widths: list[int]) -> Page:
        """Add a sheet with the widths of its columns; landscape, as wide as one paper."""
        sheet = self._book.add_worksheet(title)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return Page(sheet, self._formats)

    def finish(self) -> bytes:
        """Close the workbook and return the file."""
        self._book.close()
        return self._buffer.getvalue()


class Page:
    """A sheet being written. Every cell is written with a named format."""

    def __init__(self, sheet: Any, formats: dict[str, Any]) -> None:
        self.sheet, self._formats = sheet, formats

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Write a text, as text."""
        self.sheet.write_string(row, column, text, self._formats[style])

    def number(self, row: int, column: int, number: int | Decimal, style: str = "amount") -> None:
        """Write a number."""
        self.sheet.write_number(row, column, number, self._formats[style])

    def day(self, row: int, column: int, day: date, style: str = "date") -> None:
        """Write a date as a date."""
        moment = datetime(day.year, day.month, day.day)
        self.sheet.write_datetime(row, column, moment, self._formats[style])

    def blank(self, row: int, column: int, style: str) -> None:
        """Write an empty cell that shows that it may be filled in."""
        self.sheet.write_blank(row, column, None, self._formats[style])

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: int | Decimal | str,
        style: str = "sum",
    ) -> None:
        """Write a formula together with its value, for programs that do not count."""
        self.sheet.write_formula(row, column, formula, self._formats[style], value)
