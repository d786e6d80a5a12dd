"""A draft of what its button saves: bounded, the writer's own, and gone after a week."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

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
    MOST_OF_FORM,
    MOST_OF_PERSON,
    MOST_TEXTS,
    NotKept,
    as_carried,
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
        (PATH, "a", '{"a": "' + "å" * (LONGEST // 2) + '"}'),
        (PATH, "a", '{"a": "' + "<" * (LONGEST // 6) + '"}'),
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


def of_length(length: int) -> str:
    return '{"a": "' + "x" * (length - 9) + '"}'


@pytest.fixture
def ticking(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count()
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=next(seconds)))


@pytest.mark.usefixtures("ticking")
def test_what_is_kept_of_a_form_is_bounded_and_so_is_its_page(cast: Cast) -> None:
    """Sixty of the longest were once written into one page, each quote of theirs six times over."""
    here, person = cast.association.pk, str(cast.people["registrar"].pk)
    keep_text(here, person, "/uppsala/annat/", "annat", "{}")
    for number in range(5):
        keep_text(here, person, PATH, str(number), of_length(LONGEST))
    assert list(texts_at(here, person, PATH)) == ["3", "4"]
    assert list(texts_at(here, person, "/uppsala/annat/")) == ["annat"]
    keep_text(here, person, PATH, "liten", "{}")
    assert list(texts_at(here, person, PATH)) == ["4", "liten"]
    client = Client()
    client.force_login(cast.people["director"])
    sent = {"plats": PATH, "nyckel": "a", "text": '{"a": "' + '\\"' * (LONGEST // 2 - 9) + '"}'}
    empty = len(client.get(PATH).content)
    for key in "abcd":
        assert client.post("/uppsala/skrivet/", {**sent, "nyckel": key}).status_code == 204
    assert MOST_OF_FORM // 2 < len(client.get(PATH).content) - empty <= MOST_OF_FORM + 100


@pytest.mark.usefixtures("ticking")
def test_what_is_kept_of_a_person_is_bounded(cast: Cast) -> None:
    here = cast.association.pk
    keep_text(here, "8", PATH, "annans", "{}")
    for number in range(6):
        keep_text(here, "7", f"{PATH}{number}", str(number), of_length(LONGEST))
    rows = WrittenText.objects.filter(person="7").order_by("kept_at")
    assert [row.key for row in rows] == ["2", "3", "4", "5"]
    assert sum(len(row.text) for row in rows) == MOST_OF_PERSON
    keep_text(here, "7", PATH, "ny", "{}")
    assert [row.key for row in rows.all()] == ["3", "4", "5", "ny"]
    # One that grows is the newest, and the others give way to it as well.
    keep_text(here, "7", PATH, "ny", of_length(LONGEST))
    keep_text(here, "7", f"{PATH}3", "3", of_length(LONGEST))
    assert [row.key for row in rows.all()] == ["4", "5", "ny", "3"]
    assert list(texts_at(here, "8", PATH)) == ["annans"]


def test_a_page_carries_each_text_as_the_json_that_it_is(cast: Cast) -> None:
    text = '{"a": "</script><!-- & \\" å \\\\"}'
    keep_text(cast.association.pk, "7", PATH, "</script>", text)
    carried = as_carried(texts_at(cast.association.pk, "7", PATH))
    begins, ends = '<script type="application/json" data-own-drafts>', "</script>"
    assert carried.startswith(begins) and carried.endswith(ends)
    held = carried.removeprefix(begins).removesuffix(ends)
    assert json.loads(held) == {"</script>": json.loads(text)}
    assert not set("<>&") & set(held) and "å" in held


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
