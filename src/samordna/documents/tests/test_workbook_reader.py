from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from samordna.documents.tests import hostile
from samordna.documents.workbooks.cells import Cell, Sheet, Workbook, reference
from samordna.documents.workbooks.formulas import count_formulas
from samordna.documents.workbooks.reader import LAST_COLUMN, LAST_ROW, read_workbook
from samordna.documents.workbooks.writer import Book


def test_cells_come_out_as_plain_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad"
    sheet.append(["text", 125, 0.1, True, date(2025, 1, 31), datetime(2025, 1, 31, 12), None])
    sheet["A2"] = 0.85
    sheet["A2"].number_format = "0%"
    sheet["B2"] = "#REF!"
    read = read_workbook(hostile.saved(book)).sheets[0]
    assert read.title == "Blad"
    assert [read.at(1, column).value for column in range(1, 8)] == [
        "text",
        Decimal(125),
        Decimal("0.1"),
        True,
        date(2025, 1, 31),
        date(2025, 1, 31),
        None,
    ]
    assert read.at(2, 1) == Cell(Decimal("0.85"), is_percent=True)
    assert read.at(2, 2).error == "#REF!"
    assert read.rows == [1, 2]
    assert reference(13, 2) == "B13"


def test_hidden_sheets_rows_and_columns_are_read_and_known() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C3"] = 7
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Dolt")
    other.sheet_state = "hidden"
    first, second = read_workbook(hostile.saved(book)).sheets
    assert (first.visible, second.visible) == (True, False)
    assert first.at(3, 3).value == 7
    assert 3 in first.hidden_rows
    assert 3 in first.hidden_columns


def test_a_sheet_that_claims_to_be_all_of_excel_is_read_at_once() -> None:
    xml = (
        '<dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    data = hostile.rebuilt({hostile.SHEET: f"{head}{xml}</worksheet>"})
    begun = time.process_time()
    sheet = read_workbook(data).sheets[0]
    assert time.process_time() - begun < 1
    assert sheet.cells == {(1, 1): Cell(Decimal(1))}
    assert sheet.cut


def test_what_lies_within_the_limits_is_not_cut() -> None:
    book = openpyxl.Workbook()
    book.active.cell(LAST_ROW, LAST_COLUMN).value = 1
    sheet = read_workbook(hostile.saved(book)).sheets[0]
    assert sheet.at(LAST_ROW, LAST_COLUMN).value == 1
    assert not sheet.cut
    book.active.cell(LAST_ROW + 1, 1).value = 1
    assert read_workbook(hostile.saved(book)).sheets[0].cut


def test_the_largest_workbook_that_is_let_through_is_read_in_seconds() -> None:
    book = openpyxl.Workbook(write_only=True)
    for _ in range(3):
        sheet = book.create_sheet()
        for row in range(730):
            sheet.append([f"rad {row}", *range(25)])
    data = hostile.saved(book)
    begun = time.process_time()
    read = read_workbook(data)
    assert time.process_time() - begun < 6
    assert [len(sheet.cells) for sheet in read.sheets] == [730 * 26] * 3


def _counted(formulas: dict[str, str], values: dict[str, object] | None = None) -> Sheet:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad 1"
    other = book.create_sheet("O'Hara")
    other["A1"], other["A2"] = 10, "Heby kommun"
    for cell, value in {**(values or {}), **formulas}.items():
        sheet[cell] = value
    return read_workbook(hostile.saved(book)).sheets[0]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A3)", 6),
        ("=SUM(A1:A2,A3,4)", 10),
        ("=SUM(A1:B3)", 6),
        ("=A1+A2*A3-4/2", 5),
        ("=-(A1+A2)*10%", Decimal("-0.3")),
        ("=ROUND(A3/2,0)", 2),
        ("=$A$1+A$2", 3),
        ("='O''Hara'!A1*2", 20),
        ("='O''Hara'!A2", "Heby kommun"),
        ("='Blad 1'!A3", 3),
        ("=C9", 0),
        ("=D2", 7),
    ],
)
def test_simple_formulas_without_values_are_counted(formula: str, value: object) -> None:
    values = {"A1": 1, "A2": 2, "A3": 3, "B1": "text", "D2": "=A3+4"}
    assert _counted({"D1": formula}, values).at(1, 4).value == value


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(A1>0,"ja","nej")',
        "=VLOOKUP(A1,A1:B2,2)",
        "=Saknas!A1",
        "=A1/0",
        "=B1+1",
        "=D1",
        "=SUM(A1:XFD1048576)",
        "=SUM(A1",
        "=namngivet",
        '=A1&"x"',
    ],
)
def test_what_cannot_be_counted_is_said_to_be_uncounted(formula: str) -> None:
    cell = _counted({"D1": formula}, {"A1": 1, "B1": "text"}).at(1, 4)
    assert cell.uncounted
    assert cell.value is None


def test_formulas_made_to_take_for_ever_are_left_uncounted() -> None:
    many = {f"C{row}": f"=SUM(A1:B2000)+{row}" for row in range(1, 1500)}
    nested = {"D1": "=" + "(" * 150 + "1" + ")" * 10, "D2": "=ROUND(1,999999999)", "D3": "=9E99*9"}
    begun = time.process_time()
    sheet = _counted({**many, **nested})
    assert time.process_time() - begun < 5
    assert sheet.at(1, 3).value == 1
    assert all(
        sheet.at(row, column).uncounted for row, column in ((1499, 3), (1, 4), (2, 4), (3, 4))
    )


def test_formulas_that_point_at_each_other_are_uncounted() -> None:
    deep = {f"A{row}": f"=A{row + 1}" for row in range(1, 200)}
    sheet = _counted({**deep, "B1": "=B2", "B2": "=B1"})
    assert sheet.at(1, 1).uncounted
    assert sheet.at(1, 2).uncounted


def test_a_stored_value_is_taken_before_the_formula() -> None:
    book = Book("Prov")
    page = book.sheet("Blad", [10])
    page.formula(0, 0, "=1+1", 5)
    page.text(1, 0, "=1+1")
    sheet = read_workbook(book.finish()).sheets[0]
    assert sheet.at(1, 1).value == 5
    assert sheet.at(1, 1).formula == "=1+1"
    assert sheet.at(2, 1) == Cell("=1+1")


def test_a_formula_whose_value_is_the_empty_text_is_counted() -> None:
    data = hostile.with_sheet(
        '<row r="1"><c r="A1" t="str"><f>IF(1=1,"","x")</f><v></v></c>'
        '<c r="B1"><f>IF(1=1,"","x")</f><v></v></c></row>'
    )
    sheet = read_workbook(data).sheets[0]
    assert not sheet.at(1, 1).uncounted
    assert sheet.at(1, 2).uncounted


def test_counting_leaves_a_workbook_without_formulas_as_it_is() -> None:
    workbook = Workbook((Sheet("Blad", {(1, 1): Cell(Decimal(1))}),))
    assert count_formulas(workbook) is workbook
