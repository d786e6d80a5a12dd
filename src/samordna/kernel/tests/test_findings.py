"""Places of findings: in words, in order, and as the documented JSON object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.findings import Finding, Severity, Where, worst_first

PLACES = st.builds(
    Where,
    sheet=st.none() | st.sampled_from(["Budget", "Summa"]),
    cell=st.none() | st.sampled_from(["B2", "B10", "AA1", "Z1", "sista raden"]),
    field=st.none() | st.sampled_from(["name", "rows.0.label"]),
    page=st.none() | st.integers(1, 400),
    line=st.none() | st.integers(1, 60),
)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where(), ""),
        (Where(field="name"), ""),
        (Where("Budget", "B12", "amount_kr"), "blad Budget, cell B12"),
        (Where("Budget"), "blad Budget"),
        (Where(cell="B12"), "cell B12"),
        (Where(page=3, line=12), "sidan 3, rad 12"),
        (Where(page=3), "sidan 3"),
        (Where(line=12), "rad 12"),
    ],
)
def test_a_place_in_words(where: Where, words: str) -> None:
    assert where.in_words == words


def about(where: Where, severity: Severity = Severity.NOTE) -> Finding:
    return Finding("code", severity, "En mening.", where)


def test_the_worst_come_first_and_each_weight_keeps_its_order() -> None:
    by_page = [about(Where(page=n), s) for n, s in enumerate([*Severity, *Severity], start=1)]
    assert [f.where.page for f in worst_first(by_page)] == [1, 5, 2, 6, 3, 7, 4, 8]


@given(PLACES)
def test_the_json_object_gives_the_place_back(where: Where) -> None:
    assert set(where.as_dict()) == {"sheet", "cell", "field", "page", "line"}
    assert Where(**where.as_dict()) == where


def test_a_place_that_was_kept_before_pages_and_lines_is_read() -> None:
    assert Where(sheet="Budget", cell="B2", field=None) == Where("Budget", "B2")
