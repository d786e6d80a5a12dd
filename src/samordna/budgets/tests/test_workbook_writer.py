"""What is written reads back as the same budget."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samordna.budgets.facts import Budget, Group, Line, Side, YearRow
from samordna.budgets.findings import check
from samordna.budgets.tests.samples import APPLICATIONS, cost, post, real_budget, small_budget
from samordna.budgets.workbook.reading import read_budget
from samordna.budgets.workbook.unit import months_between
from samordna.budgets.workbook.writer import write_budget


def facts(budget: Budget) -> tuple[object, ...]:
    """What a budget says, without the sums that a workbook writes out."""
    return (
        budget.name,
        budget.period_from,
        budget.period_to,
        budget.owners,
        [_line(line, len(budget.owners)) for line in budget.lines],
        sorted(_year(row) for row in budget.years if any(row.by_year.values())),
    )


def _line(line: Line, owners: int) -> tuple[object, ...]:
    amounts = (*line.amounts, *[0] * owners)[:owners]
    told = (line.side, line.group, line.label, line.percent or Decimal(0))
    return (*told, line.date_from, line.date_to, amounts, line.amount_text, line.misplaced_kr)


def _year(row: YearRow) -> tuple[str, int, list[tuple[int, int]]]:
    by_year = [(year, kr) for year, kr in sorted(row.by_year.items()) if kr]
    return (str(row.group), -1 if row.line is None else row.line, by_year)


def told(budget: Budget) -> list[tuple[str, int | None, int | None]]:
    """Code, expected and found of each finding."""
    return [(one.code, one.expected_kr, one.found_kr) for one in check(budget)]


def test_the_small_budget_comes_back() -> None:
    found = read_budget(write_budget(small_budget()))
    assert facts(found.budget) == facts(small_budget())
    assert found.unit == "kr"
    assert found.all_findings() == []


@pytest.mark.parametrize("key", sorted(set(APPLICATIONS) - {"samordnat_stod"}))
def test_the_real_applications_come_back_with_their_slips(key: str) -> None:
    budget = _in_whole_kronor(real_budget(key))
    found = read_budget(write_budget(budget))
    assert found.budget.requested_total_kr == budget.requested_total_kr
    assert found.budget.own_financing_total_kr == budget.own_financing_total_kr
    assert found.budget.per_year_kr == budget.per_year_kr
    assert told(found.budget) == told(budget)


def _in_whole_kronor(budget: Budget) -> Budget:
    """The budget without the öre of its years, which are not written."""
    years = tuple(replace(row, rounded_off_kr=Decimal(0)) for row in budget.years)
    return replace(budget, years=years)


letters = st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)
labels = st.text(letters, min_size=3, max_size=12).map(lambda text: f"Q{text}")
amounts = st.integers(1_000, 9_000_000)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Budgets of any shape that the form can hold, the rows in the form's order."""
    owners = tuple(f"Kommun {letter}" for letter in "ABCDEF"[: draw(st.integers(1, 5))])
    figures = st.lists(amounts, min_size=len(owners), max_size=len(owners)).map(tuple)
    lines: list[Line] = []
    for side in Side:
        for group in Group:
            for number in range(draw(st.integers(0, 3))):
                label = f"{draw(labels)} {number}"
                if group is not Group.WAGE:
                    lines.append(Line(side=side, group=group, label=label, amounts=draw(figures)))
                    continue
                starts, ends = sorted((draw(days), draw(days)))
                percent = Decimal(draw(st.integers(100, 40_000))) / 100
                # A cost that a post may have: any other is taken for thousands, and rightly so.
                month = draw(st.integers(20_000, 120_000)) * percent / 100
                shares = [0] * len(owners)
                shares[draw(st.integers(0, len(owners) - 1))] = int(
                    month * months_between(starts, ends) + 1
                )
                lines.append(
                    Line(
                        side=side,
                        group=group,
                        label=label,
                        percent=percent,
                        date_from=starts,
                        date_to=ends,
                        amounts=tuple(shares),
                    )
                )
    years = []
    by_year = st.fixed_dictionaries({2025: amounts, 2026: amounts, 2027: amounts})
    for index, line in enumerate(lines):
        if line.side is Side.REQUESTED and line.group is Group.WAGE:
            years.append(YearRow(group=Group.WAGE, line=index, by_year=draw(by_year)))
    for group in (Group.PREMISES, Group.OTHER):
        years.append(YearRow(group=group, whole_group=True, by_year=draw(by_year)))
    return Budget(
        name=f"Insats {draw(labels)}",
        period_from=date(2025, 1, 1),
        period_to=date(2027, 12, 31),
        owners=owners,
        lines=tuple(lines),
        years=tuple(years),
    )


@settings(max_examples=25, deadline=None)
@given(budgets())
def test_what_is_written_reads_back_as_the_same_budget(budget: Budget) -> None:
    found = read_budget(write_budget(budget))
    assert facts(found.budget) == facts(budget)
    assert told(found.budget) == told(budget)


def test_odd_rows_come_back() -> None:
    lines = (
        *small_budget().lines,
        cost("IT-stöd", 0, side=Side.OWN, amount_text="ingår"),
        cost("Övrigt", 0, side=Side.OWN, misplaced_kr=720_000),
    )
    found = read_budget(write_budget(small_budget(lines=lines))).budget
    assert [line.amount_text for line in found.lines][-2] == "ingår"
    assert [line.misplaced_kr for line in found.lines][-1] == 720_000


def test_text_never_becomes_a_formula_or_a_link() -> None:
    name = '=HYPERLINK("http://example.org")'
    lines = (post(name, 100, (1_300_000, 0)), *small_budget().lines[1:])
    data = write_budget(small_budget(name="=1+1", lines=lines))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Insatsbudget"]
    assert sheet["E1"].data_type == "s"
    assert sheet["A9"].value == f"1. {name}"
    assert sheet["A9"].data_type == "s"


def test_sums_are_formulas_with_their_values_beside_them() -> None:
    data = write_budget(small_budget())
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    labels = {row[0].value: row[0].row for row in formulas["Insatsbudget"].iter_rows(max_col=1)}
    row = labels["SUMMA FRÅN SAMORDNINGSFÖRBUNDET"]
    assert str(formulas["Insatsbudget"].cell(row, 9).value).startswith("=I")
    assert values["Insatsbudget"].cell(row, 9).value == 1_960_000
    assert values["Budgetsammanställning"]["D5"].value == 1_710_000


def test_the_formulas_count_what_is_written_beside_them() -> None:
    """Saved by a program that keeps formulas and drops values, the budget is the same."""
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(write_budget(small_budget()))).save(buffer)
    found = read_budget(buffer.getvalue())
    assert facts(found.budget) == facts(small_budget())
    assert found.all_findings() == []


def test_a_budget_without_years_or_period_is_written_all_the_same() -> None:
    bare = Budget(name="", owners=("Ekby kommun",), lines=(post("Coach", 50, (300_000,)),))
    found = read_budget(write_budget(replace(bare, lines=(*bare.lines, cost("Tolk", 5_000)))))
    assert found.budget.requested_total_kr == 305_000
    assert {one.code for one in found.all_findings()} >= {"period-missing"}
    assert read_budget(write_budget(Budget(owners=("A kommun",)))).budget.total_cost_kr == 0
