"""One-click sign-in and the clock exist in the demonstration, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from samordna.demonstration import clock
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

DEMO = {
    "ROOT_URLCONF": "samordna.config.urls_demo",
    "SAMORDNA_DEMONSTRATION": True,
    "SAMORDNA_CLOCK": "samordna.demonstration.clock.now",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@override_settings(**DEMO)
def test_everybody_is_one_click_away(client: Client, cast: Cast) -> None:
    page = client.get("/demo/").content.decode()
    for person in ("director", "applicant", "chair"):
        assert cast.people[person].name in page
    chair = cast.people["chair"]
    answer = client.post(f"/demo/logga-in/{chair.pk}/")
    assert answer.headers["Location"] == "/uppsala/idag/"
    assert client.get("/uppsala/idag/").status_code == 200


@override_settings(**DEMO)
def test_who_has_ended_is_told_so_and_is_not_asked_again_whom_to_be(
    client: Client, cast: Cast
) -> None:
    member, last = cast.people["member"], date(2024, 9, 4)
    Mandate._base_manager.filter(person=member).update(valid_to=last)
    start = client.get("/demo/").content.decode()
    assert "Ledamot i styrelsen till och med 2024-09-04" in start
    answer = client.post(f"/demo/logga-in/{member.pk}/")
    assert answer.headers["Location"] == "/uppsala/idag/"
    told = client.get("/uppsala/idag/").content.decode()
    assert "ledamot i styrelsen för Försäkringskassan till och med den" in told
    assert "Ska du justera ett protokoll" in told and "Byt person" in told


@override_settings(**DEMO)
def test_who_has_nothing_anywhere_meets_the_first_page(client: Client, cast: Cast) -> None:
    member = cast.people["member"]
    Mandate._base_manager.filter(person=member).delete()
    answer = client.post(f"/demo/logga-in/{member.pk}/")
    assert answer.headers["Location"] == "/"
    assert "har ingen roll i något förbund" in client.get("/").content.decode()


@override_settings(**DEMO)
def test_signing_in_takes_a_click_and_not_a_link(client: Client, cast: Cast) -> None:
    answer = client.get(f"/demo/logga-in/{cast.people['chair'].pk}/")
    assert answer.headers["Location"] == "/demo/"
    assert "_auth_user_id" not in client.session


@override_settings(**DEMO)
def test_the_clock_moves_and_the_page_comes_back(client: Client) -> None:
    answer = client.post("/demo/klocka/", {"dag": "2024-09-12", "tillbaka": "/demo/"})
    assert answer.headers["Location"] == "/demo/"
    assert clock.today() == date(2024, 9, 12)


@override_settings(**DEMO)
@pytest.mark.parametrize(
    ("typed", "said"),
    [("2024-09-01", "framåt"), ("i morgon", "inte ett datum"), ("", "inte ett datum")],
)
def test_a_day_that_is_no_day_ahead_is_answered_with_a_sentence(
    client: Client, typed: str, said: str
) -> None:
    page = client.post("/demo/klocka/", {"dag": typed, "tillbaka": "/demo/"}, follow=True)
    assert said in page.content.decode()
    assert clock.today() == date(2024, 9, 5)


@override_settings(**DEMO)
def test_the_clock_sends_nobody_to_another_site(client: Client) -> None:
    answer = client.post(
        "/demo/klocka/", {"dag": "2024-09-12", "tillbaka": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_no_demonstration_without_its_settings(client: Client, cast: Cast) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demonstration:start")
    assert client.post(f"/demo/logga-in/{cast.people['director'].pk}/").status_code == 404


@override_settings(ROOT_URLCONF="samordna.config.urls_demo", SAMORDNA_DEMONSTRATION=False)
def test_the_addresses_alone_open_nothing(client: Client, cast: Cast) -> None:
    for path in ("/demo/", f"/demo/logga-in/{cast.people['director'].pk}/", "/demo/klocka/"):
        assert client.post(path).status_code == 404
        assert client.get(path).status_code == 404
    assert "_auth_user_id" not in client.session
