"""What is written beside the clause that grants, or of what is not granted: who gets how much of it
and when, and whose application is refused, tabled or sent back, and for how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.refusals import another_application, another_sought, refused_in_part
from samordna.kernel.wording.said_days import course_slip, impossible_day
from samordna.kernel.wording.shares import Share
from samordna.kernel.wording.speech import gives_money
from samordna.kernel.wording.tests import test_written_decisions as decisions

#: 600 000 kr to Granbygdens kommun and Arbetsförmedlingen for Framsteget 2025–2026.
FACTS = Facts(
    name="Framsteget",
    amount_kr=600_000,
    start=date(2025, 1, 1),
    end=date(2026, 12, 31),
    payout=PayoutRule.QUARTERLY,
    owners=("Granbygdens kommun", "Arbetsförmedlingen"),
    years=(2025, 2026),
    shares=(
        Share("Granbygdens kommun", 2025, 200_000),
        Share("Granbygdens kommun", 2026, 250_000),
        Share("Arbetsförmedlingen", 2025, 50_000),
        Share("Arbetsförmedlingen", 2026, 100_000),
    ),
    names=Names(
        own=("Framsteget", "Granbygdens kommun", "Granbygden"),
        partners=("Arbetsförmedlingen", "AF"),
        organisations=("Älvby kommun", "Älvby", "Försäkringskassan", "FK"),
        initiatives=("Växtkraft", "Bryggan", "Kompassen"),
        shorts=(
            ("Granbygden", "Granbygdens kommun"),
            ("AF", "Arbetsförmedlingen"),
            ("Älvby", "Älvby kommun"),
        ),
    ),
)
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)
PAYOUT = Clause(ClauseKind.PAYOUT, words="{payout}", key=2)
FREE = Clause(ClauseKind.FREE, key=3)

WRONG = [
    # Who gets how much.
    "Granbygdens kommun får 300 000 kr för 2025",
    "Granbygden får 300 000 kr för 2025",
    "Granbygdens kommun får 250 000 kr för 2025",
    "Granbygdens kommun får för 2025 högst 300 000 kr",
    "Granbygdens kommun får 500 000 kr",
    "AF får 60 000 kr för 2025",
    "Arbetsförmedlingen erhåller 200 000 kr för 2025",
    "medlen till Granbygdens kommun fördelas med 250 000 kr för 2025 och 200 000 kr för 2026",
    "Granbygdens kommun får 50 000 kr för 2025 och Arbetsförmedlingen 200 000 kr för 2025",
    "300 000 kr tillfaller Granbygdens kommun för 2025",
    # Somebody who gets none.
    "medlen betalas till Älvby kommun",
    "medlen betalas ut kvartalsvis till Älvby kommun",
    "utbetalning sker till Älvby kommun",
    "medlen tillfaller Försäkringskassan",
    "medlen betalas till Granbygdens kommun och Älvby kommun",
    "medlen betalas ut till Storby kommun",
    "Älvby kommun får 50 000 kr för 2025",
    "Storby kommun får 50 000 kr",
    "Bryggan får 50 000 kr",
    # On top, though some cell of the table is just as large.
    "bevilja Framsteget 50 000 kr för en förstudie",
    "bevilja 200 000 kr för lokaler",
    # Another course.
    "insatsen startar den 1 januari 2026",
    "insatsen ska starta den 1 mars 2025",
    "Framsteget startar 2026",
    "projektet påbörjas i mars 2025",
    "insatsens startdatum är 2025-02-01",
    "insatsen avslutas den 31 december 2025",
    "Framsteget upphör i juni 2026",
    "insatsen ska vara avslutad senast den 31 januari 2024",
]
RIGHT = [
    "Granbygdens kommun får 200 000 kr för 2025",
    "Granbygden får 200 000 kr för 2025",
    "Granbygdens kommun får 450 000 kr",
    "AF får 50 000 kr för 2025 och 100 000 kr för 2026",
    "Granbygdens kommun får 200 000 kr för 2025 och Arbetsförmedlingen 50 000 kr för 2025",
    "Granbygdens kommun får 200 000 kr för 2025 och 250 000 kr för 2026, och "
    "Arbetsförmedlingen 50 000 kr för 2025 och 100 000 kr för 2026",
    "medlen till Granbygdens kommun fördelas med 200 000 kr för 2025 och 250 000 kr för 2026",
    "Granbygdens kommun får använda högst 80 000 kr till lokaler under 2025",
    "deltagarna får 300 kr i ersättning under 2025",
    "medlen betalas till Granbygdens kommun och Arbetsförmedlingen",
    "medlen betalas ut kvartalsvis till Granbygden och AF",
    "medlen betalas ut kvartalsvis efter att Älvby kommun har lämnat sin rapport",
    "medlen betalas ut kvartalsvis mot rekvisition till samordningsförbundet",
    "uppdra åt kansliet att underrätta Älvby kommun",
    "insatsens hyra betalas till Älvby kommun",
    "insatsen betalar hyra till Älvby kommun",
    "arbetet startar den 1 mars 2025",
    "insatsen får ta emot deltagare från Älvby kommun",
    "Älvby kommun får 5 platser",
    "bevilja 250 000 kr för 2025",
    "bevilja Granbygdens kommun 450 000 kr och Arbetsförmedlingen 150 000 kr",
    "insatsen startar den 1 januari 2025",
    "insatsen ska starta i januari 2025",
    "insatsen ska starta senast den 1 april 2025",
    "insatsen startar när avtalet är undertecknat",
    "insatsen avslutas den 31 december 2026",
    "insatsen avslutas med en konferens den 5 november 2026",
    "en utvärdering startar den 1 mars 2026",
]


def _found(text: str, kind: ClauseKind = ClauseKind.FREE) -> list[str]:
    clause = replace(FREE, kind=kind, own=text)
    return [f"{one.text} / {one.data}" for one in disagreements([GRANT, PAYOUT, clause], FACTS)]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_written_beside_a_grant_and_is_not_the_datas_is_found(text: str) -> None:
    assert _found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_written_beside_a_grant_and_is_the_datas_is_left_alone(text: str) -> None:
    assert _found(text) == []


def test_a_second_grant_beside_a_written_one_is_found() -> None:
    whole = replace(GRANT, own="bevilja Framsteget högst 600 000 kr")
    more = replace(FREE, own="bevilja Framsteget 50 000 kr för en förstudie")
    assert disagreements([whole, PAYOUT, more], FACTS)
    parts = [
        replace(GRANT, own="bevilja Granbygdens kommun 450 000 kr"),
        replace(FREE, own="bevilja Arbetsförmedlingen 150 000 kr"),
    ]
    assert disagreements([*parts, PAYOUT], FACTS) == []


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("avslå ansökan Växtkraft", "Växtkraft"),
        ("avslå ansökan från Älvby kommun", "Älvby kommun"),
        ("avslå Älvby kommuns ansökan", "Älvby kommuns"),
        ("avslå Växtkrafts ansökan", "Växtkrafts"),
        ("bordlägga ansökan Bryggan", "Bryggan"),
        ("bordlägga insatsen ”Bryggan”", "Bryggan"),
        ("Växtkraft avslås", "Växtkraft"),
        ("återremittera Kompassen till kansliet", "Kompassen"),
        ("avslå ansökan om medel till Växtkraft", "Växtkraft"),
        ("avslå ansökan Nya vägar", "Nya"),
        ("avslå ansökan Framsteget och Växtkraft", "Växtkraft"),
        ("avslå ansökan", ""),
        ("avslå ansökan Framsteget", ""),
        ("avslå Granbygdens ansökan om medel för Framsteget", ""),
        ("avslå ansökan eftersom Växtkraft redan täcker behovet", ""),
        ("avslå ansökan, dnr SU 2024:17", ""),
        ("avslå ansökan Dnr 2024:17", ""),
        ("bordlägga ansökan i avvaktan på beslutet om Bryggan", ""),
        ("bordlägga ansökan tills Älvby kommun har svarat", ""),
        ("återremittera ansökan till Försäkringskassan för yttrande", ""),
        ("återremittera ansökan till Arbetsutskottet", ""),
        ("bordlägga ärendet till Styrelsens nästa sammanträde", ""),
        ("uppdra åt kansliet att bjuda in Bryggan", ""),
    ],
)
def test_whose_application_is_not_granted(text: str, whose: str) -> None:
    found = another_application([replace(FREE, own=text)], FACTS)
    assert bool(found) is bool(whose)
    assert whose in "".join(one.text for one in found)


@pytest.mark.parametrize("text", [*decisions.RIGHT, *decisions.BESIDE_RIGHT])
def test_what_grants_in_other_words_is_this_application(text: str) -> None:
    clause = replace(FREE, own=text)
    assert another_application([clause], decisions.FACTS) == []
    assert another_sought([text], {8_260_000, 10_256_000}) == 0
    assert impossible_day(text) == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("avslå 300 000 kr av ansökan", True),
        ("avslå ansökan om 700 000 kr", True),
        ("avslå ansökan, som gäller 700 tkr, eftersom 300 000 kr återstår", False),
        ("avslå ansökan om 600 000 kr", False),
        ("avslå ansökan om 600 000 kr, varav 250 000 kr för 2025", False),
        ("avslå ansökan om 250 000 kr för 2025 och 350 000 kr för 2026", False),
        ("300 000 kr av ansökan avslås", True),
        ("avslå ansökan eftersom 300 000 kr redan har beviljats", False),
        ("avslå ansökan", False),
        ("avslå ansökan eftersom budgeten på 25 000 000 kr är förbrukad", False),
        ("meddela att 300 000 kr återstår", False),
    ],
)
def test_a_sum_that_is_refused_and_is_not_what_was_sought(text: str, *, part: bool) -> None:
    assert bool(refused_in_part([text], {600_000, 250_000, 350_000}, 600_000)) is part
    assert refused_in_part([text], (), 0) == ""


def test_a_sum_that_is_said_to_be_sought() -> None:
    right = {600_000, 500_000}
    assert another_sought(["bevilja 500 000 kr av ansökan om 700 000 kr"], right) == 700_000
    assert another_sought(["bevilja 500 000 kr av sökta 700 000 kr"], right) == 700_000
    assert another_sought(["bifalla ansökan om 500 000 kr"], right) == 0
    assert another_sought(["bordlägga ansökan om 600 000 kr"], right) == 0


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("ge Framsteget 50 000 kr", True),
        ("Framsteget får 50 000 kr", True),
        ("betala 50 000 kr till Framsteget", True),
        ("bevilja Framsteget 50 000 kr", True),
        ("uppdra åt kansliet att betala 50 000 kr till Framsteget", False),
        ("ge förbundschefen i uppdrag att söka 50 000 kr", False),
        ("ge sökanden besked om att 50 000 kr återstår", False),
        ("betala tillbaka 50 000 kr till medlemmarna", False),
        ("Framsteget får söka 50 000 kr på nytt", False),
        ("förbundet har 50 000 kr kvar", False),
    ],
)
def test_words_that_give_money(text: str, *, gives: bool) -> None:
    assert gives_money(text) is gives


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("rapporten lämnas senast den 30 februari 2025", "30 februari 2025"),
        ("rapporten lämnas den 31 november", "31 november"),
        ("rapporten lämnas 2025-02-30", "2025-02-30"),
        ("rapporten lämnas 31/6 2025", "31/6 2025"),
        ("bevilja medel från den 29 februari 2025", "29 februari 2025"),
        ("rapporten lämnas den 29 februari 2028", ""),
        ("rapporten lämnas den 29 februari", ""),
        ("rapporten lämnas den 28 februari 2025", ""),
        ("enligt § 31/2 2025", ""),
        ("enligt dnr 2024-17-31", ""),
        ("5–7 mars 2025", ""),
        ("32 juniorer 2025", ""),
    ],
)
def test_a_day_that_there_is_not(text: str, day: str) -> None:
    assert impossible_day(text) == day


def test_the_course_of_a_name_that_is_ordinary_words() -> None:
    period = (date(2025, 1, 1), date(2026, 12, 31))
    assert course_slip("Nya vägar (2) startar den 1 maj 2025", *period, "Nya vägar (2)")
    assert not course_slip("Nya vägar startar den 1 januari 2025", *period, "Nya vägar")


@pytest.mark.parametrize(
    "text", [*WRONG, *decisions.WRONG, *decisions.RIGHT, *decisions.BESIDE_WRONG]
)
def test_names_that_no_word_begins_like_change_nothing(text: str) -> None:
    others = Names(
        organisations=("Ås kommun", "Alingsås stad", "Östra Region", "(Nya) Parterna"),
        initiatives=("Vägen: in", "Framsteget 2, del två", "A, ett försök", "Steg - för - steg"),
    )
    names = replace(
        FACTS.names,
        organisations=FACTS.names.organisations + others.organisations,
        initiatives=FACTS.names.initiatives + others.initiatives,
    )
    near = replace(FACTS, names=names.in_words([text]))
    for kind in (ClauseKind.GRANT, ClauseKind.FREE):
        clauses = [replace(GRANT, kind=kind, own=text), PAYOUT]
        assert disagreements(clauses, near) == disagreements(clauses, replace(FACTS, names=names))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Vägen: in", "bevilja Vägen 5 kr"),
        ("Vägen – in i arbete", "bevilja vägens 5 kr"),
        ("Ås kommun", "till Å, som ägare"),
        ("Alingsås kommun", "till Alingså kommun"),
        ("  Steget", "till steget"),
        ("(Nya) vägen", "till (nya) vägen"),
    ],
)
def test_a_name_stays_for_words_that_may_be_it(name: str, text: str) -> None:
    names = Names(organisations=(name, "Heby kommun"), initiatives=(name, "Bryggan"))
    assert names.in_words([text]) == Names(organisations=(name,), initiatives=(name,))
