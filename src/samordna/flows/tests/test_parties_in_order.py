"""The owner first, then the others by name: the parties of an application stand in one order
wherever they are listed, whatever order somebody ticked them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django_scopes import scope

from samordna.flows.involved import parties_of
from samordna.flows.subjects.application import ApplicationSubject
from samordna.funding.models import Application
from samordna.funding.queries.applications import wanted_signatures
from samordna.funding.queries.content import draft_content
from samordna.funding.queries.proposals import proposals_open_on
from samordna.funding.rules.content import from_json, to_json
from samordna.funding.rules.proposal import facts_of
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.world import (
    make_application,
    make_call,
    make_statement,
    write_application,
)
from samordna.initiatives.queries import amounts_granted, grants_adjusted_by
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import an_application
from samordna.meetings.models import DecidedAmount
from samordna.meetings.proceedings.amounts import amount_clauses
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

DAY = date(2024, 9, 12)
ORDER = ["Tierps kommun", "Arbetsförmedlingen", "Heby kommun", "Region Uppsala"]
AMOUNTS = {(key, year): 1_000 for year in (2026, 2025) for key in ("region", "heby", "af", "tierp")}


@pytest.fixture
def cast() -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def application(cast: Cast) -> Application:
    return make_application(
        cast, make_call(cast), owner="tierp", partners=("region", "heby", "af"), state="prepared"
    )


def test_who_takes_part(cast: Cast, application: Application) -> None:
    assert [one.name for one in parties_of(application.pk)] == ORDER
    content = draft_content(application)
    assert [party.name for party in content.parties] == ORDER
    frozen = to_json(content, application.form.definition)
    frozen["partners"].reverse()  # as it was frozen in another order
    assert [party.name for party in from_json(frozen).parties] == ORDER


def test_what_is_proposed(cast: Cast, application: Application) -> None:
    make_statement(cast, application, AMOUNTS)
    facts = ApplicationSubject().facts([application.pk])[application.pk]
    assert (list(facts.owners), facts.owner) == (ORDER, ORDER[0])
    shares = [(share.name, share.year) for share in facts.shares]
    assert shares == [(name, year) for name in ORDER for year in (2025, 2026)]
    ids = {(cast.organisations[key].pk, year): kr for (key, year), kr in AMOUNTS.items()}
    assert list(facts_of(draft_content(application), ids).owners) == ORDER
    shown = [row.owner_label for row in proposals_open_on(cast.association, DAY)]
    assert shown == ["Tierp", "AF", "Heby", "Region Uppsala"]


def test_what_is_decided(cast: Cast, application: Application) -> None:
    rows = [
        DecidedAmount(organisation=cast.organisations[key], year=year, amount_kr=kr)
        for (key, year), kr in AMOUNTS.items()
    ]
    treatment: Any = SimpleNamespace(amounts=SimpleNamespace(all=lambda: rows))
    told = amount_clauses(treatment, application.owner.name)
    assert [text.removeprefix("medlen till ").partition(" fördelas")[0] for text in told] == ORDER
    first = "för 2025 och 1\u00a0000\u00a0kr för 2026"
    assert told[0] == f"medlen till Tierps kommun fördelas med 1\u00a0000\u00a0kr {first}"


def test_what_is_granted(cast: Cast) -> None:
    application = an_application(
        cast.association, number=9, name="Stöd", owner=cast.organisations["tierp"]
    )
    grant_funds(
        actor=cast.actor("registrar"),
        application=application,
        amounts={(cast.organisations[key].pk, year): kr for (key, year), kr in AMOUNTS.items()},
        decided_on=DAY,
        adjusted_on=DAY,
        paragraph="Styrelsen § 9/2024",
        conditions=[],
        payout_rule="quarterly",
    )
    found = amounts_granted(application)
    assert list(dict.fromkeys(row.organisation.name for row in found)) == ORDER
    assert [row.year for row in found] == [2025, 2026] * 4
    labels = [share.owner_label for share in grants_adjusted_by(cast.association, date(2030, 1, 1))]
    assert labels == ["Tierp", "AF", "Heby", "Region Uppsala"]


def test_who_signs(cast: Cast) -> None:
    with story.on(DAY):
        application = write_application(cast)
        request_signatures(actor=cast.actor("applicant"), application=application)
    names = [wanted.organisation.name for wanted in wanted_signatures(application)]
    assert names == ["Heby kommun", "Arbetsförmedlingen"]
