"""Who is answered what: every URL, every role, one table (tests/permissions/<room>.py)."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.support.permissions import ROLES, SIGN_IN, Row, answers, every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import make_stranger_in

pytestmark = pytest.mark.django_db

ROWS = list(every_row())
URLS = {url.name: url for url in every_url()}


@pytest.fixture
def sessions(worlds: tuple[World, World]) -> dict[str, str | None]:
    """Somebody of each role, signed in; nobody for the anonymous one."""
    world, other = worlds
    people = world.cast.people
    return {
        "anonymous": None,
        "stranger": other.sessions[make_stranger_in(other).pk],
        **{role: world.sessions[people[role].pk] for role in ROLES if role in people},
    }


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_is_answered_as_the_table_says(
    row: Row, worlds: tuple[World, World], sessions: dict[str, str | None]
) -> None:
    found = answers(row, worlds[0], sessions, URLS[row.name].in_association)
    wrong = {
        role: f"{answer}, not {expected}"
        for role, answer, expected in zip(ROLES, found, row.expected, strict=True)
        if answer != expected
    }
    assert not wrong


def test_no_row_stands_twice() -> None:
    rows = [str(row) for row in ROWS]
    assert len(rows) == len(set(rows))


def test_inside_an_association_others_are_never_told_that_something_exists() -> None:
    """Outsiders and strangers get 404, never 403: a refusal would tell that there is something."""
    inside = [row for row in ROWS if URLS[row.name].in_association]
    for row in inside:
        outsider, stranger = row.expected[1:3]
        assert outsider == stranger, row
        assert outsider in ("404", "405") or row.name.startswith(("publicsite:", "documents:")), row


def test_a_page_that_only_reads_takes_no_post(
    worlds: tuple[World, World], sessions: dict[str, str | None]
) -> None:
    takes_post = {row.name for row in ROWS if row.method == "POST"}
    for row in ROWS:
        if row.name in takes_post or not URLS[row.name].in_association:
            continue
        found = answers(Row("POST", row.name, row.thing, ()), worlds[0], sessions, True)
        assert set(found) <= {"405", "404", SIGN_IN}, row


def test_the_demonstrations_urls_are_not_among_the_products() -> None:
    assert settings.ROOT_URLCONF == "samordna.config.urls"
    assert not any(name.startswith("demonstration:") for name in URLS)
