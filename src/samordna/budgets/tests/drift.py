"""Makes workbooks drift the way real ones do: the same budget, another look.

Every change keeps what the workbook says: a reader that goes by labels does not notice it.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from samordna.budgets.workbook.reading import ReadBudget, read_budget
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.findings import Finding, Severity

DETAILED, YEARLY, SUMMARY = "Insatsbudget", "Fördelad över insatstid", "Budgetsammanställning"
WORKBOOKS = Path(__file__).parent / "workbooks"
#: The real ones.
NAMES = (
    "plattform-clean",
    "plattform",
    "min_framtid",
    "forstarkt_tillagg",
    "registerstudie",
    "vaxtkraft",
)

Change = Callable[[Any, random.Random], None]


def chance(seed: int | str) -> random.Random:
    """Dice that fall the same way each time."""
    return random.Random(seed)  # noqa: S311 - no secret hangs on it


@cache
def read(name: str) -> ReadBudget:
    """One of the real workbooks as it is read."""
    return read_budget(WORKBOOKS / f"{name}.xlsx")


def load(name: str) -> Any:
    """Open one of the real workbooks for changing."""
    return openpyxl.load_workbook(WORKBOOKS / name)


def saved(book: Any) -> bytes:
    """The workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def insert_rows(book: Any, dice: random.Random) -> None:
    """Empty rows, anywhere."""
    for sheet in book.worksheets:
        for _ in range(dice.randint(1, 4)):
            sheet.insert_rows(dice.randint(1, sheet.max_row + 1))


def shift_columns(book: Any, dice: random.Random) -> None:
    """Empty columns before the table, or inside it."""
    for sheet in book.worksheets:
        sheet.insert_cols(dice.randint(1, 5))


def rename_sheets(book: Any, dice: random.Random) -> None:
    """Titles that say nothing, or the wrong thing."""
    titles = ["Blad1", "Kopia av budget (2)", "Budgetsammanställning gammal", "2025", "ÅÄÖ & co"]
    dice.shuffle(titles)
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"tillfällig {number}"
    for sheet, title in zip(book.worksheets, titles, strict=False):
        sheet.title = title


def reorder_sheets(book: Any, dice: random.Random) -> None:
    """The sheets in another order."""
    dice.shuffle(book._sheets)


def add_sheets(book: Any, dice: random.Random) -> None:
    """An empty sheet first, and one with notes."""
    book.create_sheet("Blad4", 0)
    notes = book.create_sheet("Anteckningar")
    notes["B2"] = "Att göra: stäm av egenfinansiering och lönekostnad med ekonomen"
    notes["B3"] = dice.randint(1, 9)


def reword(book: Any, dice: random.Random) -> None:
    """Labels in other case, with colons, double or hard spaces, and without numbers."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=sheet.max_row):
            for cell in row:
                if isinstance(cell.value, str) and _is_words(cell.value):
                    cell.value = _reworded(cell.value, dice)


def _reworded(text: str, dice: random.Random) -> str:
    ways: list[Callable[[str], str]] = [
        str.lower,
        str.upper,
        lambda t: f" {t} ",
        lambda t: t.replace(" ", "  "),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t,
    ]
    if text.isupper():
        ways += [lambda t: f"{t}:", str.capitalize]
    return dice.choice(ways)(text)


def _is_words(text: str) -> bool:
    return any(ch.isalpha() for ch in text) and not text.startswith("=")


def respell(book: Any, _: random.Random) -> None:
    """The words that real workbooks have instead of the form's."""
    words = {
        "SUMMA LÖNEKOSTNAD": "Summa lönekostnader",
        "SUMMA LOKALKOSTNAD": "S:a lokalkostnad",
        "SUMMA ÖVRIGA KOSTNADER": "Summa övriga kostnader",
        "ÖVRIGA KOSTNADER": "Övriga kostnader:",
        "LOKALKOSTNAD": "Lokalkostnader",
        "LÖNEKOSTNAD inkl PO-påslag": "LÖNEKOSTNAD inkl PO.påslag",
        "KOSTNAD ATT REKVIRERA FRÅN SAMORDNINGSFÖRBUNDET": (
            "KOSTNAD ATT REKVRIRERA FRÅN SAMORDNINGSFÖRBUNDET"
        ),
        "Att rekvirera - Alla insatsägare": "Att rekquirera - Alla insatsägare",
        "Tjänst i %": "Tjänst i procent",
        "från": "fr.o.m.",
        "till": "t.o.m.",
        "Namn på insats:": "Namn på insatsen",
        "S:a per år för avstämning": "Summa per år för avstämning",
        "Projektets löptid": "Insatsens löptid",
        "Spridningsseminarier": "Spidningsseminarier",
    }
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in words:
                    cell.value = words[cell.value]


def year_headings(book: Any, dice: random.Random) -> None:
    """Headings of years as numbers, as text, in another order of words."""
    way = dice.choice([int, str, lambda y: f"År {y}", lambda y: f"{y} (år 1)"])
    for cell in cells(book):
        if (
            isinstance(cell.value, str)
            and cell.value.startswith("År ")
            and cell.value[-4:].isdigit()
        ):
            cell.value = way(int(cell.value[-4:]))


def dates_written(book: Any, dice: random.Random) -> None:
    """Dates as real dates, as numbers and as texts of every kind."""
    ways: list[Callable[[date], object]] = [
        lambda d: d,
        lambda d: d.isoformat(),
        lambda d: d.strftime("%Y%m%d"),
        lambda d: int(d.strftime("%Y%m%d")),
        lambda d: int(d.strftime("%y%m%d")),
        lambda d: d.strftime("%y-%m-%d"),
        lambda d: d.strftime("%Y-%m-%d 00:00:00"),
    ]
    for cell in cells(book):
        if isinstance(cell.value, str):
            try:
                day = parse_date(cell.value)
            except NotADate:
                continue
            cell.value = dice.choice(ways)(day)


def percents_written(book: Any, dice: random.Random) -> None:
    """Percentages as 85, as 0.85 without a format, as text."""
    way = dice.choice(["number", "share", "text", "text number"])
    for cell in cells(book):
        if cell.number_format == "0%" and isinstance(cell.value, int | float):
            whole = round(cell.value * 100)
            cell.number_format = "General"
            if way == "number":
                cell.value = whole
            elif way == "text":
                cell.value = f"{whole} %"
            elif way == "text number":
                cell.value = str(whole)


def formulas_for_sums(book: Any, _: random.Random) -> None:
    """The sums of the detailed sheet as formulas, saved without values."""
    for sheet in book.worksheets:
        labels = {_label(sheet, row): row for row in range(1, sheet.max_row + 1)}
        top = labels.get("LÖNEKOSTNAD inkl PO-påslag")
        last = labels.get("SUMMA FRÅN SAMORDNINGSFÖRBUNDET")
        if top is None or last is None:
            continue
        for row in range(top + 1, last):
            if not _label(sheet, row).startswith(("SUMMA", "LOKAL", "ÖVRIGA K")):
                sheet.cell(row, 9).value = f"=SUM(E{row}:H{row})"
        first = top + 1
        for row in range(top + 1, last):
            if _label(sheet, row).startswith("SUMMA"):
                for letter in "EFGHI":
                    sheet[f"{letter}{row}"] = f"=SUM({letter}{first}:{letter}{row - 1})"
                first = row + 2
        groups = [r for r in range(top, last) if _label(sheet, r).startswith("SUMMA")]
        for letter in "EFGHI":
            sheet[f"{letter}{last}"] = "=" + "+".join(f"${letter}${row}" for row in groups)


def _label(sheet: Worksheet, row: int) -> str:
    value = sheet.cell(row, 1).value
    return value if isinstance(value, str) else ""


def hide(book: Any, _: random.Random) -> None:
    """A row of zeros and the note sheet hidden."""
    for sheet in book.worksheets:
        sheet.row_dimensions[1].hidden = True


def merge_titles(book: Any, _: random.Random) -> None:
    """The title rows merged over empty cells."""
    for sheet in book.worksheets:
        if sheet["A5"].value and not sheet["B5"].value and not sheet["C5"].value:
            sheet.merge_cells("A5:C5")


def cells(book: Any) -> list[Any]:
    """Every cell that holds something."""
    return [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


#: In this order: what goes by the form's own cells and words comes before they are moved.
CHANGES: tuple[Change, ...] = (
    formulas_for_sums,
    merge_titles,
    year_headings,
    dates_written,
    percents_written,
    respell,
    reword,
    add_sheets,
    hide,
    rename_sheets,
    reorder_sheets,
    insert_rows,
    shift_columns,
)
#: Moving cells leaves formulas pointing at the old ones.
_MOVES = (insert_rows, shift_columns)


def drifted(book: Any, dice: random.Random, changes: list[Change]) -> bytes:
    """Apply the changes in their order and return the file."""
    moves = any(change in _MOVES for change in changes)
    for change in CHANGES:
        if change in changes and not (change is formulas_for_sums and moves):
            change(book, dice)
    return saved(book)


def weighty(found: ReadBudget) -> list[Finding]:
    """The findings that are more than notes."""
    return [one for one in found.all_findings() if one.severity is not Severity.NOTE]
