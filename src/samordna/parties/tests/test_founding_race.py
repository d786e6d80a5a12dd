"""Several who found an association at once: one is made, and the others are told why not."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.parties.tests.race_founding import THREADS
from samordna.parties.tests.racing import fresh_database, run_race

#: pytest-django makes the database only where a test says that it uses one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when four founded at once."""
    with django_db_blocker.unblock(), fresh_database(tmp_path_factory.mktemp("founding")) as url:
        return run_race(url, "samordna.parties.tests.race_founding")


def test_one_gets_the_address_and_the_others_a_sentence(race: dict[str, Any]) -> None:
    refused = "ValueError: Adressen ”samma” är upptagen. Välj en annan."
    assert sorted(race["address"]) == sorted(["samma", *[refused] * (THREADS - 1)])


def test_one_gets_the_name(race: dict[str, Any]) -> None:
    told = [one for one in race["name"] if "Ett förbund som heter Förbundet Norr finns" in one]
    assert len(told) == THREADS - 1
    assert race["made"] == 2
