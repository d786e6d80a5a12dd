"""Nobody's change fails because two of them wait for each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from samordna.ground.locking import for_change
from samordna.parties.models import Association
from samordna.parties.tests.racing import fresh_database, run_race

pytestmark = pytest.mark.postgres


@pytest.mark.django_db
def test_a_held_row_lets_others_point_at_it() -> None:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        list(for_change(Association.objects.all()))
    assert any("FOR NO KEY UPDATE" in query["sql"] for query in queries)


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What each who changed something was told."""
    folder: Path = tmp_path_factory.mktemp("deadlock")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.flows.tests.race_deadlock")


def test_a_signature_and_a_withdrawal_take_turns(race: dict[str, list[str]]) -> None:
    signed, withdrawn = race["signing"][::2], race["signing"][1::2]
    assert set(signed) == {"ok"}
    # Whoever comes second is told why not: it is decided, or it was withdrawn in time.
    told = {"ok", "IllegalTransition", "Refused", "NotNow", "NotPossible"}
    assert set(withdrawn) <= told, withdrawn


def test_all_who_write_on_an_agenda_take_turns(race: dict[str, list[str]]) -> None:
    assert race["agenda"] == ["ok"] * 9


def test_who_edits_what_others_rows_point_at_takes_turns(race: dict[str, list[str]]) -> None:
    assert race["details"] == ["ok"] * 2
