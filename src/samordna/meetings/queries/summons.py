"""How the summons of a meeting has gone out: to whom, and to whom not yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from samordna.letters.models import Letter
from samordna.letters.queries import about
from samordna.letters.rules import REACHED, Kind, State
from samordna.meetings.models import Meeting

SUMMONS_LETTERS = frozenset({Kind.SUMMONS, Kind.SUMMONS_CHANGED})


@dataclass(frozen=True, slots=True)
class Sending:
    """The letters of the newest summons: how many have reached their readers, and the rest."""

    reached: int
    waiting: int
    left: tuple[Letter, ...]

    @property
    def all(self) -> int:
        """How many letters there are."""
        return self.reached + len(self.left)


def letters_of_summons(meeting: Meeting) -> QuerySet[Letter]:
    """The letters of the newest version of the summons."""
    letters = about(meeting, SUMMONS_LETTERS)
    newest = letters.order_by("-event_id").values("event_id")[:1]
    return letters.filter(event_id=Subquery(newest))


def sending_of(meeting: Meeting) -> Sending:
    """How far the newest summons has come. One query."""
    letters = list(letters_of_summons(meeting).order_by("name", "pk"))
    left = tuple(letter for letter in letters if letter.state not in REACHED)
    waiting = sum(letter.state == State.WAITING for letter in left)
    return Sending(len(letters) - len(left), waiting, left)
