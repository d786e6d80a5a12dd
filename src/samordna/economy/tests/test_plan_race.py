"""A plan that becomes one that stands keeps its shares, also when a key is saved meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samordna.economy.funds.services import KeyStands
from samordna.economy.tests import race_plan
from samordna.parties.tests.cast import make_cast
from samordna.parties.tests.racing import fresh_database, run_race

pytestmark = pytest.mark.postgres


@pytest.mark.django_db
def test_a_key_after_the_plan_is_refused() -> None:
    cast = make_cast()
    race_plan._key(cast, 2_517_000)
    race_plan.plan_of(cast, date(2024, 3, 1))
    race_plan.plan_of(cast, date(2024, 9, 1))
    with pytest.raises(KeyStands):
        race_plan._key(cast, 1_000_000)
    assert race_plan._shown(cast) == 2_517_000


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when a key was saved while a newer plan was."""
    folder: Path = tmp_path_factory.mktemp("plan")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.economy.tests.race_plan")


def test_a_key_waits_for_the_plan_that_is_being_saved(race: dict[str, Any]) -> None:
    assert race == {"told": "KeyStands", "shown": 2_517_000}
