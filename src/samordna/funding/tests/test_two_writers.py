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
from samordna.web.tests.both_texts import shown_differences
from samordna.web.tests.third import after_the_merge

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


def test_a_third_who_saves_between_is_asked_about_too(
    begun: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, third = (begun("applicant") for _ in range(3))
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    one.post(FACTS, {**first, NAMES[1]: "Ett"})

    def saves() -> None:
        now = page_of(third, FACTS)
        assert third.post(FACTS, {**now, NAMES[0]: "Den tredjes"}).status_code == 302

    after_the_merge(monkeypatch, saves)
    page = other.post(FACTS, {**second, NAMES[0]: "Mitt"}).content.decode()
    assert shown_differences(page) == {"Insatsens namn": ("Den tredjes", "Mitt")}
    saved = Application.objects.get()
    assert (saved.name, saved.extends) == ("Den tredjes", "Ett")
    again = {**inputs(page), **clauses(page)}
    assert (again[NAMES[0]], again[NAMES[1]]) == ("Mitt", "Ett")


def test_a_third_who_changed_something_else_keeps_it(
    begun: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, third = (begun("applicant") for _ in range(3))
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    one.post(FACTS, {**first, NAMES[1]: "Ett"})
    after_the_merge(
        monkeypatch,
        lambda: third.post(FACTS, {**page_of(third, FACTS), "period_to": "2027-12-31"}),
    )
    assert other.post(FACTS, {**second, NAMES[0]: "Mitt"}).status_code == 302
    saved = Application.objects.get()
    assert (saved.name, saved.extends, str(saved.period_to)) == ("Mitt", "Ett", "2027-12-31")


def test_a_third_in_a_section_and_in_a_statement(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application(cast, make_call(cast))
    section = "/uppsala/ansokningar/1/skriv/bakgrund/"
    clients = [browser("applicant") for _ in range(3)]
    _three(monkeypatch, clients, section, ("behov", "antal"))
    register(cast, submit(cast, write_application(cast)))
    statement = "/uppsala/ansokningar/2/tjansteutlatande/"
    clients = [browser("case_officer") for _ in range(3)]
    _three(monkeypatch, clients, statement, ("summary", "assessment"))


def _three(
    patch: pytest.MonkeyPatch,
    clients: list[Client],
    path: str,
    names: tuple[str, str],
) -> None:
    """The second wrote where the third saved meanwhile: both texts, and the third stands."""
    one, other, third = clients
    first, second = page_of(one, path), page_of(other, path)
    mine, hers = names
    one.post(path, {**first, hers: "Den förstas"})
    after_the_merge(patch, lambda: third.post(path, {**page_of(third, path), mine: "Den tredjes"}))
    page = other.post(path, {**second, mine: "Min text"}).content.decode()
    assert list(shown_differences(page).values()) == [("Den tredjes", "Min text")]
    now = page_of(third, path)
    assert (now[mine], now[hers]) == ("Den tredjes", "Den förstas")
