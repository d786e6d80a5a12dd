"""The dates of the law: three real papers, the eves, and what must always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.deadlines import (
    deadlines,
    is_working_day,
    last_day_of_appeal,
    next_working_day,
)
from samordna.kernel.findings import Severity

DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2090, 12, 1))


def codes(found):
    return [finding.code for finding in found.findings]


def test_paper_of_may_2024_was_taken_down_one_day_early():
    found = deadlines(
        meeting=date(2024, 5, 7),
        adjusted=date(2024, 5, 16),
        posted=date(2024, 5, 17),
        taken_down=date(2024, 6, 7),
    )
    assert found.adjust_by == date(2024, 5, 21)
    assert found.post_by == date(2024, 5, 18)
    assert found.appeal_last_day == date(2024, 6, 7)
    assert found.take_down_earliest == date(2024, 6, 8)
    assert found.legal_force_from is None
    assert codes(found) == ["taken-down-early"]
    assert "en dag för tidigt" in found.findings[0].message
    assert "2024-06-08" in found.findings[0].message


def test_paper_of_october_2021_was_right():
    found = deadlines(date(2021, 10, 14), None, date(2021, 10, 26), date(2021, 11, 17))
    assert found.appeal_last_day == date(2021, 11, 16)
    assert found.take_down_earliest == date(2021, 11, 17)
    assert found.legal_force_from == date(2021, 11, 17)
    assert found.findings == ()


def test_paper_of_november_2023_was_late_and_taken_down_too_early():
    found = deadlines(date(2023, 11, 24), None, date(2023, 12, 12), date(2023, 12, 27))
    assert found.adjust_by == date(2023, 12, 8)
    assert found.post_by == date(2023, 12, 10)
    assert found.post_by_is_latest_possible
    assert found.appeal_last_day == date(2024, 1, 2)
    assert found.take_down_earliest == date(2024, 1, 3)
    assert found.legal_force_from is None
    assert codes(found) == ["posted-late", "taken-down-early"]
    assert "antingen justerades protokollet för sent" in found.findings[0].message
    assert all(finding.severity is Severity.ERROR for finding in found.findings)


def test_before_the_notice_there_is_no_last_day_of_appeal():
    found = deadlines(date(2024, 9, 12))
    assert found.adjust_by == date(2024, 9, 26)
    assert found.post_by == date(2024, 9, 28)
    assert found.post_by_is_latest_possible
    assert (found.appeal_last_day, found.take_down_earliest, found.legal_force_from) == (None,) * 3
    assert found.findings == ()


def test_the_day_of_posting_follows_a_known_adjustment():
    found = deadlines(date(2024, 9, 12), date(2024, 9, 16))
    assert found.post_by == date(2024, 9, 18)
    assert not found.post_by_is_latest_possible


def test_a_paragraph_adjusted_at_once_is_in_time():
    day = date(2024, 9, 12)
    assert deadlines(day, adjusted=day, posted=day).findings == ()


def test_late_adjustment_says_how_many_days():
    found = deadlines(date(2024, 9, 12), adjusted=date(2024, 10, 1))
    assert codes(found) == ["adjusted-late"]
    assert "5 dagar för sent" in found.findings[0].message
    assert "2024-09-26" in found.findings[0].message
    assert found.findings[0].where.field == "adjusted"


def test_the_last_days_are_not_late():
    found = deadlines(date(2024, 9, 12), date(2024, 9, 26), date(2024, 9, 28))
    assert found.findings == ()


def test_posting_on_the_monday_after_a_sunday_only_warns():
    # Adjusted on Friday 2024-09-13: the second day after is Sunday the 15th.
    monday = deadlines(date(2024, 9, 12), date(2024, 9, 13), date(2024, 9, 16))
    tuesday = deadlines(date(2024, 9, 12), date(2024, 9, 13), date(2024, 9, 17))
    assert codes(monday) == codes(tuesday) == ["posted-late"]
    assert monday.findings[0].severity is Severity.WARNING
    assert "lag 1930:173" in monday.findings[0].message
    assert tuesday.findings[0].severity is Severity.ERROR


def test_a_notice_before_the_adjustment_never_gives_legal_force():
    found = deadlines(date(2024, 9, 12), date(2024, 9, 20), date(2024, 9, 19))
    assert codes(found) == ["posted-before-adjusted"]
    assert found.legal_force_from is None


@pytest.mark.parametrize(
    ("adjusted", "posted", "taken_down", "code"),
    [
        (date(2024, 9, 11), None, None, "adjusted-before-meeting"),
        (None, date(2024, 9, 11), None, "posted-before-meeting"),
        (None, None, date(2024, 9, 30), "taken-down-without-notice"),
    ],
)
def test_days_in_an_order_that_cannot_be_right(adjusted, posted, taken_down, code):
    found = deadlines(date(2024, 9, 12), adjusted, posted, taken_down)
    assert codes(found) == [code]
    assert found.legal_force_from is None


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        (date(2024, 5, 31), date(2024, 6, 24)),  # Midsummer's Eve, Friday
        (date(2024, 12, 3), date(2024, 12, 27)),  # Christmas Eve, then two holidays
        (date(2024, 12, 10), date(2025, 1, 2)),  # New Year's Eve, then New Year's Day
        (date(2024, 3, 8), date(2024, 4, 2)),  # Good Friday to Easter Monday
        (date(2024, 4, 18), date(2024, 5, 10)),  # Ascension Day
        (date(2025, 5, 16), date(2025, 6, 9)),  # National Day on a Friday
        (date(2024, 9, 28), date(2024, 10, 21)),  # a Saturday
        (date(2024, 9, 29), date(2024, 10, 21)),  # a Sunday
        (date(2024, 9, 30), date(2024, 10, 21)),  # a common Monday
        (date(2024, 4, 9), date(2024, 4, 30)),  # Walpurgis Eve is a working day by this law
    ],
)
def test_last_day_of_appeal_moves_from_days_off(posted, last):
    assert last_day_of_appeal(posted) == last


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 6, 20), True),
        (date(2024, 6, 21), False),
        (date(2024, 12, 23), True),
        (date(2024, 12, 24), False),
        (date(2024, 12, 31), False),
        (date(2024, 11, 1), True),
        (date(2024, 11, 2), False),
        (date(2025, 6, 6), False),
        (date(2024, 1, 5), True),
        (date(2023, 1, 6), False),
    ],
)
def test_working_days(day, working):
    assert is_working_day(day) is working


def test_next_working_day_is_the_day_itself_when_it_is_one():
    assert next_working_day(date(2024, 9, 12)) == date(2024, 9, 12)
    assert next_working_day(date(2024, 12, 24)) == date(2024, 12, 27)


def test_as_dict_has_exactly_the_documented_keys():
    answer = deadlines(date(2024, 5, 7), None, None, date(2024, 6, 7)).as_dict()
    assert list(answer) == [
        "adjust_by",
        "post_by",
        "appeal_last_day",
        "take_down_earliest",
        "legal_force_from",
        "findings",
    ]
    assert answer["adjust_by"] == "2024-05-21"
    assert answer["appeal_last_day"] is None
    assert answer["findings"][0]["code"] == "taken-down-without-notice"


@given(DAYS)
def test_the_last_day_is_a_working_day_at_least_three_weeks_away(posted):
    last = last_day_of_appeal(posted)
    assert is_working_day(last)
    assert last >= posted + timedelta(days=21)
    assert last <= posted + timedelta(days=28)
    days_between = (posted + timedelta(days=21 + n) for n in range((last - posted).days - 21))
    assert not any(is_working_day(day) for day in days_between)


@given(DAYS, DAYS)
def test_a_later_notice_never_ends_earlier(one, other):
    first, second = sorted((one, other))
    assert last_day_of_appeal(first) <= last_day_of_appeal(second)


@given(DAYS, st.integers(0, 20), st.integers(0, 10), st.integers(0, 60))
def test_legal_force_exactly_when_the_notice_stood_long_enough(meeting, to_j, to_a, up):
    adjusted = meeting + timedelta(days=to_j)
    posted = adjusted + timedelta(days=to_a)
    taken_down = posted + timedelta(days=up)
    found = deadlines(meeting, adjusted, posted, taken_down)
    assert ("adjusted-late" in codes(found)) is (to_j > 14)
    assert ("posted-late" in codes(found)) is (to_a > 2)
    early = taken_down <= found.appeal_last_day
    assert ("taken-down-early" in codes(found)) is early
    assert found.legal_force_from == (None if early else found.take_down_earliest)
