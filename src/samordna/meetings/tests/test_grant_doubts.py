"""What somebody writes beside a grant: a sum that no amount has and words that cut it are told of,
money that is none of ours stops, and what secretaries lawfully write does neither."""

from __future__ import annotations

import pytest

from samordna.kernel.findings import Finding
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.shares import Share
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.text_checks import text_findings
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.tests.board import meeting

SHARES = (Share("Heby kommun", 2025, 3_000_000), Share("Heby kommun", 2026, 4_000_000))
FACTS = Facts(
    name="Plattform",
    owners=("Heby kommun",),
    years=(2025, 2026),
    amount_kr=7_000_000,
    shares=SHARES,
)
GRANT = "bevilja Plattform högst 7 000 000 kr"


def _found(text: str, grant: str = GRANT) -> list[Finding]:
    clauses = tuple(Clause(ClauseKind.FREE, own=one) for one in (grant, text) if one)
    item = TreatedItem(
        73,
        "Ansökan Plattform",
        Outcome.AMENDED,
        blocks=(TreatedBlock(Act.DECIDES, clauses),),
        facts=FACTS,
        about_money=True,
        takes_effect=True,
        sought_kr=8_000_000,
        sought_sums=(4_000_000, 4_000_000),
        planned=(
            "bevilja Plattform högst 8 000 000 kr",
            "utrustning för högst 50 000 kr får köpas",
        ),
    )
    quiet = {codes.NOTHING_CHANGED, codes.PAYOUT_UNSAID, codes.DETAILS_UNSAID}
    return [one for one in text_findings(meeting(), item) if one.code not in quiet]


@pytest.mark.parametrize(
    "text",
    [
        "beloppet sänks till 5 000 000 kr",
        "taket för insatsen är 5 500 000 kr",
        "maxbelopp 4 500 000 kr",
        "ramen är 5 mnkr",
        "förbundets del är 480 000 kr",
        "medlen ska återbetalas med 100 000 kr",
        "stödet minskas med tio procent",
        "anslaget begränsas till hälften",
        "för 2026 lämnas inget bidrag",
        "år två finansieras inte",
        "beslutet om medel för 2026 skjuts upp",
        "beviljandet upphävs",
        "insatsen läggs ned 2025-12-31",
        "beslutet får ingen verkan",
        "medel för 2026 villkoras av nytt beslut",
        "inköp över 25 000 kr ska godkännas av förbundschefen",
    ],
)
def test_what_may_cut_a_grant_is_told(text: str) -> None:
    found = _found(text)
    assert found
    assert {one.code for one in found} <= {codes.OUTCOME_DOUBTED, codes.TEXT_CONTRADICTED}


@pytest.mark.parametrize("grant", ["bevilja Plattform 7 000 000 euro"])
def test_another_currency_stops(grant: str) -> None:
    assert {one.code for one in _found("", grant)} & codes.STOPPING


def test_a_loan_is_no_grant() -> None:
    assert {
        one.code for one in _found("", "bevilja Plattform 7 000 000 kr som lån")
    } & codes.STOPPING


@pytest.mark.parametrize(
    "text",
    [
        "medlen till Heby kommun fördelas med 3 000 000 kr för 2025 och 4 000 000 kr för 2026",
        "uppdra åt förbundschefen att teckna avtal",
        "egenfinansieringen uppgår till 2 500 000 kr",
        "medfinansiering med 300 000 kr lämnas av kommunen",
        "insatsen redovisas senast den 15 februari 2026",
        "medlen rekvireras kvartalsvis",
        "utrustning för högst 50 000 kr får köpas",
        "hyran får uppgå till 120 000 kr per år",
        "antalet deltagare är minst 30 per år",
    ],
)
def test_lawful_lines_are_left_alone(text: str) -> None:
    assert [one.message for one in _found(text)] == []
