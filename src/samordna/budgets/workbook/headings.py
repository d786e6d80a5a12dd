"""What stands at the top of every sheet: the initiative's name, its period, the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samordna.budgets import codes
from samordna.budgets.labels import fold
from samordna.budgets.workbook.raw import RawPeriod, Titled
from samordna.budgets.workbook.values import BadDate, Misplaced, Unit, place, read_date
from samordna.budgets.workbook.words import (
    is_from_heading,
    is_nothing,
    is_owner_heading,
    is_percent_heading,
    is_to_heading,
    is_whole_period_heading,
    like,
    row_kind,
)
from samordna.documents.workbooks.cells import Sheet
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.findings import Finding, Severity, Where

_TITLES = (
    "budget detaljerad",
    "insatsbudget fördelad över insatstid",
    "insatsbudget",
    "fördelad över insatstid",
    "budgetsammanställning",
)
_NAME_LABEL = re.compile(r"^(namn på (insats|insatsen|projekt|projektet)|insatsens namn)\b")
_INLINE_NAME = re.compile(
    r"^[^:]*\b(?:insats(?:en)?|projekt(?:et)?|namn|\w*ställning)\s*:\s*(.+)$", re.I
)
_INLINE_DATE = re.compile(
    r"^(fr\.?\s*o\.?\s*m\.?|t\.?\s*o\.?\s*m\.?|från|till)\s*:?\s*(\d\S*)$", re.I
)
_UNIT_PLACE = re.compile(r"^(kostnader|kostnad|belopp|fördelning|summor|alla belopp|anges)\b")


def texts(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Every text of a sheet, row by row from the left, with its row and column."""
    for row, column in sorted(sheet.cells):
        if text := sheet.text(row, column):
            yield row, column, text


def read_headings(sheet: Sheet, into: Titled, last_row: int) -> None:
    """Find the initiative's name and period above ``last_row``."""
    _read_name(sheet, into, last_row)
    _read_period(sheet, into, last_row)


def _read_name(sheet: Sheet, into: Titled, last_row: int) -> None:
    titles = []
    for row, column, text in texts(sheet):
        if row > last_row:
            break
        folded = fold(text)
        inline = _INLINE_NAME.match(text)
        before = fold(text.partition(":")[0])
        if inline and ("namn på" in before or _NAME_LABEL.match(before) or _is_title(before)):
            into.name, into.name_where = inline[1].strip(), place(sheet, row, column)
            return
        if _NAME_LABEL.match(folded) and len(folded) < 30:
            if _name_beside(sheet, into, row, column):
                return
        elif _is_title(folded):
            titles.append((row, column))
    for row, column in titles:
        if _name_beside(sheet, into, row, column):
            return


def _is_title(folded: str) -> bool:
    return like(folded, *_TITLES)


def _name_beside(sheet: Sheet, into: Titled, row: int, column: int) -> bool:
    """Take the first text to the right that is no heading itself; then the one right below."""
    places = [(row, c) for c in sheet.columns(row) if c > column] + [(row + 1, column)]
    for next_row, next_column in places:
        text = sheet.text(next_row, next_column)
        value = sheet.at(next_row, next_column).value
        if is_nothing(value):
            continue
        if text and not _is_heading(text):
            into.name, into.name_where = text, place(sheet, next_row, next_column)
            return True
    return False


def _is_heading(text: str) -> bool:
    folded = fold(text)
    return bool(
        like(folded, *_TITLES)
        or _NAME_LABEL.match(folded)
        or _UNIT_PLACE.match(folded)
        or "löptid" in folded
        or row_kind(text)
        or is_percent_heading(text)
        or is_owner_heading(text)
        or is_whole_period_heading(text)
        or is_from_heading(text)
        or is_to_heading(text)
        or "egenfinansiering" in folded
        or folded.startswith(("fyll i", "att rek", "data hämtas", "skall ej", "ska ej", "år 1"))
        or _is_date(text)
    )


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except NotADate:
        return False
    return True


def _read_period(sheet: Sheet, into: Titled, last_row: int) -> None:
    for row, column, text in texts(sheet):
        if row > last_row:
            return
        folded = fold(text)
        if "löptid" in folded or folded in ("insatsperiod", "projektperiod", "tidsperiod insats"):
            into.period = _period_near(sheet, into, row, column)
            return


@dataclass(slots=True)
class _Found:
    """The two ends of a period as they are found."""

    ends: dict[str, date]
    places: dict[str, Where]
    bad: dict[str, BadDate]


def _period_near(sheet: Sheet, into: Titled, row: int, column: int) -> RawPeriod:
    """Read the two dates right of or below the label *Insatsens löptid*."""
    found = _Found({}, {}, {})
    labels: dict[str, tuple[int, int]] = {}
    candidates: list[tuple[int, int]] = []
    for next_row in range(row, row + 7):
        if next_row > row and _ends_period(sheet.text(next_row, _first_column(sheet, next_row))):
            break
        for next_column in sheet.columns(next_row):
            text = sheet.text(next_row, next_column)
            if next_column < column or (next_row, next_column) == (row, column):
                continue
            if inline := _INLINE_DATE.match(text):
                end = "from" if inline[1].casefold().startswith("f") else "to"
                _take_inline(found, end, inline[2], place(sheet, next_row, next_column))
            elif is_from_heading(text):
                labels["from"] = (next_row, next_column)
            elif is_to_heading(text):
                labels["to"] = (next_row, next_column)
            elif not (text and _is_heading(text) and not _is_date(text)):
                candidates.append((next_row, next_column))
    _assign(sheet, found, labels, candidates)
    for bad in found.bad.values():
        into.findings.append(
            Finding(
                codes.NOT_A_DATE, Severity.ERROR, f"Insatsens löptid: {bad.sentence}", bad.where
            )
        )
    return RawPeriod(
        found.ends.get("from"),
        found.ends.get("to"),
        found.places.get("from", place(sheet, row, column)),
        found.places.get("to", place(sheet, row, column)),
    )


def _ends_period(text: str) -> bool:
    return row_kind(text) is not None or _UNIT_PLACE.match(fold(text)) is not None


def _first_column(sheet: Sheet, row: int) -> int:
    return next(iter(sheet.columns(row)), 1)


def _take_inline(found: _Found, end: str, text: str, where: Where) -> None:
    found.places[end] = where
    try:
        found.ends[end] = parse_date(text)
    except NotADate as error:
        found.bad[end] = BadDate(str(error), where)


def _assign(
    sheet: Sheet,
    found: _Found,
    labels: dict[str, tuple[int, int]],
    candidates: list[tuple[int, int]],
) -> None:
    """Give each end its cell: below its label, else right of it, else in order."""
    left = list(candidates)
    for end, (row, column) in labels.items():
        if end in found.places:
            continue
        below = [(r, c) for r, c in left if c == column and row < r <= row + 6]
        right = [(r, c) for r, c in left if r == row and column < c <= column + 1]
        for spot in [*below, *right][:1]:
            left.remove(spot)
            _take(sheet, found, end, spot)
    if not labels:
        for end, spot in zip(("from", "to"), left, strict=False):
            if end not in found.places:
                _take(sheet, found, end, spot)


def _take(sheet: Sheet, found: _Found, end: str, spot: tuple[int, int]) -> None:
    where = place(sheet, *spot)
    found.places[end] = where
    read = read_date(sheet, *spot)
    if isinstance(read, date):
        found.ends[end] = read
    elif isinstance(read, BadDate):
        found.bad[end] = read
    elif isinstance(read, Misplaced):
        text = read.figure.as_text or f"{read.figure.number:f}"
        found.bad[end] = BadDate(
            f"”{text}” är inte ett datum. Skriv till exempel 2025-01-31.", where
        )
    elif read is not None:
        found.bad[end] = BadDate(f"”{read.text}” är inte ett datum.", where)


def said_unit(sheet: Sheet) -> tuple[Unit, Where] | None:
    """The unit that the sheet's headings say, and where."""
    for row, column, text in texts(sheet):
        folded = fold(text)
        if len(folded) > 60 or not _UNIT_PLACE.match(folded):
            continue
        words = set(folded.split())
        if words & {"tkr", "tsek", "ksek", "tsk", "tusental", "tusen"}:
            return Unit.TKR, place(sheet, row, column)
        if words & {"kr", "kronor", "sek"}:
            return Unit.KR, place(sheet, row, column)
    return None
