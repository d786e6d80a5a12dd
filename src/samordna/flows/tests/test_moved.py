"""A called meeting is changed: what the members read until a new summons is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.services import cancel_meeting
from samordna.ground import clock
from samordna.letters.delivery import deliver_due
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.letters.rules import State as LetterState
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.planning import MeetingDetails, edit_meeting
from samordna.meetings.services.summons import record_dispatch, send_summons
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

LATER = date(2024, 10, 10)
MOVED = "Flyttat från 2024-09-12"
OLD = "Kallelsen gäller 12 september 2024"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = story.plan(cast)
    with story.on(date(2024, 9, 2)):
        called(cast, meeting)
    return Meeting.objects.get(pk=meeting.pk)


def called(cast: Cast, meeting: Meeting) -> None:
    actor = cast.actor("registrar")
    send_summons(actor=actor, meeting=meeting)
    fresh = Meeting.objects.get(pk=meeting.pk)
    record_dispatch(actor=actor, meeting=fresh, how=Dispatch.HAND, sent_on=clock.today())


def changed(cast: Cast, meeting: Meeting, day: date) -> None:
    details: MeetingDetails = {
        "held_on": day,
        "starts_at": time(13),
        "ends_at": None,
        "place": "På distans",
        "mode": Meeting.Mode.DIGITAL,
        "hindrance_contact": "",
        "proposed_adjustment_on": None,
        "secretary": cast.people["registrar"],
    }
    edit_meeting(actor=cast.actor("registrar"), meeting=meeting, details=details)


def read(cast: Cast, client: Client, who: str, meeting: Meeting) -> str:
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return told(client, f"/uppsala/sammantraden/{meeting.number}/")


def told(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return " ".join(re.sub("<[^>]+>", "", page).replace("\u00a0", " ").split())


def test_members_read_that_it_is_moved_until_they_have_a_new_summons(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    assert "flytta" not in read(cast, client, "member", meeting)
    with story.on(date(2024, 9, 3)):
        changed(cast, meeting, LATER)
        page = read(cast, client, "member", meeting)
        assert "Sammanträdet är flyttat" in page and OLD in page
        assert "flyttat till 10 oktober 2024 kl. 13.00" in page
        assert "före flytten: den gäller" in page
        assert "har inte fått något brev" in read(cast, client, "registrar", meeting)
        # The page, the list and Idag say it in the same words.
        assert MOVED in page
        assert MOVED in told(client, "/uppsala/sammantraden/")
        for who in ("member", "registrar"):
            read(cast, client, who, meeting)
            assert f"{MOVED} till 2024-10-10" in told(client, "/uppsala/idag/")
    with story.on(date(2024, 9, 4)):
        called(cast, meeting)
        assert "flytt" not in read(cast, client, "member", meeting).casefold()
        for url in ("/uppsala/idag/", "/uppsala/sammantraden/"):
            assert MOVED not in told(client, url)


def test_a_letter_that_waited_when_it_was_moved_calls_nobody_to_the_old_day(cast: Cast) -> None:
    with story.on(date(2024, 9, 2)):
        send_summons(actor=cast.actor("registrar"), meeting=story.plan(cast))
    with story.on(date(2024, 9, 3)):
        changed(cast, Meeting.objects.get(), LATER)
        deliver_due()
    assert {letter.state for letter in Letter.objects.all()} == {LetterState.STOPPED}
    assert all("har flyttats" in letter.reason for letter in Letter.objects.all())


def test_members_read_that_something_else_has_changed(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    with story.on(date(2024, 9, 3)):
        changed(cast, meeting, meeting.held_on)
        page = read(cast, client, "member", meeting)
    assert "Ändrat sedan kallelsen" in page
    assert "flyttat" not in page


def test_who_was_called_to_another_day_is_told_that_day_when_it_is_cancelled(
    cast: Cast, meeting: Meeting
) -> None:
    with story.on(date(2024, 9, 3)):
        changed(cast, meeting, LATER)
        fresh = Meeting.objects.get(pk=meeting.pk)
        cancel_meeting(actor=cast.actor("registrar"), meeting=fresh, reason="För få ärenden")
    letter = Letter.objects.filter(kind=Kind.MEETING_CANCELLED)[0]
    assert letter.subject == "Inställt: sammanträde med styrelsen 12 september 2024"
    assert (
        "Sammanträdet med styrelsen den 12 september 2024, som har flyttats till den 10 oktober "
        "2024, är inställt."
    ) in letter.text.replace("\u00a0", " ")
    assert "13.00" not in letter.text  # nobody has been told that hour


def test_who_was_called_anew_is_told_the_new_day(cast: Cast, meeting: Meeting) -> None:
    with story.on(date(2024, 9, 3)):
        changed(cast, meeting, LATER)
        called(cast, meeting)
        fresh = Meeting.objects.get(pk=meeting.pk)
        cancel_meeting(actor=cast.actor("registrar"), meeting=fresh, reason="För få ärenden")
    letter = Letter.objects.filter(kind=Kind.MEETING_CANCELLED)[0]
    assert "den 10 oktober 2024 är inställt" in letter.text.replace("\u00a0", " ")
    assert "12 september" not in letter.text
