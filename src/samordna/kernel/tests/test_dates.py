from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.dates import NotADate, Period, format_long, format_weekday, parse_date

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("250101", date(2025, 1, 1)),
        ("20250101", date(2025, 1, 1)),
        ("2025-01-01", date(2025, 1, 1)),
        ("2025/01/01", date(2025, 1, 1)),
        ("2025.1.1", date(2025, 1, 1)),
        ("24-10-01", date(2024, 10, 1)),
        ("1/9/2024", date(2024, 9, 1)),
        ("12 september 2024", date(2024, 9, 12)),
        (" 12  SEPTEMBER 2024 ", date(2024, 9, 12)),
        ("20 dec 2022", date(2022, 12, 20)),
        ("1 sept. 2024", date(2024, 9, 1)),
        ("20-dec-2022", date(2022, 12, 20)),
        ("den 1 jan 2024", date(2024, 1, 1)),
        ("2024\u201309\u201312", date(2024, 9, 12)),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-06-31",
        "250631",
        "hösten 2028",
        "2025",
        "720000",
        "2025-1/1",
        "1850-01-01",
        "1 de 2024",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotADate, match=r"\.$"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("0000-01-01", "0000"),
        ("0025-03-01", "0025"),
        ("00250301", "0025"),
        ("0025/3/1", "0025"),
        ("1/3/0025", "0025"),
        ("1 mars 0025", "0025"),
    ],
)
def test_a_year_of_four_digits_is_the_year_that_was_written(text: str, year: str) -> None:
    """Only a year of two digits is in the 2000s; no other year is made of what was written."""
    with pytest.raises(NotADate) as refusal:
        parse_date(text)
    assert str(refusal.value) == f"Året {year} i ”{text}” är orimligt."


@given(days)
def test_every_day_is_read_back_in_every_shape(day: date) -> None:
    for shape in ("%Y-%m-%d", "%Y%m%d", "%y%m%d", "%y-%m-%d", "%d/%m/%Y", "%Y/%m/%d"):
        assert parse_date(day.strftime(shape)) == day
    assert parse_date(format_long(day)) == day


def test_days_in_words() -> None:
    assert format_long(date(2024, 9, 12)) == "12 september 2024"
    assert format_weekday(date(2024, 9, 12)) == "torsdag 12 september 2024"


@given(days, st.integers(0, 2000))
def test_the_days_of_the_years_are_the_days_of_the_period(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length))
    assert sum(period.days_in(year) for year in period.years) == length + 1
    assert len(list(period)) == length + 1
    assert period.days_in(start.year - 1) == 0


def test_a_period_holds_what_lies_wholly_within_it() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert year.contains(year)
    assert not year.contains(Period(date(2024, 12, 31), date(2025, 6, 30)))
    assert str(year) == "2025-01-01\u20132025-12-31"


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        Period(date(2025, 1, 2), date(2025, 1, 1))
