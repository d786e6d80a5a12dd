"""The number that an association's register begins at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.parties.services.errors import NumbersGiven
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.services import open_matter_by_hand, set_first_number


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def test_matters_begin_at_it_and_it_can_be_corrected_until_then(cast: Cast) -> None:
    actor, year = cast.actor("registrar"), clock.today().year
    set_first_number(actor=actor, year=year, first=21)
    set_first_number(actor=actor, year=year, first=12)
    assert open_matter_by_hand(actor=actor, subject="Budget").number == f"{year}:12"
    with pytest.raises(NumbersGiven, match=f"{year}:12 har redan getts"):
        set_first_number(actor=actor, year=year, first=30)
    assert open_matter_by_hand(actor=actor, subject="Revision").number == f"{year}:13"


def test_the_page_says_why_it_cannot_be_changed(cast: Cast, client: Client) -> None:
    client.force_login(cast.people["registrar"])
    assert client.post("/uppsala/diarium/forsta-numret/", {"first": "12"}).status_code == 302
    open_matter_by_hand(actor=cast.actor("registrar"), subject="Budget")
    page = client.post("/uppsala/diarium/forsta-numret/", {"first": "40"}).content.decode()
    assert "ligger fast" in page and 'name="following"' in page
    assert 'name="first"' not in page


def test_numbers_are_skipped_with_a_reason_that_stands_in_the_register(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.people["registrar"])
    year, actor = clock.today().year, cast.actor("registrar")
    url = "/uppsala/diarium/forsta-numret/"
    open_matter_by_hand(actor=actor, subject="Budget")
    behind = client.post(url, {"following": "2", "reason": "Fel"}).content.decode()
    assert f"Nästa nummer är {year}:2. Skriv ett högre" in behind
    why = "Ärendena före står i det gamla diariet"
    assert client.post(url, {"following": "41", "reason": why}).status_code == 302
    assert open_matter_by_hand(actor=actor, subject="Revision").number == f"{year}:41"
    page = client.get("/uppsala/diarium/").content.decode()
    assert f"{year}:2 till {year}:40: {why}" in page
    entry = JournalEntry.objects.get(verb="skip_numbers")
    assert entry.after["reason"] == why


def test_the_first_matter_of_all_is_warned_of(cast: Cast, client: Client) -> None:
    client.force_login(cast.people["registrar"])
    url, said = "/uppsala/diarium/nytt/", "Första diarienumret är inte angivet"
    assert said in client.get(url).content.decode()
    set_first_number(actor=cast.actor("registrar"), year=clock.today().year, first=12)
    assert said not in client.get(url).content.decode()


def test_who_says_it_after_somebody_else_is_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.people["registrar"])
    url, year = "/uppsala/diarium/forsta-numret/", clock.today().year
    assert 'name="revision" value="1"' in client.get(url).content.decode()
    set_first_number(actor=cast.actor("director"), year=year, first=21)
    page = client.post(url, {"first": "12", "revision": "1"}).content.decode()
    assert "data-stale" in page and 'value="12"' in page and "21" in page
    assert 'name="revision" value="21"' in page
    assert client.post(url, {"first": "12", "revision": "21"}).status_code == 302
    assert open_matter_by_hand(actor=cast.actor("registrar"), subject="X").number == f"{year}:12"


def test_who_says_the_same_is_not_asked(cast: Cast) -> None:
    year = clock.today().year
    set_first_number(actor=cast.actor("director"), year=year, first=21)
    set_first_number(actor=cast.actor("registrar"), year=year, first=21, seen=1)
