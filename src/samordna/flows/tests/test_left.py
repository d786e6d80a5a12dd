"""Who has left and must still sign finds the minutes when signing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def test_the_start_page_leads_to_the_minutes_that_wait(cast: Cast, client: Any) -> None:
    minutes = story.locked(cast)
    chair = cast.people["chair"]
    Mandate.objects.filter(person=chair).update(valid_to=story.MEETING_DAY)
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/").content.decode()
    path = f"/uppsala/sammantraden/{minutes.meeting.number}/"
    assert "Protokoll som väntar på din underskrift" in html
    assert "ingen roll" not in html
    (link,) = [part for part in html.split('"') if part.startswith(path)]
    assert client.get(link).status_code == 200
