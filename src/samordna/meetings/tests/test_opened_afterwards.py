"""A meeting that was held and is opened afterwards: nobody is called to a day that has passed.

The minutes say how its body was called, or that it was not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.kernel.findings import Severity
from samordna.letters.delivery import deliver_due
from samordna.letters.models import Letter
from samordna.letters.rules import State as LetterState
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.summons import record_dispatch, send_summons, send_to_rest
from samordna.meetings.services.table import NobodyCalled, open_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

DAY, LATER = story.MEETING_DAY, story.MEETING_DAY + timedelta(days=12)
HERE = "/uppsala/sammantraden/1/"
WHY = "Datumet bestämdes i § 12, och alla var med då."


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def planned(cast: Cast) -> Meeting:
    return story.plan(cast)


def press(cast: Cast, client: Client, day: date = LATER, **data: str) -> str:
    client.force_login(cast.people["registrar"])
    with story.on(day):
        return client.post(f"{HERE}oppna/", data, follow=True).content.decode()


def said_in_minutes() -> str:
    return minutes_paper(load_proceedings(Meeting.objects.get())).called


class TestNobodyIsCalledToADayThatHasPassed:
    def test_no_summons_is_made(self, cast: Cast, client: Client, planned: Meeting) -> None:
        with story.on(LATER), pytest.raises(NotPossible, match="har passerat"):
            send_summons(actor=story.keeper(cast), meeting=planned)
        client.force_login(cast.people["registrar"])
        with story.on(LATER):
            html = client.get(f"{HERE}kallelse/", follow=True).content.decode()
            assert "Sammanträdets dag har passerat, så ingen kan kallas till den." in html
            assert "kallelse/" not in html and "Öppna i efterhand" in html
        assert not Letter.objects.exists()

    def test_on_the_day_itself_one_is(self, cast: Cast, planned: Meeting) -> None:
        with story.on(DAY):
            send_summons(actor=story.keeper(cast), meeting=planned)
        assert Letter.objects.exists()

    def test_what_waits_is_stopped_and_the_rest_get_nothing(
        self, cast: Cast, client: Client, planned: Meeting
    ) -> None:
        with story.on(DAY):
            made = send_summons(actor=story.keeper(cast), meeting=planned)
        with story.on(LATER):
            deliver_due()
            assert {letter.state for letter in Letter.objects.all()} == {LetterState.STOPPED}
            with pytest.raises(NotPossible, match="har passerat"):
                send_to_rest(actor=story.keeper(cast), meeting=made)
            client.force_login(cast.people["registrar"])
            html = client.get(HERE).content.decode()
        assert "kalla-resten" not in html and "Gör om kallelsen" not in html

    def test_the_office_cannot_have_sent_it_after_the_meeting(
        self, cast: Cast, planned: Meeting
    ) -> None:
        actor = story.keeper(cast)
        with story.on(DAY - timedelta(days=7)):
            made = send_summons(actor=actor, meeting=planned)
        with story.on(LATER):
            with pytest.raises(NotPossible, match=f"till {DAY}"):
                record_dispatch(actor=actor, meeting=made, how=Dispatch.POST, sent_on=LATER)
            record_dispatch(actor=actor, meeting=made, how=Dispatch.POST, sent_on=DAY)


class TestOpenedWithoutASummons:
    def test_it_is_asked_how_they_were_called(
        self, cast: Cast, client: Client, planned: Meeting
    ) -> None:
        with story.on(LATER), pytest.raises(NobodyCalled):
            open_meeting(actor=story.keeper(cast), meeting=planned)
        html = press(cast, client)
        assert "i efterhand?" in html and "inga brev går ut" in html
        assert "6 kap. 23 §" in html and "13 kap. 8 §" in html
        for wrong, said in (
            ({}, "Välj hur ledamöterna kallades."),
            ({"how": "none"}, "Skriv varför. Det står i protokollet."),
            ({"how": "post"}, "Skriv vilken dag kallelsen gick ut."),
            ({"how": "post", "sent_on": f"{LATER}"}, "ingen kan ha kallats till det"),
        ):
            assert said in press(cast, client, okallat="1", **wrong)
        assert Meeting.objects.get().opened_at is None and not Letter.objects.exists()

    def test_nobody_was_called_and_the_minutes_say_so(
        self, cast: Cast, client: Client, planned: Meeting
    ) -> None:
        press(cast, client, okallat="1", how="none", reason=WHY)
        opened = Meeting.objects.get()
        assert opened.state == Meeting.State.IN_SESSION and opened.opened_uncalled
        assert opened.matter is not None and opened.summoned_on is None
        assert said_in_minutes() == f"Ingen kallelse gick ut. {WHY}"
        with story.on(LATER):
            assert WHY in client.get(f"{HERE}protokoll/").content.decode()
        found = load_proceedings(opened).findings
        (told,) = [f for f in found if f.code == codes.OPENED_UNCALLED]
        assert told.severity is Severity.WARNING
        assert told.message.startswith("Ingen kallelse hade gått ut")
        assert not Letter.objects.exists()

    def test_they_were_called_in_another_way(
        self, cast: Cast, client: Client, planned: Meeting
    ) -> None:
        press(cast, client, okallat="1", how="post", sent_on="2024-09-04")
        opened = Meeting.objects.get()
        assert (opened.state, opened.opened_uncalled) == (Meeting.State.IN_SESSION, False)
        assert said_in_minutes() == "Skickad med posten den 4 september 2024"
        verbs = JournalEntry.objects.order_by("-number").values_list("verb", flat=True)
        assert "dispatch_summons" in verbs[:2]

    def test_also_on_the_day_itself(self, cast: Cast, client: Client, planned: Meeting) -> None:
        client.force_login(cast.people["registrar"])
        with story.on(DAY):
            assert "Öppna utan kallelse" in client.get(HERE).content.decode()
        press(cast, client, DAY, okallat="1", how="none", reason=WHY)
        assert Meeting.objects.get().state == Meeting.State.IN_SESSION

    def test_a_summons_that_went_out_says_how(self, cast: Cast, planned: Meeting) -> None:
        with story.on(DAY - timedelta(days=8)):
            send_summons(actor=story.keeper(cast), meeting=planned)
            deliver_due()
        with story.on(LATER):
            open_meeting(actor=story.keeper(cast), meeting=Meeting.objects.get())
        assert said_in_minutes() == "Skickad med e-post den 4 september 2024"
        Meeting.objects.update(held_on=DAY + timedelta(days=1))
        assert said_in_minutes() == (
            "Skickad med e-post den 4 september 2024, till den 12 september 2024, som har flyttats "
            "till den 13 september 2024"
        )
