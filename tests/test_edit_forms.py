"""No form writes over what its writer has not seen.

Each form of a page of the permission table that begins with something stored carries what it was
drawn with (``web/merging.py``), or the revision that it was read at (``web/revisions.py``), or is
excused below with a reason. What it carries is then tried: a page that was drawn with something
else than what stands is asked about, and writes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from samordna.journal.models import JournalEntry
from samordna.web.merging import DRAWN
from samordna.web.tests.drawn import forms_of
from tests.support.permissions import ROLES, Row, every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import undone

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]

#: Pages with a form that begins with something and writes over nothing stored, and why.
EXCUSED: dict[str, str] = {
    "funding:forms": "takes a ready form in; the question is answered as the association is now",
    "invitation": "opens an account: the name is for the browser that keeps the password",
    "letters:preference": "one choice, of the person alone, which the form shows whole",
    "parties:new_role": "gives somebody a new role and begins with today",
    "documents:new_record": "registers a new record and begins with today",
    "funding:start": "begins a new application with the first of each choice",
    "funding:sign": "signs exactly the version that the page showed, or is refused",
    "funding:refuse": "refuses exactly the version that the page showed, or is refused",
    "economy:decision_space": "makes a paper as of the day that the page shows",
    "economy:new_plan": "makes a new plan; the one it is made from stays",
    "meetings:meeting": "puts what is offered on the agenda and changes nothing stored",
    "meetings:dispatch": "says once that the summons has gone out, and begins with today",
    "meetings:table": "adds an absence, a guest or an adjuster, and begins with the first choices",
    "flows:import_people": "adds people from a table that is looked at first",
}
#: Pages whose form makes something new, with the same fields as the one that edits it.
MAKES_NEW = frozenset(
    {
        "parties:new_mandate",
        "parties:new_organisation",
        "parties:new_unit",
        "parties:new_contact_person",
        "parties:new_body",
        "funding:open_call",
        "meetings:new",
    }
)
#: Pages whose forms are sent to other addresses and lie together there, and the test that holds it.
TRIED_ELSEWHERE = {"meetings:table": "src/samordna/meetings/tests/test_two_at_the_table.py"}

_URLS = {url.name: url for url in every_url()}
_ROWS = [row for row in every_row() if row.method == "GET"]
_OTHER = "0" * 12


def _page(world: World, row: Row) -> tuple[Client, str, str] | None:
    """The page as whoever is let in furthest to the right of the table is shown it."""
    let_in = [role for role, said in zip(ROLES, row.expected, strict=True) if said == "200"]
    people = world.cast.people
    arguments = {} if row.thing == "-" else dict(world.things[row.thing])
    if _URLS[row.name].in_association:
        arguments["association"] = world.slug
    client = Client(raise_request_exception=False)
    if let_in and let_in[-1] in people:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[people[let_in[-1]].pk]
    elif not let_in:
        return None
    path = reverse(row.name, kwargs=arguments)
    cache.clear()
    with undone():
        answer = client.get(path)
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
        return None
    return client, path, answer.content.decode()


def _drawn(world: World, row: Row) -> Iterator[tuple[Client, str, dict[str, list[str]]]]:
    """Each form of the page, with who was shown it and where."""
    if (page := _page(world, row)) is not None:
        client, path, html = page
        yield from ((client, path, form) for form in forms_of(html))


def _names(form: dict[str, list[str]]) -> set[str]:
    return {name.rpartition("-")[2] for name in form}


def _written(form: dict[str, list[str]]) -> set[str]:
    """The fields that begin with something."""
    hidden = {"csrfmiddlewaretoken", "next", "skriven_av", "en_gang"}
    return {name for name, values in form.items() if any(values) and name not in hidden}


def _another(name: str, value: str) -> str:
    """Something else that the same field takes."""
    if name == "phone":
        return f"018-10 10 {10 + value.endswith('10')}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value[:-2] + ("11" if value.endswith("12") else "12")
    if value.isdecimal():
        return str(int(value) + 1)
    return f"x{value}"


@pytest.mark.parametrize("row", _ROWS, ids=str)
def test_a_form_that_edits_something_stored_says_what_it_was_drawn_with(
    row: Row, worlds: tuple[World, World]
) -> None:
    for client, path, form in _drawn(worlds[0], row):
        if not _names(form) & {DRAWN, "revision"}:
            assert row.name in EXCUSED or not _written(form), (
                f"{row.name} begins with {_written(form)}, and says not what it was drawn with"
            )
        elif row.name in TRIED_ELSEWHERE:
            rows = {name.partition("-")[0] for name in form if re.match(r"\d+-", name)}
            assert DRAWN in form or (rows and all(f"{row}-{DRAWN}" in form for row in rows))
        elif DRAWN in form and "revision" not in form and row.name not in MAKES_NEW:
            assert _is_asked_about(client, path, form), f"{row.name} writes over what was not seen"


def _is_asked_about(client: Client, path: str, form: dict[str, list[str]]) -> bool:
    """Whether a field that somebody else has changed, and the writer too, is asked about."""
    prints = json.loads(form[DRAWN][0])
    # What the form wants of a day, where the thing has none yet.
    days = {name: ["2023-03-20"] for name in prints if name.endswith("_on") and not form[name][0]}
    tries = [(name, _another(name, (form.get(name) or [""])[0])) for name in prints]
    for name, value in [*tries, *((name, "") for name in prints)]:
        tried: dict[str, Any] = {**form, **days, name: [value]}
        tried[DRAWN] = [json.dumps({**prints, name: _OTHER})]
        cache.clear()
        with undone():
            answer = client.post(path, tried)
        if answer.status_code == 302:
            return False
        if "data-stale" in answer.content.decode():
            return True
    return False


@pytest.mark.parametrize("row", _ROWS, ids=str)
def test_a_form_that_is_sent_as_it_was_drawn_says_no_change(
    row: Row, worlds: tuple[World, World]
) -> None:
    for client, path, form in _drawn(worlds[0], row):
        if not _names(form) & {DRAWN, "revision"} or row.name in MAKES_NEW | TRIED_ELSEWHERE.keys():
            continue
        cache.clear()
        with undone(), scopes_disabled():
            last = JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0
            client.post(path, form)
            for entry in JournalEntry.objects.filter(pk__gt=last):
                assert not entry.before or entry.before != entry.after, (row.name, entry.verb)


def test_every_excuse_has_a_reason_and_a_page() -> None:
    names = {row.name for row in _ROWS}
    assert names >= EXCUSED.keys() | MAKES_NEW
    assert all(len(reason.split()) > 3 for reason in EXCUSED.values())
    assert names >= TRIED_ELSEWHERE.keys()
    assert all((ROOT / path).is_file() for path in TRIED_ELSEWHERE.values())
