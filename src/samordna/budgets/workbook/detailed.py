"""Reads the detailed sheet: rows of costs, to requisition and own, with owners side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.labels import fold, is_standard, same_name, unnumbered
from samordna.budgets.sentences import quoted
from samordna.budgets.shape import Group, Line, Part, Side, StatedName, StatedPercent
from samordna.budgets.workbook.columns import find_columns
from samordna.budgets.workbook.heading import read_heading
from samordna.budgets.workbook.outline import Label, Outline, SheetRow
from samordna.budgets.workbook.page import GROUP_HEADS, Page
from samordna.budgets.workbook.unit import Post, months_between
from samordna.budgets.workbook.values import (
    BadDate,
    Figure,
    Misplaced,
    Trouble,
    Unit,
    Unreadable,
    read_date,
    read_figure,
    read_percent,
    says_percent,
    settle_percents,
)
from samordna.budgets.workbook.words import RowKind
from samordna.kernel.findings import Finding, Severity, Where

#: A longer text without a figure is a remark, and no cost.
LONGEST_LABEL = 80


class Detailed(Page):
    """The detailed sheet, read by its headings and labels.

    ``paid`` are the figures that make up each line, as written: its owners', or its total where it
    has no others.
    """

    part = Part.DETAILED

    def __init__(self, outline: Outline, unit: Unit) -> None:
        super().__init__(outline, unit)
        self.columns = find_columns(outline)
        self.owners = dict(enumerate(self.columns.owners.values()))
        self.own_names: list[StatedName] = []
        self.lines: list[Line] = []
        self.paid: list[list[Figure]] = []
        self.percents: list[StatedPercent] = []
        self._owner_of = {column: owner for owner, column in enumerate(self.columns.owners)}
        self._bare_lines: list[tuple[int, Decimal]] = []
        self._bare_sums: list[tuple[int, Decimal]] = []
        self._requested_done = False
        self._percent_missed: set[Side] = set()
        read_heading(self, self.columns.body)
        self._read_rows()
        self._settle_percents()

    def posts(self) -> Iterator[tuple[Line, list[Figure], Post]]:
        """Each post that says when and how much somebody works, with the figures it is made of."""
        for line, paid in zip(self.lines, self.paid, strict=True):
            start, end = line.date_from or self.starts, line.date_to or self.ends
            if line.group is Group.WAGE and line.percent and start and end:
                bare = sum((one.number for one in paid if one.unit is None), Decimal(0))
                yield line, paid, Post(bare, line.percent, months_between(start, end))

    def _read_rows(self) -> None:
        """Walk from the first group down to the total cost, knowing the side and the group."""
        for row in self.outline.rows:
            if row.number < self.columns.body:
                continue
            label = row.label(self.columns.first)
            kind = label.kind
            if kind is None:
                self._cost(row, label, label.text)
            elif kind in GROUP_HEADS:
                self._head(row, label, kind)
            elif kind is RowKind.HEAD_OWN:
                self.side, self.group = Side.OWN, None
            elif kind is RowKind.TOTAL_COST:
                self._sums(row.number, None, None)
                break
            elif kind is not RowKind.HEAD_REQUESTED:
                self._sum(row.number, kind)
            if self.side is Side.OWN and (not label.text or kind is not None):
                self._names_again(row)

    def _head(self, row: SheetRow, label: Label, kind: RowKind) -> None:
        if kind is RowKind.HEAD_WAGE and self._requested_done:
            self.side = Side.OWN
        self.group = GROUP_HEADS[kind]
        if kind is not RowKind.HEAD_WAGE and row.has_money(list(self.columns.owners)):
            # The form's heading used as a row: the group has this one cost.
            self._cost(row, label, label.text.capitalize())

    def _names_again(self, row: SheetRow) -> None:
        """Owners' names that stand once more above the own financing; they may change places."""
        names = {
            column: words.text
            for column, words in row.texts.items()
            if column in self.columns.owners and not words.is_owner
        }
        if self.own_names or any(ch.isdigit() for text in names.values() for ch in text):
            return
        if any(line.side is Side.OWN for line in self.lines):
            return
        places = {column: owner for owner, column in enumerate(self.columns.owners)}
        for column, text in names.items():
            same = [key for key, name in self.owners.items() if same_name(name, text)]
            owner = same[0] if same else places[column]
            if not same and not self.owners[owner]:
                self.owners[owner] = text
            self._owner_of[column] = owner
            where = self.outline.place(row.number, column)
            self.own_names.append(StatedName(part=self.part, text=text, owner=owner, where=where))

    def _sum(self, row: int, kind: RowKind) -> None:
        side, group = self.summed(kind)
        self._sums(row, side, group)
        if group is Group.WAGE:
            self._percent_sum(row, side)
        self.group = None
        if kind is RowKind.SUM_REQUESTED:
            self._requested_done = True

    def _sums(self, row: int, side: Side | None, group: Group | None) -> None:
        for column, owner in self._owner_of.items():
            figure = self.figure(row, column, self.scope(side, group, owner=owner))
            self.claim(figure, side, group, owner=owner)
        self.claim(self.figure(row, self.columns.total, self.scope(side, group)), side, group)

    def _percent_sum(self, row: int, side: Side) -> None:
        column = self.columns.percent
        read = read_percent(self.outline, row, column) if column else None
        if isinstance(read, Unreadable):
            self.unread.append(read)
        elif read is not None and side not in self._percent_missed:
            if not says_percent(self.outline.at(row, column)):
                self._bare_sums.append((len(self.percents), read))
            where = self.outline.place(row, column)
            self.percents.append(StatedPercent(side=side, percent=read, where=where))

    def _cost(self, row: SheetRow, label: Label, text: str) -> None:
        if self._is_header(row, text):
            return
        places = {"label": self.outline.place(row.number, label.column)}
        figures, unread = self._amounts(row.number, places)
        scope = self.scope(self.side, self.group or Group.OTHER, row=row.number)
        total = self.figure(row.number, self.columns.total, scope)
        # Texts alone are a heading: the owners' names once more.
        if not (text or figures or total or self.lacks(row.number)) and {
            one.trouble for _, one in unread
        } <= {Trouble.TEXT}:
            return
        if any(figure.number for figure in figures.values()):
            # Beside an amount it says that the amount is for this owner's part as well.
            unread = [one for one in unread if not one[1].text.casefold().startswith("ingår")]
        note = self._miss(row.number, unread, places)
        lacks = self.lacks(row.number)
        days, misplaced = self._dates(row.number, text, places)
        percent, is_bare = self._percent(row.number, text, places)
        amounts = {owner: kr for owner in sorted(figures) if (kr := self.kr(figures[owner]))}
        unowned = 0
        if total is not None and (lacks or not amounts):
            # What the row's sum says, where an owner's amount is not understood.
            unowned = self.kr(total) - sum(amounts.values())
        line = Line(
            side=self.side,
            group=self.group or Group.OTHER,
            label=unnumbered(text),
            percent=percent,
            date_from=days[0],
            date_to=days[1],
            amounts=amounts,
            unowned_kr=unowned,
            note=note,
            misplaced_kr=None if misplaced is None else self.kr(misplaced),
            row=row.number,
            where=places["label"],
            places=places,
        )
        paid = [figure for figure in figures.values() if figure.number]
        if not paid and total is not None and total.number:
            paid = [total]
        if not paid and not lacks and not _says_something(line):
            return
        if is_bare and percent is not None:
            self._bare_lines.append((len(self.lines), percent))
        self.lines.append(line)
        self.paid.append(paid)
        self.claim_row(row.number, total)
        self.figures += [*figures.values(), *([total] if total else [])]

    def _is_header(self, row: SheetRow, label: str) -> bool:
        """Rows of headings between the groups: ``inkl PO-påslag``, ``från``, the owners again."""
        if fold(label).startswith(("inkl", "fyll i", "kommentar", "obs")):
            return True
        for column, words in row.texts.items():
            if column in self.columns.owners and words.is_owner:
                return True
            if column in (self.columns.percent, self.columns.date_from) and (
                words.is_percent or words.is_from or words.folded.startswith("tidsperiod")
            ):
                return True
        return False

    def _amounts(
        self, row: int, places: dict[str, Where]
    ) -> tuple[dict[int, Figure], list[tuple[int, Unreadable]]]:
        """The owners' figures, and the cells with something else where one should be."""
        figures: dict[int, Figure] = {}
        unread: list[tuple[int, Unreadable]] = []
        for column, owner in self._owner_of.items():
            read = read_figure(self.outline, row, column)
            if isinstance(read, Figure):
                self.note_hidden(row, column, read)
                figures[owner] = read
                places[f"amount-{owner}"] = read.where
            elif read is not None:
                unread.append((owner, read))
        if self._owner_of and not any(figure.number for figure in figures.values()):
            places["amount-0"] = self.outline.place(row, min(self._owner_of))
        if self.columns.total:
            places["total"] = self.outline.place(row, self.columns.total)
        return figures, unread

    def _miss(
        self, row: int, unread: list[tuple[int, Unreadable]], places: dict[str, Where]
    ) -> str:
        """Remember the owners' amounts that are not understood; the first text is returned."""
        note = ""
        for owner, one in unread:
            self.miss(self.scope(self.side, self.group or Group.OTHER, owner=owner, row=row))
            if one.trouble is Trouble.TEXT and not note:
                note, places["note"] = one.text, one.where
            else:
                self.unread.append(one)
        return note

    def _dates(
        self, row: int, label: str, places: dict[str, Where]
    ) -> tuple[list[date | None], Figure | None]:
        """The row's two dates, and an amount that stands in the place of one."""
        days: list[date | None] = [None, None]
        misplaced = None
        near = (self.starts, self.ends) if self.starts and self.ends else None
        for index, name in enumerate(("date_from", "date_to")):
            column: int = getattr(self.columns, name)
            if not column:
                continue
            places[name] = self.outline.place(row, column)
            read = read_date(self.outline, row, column, near)
            if isinstance(read, date):
                days[index] = read
            elif isinstance(read, Misplaced):
                misplaced = read.figure
                places["misplaced"] = misplaced.where
            elif isinstance(read, BadDate):
                sentence = f"{quoted(unnumbered(label))}: {read.sentence}"
                self.findings.append(
                    Finding(codes.NOT_A_DATE, Severity.ERROR, sentence, read.where)
                )
            elif read is not None:
                self.unread.append(read)
        return days, misplaced

    def _percent(
        self, row: int, label: str, places: dict[str, Where]
    ) -> tuple[Decimal | None, bool]:
        """Per cent of full time, and whether the number is bare, for the column to settle."""
        column = self.columns.percent
        if not column:
            return None, False
        places["percent"] = self.outline.place(row, column)
        read = read_percent(self.outline, row, column)
        if isinstance(read, Unreadable):
            self._percent_missed.add(self.side)
        if isinstance(read, Unreadable) and read.trouble is not Trouble.TEXT:
            self.unread.append(read)
        elif isinstance(read, Unreadable) or (read is not None and read > 3000):
            self.findings.append(
                Finding(
                    codes.NOT_A_PERCENT,
                    Severity.WARNING,
                    f"{quoted(unnumbered(label))}: det som står under Tjänst i % är ingen andel av "
                    "en heltid. Skriv till exempel 85 %.",
                    places["percent"],
                )
            )
        else:
            return read, not says_percent(self.outline.at(row, column))
        return None, False

    def _settle_percents(self) -> None:
        bare = [percent for _, percent in [*self._bare_lines, *self._bare_sums]]
        settled = iter(settle_percents(bare))
        for index, _ in self._bare_lines:
            self.lines[index] = replace(self.lines[index], percent=next(settled))
        for index, _ in self._bare_sums:
            self.percents[index] = replace(self.percents[index], percent=next(settled))


def _says_something(line: Line) -> bool:
    """The form's own empty rows say nothing; an own row with a name does."""
    is_named = line.side is Side.OWN and 0 < len(line.label) <= LONGEST_LABEL
    return bool(
        line.percent
        or line.date_from
        or line.date_to
        or line.note
        or line.misplaced_kr is not None
        or (is_named and not is_standard(line.label))
    )
