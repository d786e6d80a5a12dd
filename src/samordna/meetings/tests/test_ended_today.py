"""A meeting that has ended stands among the earlier ones at once, also on its day."""

from __future__ import annotations

from django_scopes import scope

from samordna.meetings.models import Meeting
from samordna.meetings.queries.lists import coming, earlier
from samordna.meetings.tests import story
from samordna.parties.tests.cast import make_cast


def test_an_ended_meeting_of_today_is_an_earlier_one(db: None) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        meeting = story.plan(cast)
        day, rows = meeting.held_on, Meeting.objects.all()
        assert list(coming(rows, day)) == [meeting]
        assert not list(earlier(rows, day))
        rows.update(state=Meeting.State.CLOSED)
        assert not list(coming(rows, day))
        assert list(earlier(rows, day)) == [meeting]
        rows.update(state=Meeting.State.CANCELLED)
        assert list(coming(rows, day)) == [meeting]
