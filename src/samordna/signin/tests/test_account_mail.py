"""Mail about accounts: whose address a link has, and how soon the page answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samordna.parties.tests.cast import Cast, make_cast
from samordna.signin import forgotten

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
    cast: Cast, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """What it asks of the database and what it draws; all else waits until it has answered."""
    left: list[Callable[[], None]] = []
    monkeypatch.setattr(forgotten, "begin", left.append)
    client.get(FORGOTTEN)
    found = {}
    for email in (KNOWN["email"], "ingen@exempel.se"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(FORGOTTEN, {"email": email})
        drawn = [template.name for template in answer.templates]
        found[email] = answer.status_code, answer["Location"], drawn, len(asked)
    assert found[KNOWN["email"]] == found["ingen@exempel.se"]
    assert not any("parties_person" in query["sql"] for query in asked)
    assert not mail.outbox
    for work in left:
        work()
    assert [sent.to for sent in mail.outbox] == [[KNOWN["email"]]]


def test_what_follows_the_answer_runs_beside_it(settings: Any) -> None:
    settings.SAMORDNA_ACCOUNT_MAIL_ASIDE = True
    may_go, where = threading.Event(), []

    def work() -> None:
        if may_go.wait(30):
            where.append(threading.current_thread())

    forgotten.begin(work)
    assert not where
    may_go.set()
    next(t for t in threading.enumerate() if t is not threading.current_thread()).join(30)
    assert where and where != [threading.current_thread()]


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
