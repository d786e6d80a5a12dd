"""What stands at the top of every sheet: the initiative's name, its period, the unit."""

from __future__ import annotations

import re
from datetime import date

from samordna.budgets import codes
from samordna.budgets.workbook.outline import Outline, Text
from samordna.budgets.workbook.page import Page
from samordna.budgets.workbook.values import (
    ANY_TIME,
    BadDate,
    Misplaced,
    Unit,
    is_nothing,
    read_date,
    trouble_of,
)
from samordna.budgets.workbook.words import Words
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.findings import Finding, Severity, Where

_INLINE_NAME = re.compile(
    r"^([^:]*\b(?:insats(?:en)?|projekt(?:et)?|namn|\w*ställning)\s*):\s*(.+)$", re.I
)
_INLINE_DATE = re.compile(
    r"^(fr\.?\s*o\.?\s*m\.?|t\.?\s*o\.?\s*m\.?|från|till)\s*:?\s*([0-9]\S*)$", re.I
)
_PERIODS = ("insatsperiod", "projektperiod", "tidsperiod insats")
_TKR = frozenset(("tkr", "tsek", "ksek", "tsk", "tusental", "tusen"))
_KR = frozenset(("kr", "kronor", "sek"))

_Spot = tuple[int, int]


def read_heading(page: Page, last_row: int) -> None:
    """Find the initiative's name and period above ``last_row``."""
    head = [text for text in page.outline.texts if text.row <= last_row]
    _read_name(page, head)
    for row, column, words in head:
        if "löptid" in words.folded or words.folded in _PERIODS:
            _Period(page, row, column).read()
            break


def _read_name(page: Page, head: list[Text]) -> None:
    titles = []
    for row, column, words in head:
        if inline := _INLINE_NAME.match(words.text):
            before = Words(inline[1])
            if "namn på" in before.folded or before.asks_name or before.is_title:
                page.name, page.name_where = inline[2].strip(), page.outline.place(row, column)
                return
        if words.asks_name and len(words.folded) < 30:
            if _name_beside(page, row, column):
                return
        elif words.is_title:
            titles.append((row, column))
    for row, column in titles:
        if _name_beside(page, row, column):
            return


def _name_beside(page: Page, row: int, column: int) -> bool:
    """Take the first text to the right that is no heading itself; then the one right below."""
    sheet = page.outline
    for spot in [*((row, c) for c in sheet.row(row).cells if c > column), (row + 1, column)]:
        words, cell = sheet.words(*spot), sheet.at(*spot)
        if trouble := trouble_of(cell, sheet.place(*spot)):
            page.unread.append(trouble)
            page.missed_places.add("name")
            return True
        nothing = is_nothing(cell.value)
        if words.text and not nothing and not words.is_heading and not _is_date(words.text):
            page.name, page.name_where = words.text, sheet.place(*spot)
            return True
    return False


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except NotADate:
        return False
    return True


class _Period:
    """The two dates right of or below the label *Insatsens löptid*."""

    def __init__(self, page: Page, row: int, column: int) -> None:
        self.page, self.sheet = page, page.outline
        self.row, self.column = row, column
        self.ends: dict[str, date] = {}
        self.places: dict[str, Where] = {}
        self.bad: dict[str, BadDate] = {}

    def read(self) -> None:
        """Find the dates, and tell the page of them."""
        labels: dict[str, _Spot] = {}
        left: list[_Spot] = []
        for number in range(self.row, self.row + 7):
            row = self.sheet.row(number)
            if number > self.row and self._is_over(number):
                break
            for column in row.cells:
                if column < self.column or (number, column) == (self.row, self.column):
                    continue
                words = self.sheet.words(number, column)
                if inline := _INLINE_DATE.match(words.text):
                    end = "from" if inline[1].casefold().startswith("f") else "to"
                    self._take_text(end, inline[2], self.sheet.place(number, column))
                elif words.is_from or words.is_to:
                    labels["from" if words.is_from else "to"] = (number, column)
                elif not words.is_heading or _is_date(words.text):
                    left.append((number, column))
        self._assign(labels, left)
        self._tell()

    def _is_over(self, number: int) -> bool:
        words = self.sheet.words(number, next(iter(self.sheet.row(number).cells), 1))
        return words.kind is not None or words.names_unit

    def _assign(self, labels: dict[str, _Spot], left: list[_Spot]) -> None:
        """Give each end its cell: below its label, else right of it, else in order."""
        for end, (row, column) in labels.items():
            if end not in self.places:
                below = [(r, c) for r, c in left if c == column and row < r <= row + 6]
                right = [(r, c) for r, c in left if r == row and column < c <= column + 1]
                for spot in [*below, *right][:1]:
                    left.remove(spot)
                    self._take(end, spot)
        if not labels:
            for end, spot in zip(("from", "to"), left, strict=False):
                if end not in self.places:
                    self._take(end, spot)

    def _take_text(self, end: str, text: str, where: Where) -> None:
        self.places[end] = where
        try:
            self.ends[end] = parse_date(text)
        except NotADate as error:
            self.bad[end] = BadDate(str(error), where)

    def _take(self, end: str, spot: _Spot) -> None:
        where = self.places[end] = self.sheet.place(*spot)
        read = read_date(self.sheet, *spot, ANY_TIME)
        if isinstance(read, date):
            self.ends[end] = read
        elif isinstance(read, BadDate):
            self.bad[end] = read
        elif isinstance(read, Misplaced):
            text = read.figure.as_text or f"{read.figure.number:f}"
            sentence = f"”{text}” är inte ett datum. Skriv till exempel 2025-01-31."
            self.bad[end] = BadDate(sentence, where)
        elif read is not None:
            self.page.unread.append(read)
            self.page.missed_places.add(f"period_{end}")

    def _tell(self) -> None:
        page, here = self.page, self.sheet.place(self.row, self.column)
        page.starts, page.ends = self.ends.get("from"), self.ends.get("to")
        page.starts_where = self.places.get("from", here)
        page.ends_where = self.places.get("to", here)
        page.missed_places |= {f"period_{end}" for end in self.bad}
        for bad in self.bad.values():
            sentence = f"Insatsens löptid: {bad.sentence}"
            page.findings.append(Finding(codes.NOT_A_DATE, Severity.ERROR, sentence, bad.where))


def said_unit(sheet: Outline) -> tuple[Unit, Where] | None:
    """The unit that the sheet's headings say, and where."""
    for row, column, words in sheet.texts:
        if words.names_unit and len(words.folded) <= 60:
            said = set(words.folded.split())
            if said & (_TKR | _KR):
                return Unit.TKR if said & _TKR else Unit.KR, sheet.place(row, column)
    return None
