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

from samordna.budgets.findings import check
from samordna.budgets.shape import Budget, Group, Line, Side, Years
from samordna.budgets.tests.samples import (
    APPLICATIONS,
    cost,
    post,
    real_budget,
    small_budget,
    spread_over,
)
from samordna.budgets.workbook.reading import read_budget
from samordna.budgets.workbook.unit import months_between
from samordna.budgets.workbook.words import Words
from samordna.budgets.workbook.writer import write_budget
from samordna.kernel.texts import as_read


def facts(budget: Budget) -> tuple[object, ...]:
    """What a budget says, without the sums that a workbook writes out."""
    return (
        budget.name,
        budget.period_from,
        budget.period_to,
        budget.owners,
        [_line(line) for line in budget.lines],
        sorted(
            _year(-1 if line is None else budget.lines.index(line), years)
            for line, years in budget.spread
            if any(years.by_year.values())
        ),
    )


def _line(line: Line) -> tuple[object, ...]:
    amounts = {owner: kr for owner, kr in line.amounts.items() if kr}
    told = (line.side, line.group, line.label, line.percent or Decimal(0))
    return (*told, line.date_from, line.date_to, amounts, line.note, line.misplaced_kr)


def _year(line: int, years: Years) -> tuple[str, int, list[tuple[int, int]]]:
    by_year = [(year, kr) for year, kr in sorted(years.by_year.items()) if kr]
    return (str(years.group), line, by_year)


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
    assert found.budget.requested_kr == budget.requested_kr
    assert found.budget.own_kr == budget.own_kr
    assert found.budget.per_year_kr == budget.per_year_kr
    assert told(found.budget) == told(budget)


def _in_whole_kronor(budget: Budget) -> Budget:
    """The budget without the öre of its years, which are not written."""
    rows = [
        (None if line is None else number, replace(years, rounded_off_kr=Decimal(0)))
        for number, (line, years) in enumerate(budget.spread)
    ]
    return spread_over(budget, rows)


letters = st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)
# A label but for a letter the form's own heading is read as that heading, and rightly so.
labels = (
    st.text(letters, min_size=3, max_size=12)
    # What a form or a file says has been made one: ĳ is two letters to every reader.
    .map(lambda text: as_read(f"Q{text}"))
    .filter(lambda label: not any(Words(f"{label}{end}").is_heading for end in ("", " 0")))
)
amounts = st.integers(1_000, 9_000_000)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Budgets of any shape that the form can hold, the rows in the form's order."""
    letters_of_owners = "ABCDEF"[: draw(st.integers(1, 5))]
    owners = {key: f"Kommun {letter}" for key, letter in enumerate(letters_of_owners)}
    figures = st.fixed_dictionaries(dict.fromkeys(owners, amounts))
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
                kr = int(month * months_between(starts, ends) + 1)
                lines.append(
                    Line(
                        side=side,
                        group=group,
                        label=label,
                        percent=percent,
                        date_from=starts,
                        date_to=ends,
                        amounts={draw(st.sampled_from(sorted(owners))): kr},
                    )
                )
    years = []
    by_year = st.fixed_dictionaries({2025: amounts, 2026: amounts, 2027: amounts})
    for index, line in enumerate(lines):
        if line.side is Side.REQUESTED and line.group is Group.WAGE:
            years.append((index, Years(group=Group.WAGE, by_year=draw(by_year))))
    for group in (Group.PREMISES, Group.OTHER):
        years.append((None, Years(group=group, whole_group=True, by_year=draw(by_year))))
    budget = Budget(
        name=f"Insats {draw(labels)}",
        period_from=date(2025, 1, 1),
        period_to=date(2027, 12, 31),
        owners=owners,
        lines=tuple(lines),
    )
    return spread_over(budget, years)


@settings(max_examples=25, deadline=None)
@given(budgets())
def test_what_is_written_reads_back_as_the_same_budget(budget: Budget) -> None:
    found = read_budget(write_budget(budget))
    assert facts(found.budget) == facts(budget)
    assert told(found.budget) == told(budget)


def test_odd_rows_come_back() -> None:
    lines = (
        *small_budget().lines,
        cost("IT-stöd", 0, side=Side.OWN, note="ingår"),
        cost("Övrigt", 0, side=Side.OWN, misplaced_kr=720_000),
    )
    found = read_budget(write_budget(small_budget(lines=lines))).budget
    assert [line.note for line in found.lines][-2] == "ingår"
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
    bare = Budget(name="", owners={0: "Ekby kommun"}, lines=(post("Coach", 50, (300_000,)),))
    found = read_budget(write_budget(replace(bare, lines=(*bare.lines, cost("Tolk", 5_000)))))
    assert found.budget.requested_kr == 305_000
    assert {one.code for one in found.all_findings()} >= {"period-missing"}
    assert read_budget(write_budget(Budget(owners={0: "A kommun"}))).budget.total_cost_kr == 0
