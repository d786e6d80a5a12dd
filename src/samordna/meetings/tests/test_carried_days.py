"""What migrations make of the days that notices and summonses had."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.parties.tests.racing import fresh_database, run_race

#: pytest-django makes the database only where a test says that it uses one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def days(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """The days of three notices after the migrations."""
    folder = tmp_path_factory.mktemp("days")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.meetings.tests.carried_days")["days"]


def test_where_a_member_took_it_down_too_early_no_last_day_is_told(days: Any) -> None:
    assert days[0][:2] == [None, None]


def test_where_nobody_did_or_no_member_counts_the_days_stand(days: Any) -> None:
    for row in days[1:]:
        assert row[:2] == ["2024-10-11", "2024-10-12"]


def test_a_summons_calls_to_the_day_that_it_had_unless_the_agenda_has_changed(days: Any) -> None:
    assert [row[2] for row in days] == ["2024-09-12", "2024-09-12", None]
