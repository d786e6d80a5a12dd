"""Several who make the first summons at once: one matter, and nobody is told that it is missing."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.meetings.tests.race_summons import THREADS
from samordna.parties.tests.racing import fresh_database, run_race

#: pytest-django makes the database only where a test says that it uses one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when three made the summons."""
    with django_db_blocker.unblock(), fresh_database(tmp_path_factory.mktemp("summons")) as url:
        return run_race(url, "samordna.meetings.tests.race_summons")


def test_everybody_has_made_it_and_the_meeting_has_one_matter(race: dict[str, Any]) -> None:
    assert race == {"told": ["summoning"] * THREADS, "matters": 1}
