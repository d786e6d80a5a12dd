"""Numbers without gap or double: when a transaction fails, and when eight work at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django_scopes import scope

from samordna.parties.models import Association
from samordna.parties.numbers import take_number
from samordna.parties.tests.racing import fresh_database, run_race


@pytest.fixture
def association(db: None) -> Iterator[Association]:
    made = Association.objects.create(slug="uppsala", name="Samordningsförbundet Uppsala")
    with scope(association=made):
        yield made


def test_numbers_begin_at_one_and_each_series_counts_for_itself(association: Association) -> None:
    taken = [
        take_number(association, kind="matter", key="2024"),
        take_number(association, kind="matter", key="2024"),
        take_number(association, kind="matter", key="2025"),
        take_number(association, kind="paragraph", key="2024"),
        take_number(association.pk, kind="matter", key="2024"),
    ]
    assert taken == [1, 2, 1, 1, 3]


def test_each_association_counts_for_itself(association: Association) -> None:
    take_number(association, kind="matter", key="2024")
    other = Association.objects.create(slug="annat", name="Ett annat förbund")
    with scope(association=other):
        assert take_number(other, kind="matter", key="2024") == 1


def test_a_transaction_that_fails_gives_its_number_back(association: Association) -> None:
    take_number(association, kind="matter", key="2024")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take_number(association, kind="matter", key="2024") == 2
        raise ZeroDivisionError
    assert take_number(association, kind="matter", key="2024") == 2


def test_a_number_is_taken_only_in_the_transaction_that_uses_it(association: Association) -> None:
    outside = SimpleNamespace(in_atomic_block=False)
    with (
        patch("samordna.parties.numbers.transaction.get_connection", return_value=outside),
        pytest.raises(RuntimeError, match="transaction"),
    ):
        take_number(association, kind="matter", key="2024")


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when many connections of a real database wanted numbers at once."""
    folder: Path = tmp_path_factory.mktemp("numbers")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.parties.tests.race_numbers")


def test_eight_connections_at_once_take_every_number_once(race: dict[str, Any]) -> None:
    taken = race["many"]["taken"]
    assert all(isinstance(one, list) for one in taken), taken
    numbers = sorted(chain.from_iterable(taken))
    assert numbers == list(range(1, 8 * 20 + 1))
    assert race["many"]["last"] == 160


def test_a_second_connection_waits_and_gets_the_number_that_was_given_back(
    race: dict[str, Any],
) -> None:
    assert race["waiting"] == {"first": 1, "waited": True, "second": 1}
