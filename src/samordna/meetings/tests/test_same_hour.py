"""Who plans a meeting that is planned already is told of it, and may go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.models import Meeting
from samordna.meetings.tests import story
from samordna.parties.numbers import next_number
from samordna.parties.tests.cast import Cast, make_cast

NEW = "/uppsala/sammantraden/nytt/"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association), story.on(date(2024, 8, 20)):
        yield cast


@pytest.fixture
def keeper(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def typed(cast: Cast, meeting: Meeting, **changes: object) -> dict[str, object]:
    return {
        "body": cast.board.pk,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": "09:30",
        "place": "Stadshuset",
        "mode": "physical",
        **changes,
    }


def test_the_one_that_stands_is_shown_and_one_may_go_on(cast: Cast, keeper: Client) -> None:
    standing = story.plan(cast)
    following = next_number(cast.association, kind="meeting", key="all")
    page = keeper.post(NEW, typed(cast, standing)).content.decode()
    assert f'href="/uppsala/sammantraden/{standing.number}/"' in page
    assert "Planera ändå" in page and 'value="Stadshuset"' in page
    assert Meeting.objects.count() == 1
    assert next_number(cast.association, kind="meeting", key="all") == following
    keeper.post(NEW, typed(cast, standing, bredvid=standing.number))
    assert Meeting.objects.count() == 2
    # One who was told of the first alone is told of the second.
    again = keeper.post(NEW, typed(cast, standing, bredvid=standing.number)).content.decode()
    assert again.count('name="bredvid"') == 2
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("other", [{"starts_at": "13:00"}, {"held_on": "2024-11-29"}])
def test_another_hour_or_day_is_another_meeting(
    cast: Cast, keeper: Client, other: dict[str, str]
) -> None:
    keeper.post(NEW, typed(cast, story.plan(cast), **other))
    assert Meeting.objects.count() == 2


def test_a_cancelled_meeting_stands_in_nobodys_way(cast: Cast, keeper: Client) -> None:
    cancelled = story.plan(cast)
    Meeting.objects.update(state=Meeting.State.CANCELLED)
    keeper.post(NEW, typed(cast, cancelled))
    assert Meeting.objects.count() == 2
