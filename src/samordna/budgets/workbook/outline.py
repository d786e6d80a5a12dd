"""A sheet's outline: its rows with their texts, made once and walked by every reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from samordna.budgets.workbook.words import RowKind, Words
from samordna.documents.workbooks.cells import EMPTY, Cell, Sheet, reference
from samordna.kernel.findings import Where

_NO_WORDS = Words("")


class Text(NamedTuple):
    """A text of a sheet, and where it stands."""

    row: int
    column: int
    words: Words


class Label(NamedTuple):
    """A row's label: the texts left of its figures, the column of the first, and its kind."""

    text: str
    column: int
    kind: RowKind | None
    words: Words


@dataclass(slots=True)
class SheetRow:
    """A row: its cells and its texts by column, from the left."""

    number: int
    cells: dict[int, Cell] = field(default_factory=dict)
    texts: dict[int, Words] = field(default_factory=dict)

    def label(self, before: int) -> Label:
        """The row's label: all texts to the left of a column."""
        columns = [column for column in self.texts if column < before]
        if not columns:
            return Label("", 1, None, _NO_WORDS)
        words = self.texts[columns[0]]
        if len(columns) > 1:
            words = Words(" ".join(self.texts[column].text for column in columns))
        return Label(words.text, columns[0], words.kind, words)

    def has_money(self, columns: list[int]) -> bool:
        """Whether any of the columns has a number other than 0."""
        return any(
            isinstance(value := self.cells[column].value, Decimal) and value
            for column in columns
            if column in self.cells
        )


class Outline:
    """A sheet as its readers see it; rows and texts in order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.title = sheet, sheet.title
        self._rows: dict[int, SheetRow] = {}
        for (number, column), cell in sorted(sheet.cells.items(), key=lambda one: one[0]):
            row = self._rows.setdefault(number, SheetRow(number))
            row.cells[column] = cell
            if isinstance(cell.value, str) and (text := " ".join(cell.value.split())):
                row.texts[column] = Words(text)
        self.rows = list(self._rows.values())
        self.texts = [Text(r.number, c, words) for r in self.rows for c, words in r.texts.items()]

    def row(self, number: int) -> SheetRow:
        """A row; an empty one where nothing stands."""
        return self._rows.get(number) or SheetRow(number)

    def at(self, row: int, column: int) -> Cell:
        """A cell; an empty one where nothing stands."""
        return self.row(row).cells.get(column, EMPTY)

    def words(self, row: int, column: int) -> Words:
        """A cell's text; an empty one where none stands."""
        return self.row(row).texts.get(column, _NO_WORDS)

    def below(self, row: int, column: int) -> Iterator[Cell]:
        """The cells of a column below a row."""
        return (one.cells[column] for one in self.rows if one.number > row and column in one.cells)

    def has_money(self, below: int, column: int) -> bool:
        """Whether a column has a number other than 0 below a row."""
        return any(isinstance(c.value, Decimal) and c.value for c in self.below(below, column))

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a cell is in a hidden row or column."""
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns

    def place(self, row: int, column: int) -> Where:
        """The place of a cell."""
        return Where(sheet=self.title, cell=reference(row, column))
