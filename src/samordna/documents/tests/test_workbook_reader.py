from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from samordna.documents.tests import hostile
from samordna.documents.workbooks.cells import Cell, Sheet, Workbook, reference
from samordna.documents.workbooks.formulas import count_formulas
from samordna.documents.workbooks.markings import LAST_COLUMN, LAST_ROW
from samordna.documents.workbooks.reader import read_workbook


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
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>5</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>=1+1</t></is></c></row>'
    )
    sheet = _sheet(rows, stale=False)
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


def _sheet(rows: str, *, stale: bool) -> Sheet:
    data = hostile.with_sheet(rows)
    if not stale:
        data = hostile.rebuilt(edit={"xl/workbook.xml": _counted_by_excel}, data=data)
    return read_workbook(data).sheets[0]


def _counted_by_excel(text: str) -> str:
    return text.replace(' fullCalcOnLoad="1"', "")


def test_a_file_that_asks_to_be_counted_anew_is() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>40</v></c><c r="B1"><f>A1+2</f><v>7</v></c>'
        '<c r="C1"><f>IF(A1,1,2)</f><v>9</v></c><c r="D1"><f>IF(A1,1,2)</f><v>0</v></c>'
        '<c r="E1"><f>D1+1</f><v>0</v></c></row>'
    )
    stale, fresh = _sheet(rows, stale=True), _sheet(rows, stale=False)
    assert [fresh.at(1, column).value for column in range(2, 6)] == [7, 9, 0, 0]
    assert stale.at(1, 2).value == 42
    assert stale.at(1, 3).value == 9, "what cannot be counted here was counted by somebody"
    assert stale.at(1, 4).uncounted and stale.at(1, 4).waits_for is None
    assert stale.at(1, 5).uncounted and stale.at(1, 5).waits_for == "Sheet!D1"


def test_a_file_whose_every_formula_is_zero_is_counted() -> None:
    zero = '<c r="B1"><f>SUM(A1:A2)</f><v>0</v></c>'
    for first, value in ((125, 125), (0, 0)):
        rows = f'<row r="1"><c r="A1"><v>{first}</v></c>{zero}</row>'
        assert _sheet(rows, stale=False).at(1, 2) == Cell(Decimal(value), formula="=SUM(A1:A2)")


def test_formulas_that_share_one_are_written_out() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}">{formula}</c></row>'
        for row, formula in (
            (1, '<f t="shared" ref="B1:B3" si="0">A1*$A$1</f>'),
            (2, '<f t="shared" si="0"/>'),
            (3, '<f t="shared" si="0"/>'),
        )
    )
    sheet = _sheet(rows, stale=False)
    assert [sheet.at(row, 2).value for row in (1, 2, 3)] == [1, 2, 3]
    assert sheet.at(3, 2).formula == "=A3*$A$1"


@pytest.mark.parametrize(
    ("code", "stored", "read"),
    [
        ("0%", "0.85", Cell(Decimal("0.85"), is_percent=True)),
        ("0.0 %;[Red]-0.0 %", "0.85", Cell(Decimal("0.85"), is_percent=True)),
        ('0"%"', "85", Cell(Decimal("0.85"), is_percent=True)),
        ('0" %"', "85", Cell(Decimal("0.85"), is_percent=True)),
        ("0\\%", "85", Cell(Decimal("0.85"), is_percent=True)),
        ("#,##0 kr", "85", Cell(Decimal(85))),
    ],
)
def test_percent_is_read_from_the_format(code: str, stored: str, read: Cell) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = float(stored)
    book.active["A1"].number_format = code
    assert read_workbook(hostile.saved(book)).sheets[0].at(1, 1) == read


def test_texts_are_made_one() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Ansökan"
    book.active.append(
        ["Lo\u0308nekostnad", "Heby_x000D_ kommun", "2025\u20112026", "koordi\u00adnator"]
    )
    sheet = read_workbook(hostile.saved(book)).sheets[0]
    assert sheet.title == "Ansökan"
    assert [sheet.text(1, column) for column in range(1, 5)] == [
        "Lönekostnad", "Heby kommun", "2025-2026", "koordinator",
    ]  # fmt: skip


def test_a_file_of_text_is_read_as_a_sheet() -> None:
    for text in (
        "Post;Belopp\nTolk;125 000\n",
        "Post\tBelopp\r\nTolk\t125 000",
        "Post,Belopp\nTolk,125 000",
    ):
        for encoding in ("utf-8", "utf-8-sig", "cp1252"):
            sheet = read_workbook(text.encode(encoding)).sheets[0]
            assert [sheet.text(2, 1), sheet.text(2, 2)] == ["Tolk", "125 000"]
    assert read_workbook('Å;Ä\n"två\nrader";3'.encode("cp1252")).sheets[0].text(2, 1) == "två rader"


def test_rows_and_cells_in_any_order_are_read_where_they_stand() -> None:
    rows = (
        '<row r="3"><c r="B3"><v>4</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1"><c r="B1"><v>2</v></c></row><row><c><v>3</v></c></row>'
    )
    sheet = _sheet(rows, stale=False)
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (1, 1): 1, (1, 2): 2, (2, 1): 3, (3, 2): 4,
    }  # fmt: skip
