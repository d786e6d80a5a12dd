"""A page drawn with what a lost session kept does nothing by itself (``web/shown_again.py``)."""

from __future__ import annotations

import re
import time
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
