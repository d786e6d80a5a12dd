"""A day that may be mistyped is asked about once, and a moved last day is told of by letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.models import Application, Call
from samordna.funding.rules import codes
from samordna.funding.rules.completeness import check_content
from samordna.funding.rules.form import INITIATIVE
from samordna.funding.services.calls import edit_call
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.test_rules import content
from samordna.funding.tests.world import make_application, make_call, write_application
from samordna.ground import clock
from samordna.kernel.likely import unlikely
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting
from samordna.meetings.tests.story import on
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.drawn import forms_of

DAY = date(2024, 9, 5)
CALL = "/uppsala/utlysningar/ny/"
MEETING = "/uppsala/sammantraden/nytt/"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association), on(DAY):
        yield cast


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["director"])
    return client


def drawn(client: Client, address: str) -> dict[str, list[str]]:
    return max(forms_of(client.get(address).content.decode()), key=len)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 9, 4), "har redan varit"),
        (date(2024, 9, 5), ""),
        (date(2026, 9, 4), ""),
        (date(2026, 9, 5), "ligger 2 år fram"),
        (date(2099, 12, 15), "ligger 75 år fram"),
    ],
)
def test_what_is_unlikely(day: date, why: str) -> None:
    assert unlikely(day, DAY) == why


class TestCall:
    @pytest.mark.parametrize(
        ("opens", "closes", "asks"),
        [
            ("2024-09-01", "2099-12-15", "Stänger"),
            ("2024-01-01", "2024-02-01", "Stänger"),
            ("2098-01-01", "2099-12-15", "Öppnar"),
        ],
    )
    def test_is_asked_about_once_and_saved_when_it_is_pressed_again(
        self, cast: Cast, director: Client, opens: str, closes: str, asks: str
    ) -> None:
        call = make_call(cast)
        before = Call.objects.count()
        sent = drawn(director, CALL) | {
            "title": "Vår",
            "opens_on": opens,
            "closes_on": closes,
            "form": str(call.form_id),
        }
        page = director.post(CALL, sent).content.decode()
        assert "Stämmer dagen?" in page and asks in page and "Spara ändå" in page
        assert Call.objects.count() == before
        again = max(forms_of(page), key=len)
        other = director.post(CALL, again | {"closes_on": "2098-12-15"}).content.decode()
        assert "Stämmer dagen?" in other and Call.objects.count() == before
        again = max(forms_of(page), key=len)
        assert director.post(CALL, again).status_code == 302
        assert Call.objects.count() == before + 1

    def test_a_likely_one_is_saved(self, cast: Cast, director: Client) -> None:
        call = make_call(cast)
        days = {"opens_on": "2024-09-10", "closes_on": "2024-12-15", "form": str(call.form_id)}
        sent = drawn(director, CALL) | days | {"title": "Vår"}
        assert director.post(CALL, sent).status_code == 302

    def test_a_day_that_stands_as_it_did_is_not_asked_about(
        self, cast: Cast, director: Client
    ) -> None:
        call = make_call(cast)
        Call.objects.update(opens_on=date(2024, 1, 1), closes_on=date(2024, 2, 1))
        address = f"/uppsala/utlysningar/{call.number}/andra/"
        sent = drawn(director, address) | {"title": "Ett annat namn"}
        assert director.post(address, sent).status_code == 302


class TestMeeting:
    def test_is_asked_about_once(self, cast: Cast, director: Client) -> None:
        sent = drawn(director, MEETING) | {
            "held_on": "2020-01-05",
            "starts_at": "10.00",
            "place": "Kansliet",
            "mode": "physical",
        }
        page = director.post(MEETING, sent).content.decode()
        assert "Dag <" in page and "har redan varit" in page and not Meeting.objects.exists()
        again = max(forms_of(page), key=len)
        assert director.post(MEETING, again).status_code == 302 and Meeting.objects.count() == 1

    def test_beside_another_in_the_same_hour_both_are_asked_about_once(
        self, cast: Cast, director: Client
    ) -> None:
        where = {"held_on": "2020-01-05", "starts_at": "10.00", "place": "A", "mode": "physical"}
        for count in (1, 2):
            sent = drawn(director, MEETING) | where | {"place": f"Sal {count}"}
            for _ in range(3):
                answer = director.post(MEETING, sent)
                if answer.status_code == 302:
                    break
                sent = max(forms_of(answer.content.decode()), key=len)
            assert Meeting.objects.count() == count


class TestPeriod:
    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            (date(2020, 1, 1), date(2020, 12, 31), "den dagen har varit"),
            (date(2099, 1, 1), date(2099, 12, 31), "ligger 74 år fram"),
            (date(2025, 1, 1), date(2052, 12, 31), "pågår i 27 år"),
            (date(2024, 1, 1), date(2026, 12, 31), ""),
        ],
    )
    def test_is_a_remark_where_it_is_written(self, first: date, last: date, said: str) -> None:
        wanted = content(period_from=first, period_to=last, intake_end=None)
        found = check_content(wanted, minimum_parties=2, today=DAY)[INITIATIVE]
        asked = [one for one in found if one.code == codes.PERIOD_UNLIKELY]
        assert [said in one.message for one in asked] == [True] * bool(said)
        assert all(one.severity.name == "WARNING" for one in asked)


def moved(cast: Cast, call: Call, day: date) -> None:
    edit_call(
        actor=cast.actor("director"),
        call=call,
        title=call.title,
        text=call.text,
        opens_on=call.opens_on,
        closes_on=day,
        form=call.form,
    )


class TestAMovedLastDay:
    def test_is_told_to_who_writes_and_to_nobody_when_it_stands(self, cast: Cast) -> None:
        application = make_application(cast, make_call(cast))
        call = application.call
        moved(cast, call, call.closes_on)
        assert not Letter.objects.filter(kind=Kind.CALL_MOVED).exists()
        moved(cast, call, call.closes_on + timedelta(days=10))
        [letter] = Letter.objects.filter(kind=Kind.CALL_MOVED)
        applicant = cast.people["applicant"]
        assert letter.person == applicant and application.name in letter.text
        assert "stänger den" in letter.text and "underskriven av alla parter" in letter.text

    def test_is_told_to_who_is_to_sign(self, cast: Cast) -> None:
        application = write_application(cast)
        request_signatures(actor=cast.actor("applicant"), application=application)
        application.refresh_from_db()
        moved(cast, application.call, application.call.closes_on - timedelta(days=1))
        told = set(
            Letter.objects.filter(kind=Kind.CALL_MOVED).values_list("person__email", flat=True)
        )
        asked = set(
            Letter.objects.filter(kind=Kind.SIGNATURE_REQUESTED).values_list(
                "person__email", flat=True
            )
        )
        assert asked and told == asked | {cast.people["applicant"].email}

    def test_is_not_told_to_who_has_a_later_day_of_their_own(self, cast: Cast) -> None:
        application = make_application(cast, make_call(cast))
        last = application.call.closes_on
        Application.objects.update(extended_until=last + timedelta(days=30))
        moved(cast, application.call, last + timedelta(days=10))
        assert not Letter.objects.filter(kind=Kind.CALL_MOVED).exists() and clock.today() == DAY
