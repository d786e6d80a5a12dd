"""When requisitions and reports come, how periods grow, and tables that add up both ways."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.initiatives.rules import (
    amount_table,
    extended,
    first_requisition_day,
    report_day,
    same_name,
)
from samordna.kernel.dates import Period

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        (date(2025, 1, 1), date(2027, 12, 31), date(2025, 4, 1)),
        (date(2025, 3, 31), date(2027, 12, 31), date(2025, 4, 1)),
        (date(2024, 10, 1), date(2026, 12, 31), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2025, 2, 14), date(2025, 2, 15)),
    ],
)
def test_the_first_requisition_comes_when_the_first_quarter_is_over(start, end, day) -> None:
    assert first_requisition_day(Period(start, end)) == day


def test_the_report_comes_the_day_after_the_period() -> None:
    assert report_day(Period(date(2025, 1, 1), date(2027, 12, 31))) == date(2028, 1, 1)


@given(DAYS, st.integers(0, 2000))
def test_the_first_requisition_is_never_before_the_start_nor_after_the_report(start, length):
    period = Period(start, start + timedelta(days=length))
    assert period.start < first_requisition_day(period) <= report_day(period)


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_lengthened_period_holds_both(a, b, c, d) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    both = extended(one, other)
    assert both.contains(one)
    assert both.contains(other)


def test_names_are_the_same_to_a_reader() -> None:
    assert same_name("En väg in  – ÅTER", "en väg in – åter ")
    assert not same_name("En väg in", "En väg in – steget vidare")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Heby", "Tierp", "Region"]),
            st.integers(2024, 2028),
            st.integers(0, 10**9),
        )
    )
)
def test_the_table_adds_up_both_ways(amounts) -> None:
    table = amount_table(amounts)
    assert table.total_kr == sum(kr for _, _, kr in amounts)
    assert table.total_kr == sum(table.year_sums) == sum(row.total_kr for row in table.rows)
    for row in table.rows:
        assert row.total_kr == sum(kr or 0 for kr in row.amounts)


def test_an_empty_cell_is_no_zero() -> None:
    table = amount_table([("Heby", 2025, 100), ("Tierp", 2026, 0)])
    assert table.rows[0].amounts == (100, None)
    assert table.rows[1].amounts == (None, 0)
