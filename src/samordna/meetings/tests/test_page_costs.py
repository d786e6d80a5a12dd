"""How much the pages of a meeting ask the database, however long the agenda and the list are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.models import Meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.tests import story
from samordna.meetings.tests.fetching import Fetch, pages_of, text_of
from samordna.parties.tests.cast import Cast, make_cast

#: Session, person, association, roles and mandates take five of them.
MOST_QUERIES = 12


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def page(cast: Cast, client: Client) -> Fetch:
    return pages_of(cast, client)


def _long_agenda(items: int) -> str:
    return "\n".join(f"beslut Ärende {n:02}" for n in range(1, items - 2))


@pytest.mark.parametrize("path", ["", "vid-bordet/", "vid-bordet/?punkt={first}", "protokoll/"])
def test_pages_ask_the_same_for_three_and_nineteen_items(
    cast: Cast, page: Fetch, path: str, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for items in (4, 19):
        meeting = story.opened(cast, _long_agenda(items))
        assert meeting.items.count() == items
        set_all_present(actor=story.keeper(cast), meeting=meeting)
        choose_adjuster(
            actor=story.keeper(cast), meeting=meeting, attendee=story.person(meeting, "Viola")
        )
        story.decide_all(cast, meeting)
        first = meeting.items.order_by("position").first()
        assert first is not None
        url = f"/uppsala/sammantraden/{meeting.number}/{path.format(first=first.pk)}"
        page("registrar", url)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            assert page("registrar", url).status_code == 200
        counts.append(len(captured))
        Meeting.objects.update(state=Meeting.State.CLOSED)
    assert counts[0] == counts[1]


def test_the_locked_minutes_ask_no_more(
    cast: Cast, page: Fetch, django_assert_max_num_queries: Any
) -> None:
    story.locked(cast)
    page("registrar", "protokoll/")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert page("registrar", "protokoll/").status_code == 200


def test_the_list_asks_the_same_for_three_and_thirty(
    cast: Cast, page: Fetch, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 31):
        story.plan(cast, "", date(2024, 10, day))
    page("registrar", "/uppsala/sammantraden/")
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page("registrar", "/uppsala/sammantraden/")
    assert text_of(answer).count("Kommunhuset, rum Almen") == 30
