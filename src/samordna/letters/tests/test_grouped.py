"""The page of letters tells what they are about, once for all that one thing has caused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.letters.grouped import groups_of, with_letters
from samordna.letters.models import Letter
from samordna.letters.rules import Kind, State
from samordna.letters.tests.test_delivery import later, write
from samordna.letters.views import GROUPS_A_PAGE
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def page(cast: Cast, query: str = "") -> str:
    client = Client()
    client.force_login(cast.people["registrar"])
    return client.get(f"/uppsala/brev/{query}").content.decode().partition("<main")[2]


def has_come(letter: Letter, state: State) -> None:
    sent = {"sent_at": letter.made_at} if state == State.SENT else {}
    Letter.objects.filter(pk=letter.pk).update(state=state, next_try_at=None, **sent)


def test_letters_about_one_thing_are_one_row_with_their_states(cast: Cast) -> None:
    for letter in write(cast, "member", "chair", "substitute"):
        has_come(letter, State.SENT)
    with later(minutes=5):
        first, second = write(cast, "member", "chair", kind=Kind.SUMMONS)
    has_come(first, State.SENT)
    said = page(cast)
    assert said.count("<details") == 2 and "<details open" not in said
    summaries = re.findall(r"<summary>(.*?)</summary>", said, re.DOTALL)
    told = [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in summaries]
    assert [text.split(", ")[0] for text in told] == [
        "Kallelse till styrelsen 2 brev",
        "Kallelse till styrelsen 3 brev",
    ]
    assert told[0].endswith("1 väntar 1 skickat") and told[1].endswith("3 skickade")
    assert f"/uppsala/brev/{second.pk}/" in said


def test_what_did_not_come_out_stands_first_and_open(cast: Cast) -> None:
    lost, arrived = write(cast, "member", "chair")
    has_come(lost, State.BOUNCED)
    has_come(arrived, State.SENT)
    with later(minutes=5):
        has_come(write(cast, "chair")[0], State.SENT)
    (first, *_) = re.findall(r"<details.*?</details>", page(cast), re.DOTALL)
    assert first.startswith("<details open") and "1 studsade" in first
    # Of a group those that did not come out stand first.
    assert first.index("Lars Lind") < first.index("Orvar Orre")


def test_what_has_waited_for_long_is_a_problem(cast: Cast, settings: object) -> None:
    settings.SAMORDNA_MAIL_SERVER = True  # type: ignore[attr-defined]
    write(cast, "member")
    found = Letter.objects.all()
    assert [g.is_problem for g in with_letters(found, groups_of(found))] == [False]
    with later(hours=3):
        assert [g.is_problem for g in with_letters(found, groups_of(found))] == [True]


def test_a_state_shows_its_own_letters_alone_and_open(cast: Cast) -> None:
    lost, arrived = write(cast, "member", "chair")
    has_come(lost, State.BOUNCED)
    has_come(arrived, State.SENT)
    said = page(cast, "?lage=skickade")
    assert "<details open" in said and "Orvar Orre" in said and "Lars Lind" not in said


def test_many_are_on_several_pages(cast: Cast) -> None:
    (letter,) = write(cast, "member")
    for number in range(GROUPS_A_PAGE):
        letter.pk, letter.event = None, None  # type: ignore[assignment]
        letter.message_id = f"<{number}@exempel.se>"
        letter.made_at += timedelta(minutes=1)
        letter.save(force_insert=True)
    assert page(cast).count("<details") == GROUPS_A_PAGE
    assert page(cast, "?sida=2").count("<details") == 1
