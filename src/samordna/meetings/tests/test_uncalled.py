"""A meeting is opened though its summons has reached nobody: asked first, noted, and told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.kernel.findings import Severity
from samordna.letters.models import Letter
from samordna.letters.rules import State as LetterState
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.calling import uncalled_findings
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.minutes import what_stops_locking
from samordna.meetings.services.summons import record_dispatch, send_summons
from samordna.meetings.services.table import NobodyCalled, open_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

DAY = story.MEETING_DAY
URL = "/uppsala/sammantraden/1/oppna/"
WHY = "Alla ringdes upp samma morgon."


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Its summons is made, and no letter of it has gone."""
    with story.on(DAY):
        send_summons(actor=story.keeper(cast), meeting=story.plan(cast))
    return Meeting.objects.get()


def go(letters: QuerySet[Letter], state: LetterState) -> None:
    """The letters come as far as that."""
    sent = clock.now() if state == LetterState.SENT else None
    letters.update(state=state, next_try_at=None, sent_at=sent)


def press(cast: Cast, client: Client, **data: str) -> str:
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        return client.post(URL, data, follow=True).content.decode()


def test_whoever_opens_is_asked_and_what_they_answer_is_noted(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    html = press(cast, client)
    assert "Kallelsen har inte nått någon" in html and "Öppna ändå" in html
    assert Letter.objects.earliest("name").name in html
    assert Meeting.objects.get().opened_at is None
    html = press(cast, client, okallat="1", reason=WHY)
    assert Meeting.objects.get().state == Meeting.State.IN_SESSION
    verbs = JournalEntry.objects.order_by("-number").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["open_uncalled", "open_meeting"]


@pytest.mark.parametrize("state", [LetterState.BOUNCED, LetterState.FAILED, LetterState.STOPPED])
def test_letters_that_came_back_have_reached_nobody(
    cast: Cast, meeting: Meeting, state: LetterState
) -> None:
    Meeting.objects.update(state=Meeting.State.SUMMONED, summoned_by=Dispatch.LETTERS)
    go(Letter.objects.all(), state)
    with story.on(DAY), pytest.raises(NobodyCalled):
        open_meeting(actor=story.keeper(cast), meeting=meeting)


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.HANDED])
def test_one_who_was_reached_is_enough_and_nothing_is_asked(
    cast: Cast, client: Client, meeting: Meeting, state: LetterState
) -> None:
    first = Letter.objects.earliest("pk")
    go(Letter.objects.filter(pk=first.pk), state)
    press(cast, client)
    opened = Meeting.objects.get()
    assert opened.state == Meeting.State.IN_SESSION and not opened.opened_uncalled
    assert not JournalEntry.objects.filter(verb="open_uncalled").exists()


def test_a_summons_that_the_office_sent_itself_is_not_asked_about(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    with story.on(DAY):
        record_dispatch(actor=story.keeper(cast), meeting=meeting, how=Dispatch.POST, sent_on=DAY)
    press(cast, client)
    assert Meeting.objects.get().state == Meeting.State.IN_SESSION


def test_who_was_reached_and_has_no_seat_any_longer_was_not_called_to_it(
    cast: Cast, meeting: Meeting
) -> None:
    go(Letter.objects.filter(person=cast.people["chair"]), LetterState.SENT)
    cast.board.mandates.filter(person=cast.people["chair"]).update(valid_to=DAY - timedelta(days=1))
    with story.on(DAY), pytest.raises(NobodyCalled):
        open_meeting(actor=story.keeper(cast), meeting=meeting)


def test_the_minutes_are_told_and_can_be_locked(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    press(cast, client, okallat="1", reason=WHY)
    opened = Meeting.objects.get()
    story.seat(cast, opened, "Orvar")
    proceedings = load_proceedings(Meeting.objects.get())
    (told,) = [f for f in proceedings.findings if f.code == codes.OPENED_UNCALLED]
    assert told.severity is Severity.WARNING and "saknas" in told.message
    assert told not in what_stops_locking(proceedings)
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        html = client.get("/uppsala/sammantraden/1/protokoll/").content.decode()
    assert "Kallelsen hade inte nått någon när sammanträdet öppnades" in html


def test_where_every_seat_was_served_in_it_is_only_noted() -> None:
    assert uncalled_findings(False, 3) == []
    (noted,) = uncalled_findings(True, 0)
    assert noted.severity is Severity.NOTE and "det hindrar inget" in noted.message
    (one,) = uncalled_findings(True, 1)
    assert one.severity is Severity.WARNING and "1 ledamot saknas" in one.message
    (seat,) = uncalled_findings(True, 0, empty=1)
    assert seat.severity is Severity.WARNING
    assert "En ersättare på 1 ledig plats saknas." in seat.message
    assert "Alla ledamöter" not in seat.message


def test_an_empty_seat_whose_substitute_did_not_come_is_told_of(
    cast: Cast, client: Client, meeting: Meeting
) -> None:
    """The seat has a substitute to serve in it: not everybody was there, nor their substitutes."""
    ended = DAY - timedelta(days=1)
    cast.board.mandates.filter(pk=cast.mandates["member_tierp"].pk).update(valid_to=ended)
    press(cast, client, okallat="1", reason=WHY)
    opened = Meeting.objects.get()
    story.seat(cast, opened, "Orvar", "Viola", "Lars", "Alva")
    proceedings = load_proceedings(Meeting.objects.get())
    (told,) = [f for f in proceedings.findings if f.code == codes.OPENED_UNCALLED]
    assert "En ersättare på 1 ledig plats saknas." in told.message
