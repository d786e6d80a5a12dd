"""What a written clause says of a named owner, and what the data give it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.disagreements import disagreements, perhaps_otherwise
from samordna.kernel.wording.owner_slips import owner_slips
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.shares import Share
from samordna.kernel.wording.tests import test_written_beside as beside

NAMES = Names(
    own=("Framsteget", "Berga kommun", "Berga"),
    partners=("Sjö kommun", "Sjö"),
    organisations=("Älvby kommun", "Älvby", "Region Bergslagen"),
    initiatives=("Växtkraft", "Bryggan"),
    shorts=(("Berga", "Berga kommun"), ("Sjö", "Sjö kommun"), ("Älvby", "Älvby kommun")),
)
#: 1 050 000 kr to both: Berga 450 000 kr and Sjö 600 000 kr.
BOTH = Facts(
    name="Framsteget",
    amount_kr=1_050_000,
    start=date(2026, 1, 1),
    end=date(2027, 12, 31),
    payout=PayoutRule.QUARTERLY,
    owners=("Berga kommun", "Sjö kommun"),
    years=(2026, 2027),
    shares=(
        Share("Berga kommun", 2026, 200_000),
        Share("Berga kommun", 2027, 250_000),
        Share("Sjö kommun", 2026, 300_000),
        Share("Sjö kommun", 2027, 300_000),
    ),
    names=NAMES,
)
#: 600 000 kr to Sjö alone; what Berga applied for is refused.
SJO = replace(
    BOTH,
    amount_kr=600_000,
    owners=("Sjö kommun",),
    shares=(
        Share("Berga kommun", 2026, 0),
        Share("Berga kommun", 2027, 0),
        Share("Sjö kommun", 2026, 300_000),
        Share("Sjö kommun", 2027, 300_000),
    ),
)
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)
PAYOUT = Clause(ClauseKind.PAYOUT, words="{payout}", key=2)
FREE = Clause(ClauseKind.FREE, key=3)

#: Against what both get.
WRONG = [
    # Refused, or given nothing.
    "avslå Berga kommuns del",
    "avslå Bergas del",
    "avslå Berga kommuns andel av ansökan",
    "avslå Berga kommuns ansökan",
    "avslå ansökan för Berga kommuns del",
    "avslå ansökan i den del som avser Berga kommun",
    "avslå ansökan i de delar som gäller Berga kommun",
    "avslå medel till Berga kommun",
    "avslå Berga kommuns del för 2027",
    "Berga kommuns del avslås",
    "Berga kommuns ansökan ska inte beviljas",
    "Berga kommun inte beviljas några medel",
    "Berga kommun beviljas inte några medel",
    "Berga kommun beviljas inga medel",
    "Berga inte får något",
    "Berga kommun får ingenting",
    "Berga kommun får 0 kr",
    "Berga kommun ska inte få några medel",
    "Berga kommun tilldelas inget stöd för 2026",
    "inte bevilja Berga kommun några medel",
    "bevilja Sjö kommun medel men inte Berga kommun",
    "bifalla ansökan utom för Berga kommun",
    "Berga kommun är inte berättigad till medel",
    "Berga kommun stryks som mottagare",
    "kommunen Berga får inget",
    "inte bevilja medel till Berga kommun",
    "inga medel utgår till Berga kommun",
    "inga medel beviljas Berga kommun",
    "därmed beviljas Berga kommun inga medel",
    "Berga kommun blir utan medel",
    "Berga kommun undantas från beviljandet",
    "Berga kommun omfattas inte av beslutet",
    "bevilja ansökan med undantag för Berga kommuns del",
    "bevilja ansökan utom Berga kommuns del",
    "konstatera att Berga kommun inte beviljas några medel",
    "Sjö kommun får medel men Berga kommun får inga medel",
    "medlen tillfaller Sjö kommun, och övriga parter får inga medel",
    "övriga parter än Sjö kommun beviljas inga medel",
    "avslå övriga parters delar, så att endast Sjö kommun beviljas medel",
    "varken Berga kommun eller Sjö kommun beviljas medel",
    # All.
    "medlen i sin helhet tillfaller Sjö kommun",
    "medlen tillfaller i sin helhet Sjö kommun",
    "medlen tillfaller Sjö kommun",
    "hela beloppet tillfaller Sjö kommun",
    "hela beloppet går till Sjö",
    "hela beloppet betalas ut till Sjö kommun",
    "hela beloppet för 2027 går till Sjö kommun",
    "samtliga medel tilldelas Sjö kommun",
    "alla medel till Sjö kommun",
    "Sjö kommun tillfaller medlen i sin helhet",
    "Sjö kommun får hela beloppet",
    "bevilja Sjö kommun hela beloppet",
    "endast Sjö kommun beviljas medel",
    "medel beviljas endast Sjö kommun",
    # A sum.
    "Berga kommun får 300 000 kr per år",
    "Berga får 300 000 kr per år",
    "Berga kommun får årligen 300 000 kr",
    "Berga kommun får 300 tkr per år",
    "Berga kommun får 200 000 kr per år",
    "Berga kommun får 300 000 kr per år i två år",
    "Sjö kommun får 300 000 kr per år i tre år",
    "Berga kommun får 300 tkr",
    "Berga kommun beviljas 300 000 kr varje år",
    "Berga kommun får 25 000 kr i månaden",
    "Berga kommuns del är 300 000 kr",
    "Berga kommuns andel uppgår till 300 000 kr per år",
    "fastställa Berga kommuns del till 300 000 kr",
    "300 000 kr per år går till Berga kommun",
    "bevilja Berga kommun 300 000 kr per år",
    "Berga kommun och Sjö kommun får 300 000 kr vardera",
    "vardera parten får 300 000 kr",
    "medlen till Berga kommun är 300 000 kr per år",
    "medlen fördelas lika mellan Berga kommun och Sjö kommun",
    "medlen fördelas med hälften vardera",
    "Berga kommun får hälften av medlen",
    "Berga kommun får 60 procent av beloppet",
    # A year.
    "Berga får sin del först 2027",
    "Berga kommun får sin del från och med 2027",
    "Berga kommun får medel från och med den 1 januari 2027",
    "Berga kommun får inga medel förrän 2027",
    "Berga kommun får medel till och med 2026",
    "medlen till Berga kommun avser 2027",
    "Berga kommun får medel endast för 2026",
    "Berga kommuns del gäller från och med 2027",
]
RIGHT = [
    "uppdra åt kansliet att teckna avtal med Berga kommun",
    "uppdra åt kansliet att meddela Berga kommun att Sjö kommun får 600 000 kr",
    "Berga kommun ansvarar för lokalerna",
    "Berga kommun ska redovisa senast den 31 mars 2028",
    "notera att Berga kommun medfinansierar med 300 000 kr",
    "notera att Berga kommun får 300 000 kr från Region Bergslagen",
    "notera att Berga kommun inte beviljas några medel ur Växtkraft",
    "avslå Berga kommuns begäran om förskott",
    "avslå Berga kommuns yrkande",
    "avslå Berga kommuns ansökan i övrigt",
    "avslå ansökan i övrigt för Berga kommun",
    "avslå Berga kommuns del i den mån den överstiger 450 000 kr, som inte beviljats",
    "Berga kommun får inte använda medlen till lokaler",
    "Berga kommun får inga medel förrän avtal är tecknat",
    "Berga kommun får inga ytterligare medel",
    "Berga kommun får inga medel utöver beslutet",
    "Berga kommun beviljas inga medel för 2028",
    "Berga kommun får inga platser",
    "Berga kommun får i uppdrag att anställa en samordnare",
    "Berga kommun får stöd av kansliet",
    "Berga kommun får rekvirera högst 200 000 kr för 2026",
    "Berga kommun får 450 000 kr",
    "Berga kommun får 450 tkr",
    "Berga kommun får 200 000 kr för 2026 och 250 000 kr för 2027",
    "Sjö kommun får 300 000 kr per år",
    "Sjö kommun får 300 000 kr per år i två år",
    "Sjö får årligen 300 tkr",
    "Sjö kommun får 25 000 kr i månaden",
    "Sjö kommun får 300 000 kr vardera året",
    "Berga kommun får 200 000 kr för 2026 och Sjö kommun får 300 000 kr per år",
    "Berga kommuns del är 450 000 kr",
    "Berga kommuns del av hyran är 120 000 kr",
    "deltagare i Berga får 300 kr per dag",
    "medlen tillfaller Berga kommun och Sjö kommun",
    "medlen fördelas mellan Berga kommun och Sjö kommun",
    "hela beloppet går till Berga kommun och Sjö kommun",
    "båda parter beviljas medel",
    "medlen betalas ut kvartalsvis till Berga och Sjö",
    "oförbrukade medel tillfaller Sjö kommun",
    "om Berga kommun lämnar insatsen tillfaller medlen Sjö kommun",
    "Sjö kommun redovisar hela beloppet",
    "Berga kommun får medel från och med 2026",
    "Berga kommun får medel till och med 2027",
    "Berga kommun får medel från och med den 1 januari 2026",
    "Berga kommun rapporterar först 2027",
    "Berga kommun är insatsägare från och med 2027",
    "Berga kommun får 43 procent av medlen",
    "Berga kommuns personal deltar inte i utvärderingen",
    "Älvby kommuns del avslås",
    "Sjö kommun får hela sitt belopp",
    "bevilja Framsteget i Berga högst 1 050 000 kr",
    "Berga kommun bidrar inte med några medel",
    "Berga kommun ansvarar för att inga medel går till andra kommuner",
    "Berga kommun ska betala tillbaka medel som inte har använts",
    "Berga kommun får i samråd med Sjö kommun utse en projektledare",
    "inga medel får användas till lokaler i Berga kommun",
    "samtliga medel ska redovisas av Berga kommun",
    "samtliga medel redovisas till Berga kommun",
    "avslå yrkandet från Berga kommun",
    "bevilja Framsteget 1 050 000 kr, varav Berga kommun 450 000 kr och Sjö kommun 600 000 kr",
    "bevilja 1 050 000 kr till Berga kommun och Sjö kommun",
    "medel som inte använts går till Berga kommun",
    "under förutsättning att Berga kommun inte får några medel från annat håll",
    "Berga kommun kan få ytterligare medel efter ny ansökan",
    "Sjö kommun får ta del av resultatet först 2027",
    "Berga kommun redovisar sin del till och med 2026",
    "avtal med Berga kommun gäller från och med den 1 januari 2026",
    "Berga kommun får 40 platser per år",
    "notera att Berga kommuns egen insats är 300 000 kr per år",
    "övriga parter får ta del av redovisningen",
    "Berga kommun och Sjö kommun får sammanlagt 1 050 000 kr",
    "Berga kommun och Sjö kommun får 500 000 kr för 2026",
    "Sjö kommun får 75 000 kr per kvartal",
    "medlen betalas kvartalsvis till respektive part",
    "Berga kommun får 20 000 kr av Sjö kommun",
    "platserna fördelas lika mellan Berga kommun och Sjö kommun",
]
#: What only the office can know.
PERHAPS = [
    "medlen betalas till Sjö kommun",
    "medlen betalas ut kvartalsvis till Sjö kommun",
    "medlen tillfaller Sjö kommun, som för Bergas del vidare",
    "Berga kommuns del betalas ut först 2027",
    "avslå Berga kommuns ansökan om tilläggstid",
    "avslå Berga kommuns del av lokalkostnaderna",
    "Berga kommuns del utgår",
    "Sjö kommun får medlen",
    "Berga kommun får tre hundra tusen kronor",
    "Berga kommun får 200 000 kr första året",
    "Berga kommun får 225 000 kr per år i genomsnitt",
    "Berga kommun deltar från och med 2027",
]
#: Where the data refuse Berga.
GIVES = [
    "Berga kommun beviljas medel",
    "bevilja Berga kommun medel",
    "Berga kommun får 300 000 kr",
    "Berga får 300 000 kr per år",
    "Berga kommun får sin del av medlen",
    "Berga kommuns del beviljas",
    "bifalla Berga kommuns ansökan",
    "medlen fördelas mellan Berga kommun och Sjö kommun",
    "medlen tillfaller Berga kommun och Sjö kommun",
    "båda parter beviljas medel",
    "hela beloppet tillfaller Berga kommun",
    "bevilja medel till Berga kommun",
    "Berga kommuns del är 300 000 kr",
    "Berga kommun får sin del först 2027",
]
REFUSES = [
    "avslå Berga kommuns del",
    "Berga kommun inte beviljas några medel",
    "medlen i sin helhet tillfaller Sjö kommun",
    "hela beloppet går till Sjö kommun",
    "Sjö kommun får 300 000 kr per år i två år",
    "övriga parter beviljas inga medel",
    "endast Sjö kommun beviljas medel",
    "uppdra åt kansliet att teckna avtal med Berga kommun",
    "Berga kommun får söka medel på nytt",
    "Berga kommun får ta del av resultaten",
    "Berga kommun deltar utan medel",
    "Berga kommun får stöd i arbetet av Sjö kommun",
    "notera att Berga kommun medfinansierar med 300 000 kr",
]


def _found(text: str, facts: Facts = BOTH) -> list[str]:
    clauses = [GRANT, PAYOUT, replace(FREE, own=text)]
    return [f"{one.text} / {one.data}" for one in disagreements(clauses, facts)]


def _perhaps(text: str, facts: Facts = BOTH) -> list[str]:
    clauses = [GRANT, PAYOUT, replace(FREE, own=text)]
    found = disagreements(clauses, facts)
    return [f"{one.text} / {one.data}" for one in perhaps_otherwise(clauses, facts, found)]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_said_of_an_owner_and_is_not_the_datas_is_found(text: str) -> None:
    assert len(_found(text)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_said_of_an_owner_and_is_lawful_is_left_alone(text: str) -> None:
    assert _found(text) == _perhaps(text) == []


@pytest.mark.parametrize("text", PERHAPS)
def test_what_only_the_office_can_know_is_told_and_stops_nothing(text: str) -> None:
    assert _found(text) == []
    assert _perhaps(text)


@pytest.mark.parametrize("text", GIVES)
def test_words_that_give_to_whom_the_data_refuse_are_found(text: str) -> None:
    assert _found(text, SJO)


@pytest.mark.parametrize("text", REFUSES)
def test_words_that_refuse_as_the_data_do_are_left_alone(text: str) -> None:
    assert _found(text, SJO) == _perhaps(text, SJO) == []


def test_both_are_told_in_words() -> None:
    assert _found("avslå Berga kommuns del") == [
        "”avslå Berga kommuns del” / Berga kommun 200\u00a0000\u00a0kr för 2026 och "
        "250\u00a0000\u00a0kr för 2027"
    ]
    assert _found("Berga kommun beviljas medel", SJO) == [
        "”Berga kommun beviljas medel” / Berga kommun 0\u00a0kr"
    ]


def test_other_parties_are_those_that_no_clause_names() -> None:
    named = replace(FREE, own="Sjö kommun får 600 000 kr", key=4)
    others = replace(FREE, own="övriga parter beviljas inga medel")
    assert [slip.key for slip in owner_slips([GRANT, named, others], BOTH)] == [3]
    assert owner_slips([GRANT, named, others], SJO) == []


@pytest.mark.parametrize("text", beside.RIGHT)
def test_what_was_lawful_of_one_decision_says_nothing_else_of_its_owners(text: str) -> None:
    clauses = [beside.GRANT, beside.PAYOUT, replace(beside.FREE, own=text)]
    assert [slip for slip in owner_slips(clauses, beside.FACTS) if slip.sure] == []


def test_nothing_is_said_where_nothing_is_granted_or_shared() -> None:
    clause = replace(FREE, own="avslå Berga kommuns del")
    assert owner_slips([clause], replace(BOTH, shares=())) == []
    assert owner_slips([clause], replace(BOTH, amount_kr=0)) == []
    assert owner_slips([replace(clause, own=None, words=clause.own or "")], BOTH) == []
