"""An item that elects somebody is an election, whatever kind of item it was said to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

HEADING = "Val av ombud till årsmötet"
CLAUSE = "utse Lars Lind till ombud vid årsmötet"


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Opened, all there, and all decided but how the representative was elected: 2 to 2."""
    meeting = story.opened(cast, f"{story.AGENDA}beslut {HEADING}\n")
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    with story.on(story.MEETING_DAY, 10):
        story.decide_all(cast, meeting)
    return meeting


def _votes(meeting: Meeting, **votes: str) -> dict[str, str]:
    return {str(story.person(meeting, name).pk): vote for name, vote in votes.items()}


def _lock(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY, 10):
        fresh = Meeting.objects.get(pk=meeting.pk)
        if fresh.state == Meeting.State.IN_SESSION:
            close_meeting(actor=story.keeper(cast), meeting=fresh, ended_at=time(11, 40))
        lock_minutes(actor=story.keeper(cast), meeting=Meeting.objects.get(pk=meeting.pk))


def test_a_tie_is_not_decided_by_the_chair_and_the_lot_can_be_noted(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    votes = _votes(meeting, Orvar="yes", Viola="yes", Lars="no", Alva="no", Tage="abstains")
    with story.on(story.MEETING_DAY, 10):
        story.decide(
            cast, meeting, HEADING, "amended", vote_yes="amended", votes=votes, clauses=[CLAUSE]
        )
    with pytest.raises(NotPossible, match="avgör lotten, inte ordförandens röst"):
        _lock(cast, meeting)
    client.force_login(cast.people["registrar"])
    item = story.item(meeting, HEADING)
    with story.on(story.MEETING_DAY, 10):
        table = client.get(f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={item.pk}")
        assert "Val med slutna sedlar" in table.content.decode()
        ballot = {
            "counts": [["Lars Lind", 2], ["Alva Alm", 2]],
            "seats": 1,
            "drawn": ["Lars Lind"],
            "drawn_by": "Orvar Orre",
        }
        story.decide(cast, meeting, HEADING, votes={}, election=ballot)
    _lock(cast, meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.SIGNING


def test_an_ordinary_item_has_no_ballot(cast: Cast, meeting: Meeting, client: Client) -> None:
    client.force_login(cast.people["registrar"])
    item = story.item(meeting, "Riktlinjer")
    with story.on(story.MEETING_DAY, 10):
        table = client.get(f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={item.pk}")
    assert "Omröstning" in table.content.decode()
    assert "Val med slutna sedlar" not in table.content.decode()


def test_a_vote_in_which_some_have_no_name_does_not_lock(cast: Cast, meeting: Meeting) -> None:
    """Two to one, and two who could turn it: nobody knows how it went."""
    votes = _votes(meeting, Orvar="yes", Viola="yes", Lars="no")
    with story.on(story.MEETING_DAY, 10):
        story.decide(cast, meeting, "Riktlinjer", "approved", votes=votes)
    with pytest.raises(NotPossible, match="Alva Alm och Tage Torn deltog i beslutet"):
        _lock(cast, meeting)
    votes |= _votes(meeting, Alva="no", Tage="abstains")
    with story.on(story.MEETING_DAY, 10):
        story.decide(cast, meeting, "Riktlinjer", votes=votes)
    _lock(cast, meeting)
