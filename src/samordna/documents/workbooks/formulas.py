"""Counts the simple formulas that a file was saved without values for, or with values from before.

Programs other than Excel write formulas and no values, or zeros that Excel is to count anew. What
budgets use is counted here: SUM, ROUND, the four operations, and references to cells, also in other
sheets. Anything else is left uncounted, and a reader says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, DecimalException

from openpyxl.utils.cell import column_index_from_string

from samordna.documents.workbooks.cells import Cell, Sheet, Value, Workbook, reference
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
    """The formula is beyond what is counted here. ``cause``: the cell that it could not count."""

    def __init__(self, cause: str | None = None) -> None:
        self.cause = cause
        super().__init__(cause)


def count_formulas(workbook: Workbook, stale: bool = False) -> Workbook:
    """Return the workbook with every formula counted that was stored without a value and can be.

    ``stale``: the file says that its values are from before. They are counted anew where that can
    be done; what cannot be counted keeps a value that somebody has counted, but not a zero, which
    is what programs write that count nothing. A file whose every formula is zero is such a one, as
    soon as one of them is not zero when it is counted.
    """
    found = [cell for sheet in workbook.sheets for cell in sheet.cells.values() if cell.formula]
    if stale or (any(map(_is_zero, found)) and all(map(_says_nothing, found))):
        counter = _Counter(workbook, anew=True)
        counted = counter.workbook()
        if stale or counter.has_news:
            return counted
    if not any(cell.uncounted for cell in found):
        return workbook
    return _Counter(workbook, anew=False).workbook()


def _is_zero(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal) and cell.value == 0


def _says_nothing(cell: Cell) -> bool:
    return _is_zero(cell) or cell.uncounted or cell.error is not None


class _Counter:
    """Counts what waits to be counted: formulas without a value and, ``anew``, all others."""

    def __init__(self, workbook: Workbook, *, anew: bool) -> None:
        self.source, self.anew = workbook, anew
        self.sheets = {sheet.title.casefold(): sheet for sheet in workbook.sheets}
        self.known: dict[tuple[str, int, int], Value] = {}
        self.depth = self.visits = 0
        #: Whether a value came out otherwise than it was stored.
        self.has_news = False

    def workbook(self) -> Workbook:
        """The workbook with what could be counted."""
        return Workbook(tuple(self._counted(sheet) for sheet in self.source.sheets))

    def _counted(self, sheet: Sheet) -> Sheet:
        cells = {
            (row, column): self._cell(sheet, row, column, cell) if self._waits(cell) else cell
            for (row, column), cell in sheet.cells.items()
        }
        return replace(sheet, cells=cells)

    def _cell(self, sheet: Sheet, row: int, column: int, cell: Cell) -> Cell:
        try:
            value = self.value(sheet, row, column)
        except _CannotCount as error:
            mine = _name(sheet, row, column)
            return replace(
                cell,
                value=None,
                uncounted=True,
                waits_for=error.cause if error.cause != mine else None,
            )
        self.has_news = self.has_news or (not cell.uncounted and value != cell.value)
        return replace(cell, value=value, uncounted=False)

    def _waits(self, cell: Cell) -> bool:
        return cell.uncounted or (self.anew and cell.formula is not None and cell.error is None)

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """The cell's value, counted where need be. Raises when it cannot be."""
        cell = sheet.at(row, column)
        self.visits += 1
        if self.visits > _MOST_VISITS:
            raise _CannotCount
        if cell.error is not None:
            raise _CannotCount(_name(sheet, row, column))
        if not self._waits(cell):
            return cell.value
        key = (sheet.title, row, column)
        if key not in self.known:
            try:
                self.known[key] = self._parsed(sheet, cell)
            except _CannotCount as error:
                if cell.uncounted or _is_zero(cell):
                    raise _CannotCount(error.cause or _name(sheet, row, column)) from error
                self.known[key] = cell.value
            except (DecimalException, ValueError, RecursionError) as error:
                if cell.uncounted or _is_zero(cell):
                    raise _CannotCount(_name(sheet, row, column)) from error
                self.known[key] = cell.value
        return self.known[key]

    def _parsed(self, sheet: Sheet, cell: Cell) -> Value:
        if self.depth >= _DEEPEST or cell.formula is None:
            raise _CannotCount
        self.depth += 1
        try:
            return _Parser(self, sheet, cell.formula.lstrip("=")).result()
        finally:
            self.depth -= 1

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


def _name(sheet: Sheet, row: int, column: int) -> str:
    return f"{sheet.title}!{reference(row, column)}"


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
