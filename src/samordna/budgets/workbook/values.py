"""Single cells as figures, dates and percentages, and what to say when they are something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from samordna.budgets.workbook.outline import Outline
from samordna.documents.workbooks.cells import Cell, Value
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.findings import Where
from samordna.kernel.money import LARGEST_KR, NotAnAmount, read_number, round_half_up

#: The day that Excel counts its days from.
EXCEL_DAY_0 = date(1899, 12, 30)
_TIME_AFTER_DATE = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?$")
#: What people write around a percentage: ``ca 50 % av heltid``, ``0,5 tjänst``.
_AROUND_PERCENT = re.compile(
    r"%|procent|\b(ca|cirka|av|en|heltid|tjänster|tjänst|årsarbetare|åa)\b\.?|[()]"
)
#: No larger number is a share of full time (0,5 av heltid) and no per cent.
_LARGEST_SHARE = 3
_DIGITS = re.compile(r"^[0-9]+$")
_NOTHING = frozenset(("", "-", "–", "—", "−", "0", ".", ".."))
#: Words that say that there is no cost. *Ingår* says where a cost is, and stands beside an amount.
_NO_COST = frozenset(
    ("n/a", "n.a.", "n.a", "na", "ej aktuellt", "inte aktuellt", "ej tillämpligt", "ej relevant")
)
#: What a link to an empty cell is shown as where dates are.
_NO_DAY = frozenset(("00:00:00", "0:00:00", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01"))
_LAST_NO_DAY = date(1900, 1, 1)
#: A written amount as large as this is two: 90 000 and 800 000.
_LARGEST_WRITTEN_KR = Decimal(1_000_000_000)


Period = tuple[date, date]
#: The period to read the initiative's own days by.
ANY_TIME: Period = (date(2003, 1, 1), date(2057, 12, 31))


class Unit(StrEnum):
    """What the figures of a sheet are: kronor, or thousands of kronor."""

    KR = "kr"
    TKR = "tkr"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written. ``unit`` is set where the cell's own text says kr or tkr.

    ``as_text`` is the text, where the cell holds text and no number.
    """

    number: Decimal
    where: Where
    unit: Unit | None = None
    as_text: str | None = None

    def kr(self, unit: Unit) -> int:
        """Whole kronor, where the sheet's figures are in the given unit."""
        return round_half_up(self.exact_kr(unit))

    def exact_kr(self, unit: Unit) -> Decimal:
        """Kronor with whatever öre the cell holds."""
        return self.number * 1000 if (self.unit or unit) is Unit.TKR else self.number


class Trouble(StrEnum):
    """Why a cell that should hold a figure holds none."""

    TEXT = "text"
    ERROR = "error"
    UNCOUNTED = "uncounted"
    #: The text of such is the cell that it waits for: ``Blad1!B13``.
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that should hold a figure, and does not."""

    trouble: Trouble
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An amount where a date should be."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class BadDate:
    """Something in a date's place that is neither a date nor an amount; a Swedish sentence."""

    sentence: str
    where: Where


def is_nothing(value: Value) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, or a link to an empty cell."""
    if isinstance(value, str):
        return value.strip() in _NOTHING or value.strip() in _NO_DAY
    if isinstance(value, date):
        return value <= _LAST_NO_DAY
    return value is None or value == Decimal(0)


def is_nothing_at(cell: Cell) -> bool:
    """Whether a cell has nothing, and should have nothing."""
    return is_nothing(cell.value) and cell.error is None and not cell.uncounted


def read_figure(sheet: Outline, row: int, column: int) -> Figure | Unreadable | None:
    """Read an amount as it is written; None where the cell is empty."""
    cell = sheet.at(row, column)
    where = sheet.place(row, column)
    if trouble := trouble_of(cell, where):
        return trouble
    value = cell.value
    if isinstance(value, Decimal):
        if abs(value) > LARGEST_KR:
            return Unreadable(Trouble.TEXT, f"{value:.3g}", where)
        return Figure(value, where)
    if is_nothing(value):
        return None
    if not isinstance(value, str):
        return Unreadable(Trouble.TEXT, str(value), where)
    if " ".join(value.split()).strip("()").casefold() in _NO_COST:
        return None
    try:
        number, says_tkr, says_kr = read_number(value, colon=True)
    except NotAnAmount:
        return Unreadable(Trouble.TEXT, " ".join(value.split()), where)
    if abs(number) >= _LARGEST_WRITTEN_KR:
        return Unreadable(Trouble.TEXT, " ".join(value.split()), where)
    unit = Unit.TKR if says_tkr else Unit.KR if says_kr else None
    return Figure(number, where, unit, as_text=" ".join(value.split()))


def trouble_of(cell: Cell, where: Where) -> Unreadable | None:
    """What is wrong with a cell that has no value at all; None where it has one, or is empty."""
    if cell.error is not None:
        return Unreadable(Trouble.ERROR, cell.error, where)
    if cell.uncounted and cell.waits_for:
        return Unreadable(Trouble.WAITING, cell.waits_for, where)
    if cell.uncounted:
        return Unreadable(Trouble.UNCOUNTED, cell.formula or "", where)
    return None


def read_date(
    sheet: Outline, row: int, column: int, near: Period | None = None
) -> date | Misplaced | BadDate | Unreadable | None:
    """Read a date in any of the ways that offices write one; None where the cell is empty.

    ``near`` is the initiative's period: it tells the date 110930 from the amount 110 930, and
    Excel's day number 45658 from the amount. Where no amount can stand it is :data:`ANY_TIME`.
    """
    cell = sheet.at(row, column)
    where = sheet.place(row, column)
    if trouble := trouble_of(cell, where):
        return trouble
    value = cell.value
    if is_nothing(value):
        return None
    if isinstance(value, date):
        if 1990 <= value.year <= 2100:
            return value
        # An amount in a cell that is formatted as a date: 720 000 is a day in the year 3871.
        return Misplaced(Figure(Decimal((value - EXCEL_DAY_0).days), where))
    if isinstance(value, Decimal):
        return _date_or_amount(value, where, near)
    if not isinstance(value, str):
        return BadDate(f"”{value}” är inte ett datum. Skriv till exempel 2025-01-31.", where)
    return _date_in_text(value, where, near)


def _date_in_text(value: str, where: Where, near: Period | None) -> date | Misplaced | BadDate:
    text = _TIME_AFTER_DATE.sub("", " ".join(value.split()))
    if _DIGITS.match(text):
        return _date_or_amount(Decimal(text), where, near, written=text)
    try:
        return parse_date(text)
    except NotADate as error:
        sentence = str(error)
    try:
        number, says_tkr, says_kr = read_number(text)
    except NotAnAmount:
        return BadDate(sentence, where)
    unit = Unit.TKR if says_tkr else Unit.KR if says_kr else None
    if (unit is None and re.search(r"[.,][0-9]{1,2}$", text)) or abs(number) > LARGEST_KR:
        return BadDate(sentence, where)
    return Misplaced(Figure(number, where, unit))


def _date_or_amount(
    value: Decimal, where: Where, near: Period | None, written: str | None = None
) -> date | Misplaced | BadDate:
    """A bare number in a date's place: 250101, 20250101, a day number of Excel's, or an amount."""
    if abs(value) > LARGEST_KR:
        return BadDate("Talet är inget datum. Skriv till exempel 2025-01-31.", where)
    amount = Misplaced(Figure(value, where))
    if value != value.to_integral_value() or value <= 0:
        return amount
    text = written or str(int(value))
    if len(text) == 4 and 1990 <= int(value) <= 2100:
        return BadDate(f"”{text}” är ett år, inte ett datum. Skriv till exempel 2025-01-31.", where)
    try:
        found = parse_date(text)
    except NotADate as error:
        if _looks_like_a_date(text, near):
            return BadDate(str(error), where)
    else:
        return found if len(text) == 8 or _is_near(found, near) else amount
    if len(text) == 5:
        day = EXCEL_DAY_0 + timedelta(days=int(value))
        if near is not None and _is_near(day, near):
            return day
    return amount


def _looks_like_a_date(text: str, near: Period | None) -> bool:
    """Whether digits are meant as a date, though there is no such day: 20250631, 250631."""
    if len(text) == 6:
        year, text = 2000 + int(text[:2]), "20" + text
    elif len(text) == 8:
        year = int(text[:4])
    else:
        return False
    in_calendar = 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:]) <= 31
    first, last = (near[0].year - 3, near[1].year + 3) if near else (2000, 2060)
    return in_calendar and first <= year <= last


def _is_near(day: date, near: Period | None) -> bool:
    if near is None:
        return 2000 <= day.year <= 2060
    return near[0].year - 3 <= day.year <= near[1].year + 3


def read_percent(sheet: Outline, row: int, column: int) -> Decimal | Unreadable | None:
    """Read per cent of full time as written; a bare number is left for the column to settle.

    See :func:`says_percent` for the cells that need no settling, and :func:`settle_percents`.
    """
    cell = sheet.at(row, column)
    where = sheet.place(row, column)
    if trouble := trouble_of(cell, where):
        return trouble
    value = cell.value
    if value is None or (not isinstance(value, Decimal) and is_nothing(value)):
        return None
    if isinstance(value, Decimal):
        return value * 100 if cell.is_percent else value
    if isinstance(value, str):
        return _percent_in_text(value, where)
    return Unreadable(Trouble.TEXT, str(value), where)


def _percent_in_text(value: str, where: Where) -> Decimal | Unreadable:
    text = " ".join(value.split())
    folded = text.casefold()
    if folded in ("heltid", "halvtid"):
        return Decimal(100 if folded == "heltid" else 50)
    try:
        number = read_number(_AROUND_PERCENT.sub("", folded))[0]
    except NotAnAmount:
        return Unreadable(Trouble.TEXT, text, where)
    is_share = "tid" in folded and not ("%" in folded or "procent" in folded)
    return number * 100 if is_share and number <= _LARGEST_SHARE else number


def says_percent(cell: Cell) -> bool:
    """Whether a cell itself says that it is per cent, by its format or a sign."""
    text = cell.value.casefold() if isinstance(cell.value, str) else ""
    return cell.is_percent or "%" in text or "procent" in text or "tid" in text


def settle_percents(bare: Sequence[Decimal]) -> list[Decimal]:
    """Turn a column's bare numbers into per cent: 0.85 and 85 are both 85 per cent.

    Where any is above 10 they are per cent, but for shares up to 1. Otherwise a part of 1 (0.85)
    tells that they are shares, and so do whole numbers up to 3 (2 is two full-time posts).
    """
    known = [value for value in bare if value]
    largest = max(known, default=Decimal(0))
    if largest > 10:
        return [value * 100 if value <= 1 else value for value in bare]
    are_shares = largest <= 3 or any(value < 1 for value in known)
    return [value * 100 if are_shares else value for value in bare]
