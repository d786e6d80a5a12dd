"""A workbook as plain values: sheets of cells, with what a careful reader needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

Value = Decimal | str | date | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value. Numbers are ``Decimal``, dates ``date``.

    ``error`` is the error that Excel shows (``#REF!``). ``formula`` is the formula's text, and
    ``uncounted`` says that its value is stored nowhere and could not be counted here either:
    because of itself, or of the cell that it ``waits_for`` (``Blad1!B13``).
    """

    value: Value = None
    is_percent: bool = False
    error: str | None = None
    formula: str | None = None
    uncounted: bool = False
    waits_for: str | None = None


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by (row, column), both from 1; empty cells are not there.

    ``cut`` says that the sheet has content beyond the rows and columns that are read.
    """

    title: str
    cells: dict[tuple[int, int], Cell]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False

    def at(self, row: int, column: int) -> Cell:
        """Return the cell, an empty one where there is nothing."""
        return self.cells.get((row, column), EMPTY)

    def text(self, row: int, column: int) -> str:
        """Return the cell's text, spaces put right; empty where it holds something else."""
        value = self.at(row, column).value
        return " ".join(value.split()) if isinstance(value, str) else ""

    @property
    def rows(self) -> list[int]:
        """The rows that hold anything, in order."""
        return sorted({row for row, _ in self.cells})

    def columns(self, row: int) -> list[int]:
        """The columns of a row that hold anything, in order."""
        return sorted(column for cell_row, column in self.cells if cell_row == row)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets in their order."""

    sheets: tuple[Sheet, ...] = field(default_factory=tuple)


def reference(row: int, column: int) -> str:
    """Write a cell's address: ``B13``."""
    return f"{get_column_letter(column)}{row}"
