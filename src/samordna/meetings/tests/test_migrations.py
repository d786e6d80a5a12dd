"""Rows of before, carried over to what the models are now, and back."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.parties.tests.racing import fresh_database, run_race


@pytest.fixture(scope="module")
def carried(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What each item was about: after the migrations, and when they were taken back."""
    folder = tmp_path_factory.mktemp("carried")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.meetings.tests.carried_over")


def test_an_item_about_an_application_has_it_as_its_subject(carried: dict[str, Any]) -> None:
    pks = carried["pks"]
    assert carried["now"][str(pks["first"])] == ["application", pks["application"], pks["matter"]]
    assert carried["now"][str(pks["plain"])] == ["", None, None]


def test_of_two_items_about_one_application_the_treated_one_is_about_it(
    carried: dict[str, Any],
) -> None:
    pks = carried["pks"]
    assert carried["now"][str(pks["treated"])] == ["application", pks["application"], pks["matter"]]
    assert carried["now"][str(pks["again"])] == ["", None, pks["matter"]]


def test_the_way_back_gives_the_application_again(carried: dict[str, Any]) -> None:
    pks = carried["pks"]
    assert carried["back"][str(pks["first"])] == pks["application"]
    assert carried["back"][str(pks["plain"])] is None
