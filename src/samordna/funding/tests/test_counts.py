"""Ages and numbers of participants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.funding.rules.counts import Count, NotACount, count_findings, parse_count
from samordna.kernel.findings import Severity


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("40", Count(40, 40)),
        ("25-30", Count(25, 30)),
        ("25 – 30", Count(25, 30)),
        ("25 till 30", Count(25, 30)),
        ("29 år", Count(29, 29)),
        ("25–30 personer", Count(25, 30)),
        ("1 200", Count(1200, 1200)),
    ],
)
def test_a_number_or_a_span_is_read(text: str, count: Count) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["", "många", "-5", "25,5", "25-", "1-2-3", "٤٠", "9" * 7])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(NotACount, match="helt tal eller ett spann"):
        parse_count(text)


def test_a_span_that_goes_down_is_refused_with_the_right_one() -> None:
    with pytest.raises(NotACount, match="Skriv 25–30"):
        parse_count("30-25")


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_what_is_written_is_read_back(one: int, other: int) -> None:
    count = Count(min(one, other), max(one, other))
    assert parse_count(str(count)) == count


def said(answers: dict[str, str], years: int | None = 2) -> list[tuple[str, str | None, Severity]]:
    return [(f.code, f.where.field, f.severity) for f in count_findings(answers, years=years)]


AGES, NUMBERS = "ages-wrong", "participants-wrong"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"alder_fran": "16", "alder_till": "66"}, []),
        ({"alder_fran": "66", "alder_till": "16"}, [(AGES, "alder_till", Severity.ERROR)]),
        ({"alder_fran": "16-24", "alder_till": "64"}, [(AGES, "alder_fran", Severity.ERROR)]),
        ({"alder_fran": "16", "alder_till": "24-64"}, [(AGES, "alder_till", Severity.ERROR)]),
        ({"alder_fran": "16-24"}, []),
        ({"alder_fran": "16", "alder_till": "850"}, [(AGES, "alder_till", Severity.ERROR)]),
        ({"antal_per_ar": "30", "antal_totalt": "5"}, [(NUMBERS, "antal_totalt", Severity.ERROR)]),
        ({"antal_per_ar": "25–30", "antal_totalt": "50–60"}, []),
        ({"antal_per_ar": "25–30", "antal_totalt": "28"}, []),
        (
            {"antal_per_ar": "30", "antal_totalt": "90"},
            [(NUMBERS, "antal_totalt", Severity.WARNING)],
        ),
        ({"antal_totalt": "0"}, [(NUMBERS, "antal_totalt", Severity.WARNING)]),
        ({"antal_per_ar": "30"}, []),
        ({}, []),
    ],
)
def test_what_cannot_be_right_is_found(
    answers: dict[str, str], expected: list[tuple[str, str, Severity]]
) -> None:
    assert said(answers) == expected


def test_nothing_is_said_of_the_years_before_the_period_is_known() -> None:
    assert said({"antal_per_ar": "30", "antal_totalt": "90"}, years=None) == []
