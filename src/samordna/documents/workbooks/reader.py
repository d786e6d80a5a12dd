"""Reads a guarded workbook into plain cells, a bounded part of each sheet."""

from __future__ import annotations

import io
import os
import posixpath
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.parsers import expat

import openpyxl
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from openpyxl.utils.cell import coordinate_to_tuple

from samordna.documents.workbooks.cells import Cell, Sheet, Value, Workbook
from samordna.documents.workbooks.formulas import count_formulas
from samordna.documents.workbooks.guard import WorkbookRefused, load_checked

#: What is read of each sheet. Real budgets have some 60 rows and 12 columns.
LAST_ROW = 2000
LAST_COLUMN = 100
LAST_SHEET = 30

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(source: bytes | str | os.PathLike[str]) -> Workbook:
    """Check the file and read it. Raises :class:`WorkbookRefused` with a Swedish sentence."""
    data = load_checked(source)
    try:
        return _read(data)
    except WorkbookRefused:
        raise
    except Exception as error:
        raise WorkbookRefused(
            "Arbetsboken går inte att läsa. Öppna den i Excel, spara den på nytt och försök igen."
        ) from error


def _read(data: bytes) -> Workbook:
    structures = _structures(data)
    with warnings.catch_warnings():
        # Openpyxl warns of extensions that it leaves out: nothing that a reader of values needs.
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = []
        for worksheet in values.worksheets[:LAST_SHEET]:
            structure = structures.get(worksheet.title, _Structure())
            sheets.append(
                Sheet(
                    title=worksheet.title,
                    cells=_cells(worksheet),
                    visible=worksheet.sheet_state == "visible",
                    hidden_rows=frozenset(structure.hidden_rows),
                    hidden_columns=frozenset(structure.hidden_columns),
                    cut=structure.cut,
                )
            )
        values.close()
        _add_formulas(data, sheets, structures)
    return count_formulas(Workbook(tuple(sheets)))


def _cells(worksheet: Any) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    for cell in _bounded(worksheet):
        value = _value(cell.value)
        if cell.data_type == "e" and isinstance(value, str):
            cells[cell.row, cell.column] = Cell(error=value)
        elif value is not None and value != "":
            is_percent = isinstance(value, Decimal) and "%" in (cell.number_format or "")
            cells[cell.row, cell.column] = Cell(value, is_percent)
    return cells


def _add_formulas(data: bytes, sheets: list[Sheet], structures: dict[str, _Structure]) -> None:
    """Put in the formulas, which are a reading of their own; most files have none."""
    if not any(structure.has_formulas for structure in structures.values()):
        return
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    for sheet in sheets:
        uncounted = structures.get(sheet.title, _Structure()).formulas_without_value
        for cell in _bounded(formulas[sheet.title]):
            if cell.data_type == "f":
                place = (cell.row, cell.column)
                formula = str(getattr(cell.value, "text", None) or cell.value or "")
                if place in sheet.cells:
                    sheet.cells[place] = replace(sheet.cells[place], formula=formula)
                elif place in uncounted:
                    is_percent = "%" in (cell.number_format or "")
                    sheet.cells[place] = Cell(None, is_percent, formula=formula, uncounted=True)
    formulas.close()


def _bounded(worksheet: Any) -> Iterator[Any]:
    for row in worksheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN):
        for cell in row:
            if cell.value is not None:
                yield cell


def _value(value: object) -> Value:
    if value is None or isinstance(value, str | bool | Decimal):
        return value
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return value.isoformat() if isinstance(value, time) else str(value)


@dataclass(slots=True)
class _Structure:
    """What a sheet's XML says beside its values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)
    has_formulas: bool = False
    cut: bool = False


def _structures(data: bytes) -> dict[str, _Structure]:
    """Read each sheet's structure, by title."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for title, part in _parts(archive):
            scan = _StructureScan()
            scan.parse(archive.read(part))
            found[title] = scan.structure
    return found


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The title and the part's name of each sheet."""
    workbook = _target(archive, "_rels/.rels", "/officeDocument") or "xl/workbook.xml"
    folder, name = posixpath.split(workbook)
    relations = fromstring(archive.read(f"{folder}/_rels/{name}.rels"), forbid_dtd=True)
    targets = {node.get("Id"): _path(folder, node.get("Target", "")) for node in relations}
    found = []
    for node in fromstring(archive.read(workbook), forbid_dtd=True).iter():
        if node.tag.rpartition("}")[2] == "sheet":
            part = targets.get(node.get(_RELATION))
            if part in archive.namelist():
                found.append((node.get("name", ""), part))
    return found


def _target(archive: zipfile.ZipFile, relations: str, kind: str) -> str | None:
    if relations not in archive.namelist():
        return None
    for node in fromstring(archive.read(relations), forbid_dtd=True):
        if node.get("Type", "").endswith(kind):
            return _path("", node.get("Target", ""))
    return None


def _path(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


class _StructureScan:
    """Collects hidden rows and columns, and formulas that were saved without their value."""

    def __init__(self) -> None:
        self.structure = _Structure()
        self.place: tuple[int, int] | None = None
        self.has_formula = self.has_value = self.in_value = False

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._stop
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        hidden = attributes.get("hidden") in ("1", "true")
        if local == "row" and hidden and "r" in attributes:
            self.structure.hidden_rows.add(int(attributes["r"]))
        elif local == "col" and hidden:
            first = int(attributes.get("min", 1))
            last = min(int(attributes.get("max", first)), LAST_COLUMN)
            self.structure.hidden_columns.update(range(first, last + 1))
        elif local == "c":
            self.place = coordinate_to_tuple(attributes["r"]) if "r" in attributes else None
            # A formula whose value is the empty text is counted: it has a type and an empty value.
            self.has_value = attributes.get("t") == "str"
            self.has_formula = False
        elif local == "f":
            self.has_formula = self.structure.has_formulas = True
        elif local in ("v", "t"):
            self.in_value = True

    def _text(self, text: str) -> None:
        if self.in_value and text:
            self.has_value = True

    def _stop(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in ("v", "t"):
            self.in_value = False
        elif local == "c" and self.place is not None:
            row, column = self.place
            if self.has_formula and not self.has_value:
                self.structure.formulas_without_value.add(self.place)
            if (self.has_value or self.has_formula) and (row > LAST_ROW or column > LAST_COLUMN):
                self.structure.cut = True
