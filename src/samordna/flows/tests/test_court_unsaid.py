"""A court that nobody has named is told of until the notice hangs, and stops nothing."""

from __future__ import annotations

import pytest
from django_scopes import scope

from samordna.meetings.models import Notice
from samordna.meetings.tests import story
from samordna.parties.models import Association
from samordna.parties.tests.cast import make_cast
from tests.support.standings.meetings import adjusted, posted

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    made = make_cast()
    Association.objects.update(seat="Heby", administrative_court="")
    with scope(association=made.association):
        yield made


def test_the_keeper_is_told_before_it_is_posted(cast, client):
    row = adjusted(cast)
    client.force_login(cast.people["registrar"], backend=BACKEND)
    with story.on(row.day, 14):
        url = f"/uppsala/sammantraden/{row.arguments['number']}/protokoll/"
        assert "saknar förvaltningsrätt" in client.get(url).content.decode()


def test_it_is_posted_all_the_same_and_says_the_court_of_the_seat(cast, client):
    posted(cast)
    notice = Notice.objects.get()
    with story.on(story.MEETING_DAY, 14):
        html = client.get(f"/uppsala/anslagstavla/{notice.pk}/").content.decode()
    assert "förvaltningsrätten för Heby" in html
