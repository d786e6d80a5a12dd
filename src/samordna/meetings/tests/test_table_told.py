"""What the page of the table says before the meeting is opened and when it is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.services.presence import set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

TABLE = "/uppsala/sammantraden/1/vid-bordet/"


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_before_the_meeting_is_opened_the_address_says_why_it_leads_to_the_planning(
    cast: Cast, client: Client
) -> None:
    story.plan(cast, "", story.MEETING_DAY)
    client.force_login(cast.people["registrar"])
    with story.on(story.MEETING_DAY):
        answer = client.get(TABLE, follow=True)
    assert answer.redirect_chain == [("/uppsala/sammantraden/1/", 302)]
    assert "Sammanträdet är inte öppnat" in answer.content.decode()


def test_a_meeting_that_is_over_was_a_quorum(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    client.force_login(cast.people["registrar"])
    with story.on(story.MEETING_DAY):
        going_on = client.get(TABLE).content.decode()
        for item in meeting.items.all():
            story.decide(cast, meeting, item.heading, "noted")
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        over = client.get(TABLE).content.decode()
    assert ">Beslutför<" in going_on and "platser besatta" in going_on
    assert ">Var beslutför<" in over and "platser var besatta" in over
    assert ">Beslutför<" not in over
