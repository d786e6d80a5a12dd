"""Saved while it is written: the answers that the script goes by, and what the journal says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from samordna.funding.models import Application, Statement
from samordna.funding.tests.browsing import Browser, clauses, inputs
from samordna.funding.tests.conftest import NOW
from samordna.funding.tests.test_lost_session import TEXT, form_of
from samordna.funding.tests.world import (
    make_application,
    make_call,
    register,
    submit,
    write_application,
)
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.parties.tests.cast import Cast

AUTOSAVE = {"X-Autosave": "1"}


def autosave(client: Client, path: str, data: dict[str, Any], page: str = "a") -> Any:
    return client.post(path, {**data, "flik": page}, headers=AUTOSAVE)


def entries(verb: str) -> int:
    return JournalEntry.objects.filter(verb=verb).count()


@pytest.fixture
def text(browser: Browser, path: str) -> tuple[Client, dict[str, Any], str]:
    """The applicant, what the page would send, and the name of its first long field."""
    client = browser("applicant")
    data = form_of(client, path)
    return client, data, next(name for name, value in data.items() if value == TEXT)


def test_it_answers_with_the_page_and_the_new_revision(
    text: tuple[Client, dict[str, Any], str],
    path: str,
) -> None:
    client, data, name = text
    answer = autosave(client, path, data)
    assert answer.status_code == 200
    assert answer["X-Revision"] == str(Application.objects.get().revision)
    assert TEXT in answer.content.decode()
    assert "Sparat." not in answer.content.decode()  # no message waits for the next page
    assert Application.objects.get().answers[name] == TEXT


def test_a_session_of_writing_is_one_entry_for_ten_minutes(
    text: tuple[Client, dict[str, Any], str],
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    cast: Cast,
) -> None:
    client, data, name = text
    for step in range(30):
        answer = autosave(client, path, {**data, name: f"Text {step}"})
        data["revision"] = answer["X-Revision"]
    assert entries("save_application") == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=10))
    autosave(client, path, {**data, name: "Efter en paus"})
    last = JournalEntry.objects.filter(verb="save_application").last()
    assert entries("save_application") == 2
    assert last.before[name] == "Text 29"  # what the first one came to
    assert verify(cast.association.pk).ok


def test_what_a_button_saves_is_always_journalled(
    text: tuple[Client, dict[str, Any], str],
    path: str,
) -> None:
    client, data, name = text
    answer = autosave(client, path, data)
    client.post(path, {**data, "revision": answer["X-Revision"], name: "Klart"})
    assert entries("save_application") == 2


def test_somebody_elses_save_is_not_written_over(
    text: tuple[Client, dict[str, Any], str],
    path: str,
    browser: Browser,
) -> None:
    client, data, name = text
    other = browser("applicant")
    autosave(other, path, {**data, name: "En annan hann före."}, page="b")
    answer = autosave(client, path, data)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "En annan hann före." in html
    assert TEXT in html
    assert Application.objects.get().answers[name] == "En annan hann före."


def test_the_same_page_may_lose_an_answer_and_another_tab_may_not(
    text: tuple[Client, dict[str, Any], str],
    path: str,
) -> None:
    client, data, name = text
    autosave(client, path, data)  # the answer is lost: the page stays at its old revision
    assert autosave(client, path, {**data, name: f"{TEXT} Mer."}).status_code == 200
    assert Application.objects.get().answers[name] == f"{TEXT} Mer."
    assert autosave(client, path, {**data, name: "Fliken bredvid"}, page="b").status_code == 409
    assert autosave(client, path, {**data, name: "Utan namn"}, page="").status_code == 409
    assert Application.objects.get().answers[name] == f"{TEXT} Mer."


def test_what_cannot_be_read_is_answered_422_and_is_not_saved(cast: Cast, browser: Browser) -> None:
    make_application(cast, make_call(cast))
    client, address = browser("applicant"), "/uppsala/ansokningar/1/skriv/insatsen/"
    data = inputs(client.get(address).content.decode())
    answer = autosave(client, address, {**data, "period_from": "i somras"})
    assert answer.status_code == 422
    assert str(Application.objects.get().period_from) == "2025-01-01"


def test_the_budget_keeps_the_names_of_its_rows(cast: Cast, browser: Browser) -> None:
    make_application(cast, make_call(cast))
    client, address = browser("applicant"), "/uppsala/ansokningar/1/skriv/budget/"
    data = inputs(client.get(address).content.decode())
    last = data["rows"][-1].partition(":")[0]
    answer = autosave(client, address, {**data, f"{last}.amount-0": "5000"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'name="{last}.amount-0"' in html
    assert html.count('name="rows"') == len(data["rows"])
    assert Application.objects.get().budget_lines.count() == 1


def test_a_row_with_a_name_is_kept_and_an_untouched_one_is_not(
    cast: Cast, browser: Browser
) -> None:
    make_application(cast, make_call(cast))
    client, address = browser("applicant"), "/uppsala/ansokningar/1/skriv/budget/"
    data = inputs(client.get(address).content.decode())
    first = data["rows"][0].partition(":")[0]
    autosave(client, address, {**data, f"{first}.label": "Samordnare"})
    assert [line.label for line in Application.objects.get().budget_lines.all()] == ["Samordnare"]


def test_a_statement_is_saved_and_its_amounts_are_journalled_each_time(
    cast: Cast, browser: Browser
) -> None:
    register(cast, submit(cast, write_application(cast)))
    client, address = browser("case_officer"), "/uppsala/ansokningar/1/tjansteutlatande/"
    html = client.get(address).content.decode()
    data = {**inputs(html), **clauses(html)}
    for step in range(3):
        answer = autosave(client, address, {**data, "assessment": f"Bedömning {step}"})
        assert answer.status_code == 200
        data["revision"] = answer["X-Revision"]
    assert Statement.objects.get().assessment == "Bedömning 2"
    assert entries("save_statement") == 1
    amount = next(name for name in data if name.startswith("amount-") and data[name])
    autosave(client, address, {**data, amount: "1"})
    assert entries("save_statement") == 2


def test_the_box_for_a_workbook_follows_what_is_typed(cast: Cast, browser: Browser) -> None:
    """What a workbook would replace is what stands in the rows now, not when the page came."""
    make_application(cast, make_call(cast))
    client, address = browser("applicant"), "/uppsala/ansokningar/1/skriv/budget/"
    data = inputs(client.get(address).content.decode())
    first = data["rows"][0].partition(":")[0]

    def box(html: str, part: str) -> str:
        return html.partition(f'id="{part}" data-derived')[2]

    begun = client.get(address).content.decode()
    assert "Ersätt raderna" not in begun and "Hämta förbundets mall" in begun
    for typed, told in (("5000", "5\u00a0000"), ("70000", "70\u00a0000")):
        answer = autosave(client, address, {**data, f"{first}.amount-0": typed})
        data["revision"] = answer["X-Revision"]
        html = answer.content.decode()
        replaced = box(html, "det-som-ersatts").partition("upload-row")[0]
        assert f"1 rad: {told}\u00a0kr att rekvirera" in replaced
        assert "Det som står i tabellerna ersätts" in box(html, "om-inlasning")
        assert "Hämta den sparade budgeten" in box(html, "hamta-arbetsbok")
