"""Slips put into real workbooks: each is told at its cell, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samordna.budgets.tests import drift
from samordna.budgets.tests.drift import (
    DETAILED,
    SUMMARY,
    YEARLY,
    chance,
    drifted,
    load,
    weighty,
)
from samordna.budgets.workbook.reading import read_budget
from samordna.kernel.findings import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


# -- slips ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """A change to some cells of a workbook without slips, and what must come out.

    ``told`` are (code, severity, index of the changed or named cell, expected, found).
    """

    cells: tuple[tuple[str, str, object], ...]
    told: tuple[tuple[str, Severity, tuple[str, str], int | None, int | None], ...]
    workbook: str = "plattform-clean"


SLIPS: dict[str, Slip] = {
    "a year raised in a row": Slip(
        (
            (YEARLY, "C5", 932_500),
            (YEARLY, "C8", 2_443_000),
            (YEARLY, "C11", 2_574_000),
            (YEARLY, "B12", 10_266_000),
        ),
        (
            ("row-years-differ", ERROR, (YEARLY, "B5"), 3_690_000, 3_700_000),
            ("years-differ-from-total", ERROR, (YEARLY, "B12"), 10_256_000, 10_266_000),
        ),
    ),
    "other costs never spread": Slip(
        (
            *((YEARLY, f"{letter}10", None) for letter in "CDEF"),
            *((YEARLY, f"{letter}11", 2_433_000) for letter in "CDEF"),
            (YEARLY, "B12", 9_732_000),
        ),
        (
            ("row-years-differ", ERROR, (YEARLY, "B10"), 524_000, 0),
            ("years-differ-from-total", ERROR, (YEARLY, "B12"), 10_256_000, 9_732_000),
        ),
    ),
    "two kronor of rounding": Slip(
        ((YEARLY, "C5", 922_501), (YEARLY, "D6", 739_501), (YEARLY, "B12", 10_256_002)), ()
    ),
    "wrong sum of wages": Slip(
        ((DETAILED, "I16", 9_737_000),),
        (("sum-wrong", ERROR, (DETAILED, "I16"), 9_732_000, 9_737_000),),
    ),
    "wrong sum of an owner": Slip(
        ((DETAILED, "E32", 500_000),),
        (("sum-wrong", ERROR, (DETAILED, "E32"), 524_000, 500_000),),
    ),
    "wrong sum that went on upwards": Slip(
        (
            (DETAILED, "I16", 9_737_000),
            (DETAILED, "I33", 10_261_000),
            (DETAILED, "I44", 10_261_000),
        ),
        (("sum-wrong", ERROR, (DETAILED, "I16"), 9_732_000, 9_737_000),),
    ),
    "wrong total of a row": Slip(
        ((DETAILED, "I23", 4_000),),
        (("sum-wrong", ERROR, (DETAILED, "I23"), 40_000, 4_000),),
    ),
    "wrong requested total": Slip(
        ((DETAILED, "I33", 10_265_000),),
        (("sum-wrong", ERROR, (DETAILED, "I33"), 10_256_000, 10_265_000),),
    ),
    "wrong total cost": Slip(
        ((DETAILED, "I44", 10_000_000),),
        (("sum-wrong", ERROR, (DETAILED, "I44"), 10_256_000, 10_000_000),),
    ),
    "wrong sum of own financing": Slip(
        ((DETAILED, "I40", 700_000),),
        (("sum-wrong", ERROR, (DETAILED, "I40"), 3_900_000, 700_000),),
        workbook="min_framtid",
    ),
    "wrong sum of a year": Slip(
        ((YEARLY, "D8", 2_333_000),),
        (("sum-wrong", ERROR, (YEARLY, "D8"), 2_433_000, 2_333_000),),
    ),
    "wrong reconciliation": Slip(
        ((YEARLY, "B12", 10_265_000),),
        (("sum-wrong", ERROR, (YEARLY, "B12"), 10_256_000, 10_265_000),),
    ),
    "wrong total of an owner in the summary": Slip(
        ((SUMMARY, "D5", 10_255_000),),
        (("sum-wrong", ERROR, (SUMMARY, "D5"), 10_256_000, 10_255_000),),
    ),
    "another amount in the summary": Slip(
        ((SUMMARY, "B5", 10_250_000),),
        (("sheets-differ", ERROR, (SUMMARY, "B5"), 10_256_000, 10_250_000),),
    ),
    "another own financing in the summary": Slip(
        ((SUMMARY, "C5", 4_600_000),),
        (("sheets-differ", ERROR, (SUMMARY, "C5"), 4_700_000, 4_600_000),),
        workbook="min_framtid",
    ),
    "another sum in the summary": Slip(
        ((SUMMARY, "B10", 10_156_000),),
        (
            ("sum-wrong", ERROR, (SUMMARY, "B10"), 10_256_000, 10_156_000),
            ("sheets-differ", ERROR, (SUMMARY, "B10"), 10_256_000, 10_156_000),
        ),
    ),
    "another row total in the yearly sheet": Slip(
        ((YEARLY, "B7", 3_048_000),),
        (("sheets-differ", ERROR, (YEARLY, "B7"), 3_084_000, 3_048_000),),
    ),
    "an amount in a date column": Slip(
        ((DETAILED, "C19", 720_000),),
        (("amount-in-date-column", ERROR, (DETAILED, "C19"), None, 720_000),),
    ),
    "an amount as text in a date column": Slip(
        ((DETAILED, "D24", "125 000 kr"),),
        (("amount-in-date-column", ERROR, (DETAILED, "D24"), None, 125_000),),
    ),
    "own financing in text": Slip(
        (
            (DETAILED, "E43", "ingår i ordinarie"),
            (DETAILED, "I43", 0),
            (DETAILED, "I44", 590_000),
            (DETAILED, "I48", 4_575_000),
            (DETAILED, "I49", 12_925_000),
            (SUMMARY, "C5", 4_575_000),
            (SUMMARY, "D5", 12_675_000),
            (SUMMARY, "C10", 4_575_000),
            (SUMMARY, "D10", 12_925_000),
        ),
        (("own-financing-without-amount", WARNING, (DETAILED, "E43"), None, 0),),
        workbook="min_framtid",
    ),
    "a day that does not exist": Slip(
        ((DETAILED, "D9", "2025-06-31"),),
        (("not-a-date", ERROR, (DETAILED, "D9"), None, None),),
    ),
    "a day that does not exist, in figures": Slip(
        ((DETAILED, "D10", 250631),),
        (("not-a-date", ERROR, (DETAILED, "D10"), None, None),),
    ),
    "words for a date": Slip(
        ((DETAILED, "D11", "hösten 2028"),),
        (("not-a-date", ERROR, (DETAILED, "D11"), None, None),),
    ),
    "the period's end does not exist": Slip(
        ((DETAILED, "C3", "2028-02-30"),),
        (("not-a-date", ERROR, (DETAILED, "C3"), None, None),),
    ),
    "a row that begins before the period": Slip(
        ((DETAILED, "C9", "241001"),),
        (("outside-period", WARNING, (DETAILED, "C9"), None, None),),
    ),
    "a row that ends after the period": Slip(
        ((DETAILED, "D10", "2029-01-31"),),
        (("outside-period", WARNING, (DETAILED, "D10"), None, None),),
    ),
    "a year outside the period": Slip(
        ((YEARLY, "F3", "År 4 2029"),),
        (("outside-period", ERROR, (YEARLY, "B12"), 0, 2_564_000),),
    ),
    "another name in the yearly sheet": Slip(
        ((YEARLY, "C1", "Framsteget"),),
        (("name-differs", WARNING, (YEARLY, "C1"), None, None),),
    ),
    "another name in the summary": Slip(
        ((SUMMARY, "B1", "Plattform för individstöd i samver"),),
        (("name-differs", WARNING, (SUMMARY, "B1"), None, None),),
    ),
    "another owner in the summary": Slip(
        ((SUMMARY, "A5", "Håbo kommun"),),
        (("name-differs", WARNING, (SUMMARY, "A5"), None, None),),
    ),
    "another owner of own financing": Slip(
        ((DETAILED, "E35", "Håbo kommun"),),
        (("name-differs", WARNING, (DETAILED, "E35"), None, None),),
    ),
    "another period in the summary": Slip(
        ((SUMMARY, "C2", "271231"),),
        (("sheets-differ", WARNING, (SUMMARY, "C2"), None, None),),
    ),
    "wrong sum of percentages": Slip(
        ((DETAILED, "B16", 2),),
        (("percent-mismatch", WARNING, (DETAILED, "B16"), None, None),),
    ),
    "words for an amount": Slip(
        ((DETAILED, "E27", "se bilaga"), (DETAILED, "I27", 0)),
        (("not-an-amount", ERROR, (DETAILED, "E27"), None, 0),),
    ),
    "an error in a cell": Slip(
        ((DETAILED, "I9", "#REF!"), (DETAILED, "I16", "#REF!"), (DETAILED, "I33", "#REF!")),
        (("cell-error", ERROR, (DETAILED, "I9"), None, None),),
    ),
}
QUIET = (
    drift.year_headings,
    drift.respell,
    drift.add_sheets,
    drift.reorder_sheets,
    drift.insert_rows,
    drift.shift_columns,
)


def _check_slip(name: str, seed: int, changes: list[drift.Change]) -> None:
    slip = SLIPS[name]
    book = load(f"{slip.workbook}.xlsx")
    for sheet, cell, value in slip.cells:
        book[sheet][cell].value = value
    # Cells keep their identity while rows and columns are put in above and before them.
    cells = {(sheet, cell): book[sheet][cell] for _, _, (sheet, cell), _, _ in slip.told}
    data = drifted(book, chance(seed), [one for one in changes if one is not drift.year_headings])
    found = weighty(read_budget(data))
    expected = [
        (code, severity, cells[at].parent.title, cells[at].coordinate, wanted, got)
        for code, severity, at, wanted, got in slip.told
    ]
    got_findings = [
        (one.code, one.severity, one.where.sheet, one.where.cell, one.expected_kr, one.found_kr)
        for one in found
    ]
    assert set(expected) <= set(got_findings)
    assert [one for one in got_findings if one not in expected] == []


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_told_at_its_cell_and_nothing_else(name: str) -> None:
    _check_slip(name, 0, [])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SLIPS)), st.integers(0, 2**32), st.sets(st.sampled_from(QUIET)))
def test_each_slip_is_told_where_the_workbook_has_drifted(
    name: str, seed: int, changes: set[drift.Change]
) -> None:
    _check_slip(name, seed, list(changes))
