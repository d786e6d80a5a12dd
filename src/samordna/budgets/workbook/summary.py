"""Reads the summary: per owner what is to be requisitioned, own financing, and the total."""

from __future__ import annotations

from decimal import Decimal

from samordna.budgets.labels import unnumbered
from samordna.budgets.shape import OwnerRow, Part, Side
from samordna.budgets.workbook.heading import read_heading
from samordna.budgets.workbook.outline import Outline, SheetRow
from samordna.budgets.workbook.page import Page
from samordna.budgets.workbook.values import Unit, is_nothing
from samordna.budgets.workbook.words import Words

#: The columns in the order of their figures: to requisition, own financing, and both.
_SIDES = (Side.REQUESTED, Side.OWN, None)


def summary_columns(sheet: Outline) -> tuple[int, dict[Side | None, int]]:
    """Return the row of headings, and the columns by side; None is the total's."""
    best: tuple[int, dict[Side | None, int]] = (0, {})
    for row in sheet.rows:
        columns: dict[Side | None, int] = {}
        for column, words in row.texts.items():
            folded = words.folded
            if len(folded) > 60:
                continue
            if folded.startswith(("att rek", "rekvireras", "sökt", "söks", "från samordnings")):
                columns.setdefault(Side.REQUESTED, column)
            elif "egenfinans" in folded or "egen finans" in folded:
                columns.setdefault(Side.OWN, column)
            elif folded.startswith(("totalt", "total", "summa")):
                columns.setdefault(None, column)
        if len(columns) > len(best[1]):
            best = (row.number, columns)
    return best if len(best[1]) >= 2 else (0, {})


class Summary(Page):
    """The summary, read by its headings and labels. ``written`` is requested by row, as written."""

    part = Part.SUMMARY

    def __init__(self, outline: Outline, unit: Unit) -> None:
        super().__init__(outline, unit)
        self.rows: list[OwnerRow] = []
        self.written: list[Decimal] = []
        head, self._columns = summary_columns(outline)
        self._first = min(self._columns.values(), default=2)
        read_heading(self, head)
        for row in outline.rows:
            if row.number > head and self._is_last(row):
                break

    def _is_last(self, row: SheetRow) -> bool:
        """Read a row; the row of sums is the last."""
        label, column = self._label(row)
        # A row of sums is of the whole side.
        number = row.number if label.kind is None else None
        read = {
            side: self.figure(row.number, c, self.scope(side, row=number))
            for side, c in self._columns.items()
        }
        figures = {side: read[side] for side in _SIDES if read.get(side) is not None}
        if label.kind is not None:
            for side, figure in figures.items():
                self.claim(figure, side)
            return True
        name = label.text
        if label.is_owner:
            name = name.rpartition(":")[2].strip() if ":" in name else ""
        is_named = not is_nothing(label.text) and not _is_remark(label)
        if label.is_owner and ":" not in label.text:
            is_named = False
        if any(one and one.number for one in figures.values()) or (
            is_named and (figures or self.lacks(row.number))
        ):
            where = self.outline.place(row.number, column)
            self.rows.append(OwnerRow(name=name, row=row.number, where=where))
            for side, figure in figures.items():
                self.claim_row(row.number, figure, side)
                self.figures += [figure] if figure else []
            requested = figures.get(Side.REQUESTED)
            self.written += [requested.number] if requested else []
        return False

    def _label(self, row: SheetRow) -> tuple[Words, int]:
        for column, words in row.texts.items():
            if column < self._first:
                return Words(unnumbered(words.text)), column
        return Words(""), 1


def _is_remark(label: Words) -> bool:
    return len(label.text) > 80 or label.folded.startswith(("instruktion", "för över", "obs"))
