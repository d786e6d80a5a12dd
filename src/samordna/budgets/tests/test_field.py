"""Workbooks as other programs write them hold the same budget as Excel's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from samordna.budgets.workbook.reading import ReadBudget, read_budget

FIELD = Path(__file__).with_name("field")
DEMO = Path(__file__).parents[4] / "demo" / "arbetsbocker"
#: The file, and the demonstration's workbook that it holds the budget of.
FILES = {
    "xl01-aao-i-tva-tecken": "plattform-clean",
    "xl04-x000D": "vaxtkraft",
    "xl07-formler-sparade-som-noll": "plattform-clean",
    "xl09-ar-som-datum": "plattform-clean",
    "xl13-procent-som-text-i-formatet": "plattform-clean",
    "xl14-strict-open-xml": "plattform-clean",
    "xl18-packad-om-pa-mac": "plattform-clean",
    "xl21-typsnittsfamilj-34": "plattform-clean",
    "xl28-lank-till-fil-i-en-cell": "plattform-clean",
}


def _told(read: ReadBudget) -> tuple[object, ...]:
    budget = read.budget
    percents = [line.percent for line in budget.lines]
    totals = (budget.requested_kr, budget.own_kr, budget.total_cost_kr, budget.per_year_kr)
    found = sorted((str(one.severity), one.code, one.message) for one in read.all_findings())
    period = (budget.period_from, budget.period_to)
    return budget.name, period, totals, budget.owners, percents, found


@pytest.mark.parametrize(("name", "same"), FILES.items())
def test_the_budget_is_the_same_whoever_wrote_the_file(name: str, same: str) -> None:
    assert _told(read_budget(FIELD / f"{name}.xlsx")) == _told(read_budget(DEMO / f"{same}.xlsx"))


def test_two_amounts_in_a_cell_are_told_there_and_nowhere_else() -> None:
    read = read_budget(FIELD / "xl12-tva-belopp-i-en-cell.xlsx")
    told = [(one.code, one.where.cell) for one in read.all_findings()]
    assert told == [("not-an-amount", "E31"), ("unit-unclear", "A6")]
    assert read.budget.requested_kr == 10_256_000
    assert read.budget.per_year_kr == dict.fromkeys(range(2025, 2029), 2_564_000)


def test_the_budget_is_the_one_that_was_asked_for() -> None:
    budget = read_budget(FIELD / "xl01-aao-i-tva-tecken.xlsx").budget
    assert budget.name == "Plattform för individstöd i samverkan"
    assert (budget.requested_kr, budget.own_kr, budget.total_cost_kr) == (10_256_000, 0, 10_256_000)
    assert budget.per_year_kr == dict.fromkeys(range(2025, 2029), 2_564_000)
