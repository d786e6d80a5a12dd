"""What cannot be read holds nothing else back, is kept as it was typed, and stops the sending."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from samordna.funding.models import Application, Statement
from samordna.funding.services.errors import NotComplete
from samordna.funding.services.preparing import complete_statement
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.browsing import Browser, clauses, inputs
from samordna.funding.tests.world import (
    make_application,
    make_call,
    register,
    submit,
    write_application,
)
from samordna.journal.queries import verify
from samordna.kernel.money import format_number
from samordna.parties.tests.cast import Cast

AUTOSAVE = {"X-Autosave": "1"}
FACTS = "/uppsala/ansokningar/1/skriv/insatsen/"
BUDGET = "/uppsala/ansokningar/1/skriv/budget/"
ANSWERS = "/uppsala/ansokningar/1/skriv/bakgrund/"
STATEMENT = "/uppsala/ansokningar/1/tjansteutlatande/"
BAD = "ungefär tusen"


def page_of(client: Client, path: str) -> dict[str, Any]:
    html = client.get(path).content.decode()
    return {**inputs(html), **clauses(html)}


def sent(client: Client, path: str, data: dict[str, Any], *, script: bool) -> Any:
    headers = AUTOSAVE if script else {}
    return client.post(path, {**data, "flik": "a"}, headers=headers)


@pytest.mark.parametrize("script", [True, False])
def test_a_bad_amount_holds_nothing_of_the_budget_back(
    cast: Cast, browser: Browser, script: bool
) -> None:
    application = write_application(cast)
    client = browser("applicant")
    data = page_of(client, BUDGET)
    answer = sent(
        client, BUDGET, {**data, "row-1.label": "Ny titel", "row-1.amount-0": BAD}, script=script
    )
    assert answer.status_code == (422 if script else 200)
    html = answer.content.decode()
    assert inputs(html)["row-1.amount-0"] == BAD and "field-errors" in html
    before = {line.key: line for line in application.budget_lines.all()}
    assert before[1].label == "Ny titel"
    assert answer["X-Revision"] == inputs(html)["revision"]
    again = client.get(BUDGET).content.decode()
    assert inputs(again)["row-1.amount-0"] == BAD and "field-errors" in again
    with pytest.raises(NotComplete) as caught:
        request_signatures(actor=cast.actor("applicant"), application=Application.objects.get())
    assert BAD in str([f.message for f in caught.value.findings["budget"]])
    right = sent(client, BUDGET, {**inputs(again), "row-1.amount-0": "1 000"}, script=script)
    assert right.status_code == (200 if script else 302)
    assert Application.objects.get().unread == {}
    assert page_of(client, BUDGET)["row-1.amount-0"].replace("\xa0", "") == "1000"


@pytest.mark.parametrize("field", ["row-1.amount-0", "row-1.percent", "row-1.year-2025"])
def test_what_is_wrong_in_a_narrow_cell_stands_in_a_line_beneath_its_row(
    cast: Cast, browser: Browser, field: str
) -> None:
    write_application(cast)
    client = browser("applicant")
    html = sent(client, BUDGET, {**page_of(client, BUDGET), field: BAD}, script=False)
    text = html.content.decode()
    control = text[text.rindex("<", 0, text.index(f'name="{field}"')) :]
    control = control[: control.index(">")]
    described = re.search(r'aria-describedby="([^"]*)"', control)
    assert described and 'aria-invalid="true"' in control
    assert text.count(f'id="{described[1]}"') == 1
    rows = re.findall(r"<tr.*?</tr>", text, re.DOTALL)
    at = next(n for n, row in enumerate(rows) if f'name="{field}"' in row)
    assert "field-errors" not in rows[at] and "has-findings" in rows[at]
    assert "row-findings" in rows[at + 1] and f'id="{described[1]}"' in rows[at + 1]


def test_a_row_of_which_only_a_bad_amount_is_written_is_kept(cast: Cast, browser: Browser) -> None:
    make_application(cast, make_call(cast))
    client = browser("applicant")
    data = page_of(client, BUDGET)
    last = data["rows"][-1].partition(":")[0]
    assert sent(client, BUDGET, {**data, f"{last}.amount-0": BAD}, script=True).status_code == 422
    assert page_of(client, BUDGET)[f"{last}.amount-0"] == BAD


@pytest.mark.parametrize("script", [True, False])
def test_a_bad_amount_holds_nothing_of_the_statement_back(
    cast: Cast, browser: Browser, script: bool
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    client = browser("case_officer")
    data = page_of(client, STATEMENT)
    amount = next(name for name in data if name.startswith("amount-") and data[name])
    answer = sent(client, STATEMENT, {**data, "assessment": "Bra", amount: BAD}, script=script)
    assert answer.status_code == (422 if script else 200)
    html = answer.content.decode()
    assert inputs(html)[amount] == BAD and "field-errors" in html
    saved = Statement.objects.get()
    assert saved.assessment == "Bra"
    again = page_of(client, STATEMENT)
    assert again[amount] == BAD and again["assessment"] == "Bra"
    with pytest.raises(NotComplete) as caught:
        complete_statement(
            actor=cast.actor("case_officer"), application=application, revision=saved.revision
        )
    assert BAD in str([f.message for f in caught.value.findings["statement"]])
    right = sent(client, STATEMENT, {**again, amount: "1000"}, script=script)
    assert right.status_code == (200 if script else 302)
    assert Statement.objects.get().unread == {}


def test_a_bad_day_is_still_there_after_a_reload_and_stops_the_sending(
    cast: Cast, browser: Browser
) -> None:
    write_application(cast)
    client = browser("applicant")
    data = page_of(client, FACTS)
    sent(client, FACTS, {**data, "intake_end": "i somras"}, script=True)
    html = client.get(FACTS).content.decode()
    assert inputs(html)["intake_end"] == "i somras" and "1 att rätta" in html
    with pytest.raises(NotComplete):
        request_signatures(actor=cast.actor("applicant"), application=Application.objects.get())


def test_what_another_cannot_read_stays_when_i_save_something_else(
    cast: Cast, browser: Browser
) -> None:
    write_application(cast)
    one, other = browser("applicant"), browser("applicant")
    first, second = page_of(one, FACTS), page_of(other, FACTS)
    sent(one, FACTS, {**first, "intake_end": "i somras"}, script=True)
    answer = other.post(FACTS, {**second, "name": "B skrev", "flik": "b"}, headers=AUTOSAVE)
    assert answer.status_code == 200
    saved = Application.objects.get()
    assert saved.name == "B skrev"
    assert saved.unread["insatsen"]["intake_end"]["typed"] == ["i somras"]
    assert page_of(other, FACTS)["intake_end"] == "i somras"


@pytest.mark.parametrize(
    "path, name", [(BUDGET, "row-1.amount-0"), (BUDGET, "row-1.label"), (FACTS, "intake_end")]
)
def test_a_sign_that_no_database_takes_is_kept_as_one_that_is_seen(
    cast: Cast, browser: Browser, path: str, name: str
) -> None:
    write_application(cast)
    client = browser("applicant")
    answer = sent(client, path, {**page_of(client, path), name: "a\x00b"}, script=True)
    assert answer.status_code == 422 and "field-errors" in answer.content.decode()
    html = client.get(path).content.decode()
    assert inputs(html)[name] == "a␀b" and "field-errors" in html
    assert verify(cast.association.pk).ok


def test_a_sign_that_no_database_takes_is_kept_in_a_statement(cast: Cast, browser: Browser) -> None:
    register(cast, submit(cast, write_application(cast)))
    client = browser("case_officer")
    data = page_of(client, STATEMENT)
    amount = next(name for name in data if name.startswith("amount-") and data[name])
    sent(client, STATEMENT, {**data, amount: "\x00", "assessment": "a\x00b"}, script=True)
    again = page_of(client, STATEMENT)
    assert (again[amount], again["assessment"]) == ("␀", "a␀b")


def _held(where: str) -> str:
    """What is kept of what was typed and cannot be read."""
    application = Application.objects.get()
    kept = application.unread if where != STATEMENT else Statement.objects.get().unread
    return str(kept)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("path", "field", "role", "limit"),
    [
        (ANSWERS, "behov", "applicant", 20_000),
        (FACTS, "name", "applicant", 200),
        (BUDGET, "row-1.amount-0", "applicant", 100),
        (STATEMENT, "assessment", "case_officer", 20_000),
    ],
)
def test_what_is_far_too_long_is_not_kept_whole_and_its_writer_is_told(
    cast: Cast, browser: Browser, path: str, field: str, role: str, limit: int, script: bool
) -> None:
    """Who writes millions of characters in a field fills no row that everybody else is shown."""
    application = write_application(cast)
    if path == STATEMENT:
        register(cast, submit(cast, application))
    client = browser(role)
    data = page_of(client, path)
    answer = sent(client, path, {**data, field: "å" * 1_000_000}, script=script)
    assert answer.status_code == (422 if script else 200)
    told = f"Bara de första {format_number(5 * limit)} tecknen sparas."
    assert told in answer.content.decode()
    assert _held(path).count("å") < 5 * limit + 200
    again = client.get(path).content.decode()
    assert told in again
    assert again.count("å" * 100) <= 5 * limit / 100 * 2


def test_what_is_a_little_too_long_is_kept_whole(cast: Cast, browser: Browser) -> None:
    write_application(cast)
    client = browser("applicant")
    data = page_of(client, FACTS)
    answer = sent(client, FACTS, {**data, "name": "å" * 900}, script=True)
    assert "tecknen sparas" not in answer.content.decode()
    assert "å" * 900 in _held(FACTS)
