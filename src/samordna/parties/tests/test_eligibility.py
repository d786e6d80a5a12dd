"""What makes somebody eligible to the board, and what is asked when it has ended."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.seats_today import mandate_tasks
from samordna.ground import clock
from samordna.parties.rules import eligibility_question
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.drawn import send

TODAY = date(2026, 11, 2)
ENDED = date(2026, 10, 14)


def question(**changes: Any) -> str:
    facts: dict[str, Any] = {
        "name": "Tage Torn",
        "member": "Tierps kommun",
        "member_kind": "municipality",
        "eligible_as": "council",
        "eligible_to": ENDED,
        "valid_to": None,
        "today": TODAY,
    }
    return eligibility_question(**{**facts, **changes})


def test_a_seat_outlives_the_councils_term_and_is_a_question() -> None:
    asked = question()
    assert "Uppdraget i fullmäktige slutade 2026-10-14. Fråga Tierps kommun" in asked
    assert "upphör inte av sig självt" in asked and "16 §" in asked


@pytest.mark.parametrize(
    "changes",
    [
        {"eligible_as": "", "eligible_to": None},
        {"eligible_to": None},
        {"eligible_to": TODAY},
        {"valid_to": date(2026, 10, 31)},
    ],
)
def test_nothing_is_asked_while_nothing_has_ended(changes: dict[str, Any]) -> None:
    assert question(**changes) == ""


def test_what_the_member_cannot_appoint_by_is_asked_about() -> None:
    assert "i fullmäktige (12 §)" in question(eligible_as="employed", eligible_to=None)
    asked = question(member="Försäkringskassan", member_kind="fk", eligible_to=None)
    assert "utser Försäkringskassan bland sina anställda (12 §)" in asked
    assert "Anställningen slutade" in question(member_kind="fk", eligible_as="employed")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_it_is_written_in_the_form_and_asked_about_on_idag_and_among_the_people(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.people["registrar"])
    mandate = cast.mandates["member_tierp"]
    page = f"/uppsala/personer/uppdrag/{mandate.pk}/andra/"
    typed = {
        "organisation": mandate.organisation_id,
        "position": "member",
        "valid_from": "2023-04-01",
        "papers_received_on": "2023-04-01",
        "eligible_to": "2024-10-14",
    }
    assert "Välj vad det är som slutar" in client.post(page, typed).content.decode()
    assert send(client, page, **typed, eligible_as="council").status_code == 302
    assert "Ledamot eller ersättare i fullmäktige till" in (
        client.get("/uppsala/personer/").content.decode()
    )
    with scope(association=cast.association):
        assert not list(mandate_tasks(cast.actor("registrar"), date(2024, 10, 14)))
        [task] = mandate_tasks(cast.actor("registrar"), date(2024, 10, 15))
        assert (task.verb, task.due, task.url) == ("Fråga om", date(2024, 10, 14), page)
        assert not list(mandate_tasks(cast.actor("member"), date(2024, 10, 15)))
    with patch.object(clock, "today", lambda: date(2024, 10, 15)):
        assert "Uppdraget i fullmäktige slutade 2024-10-14" in (
            client.get("/uppsala/personer/").content.decode()
        )
