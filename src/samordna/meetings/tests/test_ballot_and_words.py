"""A closed ballot and the words of the decision elect the same people, each told once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from samordna.kernel.money import NBSP
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.elections import Election
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

CARL = Election((("Carl Dahlin", 3), ("Dana Ekvall", 1)))
BOTH = Election((("Carl Dahlin", 3), ("Dana Ekvall", 2), ("Eva Falk", 0)), seats=2)


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _minuted(cast: Cast, election: Election, *clauses: str) -> tuple[list[str], list[str]]:
    """What the minutes say of an election, and what stops them."""
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    item = story.item(meeting, "Riktlinjer")
    type(item).objects.filter(pk=item.pk).update(kind="election", heading="Val av ombud")
    story.decide(cast, meeting, "ombud", clauses=list(clauses), election=election.as_dict())
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(one for one in proceedings.items if one.pk == item.pk)
    words = [c for block in proceedings.decided(item).blocks for c in block.clauses]
    found = [f.message for f in proceedings.findings if f.code == "election-contradicted"]
    assert "election-contradicted" in codes.STOPPING
    return words, [one.replace(NBSP, " ") for one in found]


def test_words_that_elect_another_than_the_ballots_stop_the_minutes(cast: Cast) -> None:
    _, (said,) = _minuted(cast, CARL, "utse Dana Ekvall till ombud")
    assert "rösterna gav Carl Dahlin, men beslutet utser Dana Ekvall." in said


@pytest.mark.parametrize(
    ("election", "clauses", "wrong"),
    [
        (CARL, ["utse Carl Dahlin och Dana Ekvall till ombud"], "Dana Ekvall"),
        (CARL, ["utse till ombud Dana Ekvall"], "Dana Ekvall"),
        (CARL, ["omvälja Dana Ekvall som ombud"], "Dana Ekvall"),
        (BOTH, ["utse Carl Dahlin och Eva Falk till ombud"], "Eva Falk"),
    ],
)
def test_also_beside_those_who_were_elected(
    cast: Cast, election: Election, clauses: list[str], wrong: str
) -> None:
    _, (said,) = _minuted(cast, election, *clauses)
    assert f"men beslutet utser {wrong}." in said


@pytest.mark.parametrize(
    ("election", "clauses", "told"),
    [
        (CARL, [], ["utse Carl Dahlin till ombud."]),
        (CARL, ["utse Carl Dahlin till ombud"], ["utse Carl Dahlin till ombud."]),
        (CARL, ["till ombud välja Carl Dahlin"], ["till ombud välja Carl Dahlin."]),
        (
            CARL,
            ["utse Carl Dahlin, Heby kommun, som ombud vid Vårdförbundets årsmöte"],
            ["utse Carl Dahlin, Heby kommun, som ombud vid Vårdförbundets årsmöte."],
        ),
        (
            CARL,
            ["utse Carl Dahlin till ombud", "utse Dana Ekvall till ersättare"],
            ["utse Carl Dahlin till ombud, samt", "utse Dana Ekvall till ersättare."],
        ),
        (
            BOTH,
            ["utse Carl Dahlin och Dana Ekvall till ombud"],
            ["utse Carl Dahlin och Dana Ekvall till ombud."],
        ),
        (
            BOTH,
            ["utse Carl Dahlin till ombud"],
            ["utse Carl Dahlin till ombud, samt", "utse Dana Ekvall till ombud."],
        ),
        (CARL, ["tacka Carl Dahlin"], ["tacka Carl Dahlin, samt", "utse Carl Dahlin till ombud."]),
    ],
)
def test_who_is_elected_is_told_once(
    cast: Cast, election: Election, clauses: list[str], told: list[str]
) -> None:
    assert _minuted(cast, election, *clauses) == (told, [])
