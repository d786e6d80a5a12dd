"""A state has one wording: lists, pages, the thread and Idag say the same of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags
from django_scopes import scope
from pytest_django.plugin import DjangoDbBlocker

from samordna.funding.models import Application, Call
from samordna.meetings.models import Meeting
from samordna.register.models import Matter
from samordna.web.links import link
from tests.support.things import World
from tests.support.world import at_noon, make_world, undone

pytestmark = pytest.mark.django_db

READERS = ("director", "registrar", "case_officer", "economist", "member", "applicant", "auditor")
STATE = r'<span class="badge [a-z]+">[^<]*</span>'


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """An association with applications, meetings and calls in their states."""
    with django_db_blocker.unblock(), at_noon(), undone():
        made = make_world()
        with scope(association=made.cast.association):
            yield made


class Reader:
    """Somebody who opens pages."""

    def __init__(self, world: World, who: str) -> None:
        self.slug, self.client = world.slug, Client()
        self.client.force_login(world.cast.people[who])

    def page(self, name: str, **arguments: object) -> str:
        answer = self.client.get(link(self.slug, name, **arguments))
        return answer.content.decode() if answer.status_code == 200 else ""

    def in_list(self, name: str, thing: str, **arguments: object) -> str | None:
        """The badge of a thing in a list: of the row with the link to it, as it is drawn."""
        url = link(self.slug, thing, **arguments)
        rows = re.findall(r"<tr.*?</tr>|<li.*?</li>", self.page(name), re.S)
        found = [row for row in rows if f'href="{url}"' in row]
        return _badge(found[0]) if found else None

    def on_page(self, name: str, **arguments: object) -> str | None:
        """The badge beside the word Läge of a page."""
        html = self.page(name, **arguments)
        _, there, after = html.partition("<dt>Läge</dt>")
        return _badge(after) if there else None


def _badge(html: str) -> str | None:
    found = re.search(STATE, html)
    return found.group() if found else None


@pytest.mark.parametrize("who", READERS)
def test_an_application_stands_where_it_stands_on_every_page(who: str, world: World) -> None:
    reader, compared = Reader(world, who), 0
    for number in Application.objects.values_list("number", flat=True):
        said = reader.on_page("funding:application", number=number)
        listed = reader.in_list("funding:applications", "funding:application", number=number)
        today = reader.in_list("parties:today", "funding:application", number=number)
        if said and listed:
            compared += 1
            assert said == listed
        if said and today:
            assert said == today
    assert compared or who == "economist"


@pytest.mark.parametrize("who", READERS)
def test_a_meeting_stands_where_it_stands_on_every_page(who: str, world: World) -> None:
    reader, compared = Reader(world, who), 0
    for number in Meeting.objects.values_list("number", flat=True):
        said = [
            reader.on_page("meetings:meeting", number=number),
            reader.on_page("meetings:minutes", number=number),
            reader.in_list("meetings:meetings", "meetings:meeting", number=number),
        ]
        words = {badge for badge in said if badge}
        compared += len(words)
        assert len(words) <= 1, words
    assert compared or who == "applicant"


@pytest.mark.parametrize("who", READERS)
def test_a_call_stands_where_it_stands_on_every_page(who: str, world: World) -> None:
    reader = Reader(world, who)
    for number in Call.objects.values_list("number", flat=True):
        said = reader.on_page("funding:call", number=number)
        assert said
        assert said == reader.in_list("funding:calls", "funding:call", number=number)
        assert reader.in_list("parties:today", "funding:call", number=number) in (said, None)


def test_a_matter_stands_where_it_stands_on_every_page(world: World) -> None:
    reader = Reader(world, "registrar")
    for matter in Matter.objects.all():
        place = {"year": matter.year, "serial": matter.serial}
        said = reader.on_page("register:matter", **place)
        assert said
        assert said == reader.in_list("register:matters", "register:matter", **place)


def test_the_thread_of_a_matter_is_that_of_its_application(world: World) -> None:
    reader, compared = Reader(world, "registrar"), 0
    for application in Application.objects.filter(matter__isnull=False).select_related("matter"):
        assert application.matter is not None
        place = {"year": application.matter.year, "serial": application.matter.serial}
        threads = [
            _thread(reader.page("funding:application", number=application.number)),
            _thread(reader.page("register:matter", **place)),
        ]
        compared += 1
        assert threads[0] == threads[1] != ""
    assert compared


def _thread(html: str) -> str:
    found = re.search(r'<nav class="thread".*?</nav>', html, re.S)
    return " ".join(strip_tags(found.group()).split()) if found else ""
