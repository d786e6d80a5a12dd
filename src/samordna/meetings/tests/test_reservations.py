"""Only those who have taken part in a decision may reserve (KL 4:27)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samordna.kernel.clauses import Clause, ClauseKind
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
    # Where nothing was decided there is nothing to try.
    left = replace(item, outcome=Outcome.UNDECIDED)
    assert reservation_findings(meeting([absence] if absence else []), left, "astrid") == []


@pytest.mark.parametrize(("vote", "told"), [(Vote.YES, True), (Vote.NO, False)])
def test_who_voted_for_what_won_is_told_of(vote: Vote, *, told: bool) -> None:
    votes = dict.fromkeys(("astrid", "birger", "cecilia", "david", "farid", "hugo"), Vote.YES)
    item = replace(
        ITEM, votes={**votes, "elsa": vote}, reservations=("Elsa Björk reserverar sig.",)
    )
    found = reservation_findings(meeting(), item, "astrid")
    assert [f.code for f in found] == ([codes.RESERVATION_BY_WINNER] if told else [])
    assert codes.RESERVATION_BY_WINNER not in codes.STOPPING
