"""A table of people in a file, as the text that one would paste; and the template to fill in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

from xlsxwriter import Workbook

from samordna.documents.workbooks.cells import Cell
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.documents.workbooks.reader import read_workbook
from samordna.flows.starting.rows import COLUMNS, LONGEST

LARGEST_BYTES: Final = 2_000_000
SAMPLE_NAME: Final = "personer-mall.xlsx"
_WIDE = 18


class NoTable(Exception):
    """The file holds no table that can be read; the message is a Swedish sentence."""


def text_of(content: bytes) -> str:
    """The table of an .xlsx or .csv file as text with tabs. Raises :class:`NoTable`."""
    if len(content) > LARGEST_BYTES:
        raise NoTable("Filen är för stor. Den får vara högst 2 MB.")
    if content.startswith(b"PK"):
        return _text_of_workbook(content)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoTable("Filen går inte att läsa. Spara den som Excel-arbetsbok (.xlsx) eller CSV.")


def _text_of_workbook(content: bytes) -> str:
    try:
        workbook = read_workbook(content)
    except WorkbookRefused as error:
        raise NoTable(str(error)) from error
    sheet = next((sheet for sheet in workbook.sheets if sheet.visible and sheet.cells), None)
    if sheet is None:
        raise NoTable("Arbetsboken är tom.")
    last = max(column for _, column in sheet.cells)
    out = StringIO()
    for row in sheet.rows:
        cells = (_text(sheet.at(row, column)) for column in range(1, last + 1))
        out.write("\t".join(cells) + "\n")
    if out.tell() > LONGEST:
        raise NoTable("Tabellen är för lång. Dela den i flera.")
    return out.getvalue()


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return " ".join(str(value).replace('"', "'").split())


def sample() -> bytes:
    """The template: the headings, and two rows to write over."""
    rows = (
        [names[0] for names in COLUMNS.values()],
        [
            "Anna Exempel", "anna@exempel.se", "070-000 00 00", "Styrelsen", "Ledamot", "", "", "",
            "Heby kommun", "2023-04-01", "2027-03-31", "Kommunfullmäktige i Heby", "2023-02-20",
            "2023-03-01",
        ],
        [
            "Bo Exempel", "bo@exempel.se", "", "", "", "", "Firmatecknare", "", "Heby kommun",
            "2024-01-01", "", "", "", "",
        ],
    )  # fmt: skip
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Personer")
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, bold if number == 0 else None)
        sheet.set_column(0, len(COLUMNS) - 1, _WIDE)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
