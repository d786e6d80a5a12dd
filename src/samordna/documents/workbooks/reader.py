"""Reads a guarded workbook into plain cells, a bounded part of each sheet.

A library reads the values of every kind of workbook. What it does not tell of an .xlsx comes from
:mod:`samordna.documents.workbooks.markings`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from samordna.documents.workbooks.cells import Cell, Sheet, Value, Workbook
from samordna.documents.workbooks.formulas import count_formulas
from samordna.documents.workbooks.guard import Kind, Package, WorkbookRefused, kind_of, load, opened
from samordna.documents.workbooks.markings import (
    LAST_COLUMN,
    LAST_ROW,
    LAST_SHEET,
    Marks,
    Place,
    SheetMarks,
    marks_of,
)
from samordna.kernel.texts import as_read, without_codes

#: A library that holds a sheet as a whole is given no more cells of one than this, empty included.
_LARGEST_AREA = 2_000_000
#: The parts of archives that are not .xlsx: only their sizes are looked at.
_CONTENT = (".xml", ".bin", ".rels")

_NOT_READ = "Arbetsboken går inte att läsa. Öppna den i Excel, spara den på nytt och försök igen."


def read_workbook(source: bytes | str | os.PathLike[str]) -> Workbook:
    """Check the file and read it: .xlsx, .xlsb, .xls, .ods or .csv, whatever it is called.

    Raises :class:`WorkbookRefused` with a Swedish sentence.
    """
    data = load(source)
    kind = kind_of(data)
    if kind is Kind.CSV:
        return Workbook((_text_sheet(data),))
    marks = Marks()
    if kind is not Kind.XLS:
        with opened(data) as package:
            if kind is Kind.XLSX:
                marks = marks_of(package)
                data = _without_what_lies_beyond(package, data, marks)
            else:
                _unpack(package)
    coded = kind in (Kind.XLSX, Kind.XLSB)
    return count_formulas(Workbook(tuple(_sheets(data, marks, coded))), stale=marks.stale)


def _sheets(data: bytes, marks: Marks, coded: bool) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        read = []
        for one in book.sheets_metadata[:LAST_SHEET]:
            if one.typ is SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(one.name)
                found = marks.sheets.get(one.name, SheetMarks())
                (height, width), (top, left) = _end(sheet.end), sheet.start or (0, 0)
                read.append(
                    Sheet(
                        title=as_read(one.name),
                        cells=_cells(
                            sheet.to_python(nrows=LAST_ROW), (top + 1, left + 1), found, coded
                        ),
                        visible=one.visible is SheetVisibleEnum.Visible,
                        hidden_rows=frozenset(found.hidden_rows),
                        hidden_columns=frozenset(found.hidden_columns),
                        cut=found.cut or height > LAST_ROW or width > LAST_COLUMN,
                    )
                )
    # The library is written in another language, and what it cannot do is no exception of Python's.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise WorkbookRefused(_NOT_READ) from error
    return read


def _end(end: tuple[int, int] | None) -> tuple[int, int]:
    return (0, 0) if end is None else (end[0] + 1, end[1] + 1)


def _cells(
    rows: Iterable[Sequence[object]], first: Place, marks: SheetMarks, coded: bool
) -> dict[Place, Cell]:
    cells: dict[Place, Cell] = {}
    for row, values in enumerate(rows, first[0]):
        if row > LAST_ROW:
            break
        for column, raw in enumerate(values[: LAST_COLUMN - first[1] + 1], first[1]):
            if raw != "" and (cell := _cell(raw, (row, column), marks, coded)) is not None:
                cells[row, column] = cell
    for place, error in marks.errors.items():
        cells[place] = Cell(error=error, formula=marks.formulas.get(place))
    for place, formula in marks.formulas.items():
        if place not in marks.valued and place not in marks.errors:
            percent = place in marks.percent
            cells[place] = Cell(None, percent, formula=formula, uncounted=True)
    return dict(sorted(cells.items()))


def _cell(raw: object, place: Place, marks: SheetMarks, coded: bool) -> Cell | None:
    value = _value(raw, coded)
    if value is None or value == "":
        return None
    is_percent = isinstance(value, Decimal) and place in marks.percent
    if isinstance(value, Decimal) and place in marks.said_percent:
        value, is_percent = value / 100, True
    return Cell(value, is_percent, formula=marks.formulas.get(place))


def _value(raw: object, coded: bool) -> Value:
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return as_read(without_codes(raw) if coded else raw)
    if isinstance(raw, int | float):
        number = Decimal(int(raw)) if float(raw).is_integer() else Decimal(repr(raw))
        return number if number.is_finite() else None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    return str(raw) if isinstance(raw, time | timedelta) else None


def _without_what_lies_beyond(package: Package, data: bytes, marks: Marks) -> bytes:
    """The workbook without cells far outside, where its sheets would be held as one large whole.

    One space in the last row of Excel makes a sheet of a million rows.
    """
    far = {
        marks.parts[title]: sheet.beyond
        for title, sheet in marks.sheets.items()
        if sheet.beyond and sheet.last[0] * sheet.last[1] > _LARGEST_AREA
    }
    if not far:
        return data
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_STORED) as new:
        left = {_same(part): ranges for part, ranges in far.items()}
        for entry in old.infolist():
            content = old.read(entry)
            for first, last in reversed(left.get(_same(entry.filename), [])):
                content = content[:first] + content[last:]
            new.writestr(entry.filename, content)
    return made.getvalue()


def _same(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _unpack(package: Package) -> None:
    """Go through what will be read, so that a part that swells is refused here."""
    for name in package.under(""):
        if name.endswith(_CONTENT):
            for _ in package.stream(name):
                pass


def _text_sheet(data: bytes) -> Sheet:
    """The one sheet of a file of text, whose cells are parted by semicolons, tabs or commas."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise WorkbookRefused("Filen är ingen Excel-arbetsbok (.xlsx).")
    lines = text.splitlines()[:LAST_ROW]
    mark = max(";\t,", key=lambda sign: sum(sign in line for line in lines))
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise WorkbookRefused(_NOT_READ) from error
    cells = {
        (row, column): Cell(value)
        for row, values in enumerate(rows[:LAST_ROW], 1)
        for column, raw in enumerate(values[:LAST_COLUMN], 1)
        if (value := as_read(raw).strip())
    }
    return Sheet("Blad1", cells, cut=len(rows) > LAST_ROW)
