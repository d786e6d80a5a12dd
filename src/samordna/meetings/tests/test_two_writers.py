"""Two who write in one item, planned or at the table: only what both changed is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.tests.browsing import clauses, inputs
from samordna.kernel.wording.clauses import Facts, clauses_of, said
from samordna.meetings.models import AgendaItem, Treatment
from samordna.meetings.tests import story
from samordna.meetings.tests.fetching import Fetch, pages_of, text_of
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.both_texts import shown_differences
from samordna.web.tests.third import after_the_merge


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association), story.on(story.MEETING_DAY):
        yield made


@pytest.fixture
def page(cast: Cast, client: Client) -> Fetch:
    return pages_of(cast, client)


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


def at_table(client: Client, item: AgendaItem) -> dict[str, Any]:
    """What a browser would send of the paragraph's form at the table."""
    html = client.get(f"/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}").content.decode()
    form = html[html.index('id="beslut"') : html.index("</form>", html.index('id="beslut"'))]
    chosen = re.findall(r'<select name="(\w+)".*?</select>', form, re.DOTALL)
    outcome = {"outcome": "approved"}
    return {**outcome, **inputs(form), **clauses(form), **dict.fromkeys(chosen, "")}


def decided(cast: Cast) -> tuple[AgendaItem, str, list[Client]]:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer")
    item = story.item(meeting, "Riktlinjer")
    clients = []
    for who in ("registrar", "director"):
        client = Client()
        client.force_login(cast.people[who])
        clients.append(client)
    return item, f"/uppsala/sammantraden/1/punkt/{item.pk}/beslut/", clients


@pytest.mark.parametrize("script", [True, False])
def test_a_paragraph_takes_what_each_of_them_changed(cast: Cast, script: bool) -> None:
    item, path, (one, other) = decided(cast)
    first, second = at_table(one, item), at_table(other, item)
    one.post(path, {**first, "claims": "Lars yrkar bifall", "flik": "a"})
    headers = {"HX-Request": "true", "X-Autosave": "b"} if script else {}
    mine = {**second, "reservations": "Alva reserverar sig", "flik": "b"}
    answer = other.post(path, mine, headers=headers)
    assert answer.status_code == (200 if script else 302)
    saved = Treatment.objects.get()
    assert (saved.claims, saved.reservations) == ("Lars yrkar bifall", "Alva reserverar sig")
    assert saved.outcome == "approved"
    if script:
        assert "X-Merged" in answer and "Lars yrkar bifall" in answer.content.decode()


def test_only_what_both_changed_in_a_paragraph_is_asked_about(cast: Cast) -> None:
    item, path, (one, other) = decided(cast)
    first, second = at_table(one, item), at_table(other, item)
    one.post(path, {**first, "claims": "Lars yrkar bifall", "background": "Hens", "flik": "a"})
    mine = {**second, "claims": "Alva yrkar avslag", "reservations": "Mitt", "flik": "b"}
    htmx = {"HX-Request": "true", "X-Autosave": "b"}
    asked = other.post(path, mine, headers=htmx)
    assert asked.status_code == 422
    html = asked.content.decode()
    assert shown_differences(html) == {"Yrkanden": ("Lars yrkar bifall", "Alva yrkar avslag")}
    assert inputs(html)["ritat"] == second["ritat"]
    (over,) = re.findall(r'name="over" value="(\d+)"', html)
    assert other.post(path, {**mine, "over": over}, headers=htmx).status_code == 200
    saved = Treatment.objects.get()
    assert (saved.claims, saved.reservations) == ("Alva yrkar avslag", "Mitt")
    assert saved.background == "Hens"


def test_a_third_who_saves_an_item_between_is_asked_about(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, path, (one, other) = two(cast)
    first, second = as_drawn(one, path), as_drawn(other, path)
    one.post(path, {**first, "note": "Bilaga 1"})
    after_the_merge(
        monkeypatch, lambda: one.post(path, {**as_drawn(one, path), "presenter": "Tage"})
    )
    page = other.post(path, {**second, "presenter": "Frida"}).content.decode()
    assert shown_differences(page) == {"Föredragande": ("Tage", "Frida")}
    item.refresh_from_db()
    assert (item.note, item.presenter) == ("Bilaga 1", "Tage")


def test_a_third_who_saves_a_paragraph_between_is_asked_about(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, path, (one, other) = decided(cast)
    first, second = at_table(one, item), at_table(other, item)
    one.post(path, {**first, "background": "Den förstas", "flik": "a"})
    after_the_merge(
        monkeypatch,
        lambda: one.post(path, {**at_table(one, item), "claims": "Den tredjes", "flik": "c"}),
    )
    mine = {**second, "claims": "Mitt yrkande", "flik": "b"}
    asked = other.post(path, mine, headers={"HX-Request": "true", "X-Autosave": "b"})
    assert shown_differences(asked.content.decode()) == {
        "Yrkanden": ("Den tredjes", "Mitt yrkande")
    }
    saved = Treatment.objects.get()
    assert (saved.background, saved.claims) == ("Den förstas", "Den tredjes")


def test_two_who_save_the_same_paragraph_see_both_texts(cast: Cast, page: Fetch) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer", claims="Lars yrkar bifall")
    item = story.item(meeting, "Riktlinjer")
    mine = {"outcome": "approved", "claims": "Alva yrkar avslag", "revision": 0}
    answer = page("director", f"punkt/{item.pk}/beslut/", mine)
    assert answer.status_code == 422
    shown = shown_differences(text_of(answer))
    assert shown["Yrkanden"] == ("Lars yrkar bifall", "Alva yrkar avslag")
    assert "Alva yrkar avslag</textarea>" in text_of(answer)
    page("director", f"punkt/{item.pk}/beslut/", {**mine, "over": 1})
    assert Treatment.objects.get().claims == "Alva yrkar avslag"


def test_a_page_whose_answer_was_lost_is_not_somebody_else(cast: Cast, page: Fetch) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer")
    item = story.item(meeting, "Riktlinjer")
    revision = Treatment.objects.get().revision
    mine = {"outcome": "approved", "claims": "Alva yrkar bifall", "revision": revision, "flik": "a"}
    htmx = {"headers": {"HX-Request": "true"}}
    url = f"punkt/{item.pk}/beslut/"
    for claims in ("Alva yrkar", "Alva yrkar bifall"):  # the answer to the first never came
        assert page("registrar", url, {**mine, "claims": claims}, **htmx).status_code == 200
    other = {**mine, "claims": "Fliken bredvid", "flik": "b"}
    assert page("registrar", url, other, **htmx).status_code == 422
    assert Treatment.objects.get().claims == "Alva yrkar bifall"


def test_two_who_save_the_same_item_see_both_texts(cast: Cast, page: Fetch) -> None:
    meeting = story.plan(cast)
    item = story.item(meeting, "Riktlinjer")
    path = f"punkt/{item.pk}/"
    sent = {"heading": item.heading, "kind": item.kind, "revision": item.revision}
    page("registrar", path, {**sent, "proposal": "att anta riktlinjerna", "note": "Bilaga 1"})
    mine = {**sent, "proposal": "återremittera", "note": "Bilaga 1", "presenter": "Frida"}
    answer = page("director", path, mine)
    assert shown_differences(text_of(answer)) == {
        "Föredragande": ("(tomt)", "Frida"),
        "Förslag till beslut": ("anta riktlinjerna", "återremittera"),
    }
    assert f'name="revision" value="{item.revision + 1}"' in text_of(answer)
    page("director", path, {**mine, "revision": item.revision + 1})
    item.refresh_from_db()
    assert said(clauses_of(item.proposal), Facts()) == ["återremittera"]
    assert item.presenter == "Frida"
