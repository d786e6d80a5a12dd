"""Mail about accounts: whose address a link has, and how soon the page answers."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

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


class Slow(BaseEmailBackend):
    """A server that takes its time."""

    may_go, sent = threading.Event(), threading.Event()

    def send_messages(self, email_messages: Any) -> int:
        if Slow.may_go.wait(30):
            Slow.sent.set()
        return len(email_messages)


def test_the_page_answers_as_soon_for_an_address_with_an_account(
    cast: Cast, settings: Any, client: Client
) -> None:
    settings.SAMORDNA_ACCOUNT_MAIL_ASIDE = True
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    known = client.post(FORGOTTEN, KNOWN)  # answered while the server has not taken the letter
    assert not Slow.sent.is_set()
    Slow.may_go.set()
    assert Slow.sent.wait(30)
    unknown = client.post(FORGOTTEN, {"email": "ingen@exempel.se"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


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
