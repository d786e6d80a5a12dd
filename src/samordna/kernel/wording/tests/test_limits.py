"""What a written text limits a grant to, and that each limit that is not the data's is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.money import format_kr, format_number, format_tkr
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.limits import part_in, period_slip, sums_in, unread_sum, years_in
from samordna.kernel.wording.speech import refuses_a_part

#: 7 500 000 kr for three years.
FACTS = Facts(
    name="Växtkraft", amount_kr=7_500_000, start=date(2025, 1, 1), end=date(2027, 12, 31),
    years=(2025, 2026, 2027),
)  # fmt: skip
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)


def _wrong(text: str, facts: Facts = FACTS) -> bool:
    return bool(disagreements([replace(GRANT, own=text)], facts))


@pytest.mark.parametrize(
    "limit",
    [
        "högst 7 000 tkr",
        "högst 7 000 000 kr",
        "7,4 miljoner kronor",
        "7,4 Mkr",
        "7 mnkr",
        "7 000 000:-",
        "7 000 000,-",
        "7.000.000 kr",
        "högst 7 000 000 för insatsen",
        "sju miljoner kronor",
        "7 500 000 kr och 50 öre",
        "7 500 000,50 kr",
        "7 500 000 kr för åren 2025 och 2026",
        "7 500 000 kr för 2025–2026",
        "7 500 000 kr för 2025-28",
        "7 500 000 kr till och med 2026",
        "7 500 000 kr till och med den 31 december 2026",
        "7 500 000 kr t.o.m. 2026-12-31",
        "7 500 000 kr längst till och med juni 2027",
        "7 500 000 kr från och med den 1 juli 2025",
        "7 500 000 kr för två år",
        "7 500 000 kr i 18 månader",
        "hälften av det sökta beloppet",
        "75 procent av det sökta beloppet",
        "två tredjedelar av det sökta beloppet",
        "medel i den del som avser 2025",
        "delvis medel",
    ],
)
def test_each_limit_that_is_not_the_datas_is_found(limit: str) -> None:
    assert _wrong(f"bevilja Växtkraft {limit}")


@pytest.mark.parametrize(
    "limit",
    [
        "högst 7 500 tkr",
        "7,5 miljoner kronor",
        "7,5 Mkr",
        "7 500 000:-",
        "7 500 000",
        "7 500 000 kr för åren 2025–2027",
        "7 500 000 kr för 2025, 2026 och 2027",
        "7 500 000 kr för tiden 1 januari 2025 till och med den 31 december 2027",
        "7 500 000 kr för tiden 2025-01-01–2027-12-31",
        "7 500 000 kr från och med januari 2025 till och med december 2027",
        "7 500 000 kr för tre år",
        "7 500 000 kr i 36 månader",
        "7 500 000 kr, vilket är 75 procent av det sökta beloppet",
        "7 500 000 kr enligt ansökan den 3 mars 2024, dnr 2024:17",
        "2 500 tkr för 2025, 2 500 tkr för 2026 och 2 500 tkr för 2027",
        "medel enligt tjänsteutlåtandet, § 5/2024",
    ],
)
def test_the_same_in_other_words_is_no_slip(limit: str) -> None:
    assert not _wrong(f"bevilja Växtkraft {limit}")


def test_half_a_year_may_be_a_year_of_money() -> None:
    facts = replace(FACTS, start=date(2025, 7, 1), end=date(2026, 6, 30), years=(2025, 2026))
    assert not _wrong("bevilja Växtkraft 7 500 000 kr för ett år", facts)
    assert not _wrong("bevilja Växtkraft 7 500 000 kr för två år", facts)
    assert _wrong("bevilja Växtkraft 7 500 000 kr för tre år", facts)


def test_how_it_is_paid_is_no_part_of_what_is_granted() -> None:
    free = Clause(ClauseKind.FREE, own="hälften utbetalas när avtalet är undertecknat", key=2)
    assert disagreements([GRANT, free], FACTS) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("delvis avslå ansökan", "delvis"),
        ("avslå ansökan i den del som avser 2027", "i den del"),
        ("avslå ansökan för 2027", "år 2027"),
        ("avslå hälften av ansökan", "hälften"),
        ("avslå ansökan", ""),
        ("avslå ansökan om medel för 2025–2027", ""),
        ("tacka för en delvis god ansökan", ""),
    ],
)
def test_refusing_a_part(text: str, part: str) -> None:
    assert refuses_a_part(text, FACTS.years) == part


@given(st.integers(1, 10**10))
def test_sums_are_read_as_they_are_written(kr: int) -> None:
    assert sums_in(f"bevilja högst {format_kr(kr)} till insatsen") == [kr]
    assert sums_in(f"bevilja {kr}:-") == [kr]
    assert sums_in(f"bevilja {format_tkr(kr * 1000)}") == [kr * 1000]
    assert sums_in(f"bevilja {format_number(kr)} kronor, samt 1 kr") == [kr, 1]


@pytest.mark.parametrize(
    ("said", "kr"),
    [
        ("sju miljoner", 7_000_000),
        ("Två miljoner trehundratusen", 2_300_000),
        ("sju miljoner fem hundra tusen", 7_500_000),
        ("en halv miljon", 500_000),
        ("två och en halv miljoner", 2_500_000),
        ("trehundrafemtio tusen", 350_000),
        ("hundratusen", 100_000),
        ("tjugofem miljoner", 25_000_000),
        ("femton tusen", 15_000),
    ],
)
def test_a_sum_in_letters_is_read_as_the_sum(said: str, kr: int) -> None:
    assert sums_in(f"bevilja {said} kronor till insatsen") == [kr]


def test_what_is_no_limit() -> None:
    assert sums_in("enligt dnr 2024:17, § 5/2024 och ansökan den 3 mars 2024") == []
    assert years_in("enligt dnr 2024:17, § 5/2024 och ansökan den 3 mars 2024") == []
    assert years_in("2025–2027 och 2030") == [2025, 2026, 2027, 2030]
    assert [unread_sum(f"{said} kronor") for said in ("nittonhundratusen", "en halv miljon")] == [
        "nittonhundratusen kronor",
        "",
    ]
    assert (unread_sum("7 kr"), unread_sum("7 kr 50 öre")) == ("", "50 öre")
    assert period_slip("till den 31 februari 2026", date(2025, 1, 1), date(2025, 12, 31)) == ""
    assert part_in("bevilja alla delar") == ""


@pytest.mark.parametrize("month", ["januari 0000", "0000-01", "kvartal 1 0000"])
def test_a_year_that_there_never_was_is_no_limit_and_stops_nothing(month: str) -> None:
    assert not period_slip(f"från {month} till {month}", date(2025, 1, 1), date(2027, 12, 31))
