"""A draft of what its button saves: bounded, the writer's own, and gone after a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.models import WrittenText
from samordna.web.written import (
    KEPT_FOR,
    LONGEST,
    LONGEST_KEY,
    MOST_TEXTS,
    NotKept,
    forget_old_texts,
    forget_texts,
    keep_text,
    texts_at,
)

PATH = "/uppsala/utlysningar/ny/"
NOON = datetime.fromisoformat("2026-03-02T12:00:00+01:00")


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    made = make_cast()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    with scope(association=made.association):
        yield made


def test_a_page_keeps_one_text_which_grows(cast: Cast) -> None:
    here = cast.association.pk
    for text in ('{"at": 1}', '{"at": 2}'):
        keep_text(here, "7", PATH, "a", text)
    keep_text(here, "7", PATH, "b", '{"at": 3}')
    keep_text(here, "8", PATH, "a", '{"at": 4}')
    assert texts_at(here, "7", PATH) == {"a": '{"at": 2}', "b": '{"at": 3}'}
    assert texts_at(here, "7", "/uppsala/utlysningar/1/andra/") == {}
    forget_texts(here, "7", ["a", "finns inte", "\x00", ""])
    assert texts_at(here, "7", PATH) == {"b": '{"at": 3}'}
    assert texts_at(here, "8", PATH) == {"a": '{"at": 4}'}


@pytest.mark.parametrize(
    ("path", "key", "text"),
    [
        (PATH, "", "{}"),
        (PATH, "a" * (LONGEST_KEY + 1), "{}"),
        (PATH, "a\x00", "{}"),
        ("", "a", "{}"),
        ("/\x00/", "a", "{}"),
        (PATH, "a", ""),
        (PATH, "a", "[]"),
        (PATH, "a", "Hej"),
        (PATH, "a", '{"a": "' + "x" * LONGEST + '"}'),
    ],
)
def test_what_no_form_sends_is_not_kept(cast: Cast, path: str, key: str, text: str) -> None:
    with pytest.raises(NotKept):
        keep_text(cast.association.pk, "7", path, key, text)
    client = Client()
    client.force_login(cast.people["registrar"])
    sent = {"plats": path, "nyckel": key, "text": text}
    assert client.post("/uppsala/skrivet/", sent).status_code == 400
    assert not WrittenText.objects.exists()


def test_the_oldest_gives_way(cast: Cast) -> None:
    for number in range(MOST_TEXTS + 3):
        keep_text(cast.association.pk, "7", PATH, str(number), "{}")
    kept = texts_at(cast.association.pk, "7", PATH)
    assert list(kept) == [str(number) for number in range(3, MOST_TEXTS + 3)]


def test_it_is_kept_for_as_long_as_in_the_browser(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = cast.association.pk
    keep_text(here, "7", PATH, "a", "{}")
    forget_old_texts()
    assert texts_at(here, "7", PATH)
    monkeypatch.setattr(clock, "now", lambda: NOON + KEPT_FOR + timedelta(seconds=1))
    assert not texts_at(here, "7", PATH)
    forget_old_texts()
    assert not WrittenText.objects.exists()


def test_a_draft_is_no_change_and_has_no_entry(cast: Cast) -> None:
    before = JournalEntry.objects.count()
    client = Client()
    client.force_login(cast.people["registrar"])
    sent = {"plats": PATH, "nyckel": "a", "text": "{}"}
    assert client.post("/uppsala/skrivet/", sent).status_code == 204
    assert JournalEntry.objects.count() == before
    assert WrittenText.objects.get().person == str(cast.people["registrar"].pk)


def test_nobody_is_signed_in_any_longer(cast: Cast) -> None:
    sent = {"plats": PATH, "nyckel": "a", "text": "{}"}
    answer = Client().post("/uppsala/skrivet/", sent, headers={"X-Autosave": "1"})
    assert answer.status_code == 401
    assert not WrittenText.objects.exists()
