"""What comes next for a person stands with what is soonest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.coming import open_calls, own_applications
from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.funding.tests.world import make_application, make_call
from samordna.meetings.models import Meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 5)


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_the_call_that_closes_first_stands_first(cast: Cast) -> None:
    for closes_on in (date(2024, 12, 31), date(2024, 9, 8), date(2024, 9, 4)):
        make_call(cast, title=f"Till {closes_on}", closes_on=closes_on)
    make_call(cast, title="Löpande", closes_on=date(2025, 12, 31))
    found = open_calls(cast.actor("registrar"), date(2024, 9, 5))
    assert [line.thing for line in found.lines] == ["Till 2024-09-08", "Till 2024-12-31", "Löpande"]


def test_what_waits_stands_before_what_is_decided_and_the_rest_is_counted(
    cast: Cast, client: Client
) -> None:
    for number in range(5):
        make_application(cast, make_call(cast), name=f"Avslagen {number}", state=State.REJECTED)
    Application.objects.update(settled_on=DAY)
    waiting = make_application(cast, make_call(cast), name="Väntar", state=State.SUBMITTED)
    Application.objects.filter(pk=waiting.pk).update(changed_at=datetime(2024, 1, 1, tzinfo=UTC))
    group = own_applications(cast.actor("applicant"), DAY)
    assert group.lines[0].thing.startswith("Väntar")
    assert (len(group.lines), group.more) == (5, 1)
    client.force_login(cast.people["applicant"])
    with story.on(DAY):
        html = client.get("/uppsala/idag/").content.decode()
    more = 'aria-label="Och 1 till, Dina ansökningar"'
    assert f'<a href="/uppsala/ansokningar/" {more}>Och 1 till</a>' in html


def first_line(client: Client) -> str:
    """What the first line of what comes says, without its marks."""
    with story.on(DAY):
        html = client.get("/uppsala/idag/").content.decode()
    line = html.partition('id="kommer"')[2].partition("<li>")[2].partition("</li>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def test_a_meeting_says_its_day_once(cast: Cast, client: Client) -> None:
    story.plan(cast)
    client.force_login(cast.people["chair"])
    assert first_line(client) == "Styrelsen 2024-09-12 Planeras ( om 7 dagar )"
    Meeting.objects.update(summons_for=date(2024, 9, 9), state=Meeting.State.SUMMONED)
    said = "Flyttat från 2024-09-09 till 2024-09-12 ( om 7 dagar )"
    assert first_line(client).endswith(said)  # a sentence of two days stands whole
    Meeting.objects.update(state=Meeting.State.CANCELLED)
    assert "Flyttat" not in first_line(client)  # nobody goes to one that is cancelled
