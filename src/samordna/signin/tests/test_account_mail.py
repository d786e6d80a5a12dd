"""Mail about accounts: whose address a link has, and how soon the page answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samordna.letters.accounts import forget_old_account_letters
from samordna.letters.delivery import ServerDown, deliver_all, deliver_due
from samordna.letters.models import AccountLetter
from samordna.letters.tests.mail_server import _free_port, mail_server
from samordna.letters.tests.test_delivery import later, use
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

FORGOTTEN = "/konto/glomt-losenord/"
KNOWN = {"email": "director@uppsala.exempel.se"}


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    made = make_cast()
    made.people["director"].set_password("Tallbarr 2024 i skogen")
    made.people["director"].save()
    return made


def test_the_page_does_the_same_for_an_address_with_an_account_as_for_one_without(
    cast: Cast, settings: Any, client: Client
) -> None:
    """What it asks of the database and what it draws; all else waits for the worker."""
    settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False
    client.get(FORGOTTEN)
    found = {}
    for email in (KNOWN["email"], "ingen@exempel.se"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(FORGOTTEN, {"email": email})
        drawn = [template.name for template in answer.templates]
        statements = [query["sql"].replace(email, "") for query in asked]
        found[email] = answer.status_code, answer["Location"], drawn, len(statements)
        assert not any("parties_person" in statement for statement in statements)
    assert found[KNOWN["email"]] == found["ingen@exempel.se"]
    assert not mail.outbox
    kept = set(AccountLetter.objects.values_list("address", "person", "state", "kind"))
    assert kept == {
        (KNOWN["email"], None, "waiting", "forgotten"),
        ("ingen@exempel.se", None, "waiting", "forgotten"),
    }
    deliver_all()
    assert [sent.to for sent in mail.outbox] == [[KNOWN["email"]]]
    assert [one.address for one in AccountLetter.objects.all()] == [KNOWN["email"]]


def test_the_page_does_not_say_what_it_does_not_know(cast: Cast, client: Client) -> None:
    said = client.post(FORGOTTEN, KNOWN, follow=True).content.decode()
    assert "skickar vi en länk dit" in said and "har vi skickat" not in said


def test_without_a_mail_server_the_page_says_so_and_nothing_waits(
    cast: Cast, settings: Any, client: Client
) -> None:
    settings.SAMORDNA_MAIL_SERVER = False
    said = client.post(FORGOTTEN, KNOWN, follow=True).content.decode()
    assert "ingen e-postserver" in said and "skickar vi en länk" not in said
    assert not AccountLetter.objects.exists() and not mail.outbox


class TestOverARealServer:
    """What a mail server does to the letters of accounts is what it does to others."""

    @pytest.fixture(autouse=True)
    def worked(self, cast: Cast, settings: Any) -> None:
        settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False

    def test_one_that_is_down_loses_no_link_and_stores_none(
        self, settings: Any, client: Client
    ) -> None:
        port = _free_port()
        use(settings, port)
        client.post(FORGOTTEN, KNOWN)
        with pytest.raises(ServerDown):
            deliver_due()
        letter = AccountLetter.objects.get()
        assert (letter.state, letter.attempts) == ("waiting", 1)
        assert letter.reason == "E-postservern går inte att nå."
        assert "/glomt-losenord/" not in letter.text
        with mail_server(port) as (handler, _), later(minutes=2):
            deliver_due()
        ((address, message),) = handler.received
        assert address == KNOWN["email"] and str(message["Message-ID"]) == letter.message_id
        link = re.search(r"http://testserver(/konto/glomt-losenord/\S+)", message.get_content())
        assert link and client.get(link[1], follow=True).status_code == 200
        letter.refresh_from_db()
        assert letter.state == "sent" and "/glomt-losenord/" not in letter.text

    @pytest.mark.parametrize("answer", ["450 4.2.1 Try again later", "451 4.7.1 Greylisted"])
    def test_one_that_asks_us_to_wait(self, settings: Any, client: Client, answer: str) -> None:
        with mail_server() as (handler, port):
            use(settings, port)
            handler.answers[KNOWN["email"]] = answer
            client.post(FORGOTTEN, KNOWN)
            deliver_due()
            assert AccountLetter.objects.get().state == "waiting" and not handler.received
            handler.answers.clear()
            with later(minutes=2):
                deliver_due()
            assert handler.addresses == [KNOWN["email"]]

    def test_one_that_is_slow(self, settings: Any, client: Client) -> None:
        with mail_server() as (handler, port):
            use(settings, port)
            handler.slow[KNOWN["email"]] = 1.5
            client.post(FORGOTTEN, KNOWN)
            with pytest.raises(ServerDown, match="svarade inte i tid"):
                deliver_due()
            assert AccountLetter.objects.get().state == "waiting"

    def test_one_that_refuses_the_address(self, settings: Any, client: Client) -> None:
        with mail_server() as (handler, port):
            use(settings, port)
            handler.answers[KNOWN["email"]] = "550 5.1.1 No such user here"
            client.post(FORGOTTEN, KNOWN)
            deliver_due()
        letter = AccountLetter.objects.get()
        assert letter.state == "bounced" and "550 5.1.1" in letter.reason

    def test_who_asks_five_times_gets_one_link(self, settings: Any, client: Client) -> None:
        with mail_server() as (handler, port):
            use(settings, port)
            for _ in range(3):
                cache.clear()
                client.post(FORGOTTEN, KNOWN)
            deliver_due()
        assert handler.addresses == [KNOWN["email"]]

    def test_what_tells_of_a_new_password_waits_too(
        self, cast: Cast, settings: Any, client: Client
    ) -> None:
        client.force_login(cast.people["director"])
        old, new = "Tallbarr 2024 i skogen", "Granris 2025 i backen"
        client.post(
            "/konto/byt-losenord/", {"oldpassword": old, "password1": new, "password2": new}
        )
        letter = AccountLetter.objects.get(kind="told")
        assert letter.person == cast.people["director"] and "har bytts" in letter.text
        with mail_server() as (handler, port):
            use(settings, port)
            deliver_due()
        assert handler.addresses == [KNOWN["email"]]


def test_old_letters_about_accounts_are_removed(cast: Cast, client: Client) -> None:
    client.post(FORGOTTEN, KNOWN)
    assert forget_old_account_letters() == 0
    with later(days=15):
        assert forget_old_account_letters() == 1


def test_a_link_has_the_installations_own_address_whatever_the_request_says(cast: Cast) -> None:
    client = Client()
    assert client.post(FORGOTTEN, KNOWN, headers={"host": "ond.exempel.se"}).status_code == 400
    assert not mail.outbox
    for name in ("x-forwarded-host", "x-original-host", "forwarded", "x-host"):
        cache.clear()
        client.post(FORGOTTEN, KNOWN, headers={name: "ond.exempel.se"})
    assert len(mail.outbox) == 4
    for sent in mail.outbox:
        assert "http://testserver/konto/glomt-losenord/" in sent.body
        assert "ond.exempel" not in sent.body
