"""Only those who have taken part in a decision may reserve (KL 4:27)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.meetings.rules import codes
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Absence, Reason
from samordna.meetings.rules.reservations import reservation_findings, who_reserves
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.rules.voting import Vote
from samordna.meetings.tests.board import BOARD, meeting

PEOPLE = [person.name for person in BOARD]
ITEM = TreatedItem(
    73,
    "Medel",
    Outcome.APPROVED,
    (TreatedBlock(clauses=(Clause(ClauseKind.FREE, own="anta planen"),)),),
    not_there=("Greta Holm",),
)


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Elsa Björk reserverar sig mot beslutet.", ["Elsa Björk"]),
        ("Elsa Björk reserverade sig till förmån för David Eks yrkande", ["Elsa Björk"]),
        ("Mot beslutet reserverar sig Elsa Björk och David Ek.", ["Elsa Björk", "David Ek"]),
        ("Reservation: Elsa Björk", ["Elsa Björk"]),
        ("Elsa Björk (Tierp) reserverar sig", ["Elsa Björk"]),
        ("Elsa Björk: beslutet saknar underlag som David Ek har begärt", ["Elsa Björk"]),
        ("Någon Annan reserverar sig", []),
        ("", []),
    ],
)
def test_who_a_line_says_reserves(line: str, who: list[str]) -> None:
    assert who_reserves(line, PEOPLE) == who


@pytest.mark.parametrize(
    ("name", "absence", "why"),
    [
        ("Elsa Björk", Absence("elsa", 73, None, Reason.DISQUALIFIED), "hade jäv"),
        ("Elsa Björk", Absence("elsa", 70, None, Reason.LEFT), "var inte närvarande"),
        ("Elsa Björk", Absence("elsa", 73, None, Reason.ABSTAINS), "avstod från att delta"),
        ("Greta Holm", None, "var inte närvarande"),
        ("Ines Falk", None, "deltog inte i beslutet"),
        ("Jonas Vik", None, "deltog inte i beslutet"),
        ("Elsa Björk", Absence("elsa", 74, None, Reason.DISQUALIFIED), ""),
        ("Hugo Palm", None, ""),
    ],
)
def test_who_took_no_part_cannot_reserve(name: str, absence: Absence | None, why: str) -> None:
    item = replace(ITEM, reservations=(f"{name} reserverar sig mot beslutet.",))
    found = reservation_findings(meeting([absence] if absence else []), item, "astrid")
    assert [f.code for f in found] == ([codes.RESERVATION_WITHOUT_PART] if why else [])
    assert all(why in f.message and "KL 4:27" in f.message for f in found)
    assert codes.RESERVATION_WITHOUT_PART in codes.STOPPING


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Hans Holm reserverar sig mot beslutet.", "Hans Holm är ingen som var med"),
        ("Kurt Okänd reserverar sig", "Kurt Okänd är ingen som var med"),
        ("Mot beslutet reserverar sig Elsa Björk och Kurt Okänd.", "Kurt Okänd är ingen"),
        ("Ledamoten Kurt Okänd: beslutet saknar underlag", "Ledamoten Kurt Okänd är ingen"),
        ("Reservation: Kurt Okänd", "Kurt Okänd är ingen"),
        ("Okänd reserverar sig", "Okänd är ingen som var med"),
        ("Mot beslutet reserverar sig Okänd", "Okänd är ingen som var med"),
        ("Hon reserverade sig mot beslutet", "Det går inte att se vem som reserverar sig"),
        ("reserverar sig mot beslutet", "Det går inte att se vem som reserverar sig"),
        ("Elsa Björk reserverar sig till förmån för Kurt Okänds yrkande", ""),
        ("Elsa Björk, Region Uppsala, reserverar sig", ""),
        ("Ordföranden Elsa Björk reserverar sig", ""),
        ("Moderata Samlingspartiet reserverar sig genom Elsa Björk", ""),
        ("Elsa reserverar sig", ""),
        ("Skälen framgår av bilaga 3.", ""),
        ("Reservationen bifogas.", ""),
    ],
)
def test_who_was_not_at_the_meeting_cannot_reserve(line: str, said: str) -> None:
    found = reservation_findings(meeting(), replace(ITEM, reservations=(line,)), "astrid")
    assert [f.code for f in found] == ([codes.RESERVATION_WITHOUT_PART] if said else [])
    assert all(said in f.message and "KL 4:27" in f.message for f in found)


@pytest.mark.parametrize("name", ["Elsa Björk", "Greta Holm", "Kurt Okänd"])
def test_where_nothing_was_decided_nobody_can_reserve(name: str) -> None:
    """Also who took part: that no decision was made is no decision to reserve against."""
    item = replace(ITEM, outcome=Outcome.UNDECIDED, blocks=(), reservations=(f"{name} reserverar",))
    (found,) = reservation_findings(meeting(), item, "astrid")
    assert found.code == codes.RESERVATION_WITHOUT_PART and "inget beslut" in found.message
    assert reservation_findings(meeting(), replace(item, reservations=("", " ")), "astrid") == []


def test_to_table_is_a_decision_and_so_is_what_another_block_decides() -> None:
    elsa = replace(ITEM, reservations=("Elsa Björk reserverar sig",))
    beside = replace(ITEM.blocks[0], main=False)
    for item in (
        replace(elsa, outcome=Outcome.POSTPONED),
        replace(elsa, outcome=Outcome.UNDECIDED, blocks=(beside,)),
    ):
        assert reservation_findings(meeting(), item, "astrid") == []


@pytest.mark.parametrize(("vote", "told"), [(Vote.YES, True), (Vote.NO, False)])
def test_who_voted_for_what_won_is_told_of(vote: Vote, *, told: bool) -> None:
    votes = dict.fromkeys(("astrid", "birger", "cecilia", "david", "farid", "hugo"), Vote.YES)
    item = replace(
        ITEM, votes={**votes, "elsa": vote}, reservations=("Elsa Björk reserverar sig.",)
    )
    found = reservation_findings(meeting(), item, "astrid")
    assert [f.code for f in found] == ([codes.RESERVATION_BY_WINNER] if told else [])
    assert codes.RESERVATION_BY_WINNER not in codes.STOPPING
