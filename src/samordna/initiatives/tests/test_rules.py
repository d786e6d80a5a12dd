"""How periods grow, and tables that add up both ways."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.initiatives.rules import (
    amount_table,
    extended,
    phase_of,
    same_name,
)
from samordna.kernel.dates import Period

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_lengthened_period_holds_both(a, b, c, d) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    both = extended(one, other)
    assert both.contains(one)
    assert both.contains(other)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2024, 12, 31), "Kommande"),
        (date(2025, 1, 1), "Pågår"),
        (date(2025, 12, 31), "Pågår"),
        (date(2026, 1, 1), "Avslutad"),
    ],
)
def test_an_initiative_goes_on_from_its_first_day_through_its_last(day: date, phase: str) -> None:
    assert phase_of(date(2025, 1, 1), date(2025, 12, 31), day)[0] == phase


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
