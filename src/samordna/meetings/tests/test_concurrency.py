"""Paragraph numbers when several people press at once, on connections of their own.

On PostgreSQL the race runs on a database of the server, on SQLite on a file: each proof fits the
database that the tests run on. Take the lock out of ``take_number`` or of ``treat_item`` and they
fail.
"""

from __future__ import annotations

from typing import Any

import pytest

from samordna.parties.tests.racing import fresh_database, run_race

#: pytest-django makes the database only where a test says that it uses one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def race(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What happened when eight connections took up the same 24 items in different orders."""
    folder = tmp_path_factory.mktemp("table")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.meetings.tests.race_table")


def test_paragraphs_have_no_gap_and_no_double(race: dict[str, Any]) -> None:
    paragraphs = [paragraph for paragraph, _item in race["rows"]]
    assert paragraphs == list(range(1, race["items"] + 1))
    assert len({item for _paragraph, item in race["rows"]}) == race["items"]


def test_everybody_is_told_the_same_paragraph(race: dict[str, Any]) -> None:
    truth = {str(item): paragraph for paragraph, item in race["rows"]}
    assert all(told == truth for told in race["seen"]), race["seen"]


def test_one_save_of_a_revision_wins_and_the_others_are_told(race: dict[str, Any]) -> None:
    assert sorted(race["stale"]) == ["saved", *["stale"] * 7]
