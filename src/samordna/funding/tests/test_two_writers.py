"""Two who write at once: only what both changed is asked about, and nothing is put back to old."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samordna.funding.models import Application, Statement
from samordna.funding.tests.browsing import Browser, clauses, inputs
from samordna.funding.tests.world import (
    make_application,
    make_call,
    register,
    submit,
    write_application,
)
from samordna.parties.tests.cast import Cast

AUTOSAVE = {"X-Autosave": "1"}
NAMES = ("name", "extends")
FACTS = "/uppsala/ansokningar/1/skriv/insatsen/"


@pytest.fixture
def begun(cast: Cast, browser: Browser) -> Browser:
    """An application that is being written."""
    make_application(cast, make_call(cast))
    return browser


def page_of(client: Client, path: str) -> dict[str, Any]:
    html = client.get(path).content.decode()
    return {**inputs(html), **clauses(html)}


def autosave(client: Client, path: str, data: dict[str, Any], page: str = "a") -> Any:
    return client.post(path, {**data, "flik": page}, headers=AUTOSAVE)


def test_fields_that_only_one_of_them_changed_are_all_saved(begun: Browser) -> None:
    one, other = begun("applicant"), begun("applicant")
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    assert autosave(one, FACTS, {**first, NAMES[0]: "A skrev"}).status_code == 200
    answer = autosave(other, FACTS, {**second, NAMES[1]: "B skrev"}, page="b")
    assert answer.status_code == 200
    assert "A skrev" in answer.content.decode()
    saved = Application.objects.get()
    assert (saved.name, saved.extends) == ("A skrev", "B skrev")


def test_without_script_what_both_changed_is_asked_and_the_rest_is_theirs(begun: Browser) -> None:
    one, other = begun("applicant"), begun("applicant")
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    one.post(FACTS, {**first, NAMES[0]: "A ett", NAMES[1]: "A två"})
    page = other.post(FACTS, {**second, NAMES[1]: "B två"})
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count('<th scope="row">') == 1
    again = {**inputs(html), **clauses(html)}
    assert (again[NAMES[0]], again[NAMES[1]]) == ("A ett", "B två")
    assert other.post(FACTS, again).status_code == 302
    saved = Application.objects.get()
    assert (saved.name, saved.extends) == ("A ett", "B två")


def test_who_has_weighed_the_texts_keeps_their_own_and_only_that(begun: Browser) -> None:
    one, other = begun("applicant"), begun("applicant")
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    autosave(one, FACTS, {**first, NAMES[0]: "A ett", NAMES[1]: "A två"})
    mine = {**second, NAMES[1]: "B två"}
    asked = autosave(other, FACTS, mine, page="b")
    assert asked.status_code == 409
    revision = inputs(asked.content.decode())["revision"]
    assert autosave(other, FACTS, {**mine, "vagt": "7"}, page="b").status_code == 409
    assert autosave(other, FACTS, {**mine, "vagt": revision}, page="b").status_code == 200
    saved = Application.objects.get()
    assert (saved.name, saved.extends) == ("A ett", "B två")


def test_choices_and_days_are_laid_together_too(begun: Browser) -> None:
    one, other = begun("applicant"), begun("applicant")
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    one.post(FACTS, {**first, "kind": "structural", "period_from": "2026-01-01"})
    other.post(FACTS, {**second, "period_to": "2027-12-31"})
    saved = Application.objects.get()
    assert saved.kind == "structural"
    assert str(saved.period_from) == "2026-01-01" and str(saved.period_to) == "2027-12-31"


def test_a_statement_is_laid_together(cast: Cast, browser: Browser) -> None:
    register(cast, submit(cast, write_application(cast)))
    address = "/uppsala/ansokningar/1/tjansteutlatande/"
    one, other = browser("case_officer"), browser("case_officer")
    first, second = page_of(one, address), page_of(other, address)
    names = [name for name in first if name.startswith("clause-") and first[name]]
    amount = next(name for name in first if name.startswith("amount-") and first[name])
    one.post(address, {**first, "summary": "A", names[0]: "bevilja på annat sätt", amount: "1000"})
    assert other.post(address, {**second, "assessment": "B"}).status_code == 302
    saved = Statement.objects.get()
    assert (saved.summary, saved.assessment) == ("A", "B")
    html = one.get(address).content.decode()
    assert "bevilja på annat sätt" in html
    assert inputs(html)[amount].replace("\xa0", "") == "1000"
    assert page_of(one, address)[names[1]] != ""


def test_a_sum_that_passes_nothing_makes_no_clause_of_an_older_sum(
    cast: Cast, browser: Browser
) -> None:
    register(cast, submit(cast, write_application(cast)))
    address = "/uppsala/ansokningar/1/tjansteutlatande/"
    officer = browser("case_officer")
    first = page_of(officer, address)
    amounts = {name: value for name, value in first.items() if name.startswith("amount-")}
    grants = next(name for name in first if first[name].startswith("bevilja "))
    kept = {name: value for name, value in first.items() if name.startswith("clause-") and value}
    cleared = {**first, **dict.fromkeys(amounts, "")}
    officer.post(address, cleared)
    now = page_of(officer, address)
    refuses = next(name for name in now if now[name].startswith("avslå "))
    # The page had the texts of before still, and already what was shown of the other ones.
    half_drawn = {**now, **amounts, **kept, "shown-" + grants.removeprefix("clause-"): ""}
    half_drawn[grants] = first[grants].replace("600", "999")
    officer.post(address, half_drawn)
    now = page_of(officer, address)
    assert {n: v for n, v in now.items() if n.startswith("clause-") and v} == kept
    # And the other way: what refuses is no clause of a proposal that grants.
    officer.post(address, {**now, refuses: "avslå ansökan"})
    now = page_of(officer, address)
    assert {n: v for n, v in now.items() if n.startswith("clause-") and v} == kept
    # Words of somebody's own stay with the clause that they were written in.
    officer.post(address, {**now, **dict.fromkeys(amounts, "")})
    now = page_of(officer, address)
    officer.post(address, {**now, **amounts, grants: "bevilja medel på annat sätt"})
    now = page_of(officer, address)
    texts = {n: v for n, v in now.items() if n.startswith("clause-") and v}
    assert texts == {**kept, grants: "bevilja medel på annat sätt"}


def test_what_cannot_be_read_holds_nothing_else_back(begun: Browser) -> None:
    client = begun("applicant")
    data = page_of(client, FACTS)
    answer = autosave(client, FACTS, {**data, "name": "Nytt namn", "period_from": "i somras"})
    assert answer.status_code == 422
    html = answer.content.decode()
    saved = Application.objects.get()
    assert saved.name == "Nytt namn"
    assert answer["X-Revision"] == inputs(html)["revision"] == str(saved.revision)
    assert inputs(html)["period_from"] == "i somras"
    assert "field-errors" in html and "1 att rätta" in html
    again = autosave(client, FACTS, {**inputs(html), "period_from": "2026-01-01"})
    assert again.status_code == 200
    assert str(Application.objects.get().period_from) == "2026-01-01"
