"""A table of people in a file, as the text that one would paste; and the template to fill in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

from samordna.documents.workbooks.cells import Cell, Sheet
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.documents.workbooks.reader import read_workbook
from samordna.flows.starting.rows import LONGEST, NO_HEADING, has_heading
from samordna.flows.starting.table import COLUMNS
from samordna.ground.apart import ONE_FILE, NotRead
from samordna.kernel.sentences import listed

LARGEST_BYTES: Final = 2_000_000
SAMPLE_NAME: Final = "personer-mall.xlsx"
_WIDE = 18
#: How the files of Excel before 2007 begin.
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class NoTable(Exception):
    """The file holds no table that can be read; the message is a Swedish sentence."""


def text_of(content: bytes, name: str = "") -> str:
    """The table of a workbook or a .csv file as text with tabs. Raises :class:`NoTable`: also for a
    file in which no row names columns, since its text is no table to correct."""
    if len(content) > LARGEST_BYTES:
        raise NoTable("Filen är för stor. Den får vara högst 2 MB.")
    if content.startswith((b"PK", _OLD_EXCEL)):
        return _text_of_workbook(content)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise NoTable(
            f"”{name[:60]}” heter som en Excel-arbetsbok men är ingen. Öppna den i Excel och spara "
            "den som Excel-arbetsbok (.xlsx) eller CSV."
        )
    text = _decoded(content)
    if not text.strip():
        raise NoTable("Filen är tom.")
    if not has_heading(text):
        raise NoTable(f"Filen har ingen tabell med personer. {NO_HEADING}")
    return text


def _decoded(content: bytes) -> str:
    """The text of a file, as Excel and others save it. Raises :class:`NoTable`."""
    # What Excel calls Unicode text begins with a mark of its order of bytes.
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoTable("Filen går inte att läsa. Spara den som Excel-arbetsbok (.xlsx) eller CSV.")


def _text_of_workbook(content: bytes) -> str:
    try:
        workbook = ONE_FILE.call(read_workbook, content)
    except (WorkbookRefused, NotRead) as error:
        raise NoTable(str(error)) from error
    sheets = [sheet for sheet in workbook.sheets if sheet.visible and sheet.cells]
    if not sheets:
        raise NoTable("Arbetsboken är tom.")
    found = [(sheet.title, text) for sheet in sheets if has_heading(text := _text_of_sheet(sheet))]
    if not found:
        names = listed([f"”{sheet.title[:40]}”" for sheet in sheets])
        raise NoTable(f"Inget blad ({names}) har en tabell med personer. {NO_HEADING}")
    if len(found) > 1:
        names = listed([f"”{title[:40]}”" for title, _ in found])
        raise NoTable(
            f"Personer står på {len(found)} blad: {names}. Lägg dem på ett, eller importera ett "
            "blad i taget."
        )
    [(_, text)] = found
    if len(text) > LONGEST:
        raise NoTable("Tabellen är för lång. Dela den i flera.")
    return text


def _text_of_sheet(sheet: Sheet) -> str:
    last = max(column for _, column in sheet.cells)
    filled = set(sheet.rows)
    # An empty row is one too: what is said of row 7 is then what Excel calls row 7.
    lines = (
        "\t".join(_text(sheet.at(row, n)) for n in range(1, last + 1)) if row in filled else ""
        for row in range(1, max(filled) + 1)
    )
    return "".join(f"{line}\n" for line in lines)


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
