"""Who is answered what: every URL, every role, one table (tests/permissions/<room>.py)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django_scopes import scope

from samordna.parties.models import RoleAssignment
from tests.support.permissions import ROLES, SIGN_IN, Row, answers, every_row, status_word
from tests.support.things import TODAY, World
from tests.support.urls import every_url
from tests.support.world import ask, make_stranger_in, undone

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


def test_who_has_left_reads_no_more_than_an_outsider(
    worlds: tuple[World, World], sessions: dict[str, str | None]
) -> None:
    """Whose last role or mandate has ended is told that at every address where an outsider is told
    nothing, whether there is anything or not; and is an outsider everywhere else."""
    here, there = worlds
    person = here.cast.people["applicant"]
    told: list[str] = []
    with undone(), scope(association=here.cast.association):
        RoleAssignment.objects.filter(person=person).update(valid_to=TODAY - timedelta(days=1))
        for row in ROWS:
            if not URLS[row.name].in_association:
                continue
            for world, others in ((here, ("404", "403")), (there, ("404",))):
                path = reverse(row.name, kwargs=_arguments(row, world))
                outsider = row.expected[ROLES.index("outsider")]  # is asked for each row above
                left = status_word(ask(row.method, path, sessions["applicant"]))
                if outsider == "404":
                    assert left in others, row
                    told += [row.name] if left == "403" else []
                else:
                    assert left == outsider, row
    assert "parties:today" in told and "funding:application" in told


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


def test_an_address_that_a_form_is_sent_to_leads_whoever_asks_for_it_to_the_forms_page(
    worlds: tuple[World, World], sessions: dict[str, str | None]
) -> None:
    """No bare 405 after signing in or on reload: a page that can be read, and a sentence."""
    world = worlds[0]
    read = {row.name for row in ROWS if row.method == "GET"}
    posted = {row.name: row.thing for row in ROWS if row.method == "POST"}
    assert set(posted) <= read, "an address with POST rows alone: what does GET answer?"
    dead_ends, walked = [], 0
    for row in ROWS:
        if row.method != "GET" or row.name not in posted:
            continue
        path = reverse(row.name, kwargs=_arguments(row, world))
        answer = ask("GET", path, sessions["director"])
        if answer.status_code == 302 and URLS[row.name].in_association:
            walked += 1
            answer = ask("GET", answer["Location"], sessions["director"])
            # From a page that the thing has not come to yet, such as the table, there is a way on.
            if answer.status_code == 302:
                answer = ask("GET", answer["Location"], sessions["director"])
        # A link that no longer holds says so on a page of its own, with a way on.
        told = {200, 302, 403, 404} | ({410} if row.expected[-1] == "410" else set())
        if answer.status_code not in told or (
            answer.status_code == 404 and row.expected[-1] == "302"
        ):
            dead_ends.append(f"{row}: {answer.status_code}")
    assert walked >= 30
    assert not dead_ends


def _arguments(row: Row, world: World) -> dict[str, object]:
    arguments = {} if row.thing == "-" else dict(world.things[row.thing])
    return {"association": world.slug, **arguments} if URLS[row.name].in_association else arguments
