"""Reads the yearly sheet: what is to be requisitioned in each year, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.facts import Group, Side
from samordna.budgets.labels import fold
from samordna.budgets.workbook.headings import read_headings, texts
from samordna.budgets.workbook.raw import RawSum, RawYearly, RawYearRow
from samordna.budgets.workbook.values import Figure, Unreadable, place, read_figure
from samordna.budgets.workbook.words import (
    RowKind,
    heading_ordinal,
    heading_year,
    is_whole_period_heading,
    row_kind,
    unnumbered,
)
from samordna.documents.workbooks.cells import Sheet
from samordna.kernel.findings import Finding, Severity

_GROUPS = {
    RowKind.HEAD_WAGE: Group.WAGE,
    RowKind.HEAD_PREMISES: Group.PREMISES,
    RowKind.HEAD_OTHER: Group.OTHER,
    RowKind.SUM_WAGE: Group.WAGE,
    RowKind.SUM_PREMISES: Group.PREMISES,
    RowKind.SUM_OTHER: Group.OTHER,
}
_HEADS = (RowKind.HEAD_WAGE, RowKind.HEAD_PREMISES, RowKind.HEAD_OTHER)


@dataclass(slots=True)
class _Columns:
    """The heading's row, the column for the whole period (0: none) and a column for each year."""

    row: int
    total: int = 0
    years: dict[int, int] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The first column with figures."""
        return min([c for c in (self.total, *self.years.values()) if c], default=2)


def years_row(sheet: Sheet) -> int:
    """Return the row whose cells are headings of years; 0 where there is none."""
    best, most = 0, 0
    for row in sheet.rows[:60]:
        found = [heading_year(sheet.at(row, c).value) for c in sheet.columns(row)]
        count = sum(1 for year in found if year is not None)
        count += sum(1 for c in sheet.columns(row) if heading_ordinal(sheet.at(row, c).value))
        if count > most and row_kind(sheet.text(row, 1)) is None:
            best, most = row, count
    return best


def read_yearly(sheet: Sheet, period_from: date | None) -> RawYearly:
    """Read the yearly sheet. ``period_from`` helps where a heading is no more than *År 2*."""
    found = RawYearly(sheet=sheet.title)
    columns = _find_columns(sheet, found, period_from)
    read_headings(sheet, found, columns.row)
    _Rows(sheet, columns, found).read()
    return found


def _find_columns(sheet: Sheet, found: RawYearly, period_from: date | None) -> _Columns:
    columns = _Columns(row=years_row(sheet))
    cells = {c: sheet.at(columns.row, c).value for c in sheet.columns(columns.row)}
    certain = {c: year for c, value in cells.items() if (year := heading_year(value))}
    ordinals = {c: n for c, value in cells.items() if (n := heading_ordinal(value))}
    first_year = next(
        (year - ordinals[c] + 1 for c, year in certain.items() if c in ordinals),
        period_from.year if period_from else None,
    )
    for column in cells:
        year = certain.get(column)
        if year is None and column in ordinals and first_year is not None:
            year = first_year + ordinals[column] - 1
            if _has_money(sheet, columns.row, column):
                found.findings.append(_year_unclear(sheet, columns.row, column, year))
            else:
                continue
        if year is not None:
            if year in columns.years:
                found.findings.append(_year_double(sheet, columns.row, column, year))
            else:
                columns.years[year] = column
    columns.total = _total_column(sheet, columns)
    return columns


def _year_unclear(sheet: Sheet, row: int, column: int, year: int) -> Finding:
    return Finding(
        codes.YEAR_UNCLEAR,
        Severity.WARNING,
        f"Kolumnens rubrik är {sheet.text(row, column)}. Den är läst som {year}.",
        place(sheet, row, column),
    )


def _year_double(sheet: Sheet, row: int, column: int, year: int) -> Finding:
    return Finding(
        codes.YEAR_UNCLEAR,
        Severity.ERROR,
        f"Året {year} har två kolumner. Bara den första är räknad.",
        place(sheet, row, column),
    )


def _has_money(sheet: Sheet, after: int, column: int) -> bool:
    return any(
        isinstance(cell.value, Decimal) and cell.value
        for (row, cell_column), cell in sheet.cells.items()
        if cell_column == column and row > after
    )


def _total_column(sheet: Sheet, columns: _Columns) -> int:
    first_year = min(columns.years.values(), default=0)
    for row, column, text in texts(sheet):
        near = columns.row - 6 <= row <= columns.row + 3
        if near and is_whole_period_heading(text) and column not in columns.years.values():
            has_figures = any(
                isinstance(sheet.at(r, column).value, Decimal) for r in sheet.rows if r > row
            )
            if has_figures:
                return column
    beside = first_year - 1
    if beside >= 1 and _has_money(sheet, columns.row, beside):
        return beside
    return 0


class _Rows:
    """Walks down the sheet, knowing which side and group it is in."""

    def __init__(self, sheet: Sheet, columns: _Columns, found: RawYearly) -> None:
        self.sheet, self.columns, self.found = sheet, columns, found
        self.side = Side.REQUESTED
        self.group: Group | None = None

    def read(self) -> None:
        """Read every row below the headings of the years."""
        for row in self.sheet.rows:
            label, column = self._label(row)
            kind = row_kind(label)
            if row <= self.columns.row and kind not in _HEADS:
                continue
            if kind is RowKind.RECONCILIATION:
                self._reconciliation(row, label)
            elif kind is RowKind.HEAD_OWN:
                self.side, self.group = Side.OWN, None
            elif kind in _HEADS and not self._repeats(row, _GROUPS[kind]):
                self._head(row, _GROUPS[kind], label, column)
            elif kind is None or kind in _HEADS:
                self._cost(row, label, column)
            elif kind is not RowKind.HEAD_REQUESTED:
                self._sum(row, kind, label, column)
        self._make_sums_of_heads()

    def _make_sums_of_heads(self) -> None:
        """A heading with figures above rows with figures is the sum of those rows."""
        for head in [row for row in self.found.rows if row.whole_group]:
            below = [
                row
                for row in self.found.rows
                if (row.side, row.group) == (head.side, head.group) and not row.whole_group
            ]
            if any(figure.number for row in below for figure in row.figures):
                self.found.rows.remove(head)
                if head.total is not None:
                    self.found.sums.append(RawSum(head.total, head.label, head.side, head.group))
                for year, figure in head.years.items():
                    self.found.sums.append(
                        RawSum(figure, head.label, head.side, head.group, year=year)
                    )

    def _label(self, row: int) -> tuple[str, int]:
        parts = [
            (text, column)
            for column in self.sheet.columns(row)
            if column < self.columns.first and (text := self.sheet.text(row, column))
        ]
        if not parts:
            return "", 1
        return " ".join(text for text, _ in parts), parts[0][1]

    def _repeats(self, row: int, group: Group) -> bool:
        """*Lokalkostnader* as a row below its own heading."""
        return self.group is group and self._row(row, "", 1, read_unread=False).figures != []

    def _head(self, row: int, group: Group, label: str, column: int) -> None:
        self.group = group
        year_row = self._row(row, label, column)
        if year_row.figures:
            year_row.whole_group = True
            self.found.rows.append(year_row)

    def _cost(self, row: int, label: str, column: int) -> None:
        if fold(label).startswith(("inkl", "fyll i", "skall ej", "ska ej", "data hämtas")):
            return
        year_row = self._row(row, unnumbered(label), column)
        if any(figure.number for figure in year_row.figures) or (
            year_row.figures and year_row.label and self.group is not None
        ):
            year_row.group = self.group or Group.OTHER
            self.found.rows.append(year_row)

    def _row(self, row: int, label: str, column: int, read_unread: bool = True) -> RawYearRow:
        found = RawYearRow(self.side, self.group, label, place(self.sheet, row, column))
        found.total = self._figure(row, self.columns.total, read_unread)
        for year, year_column in self.columns.years.items():
            figure = self._figure(row, year_column, read_unread)
            if figure is not None:
                found.years[year] = figure
        return found

    def _figure(self, row: int, column: int, read_unread: bool = True) -> Figure | None:
        if not column:
            return None
        read = read_figure(self.sheet, row, column)
        if isinstance(read, Unreadable):
            if read_unread:
                self.found.unread.append(read)
            return None
        if read is not None and read_unread and read.number and self._is_hidden(row, column):
            self.found.hidden.append(read)
        return read

    def _is_hidden(self, row: int, column: int) -> bool:
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns

    def _sum(self, row: int, kind: RowKind, label: str, column: int) -> None:
        group = _GROUPS.get(kind)
        if kind is RowKind.SUM_HERE:
            group = self.group
        side = Side.OWN if kind is RowKind.SUM_OWN else self.side
        if kind is RowKind.SUM_REQUESTED:
            side = Side.REQUESTED
        if kind is RowKind.TOTAL_COST:
            self._add_sums(row, label, None, None)
            return
        of_group = [
            one for one in self.found.rows if one.side is side and group in (None, one.group)
        ]
        if not of_group:
            # The group, or the whole sheet, has no more than this row: it is the row.
            self._only_row(row, label, column, side, group)
        else:
            self._add_sums(row, label, side, group)
        self.group = None

    def _only_row(self, row: int, label: str, column: int, side: Side, group: Group | None) -> None:
        only = self._row(row, label, column)
        only.side, only.group, only.whole_group = side, group, True
        if only.figures:
            self.found.rows.append(only)
        if group is None:
            self.found.years_where = place(self.sheet, row, self.columns.total or column)

    def _add_sums(self, row: int, label: str, side: Side | None, group: Group | None) -> None:
        total = self._figure(row, self.columns.total)
        if total is not None:
            self.found.sums.append(RawSum(total, label, side, group))
            if group is None and self.found.years_where.cell is None:
                self.found.years_where = total.where
        for year, column in self.columns.years.items():
            figure = self._figure(row, column)
            if figure is not None:
                self.found.sums.append(RawSum(figure, label, side, group, year=year))

    def _reconciliation(self, row: int, label: str) -> None:
        """*S:a per år för avstämning*: one figure, the sum of all years."""
        for column in self.sheet.columns(row):
            if column >= self.columns.first:
                figure = self._figure(row, column)
                if figure is not None:
                    self.found.sums.append(RawSum(figure, label, self.side, over_years=True))
                    self.found.years_where = figure.where
                    return
