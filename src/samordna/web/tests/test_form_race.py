"""A form that arrives in several processes at once makes one thing, and all are led to it."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.parties.tests.racing import fresh_database, run_race
from samordna.web.tests.race_form import THREADS

#: pytest-django makes the database only where a test says that it uses one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when eight sent the same form."""
    with django_db_blocker.unblock(), fresh_database(tmp_path_factory.mktemp("form")) as url:
        return run_race(url, "samordna.web.tests.race_form")


def test_the_same_form_from_eight_places_makes_one_thing(race: dict[str, Any]) -> None:
    assert race["matters"] == 1
    assert len(race["told"]) == THREADS
    assert set(race["told"]) == {race["told"][0]}
