"""Headings and cells that are odd: read where they can be, else named, and nothing else accused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

import pytest

from samordna.budgets.tests.drift import DETAILED, SUMMARY, YEARLY, load, saved, weighty
from samordna.budgets.workbook.reading import ReadBudget, read_budget
from samordna.kernel.money import NotAnAmount, read_number

YEARS = range(2025, 2029)
Cells = list[tuple[str, str, object]]


def _read(cells: Cells) -> ReadBudget:
    book = load("plattform-clean.xlsx")
    for sheet, cell, value in cells:
        book[sheet][cell].value = value
    return read_budget(saved(book))


def _told(read: ReadBudget) -> list[tuple[str, str | None, str | None]]:
    return [(one.code, one.where.sheet, one.where.cell) for one in weighty(read)]


@pytest.mark.parametrize(
    "heading",
    [
        lambda year: f"Budget {year}",
        lambda year: f"{year} (helår)",
        lambda year: f"År {year}",
        lambda year: f"{year} kr",
        lambda year: f"{year} SEK",
        lambda year: f"Kostnad {year} (12 mån)",
        lambda year: date(year, 1, 1),
        lambda year: date(year, 12, 31),
        lambda year: f"{year}-01-01",
        lambda year: (date(year, 1, 1) - date(1899, 12, 30)).days,
        lambda year: date.fromordinal(date(1899, 12, 30).toordinal() + year),
    ],
)
def test_a_year_is_read_however_it_is_written(heading: Callable[[int], object]) -> None:
    read = _read([(YEARLY, f"{c}3", heading(y)) for c, y in zip("CDEF", YEARS, strict=True)])
    assert _told(read) == []
    assert read.budget.per_year_kr == dict.fromkeys(YEARS, 2_564_000)


@pytest.mark.parametrize("heading", ["2026/2027", "2026/27", "Andra året", None, "=IF(1=1,2026,0)"])
def test_a_heading_that_is_no_year_is_named_and_nothing_else(heading: object) -> None:
    read = _read([(YEARLY, "D3", heading)])
    is_formula = str(heading).startswith("=")
    code = "formula-without-value" if is_formula else "year-unclear"
    assert _told(read) == [(code, YEARLY, "D3")]
    assert read.budget.per_year_kr == dict.fromkeys((2025, 2027, 2028), 2_564_000)


def test_every_heading_that_is_no_year_is_named() -> None:
    read = _read([(YEARLY, f"{c}3", f"{y}/{y + 1}") for c, y in zip("CDEF", YEARS, strict=True)])
    assert _told(read) == [("year-unclear", YEARLY, f"{c}3") for c in "CDEF"]
    assert read.budget.requested_kr == 10_256_000


def test_a_column_that_the_years_do_without_is_let_be() -> None:
    beside: Cells = [(YEARLY, "G3", "Kontroll"), (YEARLY, "H3", "Rest"), (YEARLY, "H5", 12)]
    assert _told(_read([*beside, (YEARLY, "G5", 3_690_000)])) == []


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (DETAILED, "E9"),
        (DETAILED, "E31"),
        (DETAILED, "I9"),
        (DETAILED, "E32"),
        (DETAILED, "I33"),
        (YEARLY, "B5"),
        (YEARLY, "D5"),
        (YEARLY, "D8"),
        (YEARLY, "B12"),
        (SUMMARY, "B5"),
        (SUMMARY, "B10"),
    ],
)
@pytest.mark.parametrize(
    "text", ["90 000 80 000", "90 000\n80 000", "90 000 800 000", "se bilaga", "9000080000"]
)
def test_a_cell_that_is_no_amount_is_named_and_nothing_else(
    sheet: str, cell: str, text: str
) -> None:
    read = _read([(sheet, cell, text)])
    assert _told(read) == [("not-an-amount", sheet, cell)]
    assert read.unit == "kr"
    assert read.budget.requested_kr == 10_256_000


def test_a_formula_that_cannot_be_counted_accuses_itself_alone() -> None:
    waiting: Cells = [
        (DETAILED, "I9", "=SUM(E9:H9)"),
        (DETAILED, "E16", "=SUM(E9:E15)"),
        (DETAILED, "I16", "=SUM(I9:I15)"),
        (DETAILED, "I33", "=I16+I20+I32"),
        (YEARLY, "B5", "=Insatsbudget!I9"),
        (YEARLY, "B8", "=SUM(B5:B7)"),
        (SUMMARY, "B5", "=Insatsbudget!I33"),
        (SUMMARY, "D5", "=B5+C5"),
    ]
    read = _read([(DETAILED, "E9", "=IF(1=1,3690000,0)"), *waiting])
    assert _told(read) == [("formula-without-value", DETAILED, "E9")]


def test_a_cell_elsewhere_that_others_wait_for_is_named() -> None:
    book = load("plattform-clean.xlsx")
    book.create_sheet("Underlag")["A1"] = "=IF(1=1,3690000,0)"
    book[DETAILED]["E9"] = "=Underlag!A1"
    assert _told(read_budget(saved(book))) == [("formula-without-value", "Underlag", "A1")]


def test_words_that_say_that_there_is_no_cost() -> None:
    beside: Cells = [(DETAILED, "F9", "n/a"), (DETAILED, "G9", "ej aktuellt")]
    instead: Cells = [(DETAILED, "E18", "N/A"), (YEARLY, "C9", "ej aktuellt")]
    read = _read([*beside, *instead, (DETAILED, "H9", "ingår")])
    assert _told(read) == []
    assert read.budget.requested_kr == 10_256_000
    assert _told(_read([(DETAILED, "E31", "ingår")])) == [("not-an-amount", DETAILED, "E31")]


@pytest.mark.parametrize(
    "text",
    [
        *("SEK 80 000", "80 000 SEK", "kr 80 000", "Kr. 80 000", "80 000:-", "80.000,00"),
        *("80 000,00 kr", "80 000:00", "80 tsek", "TSEK 80", "80\u202f000"),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str) -> None:
    read = _read([(DETAILED, "E31", text)])
    assert _told(read) == []
    assert read.budget.requested_kr == 10_256_000


@pytest.mark.parametrize("text", ["90 000 80 000", "90 80", "80000 90000", "90 000\n800", "1 2 3"])
def test_two_amounts_are_none(text: str) -> None:
    with pytest.raises(NotAnAmount):
        read_number(text)


def test_a_currency_before_the_amount_says_kronor_or_thousands() -> None:
    assert read_number("SEK -5 000") == (Decimal(-5_000), False, True)
    assert read_number("TSEK 5") == (Decimal(5), True, False)


def test_day_numbers_are_a_period_and_links_to_empty_cells_none() -> None:
    days: Cells = [(DETAILED, "B3", 45_658), (DETAILED, "C3", "47118")]
    read = _read([*days, (SUMMARY, "B2", 45_658), (SUMMARY, "C2", 47_118)])
    assert _told(read) == []
    assert (read.budget.period_from, read.budget.period_to) == (
        date(2025, 1, 1),
        date(2028, 12, 31),
    )
    empty = ["00:00:00", "1899-12-30", "1900-01-00", date(1900, 1, 1)]
    linked: Cells = [(SUMMARY, "B2", empty[1]), (SUMMARY, "C2", empty[2])]
    linked += [(DETAILED, f"C{row}", value) for row, value in enumerate(empty, start=12)]
    linked += [(DETAILED, f"F{row}", value) for row, value in enumerate(empty, start=12)]
    assert _told(_read(linked)) == []


@pytest.mark.parametrize("text", ["100 %", "100 procent", "ca 100 % (heltid)", "1,0 av heltid"])
def test_a_percentage_in_words(text: str) -> None:
    read = _read([(DETAILED, "B9", text)])
    assert _told(read) == []
    assert read.budget.lines[0].percent == 100


def test_an_unread_period_or_name_is_not_said_to_be_missing() -> None:
    book = load("plattform-clean.xlsx")
    del book[YEARLY], book[SUMMARY]
    book[DETAILED]["C3"] = "hösten 2028"
    book[DETAILED]["E1"] = "=IF(1=1,1,2)"
    told = {code for code, *_ in _told(read_budget(saved(book)))}
    assert told == {"not-a-date", "formula-without-value", "sheet-missing"}


def _as_ods(book: Any) -> bytes:
    """The workbook's values as a small .ods, as another program would write them."""
    tables = []
    for sheet in book.worksheets:
        rows = [
            "".join(_ods_cell(value) for value in row) for row in sheet.iter_rows(values_only=True)
        ]
        body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        tables.append(f"<table:table table:name={quoteattr(sheet.title)}>{body}</table:table>")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}"/>')
    return made.getvalue()


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    text = escape(str(value))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def test_the_same_holds_for_an_ods() -> None:
    book = load("plattform-clean.xlsx")
    for column, year in zip("CDEF", YEARS, strict=True):
        book[YEARLY][f"{column}3"] = date(year, 1, 1)
    read = read_budget(_as_ods(book))
    assert _told(read) == []
    assert read.budget.per_year_kr == dict.fromkeys(YEARS, 2_564_000)
    book[DETAILED]["E31"] = "90 000 80 000"
    assert _told(read_budget(_as_ods(book))) == [("not-an-amount", DETAILED, "E31")]


def test_the_same_holds_for_a_text_file() -> None:
    sheet = load("plattform-clean.xlsx")[DETAILED]
    sheet["E31"] = "90 000 80 000"
    rows = ((str("" if v is None else v) for v in row) for row in sheet.iter_rows(values_only=True))
    text = "\n".join(";".join(f'"{value}"' for value in row) for row in rows)
    read = read_budget(text.encode())
    told = [(one.code, one.where.cell) for one in weighty(read) if one.code != "sheet-missing"]
    assert told == [("not-an-amount", "E31")]
    assert read.budget.requested_kr == 10_256_000
