"""Reads the yearly sheet: what is to be requisitioned in each year, row by row."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from samordna.budgets import codes
from samordna.budgets.labels import unnumbered
from samordna.budgets.sentences import quoted
from samordna.budgets.shape import Group, Part, Side, Years
from samordna.budgets.workbook.heading import read_heading
from samordna.budgets.workbook.outline import Label, Outline, SheetRow
from samordna.budgets.workbook.page import GROUP_HEADS, Page
from samordna.budgets.workbook.values import (
    Figure,
    Unit,
    Unreadable,
    is_nothing_at,
    read_figure,
    trouble_of,
)
from samordna.budgets.workbook.words import RowKind
from samordna.budgets.workbook.yearheads import years_of, years_row
from samordna.kernel.findings import Finding, Severity, Where

_REMARKS = ("inkl", "fyll i", "skall ej", "ska ej", "data hämtas")


#: Columns beside the years that are no year's.
_BESIDE = re.compile(
    r"^(kommentar|anm|not(ering)?\b|kontroll|diff|avvik|andel|utfall|snitt|per mån|index|uppräkn|%)"
)


class YearRow(NamedTuple):
    """A row as it was read, with the figures that it was read from.

    ``missed`` are the years whose cells are not understood, 0 for the total's.
    """

    years: Years
    total: Figure | None
    by_year: dict[int, Figure]
    missed: tuple[int, ...] = ()

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the row."""
        return [*([self.total] if self.total else []), *self.by_year.values()]

    @property
    def written(self) -> Decimal:
        """What the row comes to as written: its total, or the sum of its years."""
        if self.total is not None:
            return self.total.number
        return sum((figure.number for figure in self.by_year.values()), Decimal(0))


class Yearly(Page):
    """The yearly sheet. ``years_where`` is where the sum of the years stands.

    ``period_from`` helps where a heading is no more than *År 2*.
    """

    part = Part.YEARLY

    def __init__(self, outline: Outline, unit: Unit, period_from: date | None) -> None:
        super().__init__(outline, unit)
        self.rows: list[YearRow] = []
        self.years_where = Where()
        self._head_row = years_row(outline) or self._row_above_groups()
        #: Columns whose amounts are not counted, and the year that each says; 0 for none.
        self._loose: dict[int, int] = {}
        self._columns = self._year_columns(period_from)
        self._total = self._total_column()
        self._find_loose_columns()
        self._first = min([c for c in (self._total, *self._columns.values()) if c], default=2)
        read_heading(self, self._head_row)
        self._read_rows()
        self._make_sums_of_heads()
        for row in self.rows:
            self.claim_row(row.years.row, row.total)
            self.figures += row.figures
            of = (row.years.side, row.years.group)
            for year in row.missed:
                self.miss(self.scope(*of, year=year, row=row.years.row))

    def _year_columns(self, period_from: date | None) -> dict[int, int]:
        """The column of each year."""
        row = self.outline.row(self._head_row)
        certain = years_of(self.outline, self._head_row)
        ordinals = {c: words.ordinal for c, words in row.texts.items() if words.ordinal}
        first_year = next(
            (year - ordinals[c] + 1 for c, year in certain.items() if c in ordinals),
            period_from.year if period_from else None,
        )
        columns: dict[int, int] = {}
        for column in row.cells:
            year = certain.get(column)
            if year is None and column in ordinals and first_year is not None:
                if not self.outline.has_money(row.number, column):
                    continue
                year = first_year + ordinals[column] - 1
                said = f"Kolumnens rubrik är {row.texts[column].text}. Den är läst som {year}."
                self._say_of_column(column, Severity.WARNING, said)
            if year in columns:
                said = f"Året {year} har två kolumner. Bara den första är räknad."
                self._say_of_column(column, Severity.ERROR, said)
                self._loose[column] = year
            elif year is not None:
                columns[year] = column
        return columns

    def _row_above_groups(self) -> int:
        """Where headings would stand: above the first group, where no heading is a year."""
        groups = (row.number for row in self.outline.rows if row.label(3).kind in GROUP_HEADS)
        return max(next(groups, 1) - 1, 0)

    def _find_loose_columns(self) -> None:
        """Name the columns with money whose headings are no years."""
        known = {*self._columns.values(), *self._loose, self._total}
        first = min(known - {0}, default=1)
        beyond = {column for row in self.outline.rows for column in row.cells if column > first}
        for column in sorted(beyond - known):
            if not self.outline.has_money(self._head_row, column):
                continue
            number = self._heading_of(column)
            words, cell = self.outline.words(number, column), self.outline.at(number, column)
            if _BESIDE.match(words.folded) or (self._total and words.is_whole_period):
                continue
            if self._is_complete_without(column):
                continue
            self._loose[column] = 0
            if trouble := trouble_of(cell, self.outline.place(number, column)):
                self.unread.append(trouble)
                continue
            text = words.text or ("" if cell.value is None else f"{cell.value}")
            said = f"Rubriken {quoted(text)} är inget kalenderår" if text else "Rubriken saknas"
            self._say_of_column(
                column,
                Severity.ERROR,
                f"{said}. Skriv ett år, till exempel 2025. Kolumnens belopp är inte räknade, och "
                "det som de ingår i är inte jämfört.",
                number,
            )

    def _heading_of(self, column: int) -> int:
        """The row of a column's heading: that of the years, or one beside it."""
        head = self._head_row
        near = (head, head - 1, head + 1, head - 2)
        found = (n for n in near if n > 0 and not is_nothing_at(self.outline.at(n, column)))
        return next(found, max(head, 1))

    def _is_complete_without(self, column: int) -> bool:
        """Whether the years give the rows' totals without the column, in most rows that have it."""
        agreeing = compared = 0
        for row in self.outline.rows:
            if row.number <= self._head_row or not row.has_money([column]):
                continue
            total = read_figure(self.outline, row.number, self._total) if self._total else None
            if isinstance(total, Figure):
                reads = [read_figure(self.outline, row.number, c) for c in self._columns.values()]
                found = sum((one.number for one in reads if isinstance(one, Figure)), Decimal(0))
                compared += 1
                agreeing += abs(found - total.number) <= len(reads)
        return 0 < compared <= 2 * agreeing

    def _say_of_column(
        self, column: int, severity: Severity, message: str, row: int | None = None
    ) -> None:
        where = self.outline.place(row or self._head_row, column)
        self.findings.append(Finding(codes.YEAR_UNCLEAR, severity, message, where))

    def _total_column(self) -> int:
        """The column for the whole period; 0 where there is none."""
        years = self._columns.values()
        for row, column, words in self.outline.texts:
            near = self._head_row - 6 <= row <= self._head_row + 3
            if not near or column in years or not words.is_whole_period:
                continue
            if any(isinstance(c.value, Decimal) for c in self.outline.below(row, column)):
                return column
        beside = min(years, default=0) - 1
        return beside if beside >= 1 and self.outline.has_money(self._head_row, beside) else 0

    def _read_rows(self) -> None:
        """Walk down the sheet, knowing the side and the group."""
        for row in self.outline.rows:
            label = row.label(self._first)
            kind, head = label.kind, GROUP_HEADS.get(label.kind) if label.kind else None
            if row.number <= self._head_row and head is None:
                continue
            if kind is RowKind.RECONCILIATION:
                self._reconciliation(row)
            elif kind is RowKind.HEAD_OWN:
                self.side, self.group = Side.OWN, None
            elif head is not None and not (self.group is head and self._has_figures(row)):
                self.group = head
                self._keep(self._row(row.number, label, label.text, whole_group=True))
            elif kind is None or head is not None:
                # *Lokalkostnader* as a row below its own heading is a cost.
                self._cost(row.number, label)
            elif kind is RowKind.TOTAL_COST:
                self._add_sums(row.number, None, None)
            elif kind is not RowKind.HEAD_REQUESTED:
                self._sum(row.number, label, kind)

    def _has_figures(self, row: SheetRow) -> bool:
        """Whether anything can be read in the row; what cannot is told when it is read."""
        columns = [column for column in (self._total, *self._columns.values()) if column]
        reads = (read_figure(self.outline, row.number, column) for column in columns)
        return any(read is not None for read in reads)

    def _keep(self, row: YearRow) -> None:
        if row.figures or row.missed:
            self.rows.append(row)

    def _cost(self, number: int, label: Label) -> None:
        if label.words.folded.startswith(_REMARKS):
            return
        row = self._row(number, label, unnumbered(label.text))
        named = row.years.label and self.group is not None
        if named or row.missed or any(figure.number for figure in row.figures):
            years = replace(row.years, group=self.group or Group.OTHER)
            self._keep(row._replace(years=years))

    def _row(self, number: int, label: Label, text: str, *, whole_group: bool = False) -> YearRow:
        missed: list[int] = []
        columns = {0: self._total, **self._columns}
        read = {y: self._figure(number, column, y, missed) for y, column in columns.items()}
        total = read.pop(0)
        missed += self._loose_years(number)
        figures = {year: figure for year, figure in read.items() if figure is not None}
        by_year = {year: self.kr(figure) for year, figure in figures.items()}
        exact = sum((figure.exact_kr(self.unit) for figure in figures.values()), Decimal(0))
        places = {f"year-{year}": figure.where for year, figure in figures.items()}
        if total is not None:
            places["years"] = total.where
        years = Years(
            by_year=by_year,
            side=self.side,
            group=self.group,
            whole_group=whole_group,
            label=text,
            rounded_off_kr=exact - sum(by_year.values()),
            row=number,
            where=self.outline.place(number, label.column),
            places=places,
        )
        return YearRow(years, total, figures, tuple(missed))

    def _figure(self, row: int, column: int, year: int, missed: list[int]) -> Figure | None:
        """A cell's figure; the year of one that cannot be read is added to those missed."""
        read = read_figure(self.outline, row, column) if column else None
        if isinstance(read, Unreadable):
            self.unread.append(read)
            missed.append(year)
            return None
        if read is not None:
            self.note_hidden(row, column, read)
        return read

    def _sum(self, number: int, label: Label, kind: RowKind) -> None:
        side, group = self.summed(kind)
        rows = [row.years for row in self.rows]
        if any(one.side is side and group in (None, one.group) for one in rows):
            self._add_sums(number, side, group)
        else:
            # The group, or the whole sheet, has no more than this row: it is the row.
            row = self._row(number, label, label.text, whole_group=True)
            self._keep(row._replace(years=replace(row.years, side=side, group=group)))
            if group is None:
                self.years_where = self.outline.place(number, self._total or label.column)
        self.group = None

    def _add_sums(self, number: int, side: Side | None, group: Group | None) -> None:
        missed: list[int] = []
        total = self._figure(number, self._total, 0, missed)
        self.claim(total, side, group)
        if total is not None and group is None and self.years_where.cell is None:
            self.years_where = total.where
        for year, column in self._columns.items():
            self.claim(self._figure(number, column, year, missed), side, group, year=year)
        for year in [*missed, *self._loose_years(number)]:
            self.miss(self.scope(side, group, year=year))

    def _loose_years(self, number: int) -> list[int]:
        """The years of the row's cells in columns that are not counted."""
        cells = ((self.outline.at(number, column), year) for column, year in self._loose.items())
        return [year for cell, year in cells if not is_nothing_at(cell)]

    def _reconciliation(self, row: SheetRow) -> None:
        """*S:a per år för avstämning*: one figure, the sum of all years."""
        for column in row.cells:
            if column < self._first:
                continue
            figure = self._figure(row.number, column, 0, [])
            if figure is not None:
                self.claim(figure, self.side, over_years=True)
                self.years_where = figure.where
                return

    def _make_sums_of_heads(self) -> None:
        """A heading with figures above rows with figures is the sum of those rows."""
        for head in [row for row in self.rows if row.years.whole_group]:
            side, group = head.years.side, head.years.group
            below = [
                row
                for row in self.rows
                if (row.years.side, row.years.group) == (side, group) and not row.years.whole_group
            ]
            if any(figure.number for row in below for figure in row.figures):
                self.rows.remove(head)
                for year in head.missed:
                    self.miss(self.scope(side, group, year=year))
                self.claim(head.total, side, group)
                for year, figure in head.by_year.items():
                    self.claim(figure, side, group, year=year)
