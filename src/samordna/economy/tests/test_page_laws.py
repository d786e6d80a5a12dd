"""What must always hold of the explained figures, the chart, and amounts typed in thousands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.economy.rules.assembly import (
    NewGrant,
    OpenProposal,
    assemble,
    columns_of,
    moved_to_year,
)
from samordna.economy.rules.decision_space import decision_space
from samordna.economy.rules.explanation import NoSuchFigure, explain
from samordna.economy.rules.plan import Plan, PlanRow, Section
from samordna.economy.rules.table import DecisionSpaceTable, RowKind
from samordna.economy.rules.thousands import format_tkr_cell, parse_tkr_cell
from samordna.economy.space.chart import NARROW, WIDE, draw
from samordna.economy.tests.uppsala import plan as paper_plan
from samordna.kernel.money import NotAnAmount

KR = st.integers(-(10**9), 10**9)
POSITIVE = st.integers(0, 10**8)
YEARS = st.integers(2022, 2031)


@st.composite
def plans(draw_) -> Plan:
    columns = columns_of(2024, draw_(st.integers(0, 5)))
    keys = [column.key for column in columns]
    rows = [
        PlanRow(f"r{n}", f"Rad {n}", "", section, amounts)
        for n, (section, amounts) in enumerate(
            draw_(
                st.lists(
                    st.tuples(
                        st.sampled_from(list(Section)),
                        st.dictionaries(st.sampled_from(keys), KR),
                    ),
                    max_size=12,
                )
            )
        )
    ]
    amounts = st.dictionaries(YEARS, POSITIVE, max_size=5)
    grants = [
        NewGrant(f"grant-{n}.1", f"G{n}", "Heby", None, kr)
        for n, kr in enumerate(draw_(st.lists(amounts, max_size=4)))
    ]
    proposals = [
        OpenProposal(number, "A", owner, f"Ägare {owner}", kr)
        for (number, owner), kr in draw_(
            st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 3)), amounts, max_size=8)
        ).items()
    ]
    return assemble(
        columns=columns,
        rows=rows,
        grants=grants,
        proposals=proposals,
        opening_kr=draw_(KR),
        reserve_kr=0,
    )


@given(plans())
def test_the_parts_of_every_explained_figure_add_up(plan: Plan) -> None:
    table = decision_space(plan)
    explained = 0
    for row in table.rows:
        for column in table.columns:
            if row.kind is not RowKind.SUM or row.amounts.get(column.key) is None:
                with pytest.raises(NoSuchFigure):
                    explain(table, row.key, column.key)
                continue
            found = explain(table, row.key, column.key)
            assert sum(part.taken_kr for part in found.parts) == found.total_kr
            explained += 1
    assert explained >= 9 * len(table.columns)


@given(plans())
def test_every_krona_granted_lands_in_its_year_and_never_in_a_budget(plan: Plan) -> None:
    table = decision_space(plan)
    carrying = {column.key for column in table.carrying}
    for row in table.rows:
        if row.key.startswith("decided.grant-"):
            assert set(row.amounts) <= carrying


@given(plans(), st.integers(0, 10**7))
def test_the_chart_stays_within_its_frame(plan: Plan, floor_kr: int) -> None:
    table = decision_space(plan)
    for frame in (WIDE, NARROW):
        chart = draw(table, frame, floor_kr)
        assert len(chart.closing) == len(chart.after) == len(table.carrying)
        bottom = frame.height - frame.bottom
        for point in (*chart.closing, *chart.after):
            assert frame.left <= point.x <= frame.width - frame.right
            assert frame.top - 0.1 <= point.y <= bottom + 0.1
            if point.negative:
                assert point.y >= chart.zero_y
        assert len(chart.ticks) <= 10
        shown = {label.text for label in chart.labels}
        assert len(chart.labels) >= len(table.carrying)
        assert shown


def test_the_chart_of_the_paper() -> None:
    table: DecisionSpaceTable = decision_space(paper_plan())
    chart = draw(table, WIDE)
    assert [tick.text for tick in chart.ticks] == ["20\u00a0000", "40\u00a0000", "60\u00a0000"]
    assert [(year.kind, year.year) for year in chart.years][:2] == [
        ("Prognos", "2024"),
        ("Prel", "2025"),
    ]
    below = [point for point in chart.after if point.negative]
    assert len(below) == 1
    assert below[0].y > chart.zero_y


@given(st.integers(-500_000_000, 500_000_000))
def test_an_amount_is_read_back_as_it_was_shown(kr: int) -> None:
    assert parse_tkr_cell(format_tkr_cell(kr)) == kr


@pytest.mark.parametrize(
    ("text", "kr"),
    [
        ("2 753", 2_753_000),
        ("909,6", 909_600),
        ("1.909", 1_909_000),
        ("\u22121 300", -1_300_000),
        ("-1300", -1_300_000),
        ("2 753 000 kr", 2_753_000),
        ("2753000:-", 2_753_000),
        ("1,909", 1_909_000),
        ("2 753 tkr", 2_753_000),
        ("0", 0),
    ],
)
def test_thousands_and_kronor(text: str, kr: int) -> None:
    assert parse_tkr_cell(text) == kr


@pytest.mark.parametrize("text", ["sju", "2753000", "1,2,3", "--1", "\x00", "kr", "9" * 30])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_tkr_cell(text)


def test_amounts_move_with_the_year() -> None:
    old = {"budget": 1, "forecast": 2, "2025": 3, "2026": 4}
    assert moved_to_year(old, 2024, columns_of(2024, 1)) == {"budget": 1, "forecast": 2, "2025": 3}
    moved = {"budget": 3, "forecast": 3, "2026": 4}
    assert moved_to_year(old, 2024, columns_of(2025, 4)) == moved
    assert moved_to_year(old, 2024, columns_of(2030, 1)) == {}
