"""Real workbooks, workbooks that have drifted, and slips put into both."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samordna.budgets.shape import Group, Part, Scope, Side
from samordna.budgets.tests import drift
from samordna.budgets.tests.drift import (
    CHANGES,
    DETAILED,
    NAMES,
    SUMMARY,
    WORKBOOKS,
    YEARLY,
    chance,
    drifted,
    load,
    read,
    saved,
    weighty,
)
from samordna.budgets.workbook import words
from samordna.budgets.workbook.reading import ReadBudget, read_budget
from samordna.budgets.workbook.values import Unit
from samordna.documents.tests import hostile
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.kernel.findings import Finding, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


# -- the real ones ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit", "requested", "own", "per_year"),
    [
        ("plattform-clean", "kr", 10_256_000, 0, dict.fromkeys(range(2025, 2029), 2_564_000)),
        (
            "plattform",
            "kr",
            10_256_000,
            0,
            {2025: 2_447_000, 2026: 2_523_000, 2027: 2_602_000, 2028: 2_684_000},
        ),
        (
            "min_framtid",
            "kr",
            8_350_000,
            4_700_000,
            {2025: 2_673_000, 2026: 2_843_000, 2027: 2_834_000},
        ),
        ("forstarkt_tillagg", "kr", 569_105, 0, {2025: 569_105}),
        ("registerstudie", "tkr", 350_000, 0, {2025: 350_000}),
        ("vaxtkraft", "kr", 8_260_000, 2_520_276, dict.fromkeys((2025, 2026, 2027), 2_680_000)),
    ],
)
def test_real_workbooks_are_read_in_kronor(
    name: str, unit: str, requested: int, own: int, per_year: dict[int, int]
) -> None:
    found = read(name)
    assert found.unit == unit
    assert found.budget.requested_kr == requested
    assert found.budget.own_kr == own
    assert found.budget.per_year_kr == per_year


@pytest.mark.parametrize("name", [name for name in NAMES if name != "vaxtkraft"])
def test_real_workbooks_without_slips_have_notes_at_most(name: str) -> None:
    found = read(name)
    assert weighty(found) == []
    assert {one.code for one in found.all_findings()} <= {"unit-unclear"}


@pytest.mark.parametrize("name", NAMES)
def test_real_workbooks_have_their_findings_to_the_letter(name: str) -> None:
    told = json.loads((Path(__file__).parent / "findings.json").read_text(encoding="utf-8"))
    found = [
        {
            "code": one.code,
            "severity": one.severity,
            "sheet": one.where.sheet,
            "cell": one.where.cell,
            "message": one.message,
            "expected_kr": one.expected_kr,
            "found_kr": one.found_kr,
        }
        for one in read(name).all_findings()
    ]
    assert found == told[name]


@pytest.mark.parametrize("name", NAMES)
def test_each_text_is_classified_once(name: str) -> None:
    """The readers walk one outline: without it, they classified a workbook 14 000 times."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename == words.__file__

    sys.setprofile(count)
    try:
        read_budget(WORKBOOKS / f"{name}.xlsx")
    finally:
        sys.setprofile(None)
    assert 500 < calls < 3_000


def test_vaxtkraft_has_its_four_slips_and_no_other() -> None:
    years = "Fördelad över insatstid"
    assert [
        (one.code, one.severity, one.where.sheet, one.where.cell, one.expected_kr, one.found_kr)
        for one in weighty(read("vaxtkraft"))
    ] == [
        ("row-years-differ", ERROR, years, "B13", 220_000, 0),
        ("years-differ-from-total", ERROR, years, "B15", 8_260_000, 8_040_000),
        ("own-financing-without-amount", WARNING, "Insatsbudget", "E36", None, 0),
        ("own-financing-without-amount", WARNING, "Insatsbudget", "E39", None, 0),
    ]


def test_everything_about_a_row_is_read() -> None:
    budget = read("min_framtid").budget
    assert budget.name == "Min framtid"
    assert (budget.period_from, budget.period_to) == (date(2025, 1, 1), date(2027, 12, 31))
    assert list(budget.owners.values()) == ["Tierps kommun", "AF", "FK", "Region"]
    line = budget.lines[3]
    assert (line.label, line.percent, line.amounts) == ("Samordnare", 10, {3: 250_000})
    assert (line.date_from, line.date_to) == (date(2025, 1, 1), date(2027, 12, 31))
    assert line.at("percent").cell == "B12"
    assert line.at("amount-3").cell == "H12"
    rent = next(one for one in budget.lines if one.label == "Övriga lokalkostnader")
    assert (rent.side, rent.group, rent.amount_kr) == (Side.OWN, Group.PREMISES, 125_000)
    lines = [line for line, _ in budget.spread]
    assert lines == [*budget.lines[:4], None, None]
    scopes = [Scope(part=Part.SUMMARY, row=row.row) for row in budget.summary]
    stated = {claim.scope: claim.kr for claim in budget.claims}
    assert [stated[scope] for scope in scopes] == [8_100_000, 0, 0, 250_000]


# -- drift ------------------------------------------------------------------------------------


def signature(found: ReadBudget) -> tuple[object, ...]:
    """What must be the same however a workbook looks."""
    budget = found.budget
    return (
        found.unit,
        budget.period_from,
        budget.period_to,
        budget.per_year_kr,
        [
            (line.side, line.group, line.percent or 0, line.date_from, line.date_to, line.amounts)
            for line in budget.lines
        ],
        [
            (years.group, line and budget.lines.index(line), years.by_year)
            for line, years in budget.spread
        ],
        [
            claim.kr
            for claim in budget.claims
            if claim.scope.row and claim.scope.part is Part.YEARLY
        ],
        [(one.code, one.severity, one.expected_kr, one.found_kr) for one in weighty(found)],
    )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_drift_changes_nothing(name: str, change: drift.Change) -> None:
    data = drifted(load(f"{name}.xlsx"), chance(f"{name} {change.__name__}"), [change])
    assert signature(read_budget(data)) == signature(read(name))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.sets(st.sampled_from(CHANGES)))
def test_drift_of_every_kind_at_once_changes_nothing(
    name: str, seed: int, changes: set[drift.Change]
) -> None:
    data = drifted(load(f"{name}.xlsx"), chance(seed), list(changes))
    assert signature(read_budget(data)) == signature(read(name))


# -- amounts as text, and the unit ------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["3 690 000", "3 690 000 kr", "3.690.000", "3,690,000", "3690000:-", "3 690 tkr"]
)
def test_an_amount_as_text_is_read_and_noted(text: str) -> None:
    book = load("plattform-clean.xlsx")
    book[DETAILED]["E9"].value = text
    found = read_budget(saved(book))
    assert weighty(found) == []
    note = next(one for one in found.all_findings() if one.code == "text-amount")
    assert (note.severity, note.where.cell, note.found_kr) == (NOTE, "E9", 3_690_000)


def test_every_amount_as_text_is_still_the_same_budget() -> None:
    book = load("vaxtkraft.xlsx")
    for cell in drift.cells(book):
        if isinstance(cell.value, int) and cell.value > 1000:
            cell.value = f"{cell.value:,} kr".replace(",", "\u00a0")
    assert signature(read_budget(saved(book))) == signature(read("vaxtkraft"))


def _unit_finding(found: ReadBudget) -> Finding | None:
    return next((one for one in found.all_findings() if one.code == "unit-unclear"), None)


def test_a_heading_that_says_kronor_above_kronor_needs_no_note() -> None:
    book = load("plattform-clean.xlsx")
    for sheet, cell in ((DETAILED, "A6"), (SUMMARY, "A3")):
        book[sheet][cell].value = "Kostnader i kronor"
    book[YEARLY]["C2"].value = "Fördelning per år, kr"
    assert read_budget(saved(book)).all_findings() == []


def test_thousands_under_a_heading_that_says_kronor_are_thousands() -> None:
    book = load("registerstudie.xlsx")
    book[DETAILED]["A6"].value = "Kostnader i kr"
    found = read_budget(saved(book))
    assert (found.unit, found.budget.requested_kr) == (Unit.TKR, 350_000)
    finding = _unit_finding(found)
    assert finding is not None
    assert finding.severity is not ERROR


def test_a_whole_workbook_in_thousands_with_decimals() -> None:
    book = load("min_framtid.xlsx")
    for cell in drift.cells(book):
        if isinstance(cell.value, int) and cell.value >= 10_000:
            cell.value = cell.value / 1000
    found = read_budget(saved(book))
    assert (found.unit, found.budget.requested_kr) == (Unit.TKR, 8_350_000)
    assert found.all_findings() == []
    assert signature(found)[1:] == signature(read("min_framtid"))[1:]


def test_the_tolerance_is_kronor_in_thousands_as_well() -> None:
    book = load("registerstudie.xlsx")
    book[DETAILED]["I17" if book[DETAILED]["I17"].value else "I16"].value = 218
    (finding,) = weighty(read_budget(saved(book)))
    assert (finding.code, finding.expected_kr, finding.found_kr) == ("sum-wrong", 217_000, 218_000)


def test_one_sheet_in_thousands_beside_kronor_is_read_and_warned_of() -> None:
    book = load("plattform-clean.xlsx")
    for cell in drift.cells(book):
        if cell.parent.title == SUMMARY and isinstance(cell.value, int):
            cell.value = cell.value // 1000
    found = read_budget(saved(book))
    (finding,) = weighty(found)
    assert (finding.code, finding.severity, finding.where.sheet) == (
        "unit-unclear",
        WARNING,
        SUMMARY,
    )


def test_one_post_in_thousands_among_kronor_is_warned_of_at_its_cell() -> None:
    book = load("vaxtkraft.xlsx")
    book[DETAILED]["E9"].value = 1530
    found = read_budget(saved(book))
    finding = next(one for one in weighty(found) if one.code == "unit-unclear")
    assert (finding.severity, finding.where.cell, finding.found_kr) == (WARNING, "E9", 1_530)


# -- what is missing, hidden or double --------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "part", "severity"),
    [
        (YEARLY, Part.YEARLY, WARNING),
        (SUMMARY, Part.SUMMARY, WARNING),
        (DETAILED, Part.DETAILED, ERROR),
    ],
)
def test_a_sheet_that_is_missing(missing: str, part: Part, severity: Severity) -> None:
    book = load("plattform-clean.xlsx")
    del book[missing]
    found = read_budget(saved(book))
    assert part not in found.budget.parts
    assert [(one.code, one.severity) for one in weighty(found)] == [("sheet-missing", severity)]


def test_a_workbook_without_a_budget_is_refused_in_a_sentence() -> None:
    with pytest.raises(WorkbookRefused, match="ingen budget"):
        read_budget(hostile.plain())


def test_a_visible_copy_is_told_and_a_hidden_one_left_alone() -> None:
    book = load("plattform-clean.xlsx")
    copy = book.copy_worksheet(book[DETAILED])
    copy["E9"].value = 1
    copy.sheet_state = "hidden"
    assert weighty(read_budget(saved(book))) == []
    copy.sheet_state = "visible"
    (finding,) = weighty(read_budget(saved(book)))
    assert (finding.code, finding.where.sheet) == ("sheet-double", copy.title)


def test_hidden_rows_are_counted_and_noted() -> None:
    book = load("plattform-clean.xlsx")
    book[DETAILED].row_dimensions[27].hidden = True
    found = read_budget(saved(book))
    assert weighty(found) == []
    note = next(one for one in found.all_findings() if one.code == "hidden-amount")
    assert (note.where.cell, note.found_kr) == ("E27", 100_000)


def test_formulas_that_cannot_be_counted_are_told() -> None:
    book = load("plattform-clean.xlsx")
    book[DETAILED]["E9"].value = "=IF(1=1,3690000,0)"
    finding = next(
        one for one in weighty(read_budget(saved(book))) if one.code == "formula-without-value"
    )
    assert (finding.severity, finding.where.cell) == (ERROR, "E9")


def test_content_beyond_what_is_read_is_told() -> None:
    book = load("plattform-clean.xlsx")
    book[DETAILED].cell(3000, 2).value = "långt ned"
    (finding,) = weighty(read_budget(saved(book)))
    assert finding.code == "cells-not-read"


def test_no_workbook_whatever_becomes_a_traceback() -> None:
    values: list[object] = [
        None,
        "",
        "#REF!",
        -1,
        0,
        1e300,
        "=A1",
        True,
        date(2025, 1, 1),
        "x" * 500,
    ]
    dice = chance(7)
    for _ in range(40):
        book = load(f"{dice.choice(NAMES)}.xlsx")
        cells = drift.cells(book)
        for cell in dice.sample(cells, 25):
            cell.value = dice.choice(values)
        try:
            findings = read_budget(saved(book)).all_findings()
        except WorkbookRefused as error:
            assert error.__cause__ is None, repr(error.__cause__)
        else:
            assert all(one.message for one in findings)


# -- the layouts of the real papers that the workbooks do not have ----------------------------


def _sheet(book: Any, title: str, rows: list[list[object]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)


def test_the_form_as_its_paper_shows_it() -> None:
    """Headings over two rows, empty rows of the form, links to empty cells, a lost year."""
    owner_headings = ["Huvudinsatsägare", "Delinsatsägare", "Delinsatsägare", "Att rekvirera -"]
    summary_headings = [
        "Att rekvirera från Samordningsförbundet",
        "Projektägarnas egenfinansiering",
        "Totalt projektet",
    ]
    book = openpyxl.Workbook()
    book.remove(book.active)
    _sheet(
        book,
        "Insatsbudget",
        [
            ["BUDGET - DETALJERAD Namn på insats: En väg in"],
            ["Insatsens löptid:", "fr o m 20250101", "t o m 20271231"],
            ["KOSTNAD ATT REKVRIRERA FRÅN SAMORDNINGSFÖRBUNDET"],
            ["Kostnader i tkr", "Tjänst", "Tidsperiod (ååmmdd)", None, *owner_headings],
            [None, "i %", "från", "till", "Knivsta kommun", "AF", "FK", "Alla insatsägare"],
            ["LÖNEKOSTNAD"],
            ["Inkl PO.påslag"],
            ["1. Gruppledare", 0.2, 20250101, 20271231, 436000, None, None, 436000],
            ["2. Medarbetare 1", 1, 20250101, 20271231, 1923000, None, None, 1923000],
            ["3. Medarbetare 2", 1, 20250101, 20271231, 1923000, None, None, 1923000],
            ["4.", 0, None, None, None, None, None, 0],
            ["SUMMA LÖNEKOSTNAD", 2.2, None, None, 4282000, 0, 0, 4282000],
            ["LOKALKOSTNAD", None, None, None, None, None, None, 0],
            ["Lokalhyra", None, None, None, None, None, None, 0],
            ["Övriga lokalkostnader", None, None, None, None, None, None, 0],
            ["SUMMA LOKALKOSTNAD", None, None, None, 0, 0, 0, 0],
            ["ÖVRIGA KOSTNADER"],
            ["Utbildning Insatsmedarbetare", None, None, None, 180000, None, None, 180000],
            ["Övriga aktiviteter för deltagare", None, None, None, 180000, None, None, 180000],
            ["Telefon-, IT-kostnader", None, None, None, 66000, None, None, 66000],
            ["Tolk", None, None, None, 60000, None, None, 60000],
            ["Övrigt", None, None, None, 30000, None, None, 30000],
            ["SUMMA ÖVRIGA KOSTNADER", None, None, None, 516000, 0, 0, 516000],
            ["SUMMA FRÅN SAMORDNINGSFÖRBUNDET", None, None, None, 4798000, 0, 0, 4798000],
            ["EGENFINANSIERING"],
            [None, None, None, None, "Knivsta kommun", "AF", "FK"],
            ["LÖNEKOSTNAD inkl PO påslag", "Tjänst i %"],
            ["Ekonom", 0.05, None, None, None, None, None, 0],
            ["Chef AMI", 0.3, None, None, None, None, None, 0],
            ["3. Arbetsmarknadssekreterare", 0.2, None, None, None, None, None, 0],
            ["4.", 0, None, None, None, None, None, 0],
            ["SUMMA LÖNEKOSTNAD", 0.55, None, None, 0, 0, 0, 0],
            ["LOKALKOSTNAD"],
            ["Lokalhyra", None, None, None, None, None, None, 0],
            ["Övriga lokalkostnader", None, 720000, None, None, None, None, 0],
            ["SUMMA LOKALKOSTNAD", None, None, None, 0, 0, 0, 0],
            ["ÖVRIGA KOSTNADER"],
            [None, None, None, None, None, None, None, 0],
            ["SUMMA ÖVRIGA KOSTNADER", None, None, None, 0, 0, 0, 0],
            ["SUMMA EGENFINANSIERING", None, None, None, 0, 0, 0, 0],
            ["TOTAL KOSTNAD FÖR INSATSEN", None, None, None, 4798000, 0, 0, 4798000],
        ],
    )
    wage = [(436000, 145333.333, 149693.333, 154184.13)] + [(1923000, 641000, 660230, 680036.9)] * 2
    _sheet(
        book,
        "Insatstid",
        [
            ["INSATSBUDGET", None, "En väg in"],
            ["FÖRDELAD ÖVER INSATSTID", None, "Fördelning per år, tkr"],
            [None, "Totalt för insatsen", "År 1 2025", "År 2 20x26", "År 3 2027", "År 4 20xx"],
            ["FYLL I ENDAST FÄRGADE FÄLT"],
            ["LÖNEKOSTNADER"],
            ["inkl P.O tillägg"],
            ["1. Gruppledare", *wage[0]],
            ["2. Medarbetare 1", *wage[1]],
            ["3. Medarbetare 2", *wage[2]],
            ["4.", 0, 0, 0, 0],
            ["SUMMA LÖNEKOSTNAD", 4282000, 1427333.33, 1470153.33, 1514257.93, 0],
            ["LOKALKOSTNADER"],
            ["Lokalkostnader", 0, 0, 0, 0],
            ["Övriga lokalkostnader", 0],
            ["SUMMA LOKALKOSTNAD", 0, 0, 0, 0, 0],
            ["ÖVRIGA KOSTNADER", 516000, 172000, 172000, 172000],
            ["SUMMA FRÅN SAMORDNINGSFÖRBUNDET", 4798000, 1599333.33, 1642153.33, 1686257.93, 0],
            ["S:a per år för avstämning", 4927744.59],
        ],
    )
    _sheet(
        book,
        "Sammanställning",
        [
            ["Budgetsammanställning", None, 0],
            ["Projektets löptid", 20250101, 20271231],
            ["Kostnader i tkr", *summary_headings],
            ["Huvudinsatsägare"],
            ["Knivsta kommun", 4798000, 0, 4798000],
            ["Delinsatsägare"],
            ["AF", 0, 0, 0],
            ["FK", 0, 0, 0],
            [0, 0, 0, 0],
            ["Summa", 4798000, 0, 4798000],
            ["Instruktioner till ansökan:"],
            ["För över innehållet i denna tabell till projektplanen."],
        ],
    )
    found = read_budget(saved(book))
    assert found.budget.name == "En väg in"
    assert found.budget.period_to == date(2027, 12, 31)
    assert list(found.budget.owners.values()) == ["Knivsta kommun", "AF", "FK"]
    assert [
        (one.code, one.where.cell, one.expected_kr, one.found_kr) for one in weighty(found)
    ] == [
        ("row-years-differ", "B7", 436_000, 449_211),
        ("row-years-differ", "B8", 1_923_000, 1_981_267),
        ("row-years-differ", "B9", 1_923_000, 1_981_267),
        ("years-differ-from-total", "B18", 4_798_000, 4_927_745),
        ("amount-in-date-column", "C35", None, 720_000),
        ("year-unclear", "D3", None, None),
        ("own-financing-without-amount", "E28", None, 0),
        ("own-financing-without-amount", "E29", None, 0),
        ("own-financing-without-amount", "E30", None, 0),
    ]


Maker = Callable[[], bytes]


@pytest.mark.parametrize("name", sorted(hostile.REFUSED))
def test_hostile_files_are_refused_here_too(name: str) -> None:
    make: Maker = hostile.REFUSED[name][0]
    with pytest.raises(WorkbookRefused):
        read_budget(make())
