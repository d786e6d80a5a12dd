"""Counts the simple formulas that a file was saved without values for.

Programs other than Excel write formulas and no values. What budgets use is counted here: SUM,
ROUND, the four operations, and references to cells, also in other sheets. Anything else is left
uncounted, and a reader says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, DecimalException

from openpyxl.utils.cell import column_index_from_string

from samordna.documents.workbooks.cells import Cell, Sheet, Value, Workbook
from samordna.kernel.money import round_half_up

_LARGEST_RANGE = 20_000
_LARGEST_VALUE = Decimal(10) ** 15
_DEEPEST = 60
#: Cells looked at and tokens of a formula: a budget needs some hundreds, a hostile file millions.
_MOST_VISITS = 200_000
_MOST_TOKENS = 200
_TOKEN = re.compile(
    r"""\s{0,50}(?:
      (?P<number>[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,4})?)
    | (?P<sheet>'(?:[^']|''){1,64}'!|[^\W\d][\w.]{0,64}!)?
      (?P<ref>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(])
    | (?P<name>[A-Za-z]{1,40})(?=\()
    | (?P<mark>[-+*/(),;%])
    )""",
    re.VERBOSE,
)
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class _CannotCount(Exception):
    """The formula is beyond what is counted here."""


def count_formulas(workbook: Workbook) -> Workbook:
    """Return the workbook with every formula counted that was stored without a value and can be."""
    if not any(cell.uncounted for sheet in workbook.sheets for cell in sheet.cells.values()):
        return workbook
    counter = _Counter(workbook)
    return Workbook(tuple(counter.counted(sheet) for sheet in workbook.sheets))


class _Counter:
    def __init__(self, workbook: Workbook) -> None:
        self.sheets = {sheet.title.casefold(): sheet for sheet in workbook.sheets}
        self.known: dict[tuple[str, int, int], Value] = {}
        self.depth = self.visits = 0

    def counted(self, sheet: Sheet) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {}
        for (row, column), cell in sheet.cells.items():
            cells[row, column] = cell
            if cell.uncounted:
                try:
                    value = self.value(sheet, row, column)
                except (_CannotCount, DecimalException, ValueError, RecursionError):
                    continue
                cells[row, column] = replace(cell, value=value, uncounted=False)
        return replace(sheet, cells=cells)

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """The cell's value, counted where need be. Raises when it cannot be."""
        cell = sheet.at(row, column)
        self.visits += 1
        if cell.error is not None or self.visits > _MOST_VISITS:
            raise _CannotCount
        if not cell.uncounted:
            return cell.value
        key = (sheet.title, row, column)
        if key not in self.known:
            if self.depth >= _DEEPEST or cell.formula is None:
                raise _CannotCount
            self.depth += 1
            try:
                self.known[key] = _Parser(self, sheet, cell.formula.lstrip("=")).result()
            finally:
                self.depth -= 1
        return self.known[key]

    def cells(self, sheet: Sheet, ref: str) -> list[Value]:
        """The values of a reference or range."""
        corners = [(column_index_from_string(c), int(r)) for c, r in _REF.findall(ref)]
        (left, top), (right, bottom) = corners[0], corners[-1]
        if (abs(right - left) + 1) * (abs(bottom - top) + 1) > _LARGEST_RANGE:
            raise _CannotCount
        return [
            self.value(sheet, row, column)
            for row in range(min(top, bottom), max(top, bottom) + 1)
            for column in range(min(left, right), max(left, right) + 1)
        ]


class _Parser:
    """Reads one formula from left to right and counts it as it goes."""

    def __init__(self, counter: _Counter, sheet: Sheet, text: str) -> None:
        self.counter, self.sheet = counter, sheet
        self.tokens = self._tokens(text)
        self.position = 0

    @staticmethod
    def _tokens(text: str) -> list[re.Match[str]]:
        tokens: list[re.Match[str]] = []
        position = 0
        text = text.strip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None or len(tokens) > _MOST_TOKENS:
                raise _CannotCount
            tokens.append(match)
            position = match.end()
        return tokens

    def result(self) -> Value:
        """The formula's value: a lone reference keeps its text or date, all else is a number."""
        if len(self.tokens) == 1 and self.tokens[0]["ref"]:
            found = self._range(self.tokens[0])
            return Decimal(0) if found[0] is None else found[0]
        value = self._sum()
        if self.position != len(self.tokens) or abs(value) > _LARGEST_VALUE:
            raise _CannotCount
        return value

    def _mark(self, *marks: str) -> str | None:
        if self.position < len(self.tokens) and self.tokens[self.position]["mark"] in marks:
            self.position += 1
            return self.tokens[self.position - 1]["mark"]
        return None

    def _sum(self) -> Decimal:
        value = self._product()
        while mark := self._mark("+", "-"):
            other = self._product()
            value = value + other if mark == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while mark := self._mark("*", "/"):
            other = self._signed()
            value = value * other if mark == "*" else value / other
        return value

    def _signed(self) -> Decimal:
        mark = self._mark("-", "+")
        value = -self._signed() if mark == "-" else self._signed() if mark else self._single()
        return value / 100 if self._mark("%") else value

    def _single(self) -> Decimal:
        if self._mark("("):
            value = self._sum()
            self._close()
            return value
        if self.position >= len(self.tokens):
            raise _CannotCount
        token = self.tokens[self.position]
        self.position += 1
        if token["number"]:
            return Decimal(token["number"])
        if token["ref"]:
            found = self._range(token)
            if len(found) != 1:
                raise _CannotCount
            return _number(found[0])
        if token["name"]:
            return self._function(token["name"].upper())
        raise _CannotCount

    def _function(self, name: str) -> Decimal:
        self._mark("(")
        arguments = [self._argument()]
        while self._mark(",", ";"):
            arguments.append(self._argument())
        self._close()
        if name == "SUM":
            # As in Excel, what is not a number in a range counts for nothing.
            values = [value for argument in arguments for value in argument]
            return sum((v for v in values if isinstance(v, Decimal)), Decimal(0))
        if name == "ROUND" and len(arguments) == 2:
            value, digits = _number(arguments[0][0]), int(_number(arguments[1][0]))
            if abs(digits) > 12:
                raise _CannotCount
            shift = Decimal(10) ** digits
            return Decimal(round_half_up(value * shift)) / shift
        raise _CannotCount

    def _argument(self) -> list[Value]:
        token = self.tokens[self.position] if self.position < len(self.tokens) else None
        if token is not None and token["ref"] and ":" in token["ref"]:
            self.position += 1
            return self._range(token)
        return [self._sum()]

    def _range(self, token: re.Match[str]) -> list[Value]:
        sheet = self.sheet
        if token["sheet"]:
            title = token["sheet"][:-1].strip("'").replace("''", "'").casefold()
            if title not in self.counter.sheets:
                raise _CannotCount
            sheet = self.counter.sheets[title]
        return self.counter.cells(sheet, token["ref"])

    def _close(self) -> None:
        if not self._mark(")"):
            raise _CannotCount


def _number(value: Value) -> Decimal:
    if value is None:
        return Decimal(0)
    if not isinstance(value, Decimal):
        raise _CannotCount
    return value
