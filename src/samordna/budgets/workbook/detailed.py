"""Reads the detailed sheet: rows of costs, to requisition and own, with owners side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.facts import Group, Side
from samordna.budgets.labels import fold, is_standard, same_name
from samordna.budgets.sentences import quoted
from samordna.budgets.workbook.columns import Columns, find_columns
from samordna.budgets.workbook.headings import read_headings
from samordna.budgets.workbook.raw import RawDetailed, RawLine, RawSum
from samordna.budgets.workbook.values import (
    BadDate,
    Figure,
    Misplaced,
    Trouble,
    Unreadable,
    place,
    read_date,
    read_figure,
    read_percent,
    says_percent,
    settle_percents,
)
from samordna.budgets.workbook.words import (
    RowKind,
    is_from_heading,
    is_owner_heading,
    is_percent_heading,
    row_kind,
    unnumbered,
)
from samordna.documents.workbooks.cells import Sheet
from samordna.kernel.findings import Finding, Severity

_GROUP_HEADS = {
    RowKind.HEAD_WAGE: Group.WAGE,
    RowKind.HEAD_PREMISES: Group.PREMISES,
    RowKind.HEAD_OTHER: Group.OTHER,
}
_GROUP_SUMS = {
    RowKind.SUM_WAGE: Group.WAGE,
    RowKind.SUM_PREMISES: Group.PREMISES,
    RowKind.SUM_OTHER: Group.OTHER,
}


#: A longer text without a figure is a remark, and no cost.
LONGEST_LABEL = 80


def read_detailed(sheet: Sheet) -> RawDetailed:
    """Read the detailed sheet by its headings and labels."""
    found = RawDetailed(sheet=sheet.title)
    columns = find_columns(sheet)
    found.owners = columns.names
    read_headings(sheet, found, columns.body)
    _Rows(sheet, columns, found).read()
    return found


class _Rows:
    """Walks down the sheet, knowing which side and group it is in."""

    def __init__(self, sheet: Sheet, columns: Columns, found: RawDetailed) -> None:
        self.sheet, self.columns, self.found = sheet, columns, found
        self.side = Side.REQUESTED
        self.group: Group | None = None
        self.requested_done = False
        self.owner_of = {column: index for index, column in enumerate(columns.owners)}
        self.bare_percents: list[tuple[RawLine | None, Decimal, int]] = []

    def read(self) -> None:
        """Read every row from the first group down to the total cost."""
        for row in self.sheet.rows:
            if row < self.columns.body:
                continue
            label, column = self._label(row)
            kind = row_kind(label)
            if kind is None:
                self._cost(row, label, column)
            elif kind in _GROUP_HEADS:
                self._head(row, kind, label, column)
            elif kind is RowKind.HEAD_OWN:
                self._own_side()
            elif kind is RowKind.TOTAL_COST:
                self._sums(row, label, None, None)
                break
            elif kind is not RowKind.HEAD_REQUESTED:
                self._sum(row, kind, label)
            if self.side is Side.OWN and (not label or kind is not None):
                self._own_names(row)
        self._settle_percents()

    def _label(self, row: int) -> tuple[str, int]:
        """The row's label: the texts left of the first column with figures."""
        parts = [
            (self.sheet.text(row, column), column)
            for column in self.sheet.columns(row)
            if column < self.columns.first
        ]
        parts = [(text, column) for text, column in parts if text]
        if not parts:
            return "", 1
        return " ".join(text for text, _ in parts), parts[0][1]

    def _own_side(self) -> None:
        self.side, self.group = Side.OWN, None

    def _head(self, row: int, kind: RowKind, label: str, column: int) -> None:
        if kind is RowKind.HEAD_WAGE and self.requested_done:
            self.side = Side.OWN
        if kind is not RowKind.HEAD_WAGE and self._has_money(row):
            # The form's heading used as a row: the group has this one cost.
            self.group = _GROUP_HEADS[kind]
            self._cost(row, label.capitalize(), column)
        self.group = _GROUP_HEADS[kind]

    def _has_money(self, row: int) -> bool:
        return any(
            isinstance(value := self.sheet.at(row, column).value, Decimal) and value
            for column in self.columns.owners
        )

    def _own_names(self, row: int) -> None:
        """Owners' names that stand once more above the own financing; they may change places."""
        names = [
            (column, text)
            for column in self.columns.owners
            if (text := self.sheet.text(row, column)) and not is_owner_heading(text)
        ]
        if (
            self.found.own_owner_names
            or not names
            or any(ch.isdigit() for _, t in names for ch in t)
        ):
            return
        if any(line.side is Side.OWN for line in self.found.lines):
            return
        for column, text in names:
            index = self.columns.owners.index(column)
            match = [i for i, name in enumerate(self.found.owners) if same_name(name, text)]
            if match:
                index = match[0]
            elif not self.found.owners[index]:
                self.found.owners[index] = text
            self.owner_of[column] = index
            self.found.own_owner_names.append((index, text, place(self.sheet, row, column)))

    def _sum(self, row: int, kind: RowKind, label: str) -> None:
        if kind in _GROUP_SUMS:
            group: Group | None = _GROUP_SUMS[kind]
        elif kind is RowKind.SUM_HERE and self.group is not None:
            group = self.group
        else:
            group = None
        side = {RowKind.SUM_OWN: Side.OWN, RowKind.SUM_REQUESTED: Side.REQUESTED}.get(
            kind, self.side
        )
        self._sums(row, label, side, group)
        if group is Group.WAGE:
            self._percent_sum(row, side)
        self.group = None
        if kind is RowKind.SUM_REQUESTED:
            self.requested_done = True

    def _sums(self, row: int, label: str, side: Side | None, group: Group | None) -> None:
        for column, owner in [*self.owner_of.items(), (self.columns.total, None)]:
            if column:
                read = read_figure(self.sheet, row, column)
                if isinstance(read, Figure):
                    self._note_hidden(row, column, read, is_sum=True)
                    self.found.sums.append(RawSum(read, label, side, group, owner))
                elif isinstance(read, Unreadable):
                    self.found.unread.append(read)

    def _percent_sum(self, row: int, side: Side) -> None:
        if not self.columns.percent:
            return
        read = read_percent(self.sheet, row, self.columns.percent)
        if isinstance(read, Decimal):
            where = place(self.sheet, row, self.columns.percent)
            self.found.percents.append((side, read, where))
            if not says_percent(self.sheet.at(row, self.columns.percent)):
                self.bare_percents.append((None, read, len(self.found.percents) - 1))

    def _cost(self, row: int, label: str, column: int) -> None:
        if self._is_header(row, label):
            return
        line = RawLine(
            side=self.side,
            group=self.group or Group.OTHER,
            label=unnumbered(label),
            where=place(self.sheet, row, column),
        )
        line.places["label"] = line.where
        self._read_amounts(row, line)
        if not label and not line.figures and line.total is None:
            return
        self._read_dates(row, line)
        self._read_percent(row, line)
        if self._says_something(line):
            self.found.lines.append(line)

    def _is_header(self, row: int, label: str) -> bool:
        """Rows of headings between the groups: ``inkl PO-påslag``, ``från``, the owners again."""
        if fold(label).startswith(("inkl", "fyll i", "kommentar", "obs")):
            return True
        columns = self.columns
        cells = [self.sheet.text(row, c) for c in (columns.percent, columns.date_from) if c]
        return any(
            is_percent_heading(text) or is_from_heading(text) or fold(text).startswith("tidsperiod")
            for text in cells
        ) or any(is_owner_heading(self.sheet.text(row, c)) for c in columns.owners)

    def _read_amounts(self, row: int, line: RawLine) -> None:
        for column, owner in self.owner_of.items():
            read = read_figure(self.sheet, row, column)
            if isinstance(read, Figure):
                self._note_hidden(row, column, read)
                line.figures[owner] = read
                line.places[f"amount-{owner}"] = read.where
            elif isinstance(read, Unreadable) and read.trouble is Trouble.TEXT:
                line.text = line.text or read
                line.places.setdefault("amount_text", read.where)
            elif isinstance(read, Unreadable):
                self.found.unread.append(read)
        if self.owner_of:
            line.places.setdefault("amount_text", place(self.sheet, row, min(self.owner_of)))
        if self.columns.total:
            total = read_figure(self.sheet, row, self.columns.total)
            if isinstance(total, Figure):
                line.total = total
            elif isinstance(total, Unreadable):
                self.found.unread.append(total)
            line.places["total"] = place(self.sheet, row, self.columns.total)

    def _note_hidden(self, row: int, column: int, figure: Figure, is_sum: bool = False) -> None:
        sheet = self.sheet
        if (
            figure.number
            and not is_sum
            and (row in sheet.hidden_rows or column in sheet.hidden_columns)
        ):
            self.found.hidden.append(figure)

    def _read_dates(self, row: int, line: RawLine) -> None:
        period = self.found.period
        near = (period.date_from, period.date_to) if period.date_from and period.date_to else None
        columns = (self.columns.date_from, self.columns.date_to)
        for index, column in enumerate(columns):
            name = ("date_from", "date_to")[index]
            if not column:
                continue
            line.places[name] = place(self.sheet, row, column)
            read = read_date(self.sheet, row, column, near)
            if isinstance(read, date):
                line.dates[index] = read
            elif isinstance(read, Misplaced):
                line.misplaced = read.figure
                line.places["misplaced"] = read.figure.where
            elif isinstance(read, BadDate):
                self.found.findings.append(
                    Finding(
                        codes.NOT_A_DATE,
                        Severity.ERROR,
                        f"{quoted(line.label)}: {read.sentence}",
                        read.where,
                    )
                )
            elif isinstance(read, Unreadable):
                self.found.unread.append(read)

    def _read_percent(self, row: int, line: RawLine) -> None:
        column = self.columns.percent
        if not column:
            return
        line.places["percent"] = place(self.sheet, row, column)
        read = read_percent(self.sheet, row, column)
        if isinstance(read, Unreadable) and read.trouble is not Trouble.TEXT:
            self.found.unread.append(read)
        elif isinstance(read, Unreadable) or (read is not None and read > 3000):
            self.found.findings.append(
                Finding(
                    codes.NOT_A_PERCENT,
                    Severity.WARNING,
                    f"{quoted(line.label)}: det som står under Tjänst i % är ingen andel av en "
                    "heltid. Skriv till exempel 85 %.",
                    line.places["percent"],
                )
            )
        elif read is not None:
            line.percent = read
            if not says_percent(self.sheet.at(row, column)):
                self.bare_percents.append((line, read, 0))

    @staticmethod
    def _says_something(line: RawLine) -> bool:
        """The form's own empty rows say nothing; an own row with a name does."""
        has_money = any(figure.number for figure in line.figures.values()) or (
            line.total is not None and line.total.number
        )
        is_named = line.side is Side.OWN and 0 < len(line.label) <= LONGEST_LABEL
        return bool(
            has_money
            or line.percent
            or any(line.dates)
            or line.text
            or line.misplaced
            or (is_named and not is_standard(line.label))
        )

    def _settle_percents(self) -> None:
        settled = settle_percents([value for _, value, _ in self.bare_percents])
        for (line, _, index), percent in zip(self.bare_percents, settled, strict=True):
            if line is not None:
                line.percent = percent
            else:
                side, _, where = self.found.percents[index]
                self.found.percents[index] = (side, percent, where)
