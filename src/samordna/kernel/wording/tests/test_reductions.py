"""What takes something of a grant in written words, and conditions and facts that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.kernel.wording.reductions import reductions
from samordna.kernel.wording.tests import test_written_beside as beside
from samordna.kernel.wording.tests import test_written_decisions as decisions

#: 8 260 000 kr to Enköpings kommun for Växtkraft Enköping 2025–2027.
FACTS, GRANT, PAYOUT, FREE = decisions.FACTS, decisions.GRANT, decisions.PAYOUT, decisions.FREE
_GIVES = "bevilja Växtkraft Enköping "

GRANT_WRONG = [
    "80 procent av 8 260 000 kr",
    "80 % av 8 260 000 kr",
    "hälften av 8 260 000 kr",
    "halva beloppet 8 260 000 kr",
    "två tredjedelar av beloppet 8 260 000 kr",
    "högst 8 260 000 kr efter avdrag med 300 000 kr",
    "högst 8 260 000 kr efter avdrag för 300 000 kr",
    "8 260 000 kr med avdrag för 300 tkr",
    "8 260 000 kr minus 300 000 kr",
    "8 260 000 kr exkl. 500 000 kr för lokaler",
    "8 260 000 kr, minskat med 300 000 kr",
    "8 260 000 kr, varifrån 300 000 kr dras av",
    "8 260 000 kr, att delas lika med Håbo kommun",
    "8 260 000 kr, att delas lika med Tierps kommun",
    "8 260 000 kr att fördelas lika mellan Håbo och Enköping",
    "8 260 000 kr, dock inte för 2027",
    "8 260 000 kr, utom för 2027",
]
BESIDE_WRONG = [
    "minska beloppet med 300 000 kr",
    "beloppet ska minskas med 300 000 kr",
    "300 000 kr avgår",
    "räkna av 300 000 kr",
    "Tierps kommun får hälften",
    "Håbo kommun får hälften av medlen",
    "Håbo kommun tilldelas 30 procent av beloppet",
    "medlen delas lika mellan Enköpings kommun och Håbo kommun",
    "beslutet gäller bara 2025",
    "beslutet gäller endast år 2025",
    "beslutet gäller inte 2027",
    "beslutet gäller 2025",
    "beslutet avser 2025 och 2026",
    "medlen får bara användas under 2025",
    "medlen får inte användas 2027",
    "bidraget begränsas till 2025",
    "insatsen gäller enbart 2025 och 2026",
    "inga medel beviljas för 2027",
    "2027 omfattas inte av beslutet",
    "2027 undantas",
    "ge Enköpings kommun 500 000 kr för förstudien",
    "stödja insatsen med 500 000 kr",
    "därutöver betala 500 000 kr till insatsen",
]
GRANT_RIGHT = [
    "8 260 000 kr, minskat med 1 996 000 kr jämfört med ansökan",
    "10 256 000 kr minus 1 996 000 kr, det vill säga 8 260 000 kr",
    "8 260 000 kr, under förutsättning av medfinansiering med 300 000 kr",
    "8 260 000 kr, varav högst 400 000 kr till lokaler",
    "8 260 000 kr exklusive moms",
    "8 260 000 kr, vilket är 80 procent av sökta medel",
    "8 260 000 kr, att disponeras i samverkan med Håbo kommun",
]
BESIDE_RIGHT = [
    "insatsen medfinansieras med 300 000 kr av Enköpings kommun",
    "som villkor gäller en medfinansiering med 300 000 kr",
    "insatsen ska ha en egen finansiering om minst 300 000 kr",
    "om insatsen får färre än tjugo deltagare minskas bidraget med 300 000 kr",
    "inköp över 50 000 kr godkänns av förbundschefen",
    "högst 400 000 kr får användas till lokaler",
    "avsätta 200 000 kr av beloppet till utvärdering",
    "notera att 500 000 kr återstår av årets medel",
    "notera att ansökan minskats med 1 996 000 kr",
    "förbundschefen får besluta om omfördelning upp till 100 000 kr",
    "uppdra åt förbundschefen att teckna avtal",
    "uppdra åt kansliet att återkomma med en uppföljning av kostnader över 100 000 kr",
    "oförbrukade medel betalas tillbaka senast den 31 mars 2028",
    "lokalkostnaderna delas lika med Håbo kommun",
    "Håbo kommun får hälften av platserna",
    "erfarenheterna delas med Håbo kommun",
    "resultatet delas med Tierps kommun",
    "beslutet gäller 2025–2027",
    "beslutet gäller för åren 2025, 2026 och 2027",
    "beslutet gäller under förutsättning att budgeten för 2026 fastställs",
    "villkoret gäller bara 2025",
    "medfinansieringen gäller inte 2026",
    "avtalet gäller 2025 med möjlighet till förlängning",
    "medlen får inte användas 2027 förrän delrapporten har godkänts",
    "medlen avser 2025 med 2 700 000 kr",
    "beslutet gäller från den 1 januari 2025",
    "beslutet gäller inte 2028",
    "budgeten för 2027 fastställs senare",
    "insatsen redovisas bara 2026",
    "insatsen följs upp i samverkan med Försäkringskassan under 2026",
    "medlen betalas ut mot rekvisition, högst 700 000 kr per kvartal",
    "delegera till förbundschefen att godkänna ändringar upp till 50 000 kr",
    "beloppet räknas inte upp",
    "betala ut 700 000 kr per kvartal",
    "betala 300 000 kr i förskott",
    "Enköpings kommun stödjer insatsen med 300 000 kr",
    "ge insatsen i uppdrag att redovisa kostnader över 50 000 kr",
    "ställa sig bakom insatsens mål för 2026",
    "beslutet omfattar inte inköp av utrustning",
]


def _found(clause: Clause, *before: Clause) -> list[str]:
    return [f"{one.text} / {one.data}" for one in reductions([*before, clause], FACTS)]


@pytest.mark.parametrize("text", GRANT_WRONG)
def test_a_grant_that_is_taken_from_is_found(text: str) -> None:
    assert _found(replace(GRANT, own=_GIVES + text))


@pytest.mark.parametrize("text", BESIDE_WRONG)
def test_what_takes_from_a_grant_beside_it_is_found(text: str) -> None:
    assert _found(replace(FREE, own=text), GRANT)


@pytest.mark.parametrize(
    "text",
    [*(_GIVES + text for text in GRANT_RIGHT), *decisions.RIGHT],
)
def test_a_grant_in_other_words_is_whole(text: str) -> None:
    assert _found(replace(GRANT, own=text)) == []


@pytest.mark.parametrize("text", [*BESIDE_RIGHT, *decisions.BESIDE_RIGHT])
def test_conditions_and_facts_take_nothing(text: str) -> None:
    assert _found(replace(FREE, own=text), GRANT) == []


@pytest.mark.parametrize("text", decisions.PAID_RIGHT)
def test_a_payment_takes_nothing(text: str) -> None:
    assert _found(replace(PAYOUT, own=text), GRANT) == []


@pytest.mark.parametrize("text", beside.RIGHT)
def test_what_owners_get_takes_nothing(text: str) -> None:
    clause = replace(beside.FREE, kind=ClauseKind.FREE, own=text)
    assert reductions([beside.GRANT, clause], beside.FACTS) == []


def test_what_was_sought_may_be_told_reduced() -> None:
    for text in ("minska beloppet med 300 000 kr", f"{_GIVES}halva beloppet 8 260 000 kr"):
        clause = replace(GRANT, own=text)
        assert reductions([clause], FACTS)
        assert reductions([clause], FACTS, [8_560_000, 16_520_000]) == []
