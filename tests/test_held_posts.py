"""A page drawn with what a lost session kept does nothing by itself (``web/shown_again.py``)."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from samordna.journal.models import JournalEntry
from samordna.parties.models import Logo
from samordna.parties.services.association import save_logo
from samordna.parties.tests.test_association import png
from samordna.web import held
from samordna.web.posted import QUESTIONS, is_written_in
from tests.support.permissions import ROLES, every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import undone

pytestmark = pytest.mark.django_db

URLS = {url.name: url for url in every_url()}
SOURCES = Path(__file__).parents[1] / "src"
BUTTON = re.compile(r'<button[^>]*\bname="([\w-]+)"(?:[^>]*\bvalue="([^"{]+)")?')
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([\w-]+)"(?:[^>]*\bvalue="([^"]*)")?')


def every_button() -> dict[str, str]:
    """The name of every button of the house, and a value that it sends."""
    return {
        name: value or "ja"
        for template in SOURCES.rglob("templates/**/*.html")
        for name, value in BUTTON.findall(template.read_text())
    }


def drawn_from_a_held_post(world: World, path: str, role: str) -> list[str]:
    """What a GET with fields in hand wrote in the journal, when that role asked: the verbs."""
    with undone(), scopes_disabled():
        save_logo(actor=world.cast.actor("director"), content=png())
        client = Client(raise_request_exception=False)
        person = world.cast.people[role]
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[person.pk]
        page = client.get(path)
        if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
            return []
        typed = dict(FIELD.findall(page.content.decode()))
        fields = QueryDict(mutable=True)
        fields.update({**typed, **every_button()})
        one = held.Held(
            key="nyckel",
            path=path,
            person=str(person.pk),
            data=fields.urlencode(),
            back="",
            had_files=False,
            until=time.time() + 600,
        )
        session = client.session
        session[held._SLOT] = [{name: getattr(one, name) for name in held.Held.__slots__}]
        session.save()
        newest = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = client.get(f"{path}?{held.KEY}=nyckel")
        assert answer.status_code < 500, path
        assert Logo.objects.filter(association=world.cast.association).exists()
        return list(JournalEntry.objects.filter(pk__gt=newest).values_list("verb", flat=True))


class Names(HTMLParser):
    """The names of what a page's forms send, by whether somebody writes in it."""

    def __init__(self) -> None:
        super().__init__()
        self.written: set[str] = set()
        self.chosen: set[str] = set()
        self._posts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only what is posted is kept: a search asks by its address."""
        has = dict(attrs)
        if tag == "form":
            self._posts = has.get("method") == "post"
        name = has.get("name")
        if not name or tag not in ("input", "select", "textarea", "button"):
            return
        kind = has.get("type") or "text"
        plain = tag == "input" and kind not in ("hidden", "radio", "checkbox", "submit", "file")
        if tag == "textarea" or plain:
            self.written.add(name)
        elif self._posts and kind != "file":
            self.chosen.add(name)


#: Chosen on one page and written on another: shown, so that what is written never is left out.
BOTH = re.compile(
    r"how|reason|per|first_year|preliminary_years|row-.*\.(?:percent|date_from|date_to|note)"
)


def test_every_field_that_is_written_in_is_known_from_those_that_are_not(
    worlds: tuple[World, World],
) -> None:
    world, seen = worlds[0], Names()
    for row in every_row():
        answers = zip(ROLES, row.expected, strict=True)
        reads = [r for r, answer in answers if answer == "200" and r in world.cast.people]
        if row.method != "GET" or not URLS[row.name].in_association or not reads:
            continue
        things = {} if row.thing == "-" else world.things[row.thing]
        path = reverse(row.name, kwargs={"association": world.slug, **things})
        with undone(), scopes_disabled():
            client = Client(raise_request_exception=False)
            person = world.cast.people[reads[0]]
            client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[person.pk]
            page = client.get(path)
            if page.status_code == 200 and "html" in page.get("Content-Type", ""):
                seen.feed(page.content.decode())
    assert len(seen.written) > 80 and len(seen.chosen) > 50
    assert not {name for name in seen.written if not is_written_in(name)}
    shown = {name for name in seen.chosen if is_written_in(name)}
    assert not {name for name in shown if not BOTH.fullmatch(name)}


@pytest.mark.parametrize("word", ["sammanfattning", "2024-09-01", "125000", "a:b_c.d"])
def test_a_single_word_that_somebody_wrote_is_shown(word: str) -> None:
    sent = QueryDict(mutable=True)
    sent.update({"summary": word, "row-1.label": word, "kind": "decision", "revision": "3"})
    assert held.texts_of(sent) == [word, word]


def test_a_question_may_be_called_as_a_choice_of_another_form() -> None:
    sent = QueryDict(f"plan=ja&revision=3&{QUESTIONS}=ja")
    assert held.texts_of(sent) == ["ja"]
    assert held.texts_of(QueryDict("plan=7&revision=3")) == []


def test_no_page_does_anything_when_it_is_drawn_from_a_held_post(
    worlds: tuple[World, World],
) -> None:
    world, walked, done = worlds[0], 0, {}
    assert "ta-bort" in every_button()
    for row in every_row():
        reads = [role for role, answer in zip(ROLES, row.expected, strict=True) if answer == "200"]
        if row.method != "GET" or not URLS[row.name].in_association or not reads:
            continue
        things = {} if row.thing == "-" else world.things[row.thing]
        path = reverse(row.name, kwargs={"association": world.slug, **things})
        walked += 1
        if verbs := drawn_from_a_held_post(world, path, reads[-1]):
            done[str(row)] = verbs
    assert walked > 50
    assert not done
