"""Letters about accounts that do not come out: what the office sees of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.letters.delivery import ServerDown, deliver_due
from samordna.letters.models import AccountLetter
from samordna.letters.queries import account_letters_to_see_to
from samordna.letters.tests.mail_server import _free_port, mail_server
from samordna.letters.tests.test_delivery import later, use
from samordna.parties.models import Association, Contact, Mandate
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

FORGOTTEN, MEMBER = "/konto/glomt-losenord/", "member@uppsala.exempel.se"
LATER = timedelta(hours=2)


@pytest.fixture
def cast(settings: Any) -> Iterator[Cast]:
    cache.clear()
    settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False
    made = make_cast()
    with scope(association=made.association):
        Contact.objects.filter(person=made.people["member"]).update(came_in_at=clock.now())
        yield made


def page_of(cast: Cast, path: str, who: str = "director") -> str:
    client = Client()
    client.force_login(cast.people[who])
    return client.get(path).content.decode()


def ask(email: str = MEMBER) -> None:
    cache.clear()
    assert Client().post(FORGOTTEN, {"email": email}).status_code == 302


def test_a_server_that_is_down_is_told_on_idag_and_brev_after_an_hour(
    cast: Cast, settings: Any
) -> None:
    use(settings, _free_port())
    ask()
    ask("ingen@exempel.se")
    for _ in range(2):  # one for each address: a server that is down ends the round
        with pytest.raises(ServerDown):
            deliver_due()
        AccountLetter.objects.update(next_try_at=clock.now())
        if AccountLetter.objects.count() == 1:
            break
    assert "om konton" not in page_of(cast, "/uppsala/idag/")
    AccountLetter.objects.update(made_at=clock.now() - LATER)
    idag, letters = page_of(cast, "/uppsala/idag/"), page_of(cast, "/uppsala/brev/")
    assert "Ett brev om konton som inte har kommit fram" in idag
    assert "E-postservern går inte att nå. Säg till den som sköter installationen" in idag
    assert "Lars Lind" in letters and "Länk till att välja lösenord" in letters
    for page in (idag, letters):
        assert "glomt-losenord/" not in page and "ingen@exempel.se" not in page


def test_before_anybody_has_fetched_it_the_office_sees_who_it_is_for(cast: Cast) -> None:
    ask()
    ask("ingen@exempel.se")
    with later(hours=3):
        found = account_letters_to_see_to(cast.actor("director"))
    assert [one.called for one in found] == ["Lars Lind"]  # type: ignore[attr-defined]


def test_a_bounce_is_told_until_a_later_letter_has_gone(cast: Cast, settings: Any) -> None:
    with mail_server() as (handler, port):
        use(settings, port)
        handler.answers[MEMBER] = "550 5.1.1 No such user here"
        ask()
        deliver_due()
        assert "Till Lars Lind. Rätta adressen" in page_of(cast, "/uppsala/idag/")
        assert "Studsade" in page_of(cast, "/uppsala/brev/")
        handler.answers.clear()
        ask()
        deliver_due()
    assert account_letters_to_see_to(cast.actor("director")) == []


@pytest.mark.parametrize("who", ["economist", "case_officer"])
def test_who_can_do_nothing_about_it_sees_none(cast: Cast, who: str) -> None:
    ask()
    with later(hours=3):
        assert account_letters_to_see_to(cast.actor(who)) == []


def test_of_who_has_not_come_in_here_the_office_sees_none(cast: Cast) -> None:
    Contact.objects.filter(person=cast.people["member"]).update(came_in_at=None)
    ask()
    with later(hours=3):
        assert account_letters_to_see_to(cast.actor("director")) == []


def test_another_associations_office_sees_none(cast: Cast) -> None:
    ask()
    other = Association.objects.create(slug="gavle", name="Gävle")
    actor = replace(cast.actor("director"), association_id=other.pk)
    with later(hours=3), scope(association=other):
        assert account_letters_to_see_to(actor) == []


@pytest.mark.parametrize("with_seats", [True, False])
@pytest.mark.parametrize("who", ["director", "registrar"])
def test_an_office_without_a_mail_server_is_told_of_none_and_has_its_idag(
    cast: Cast, settings: Any, who: str, with_seats: bool
) -> None:
    settings.SAMORDNA_MAIL_SERVER = False
    if not with_seats:
        Mandate.objects.all().delete()
    page = page_of(cast, "/uppsala/idag/", who)
    assert "<h1" in page and "om konton" not in page
