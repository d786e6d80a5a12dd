"""Two who write in one agenda item: only what both changed is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.tests.browsing import clauses, inputs
from samordna.kernel.clauses import Facts, clauses_of, said
from samordna.meetings.models import AgendaItem
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.both_texts import shown_differences


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association), story.on(story.MEETING_DAY):
        yield made


def as_drawn(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send of the item's page."""
    html = client.get(path).content.decode()
    form = html[html.index('id="punkt"') : html.index("</form>", html.index('id="punkt"'))]
    return {**inputs(form), **clauses(form)}


def two(cast: Cast) -> tuple[AgendaItem, str, list[Client]]:
    item = story.item(story.plan(cast), "Riktlinjer")
    clients = []
    for who in ("registrar", "director"):
        client = Client()
        client.force_login(cast.people[who])
        clients.append(client)
    return item, f"/uppsala/sammantraden/1/punkt/{item.pk}/", clients


@pytest.mark.parametrize("script", [True, False])
def test_an_item_takes_what_each_of_them_changed(cast: Cast, script: bool) -> None:
    item, path, (one, other) = two(cast)
    first, second = as_drawn(one, path), as_drawn(other, path)
    one.post(path, {**first, "proposal": "att anta riktlinjerna", "note": "Bilaga 1"})
    headers = {"X-Autosave": "1"} if script else {}
    answer = other.post(path, {**second, "presenter": "Frida", "flik": "b"}, headers=headers)
    assert answer.status_code == (200 if script else 302)
    item.refresh_from_db()
    assert (item.note, item.presenter) == ("Bilaga 1", "Frida")
    assert said(clauses_of(item.proposal), Facts()) == ["anta riktlinjerna"]


def test_only_what_both_changed_in_an_item_is_asked_about(cast: Cast) -> None:
    item, path, (one, other) = two(cast)
    first, second = as_drawn(one, path), as_drawn(other, path)
    one.post(path, {**first, "presenter": "Hanna", "note": "Bilaga 1"})
    page = other.post(path, {**second, "presenter": "Frida", "proposal": "att återremittera"})
    html = page.content.decode()
    assert shown_differences(html) == {"Föredragande": ("Hanna", "Frida")}
    again = {**inputs(html), **clauses(html)}
    assert again["note"] == "Bilaga 1"
    assert other.post(path, again).status_code == 302
    item.refresh_from_db()
    assert (item.note, item.presenter) == ("Bilaga 1", "Frida")
    assert said(clauses_of(item.proposal), Facts()) == ["återremittera"]
