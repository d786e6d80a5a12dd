"""The demonstration's clock goes forward by hand, and a little by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from samordna.demonstration import clock
from samordna.demonstration.models import DemonstrationClock
from samordna.ground import clock as product_clock

pytestmark = pytest.mark.django_db


def test_it_starts_on_the_fifth_of_september_at_nine() -> None:
    assert clock.now() == datetime(2024, 9, 5, 7, 0, tzinfo=UTC)
    assert clock.today() == date(2024, 9, 5)


def test_it_moves_forward_to_nine_in_the_morning() -> None:
    clock.move_to(date(2024, 9, 12))
    assert clock.today() == date(2024, 9, 12)
    assert clock.now().astimezone(clock.STOCKHOLM).hour == 9


@pytest.mark.parametrize("day", [date(2024, 9, 5), date(2024, 9, 4), date(2023, 9, 6)])
def test_it_never_goes_back_or_stands_still(day: date) -> None:
    with pytest.raises(clock.NotForward, match="framåt"):
        clock.move_to(day)


def test_it_runs_with_the_real_time_but_not_into_another_day() -> None:
    clock.set_clock(clock.START)
    row = DemonstrationClock.objects.get()
    row.set_at -= timedelta(minutes=30)
    row.save()
    assert timedelta(minutes=30) <= clock.now() - clock.START < timedelta(minutes=31)
    row.set_at -= timedelta(days=3)
    row.save()
    assert clock.now() == clock.START + timedelta(hours=6)
    assert clock.today() == date(2024, 9, 5)


def test_the_product_reads_it_only_where_the_settings_say_so() -> None:
    clock.move_to(date(2024, 9, 12))
    assert product_clock.today() != date(2024, 9, 12)
    with override_settings(SAMORDNA_CLOCK="samordna.demonstration.clock.now"):
        assert product_clock.today() == date(2024, 9, 12)


def test_a_request_reads_it_once_and_sees_one_moment(django_assert_num_queries: Any) -> None:
    clock.set_clock(clock.START)
    with django_assert_num_queries(1), clock.held():
        assert clock.now() == clock.now()
    with clock.held():
        clock.move_to(date(2024, 9, 12))
        assert clock.today() == date(2024, 9, 12)
    assert clock.today() == date(2024, 9, 12)
