"""The letters that people of the demonstration have got: no post leaves it."""

from __future__ import annotations

from dataclasses import dataclass

from samordna.letters.links import path_of
from samordna.letters.models import Letter
from samordna.letters.rules import State
from samordna.parties.models import Person

#: As many as a reader has use of.
MOST = 100


@dataclass(frozen=True, slots=True)
class Received:
    """A letter in somebody's mailbox, with where its link leads."""

    letter: Letter
    path: str


def letters_to(person: Person) -> list[Received]:
    """What has come to somebody, from all associations, the newest first. One query."""
    found = (
        Letter._base_manager.filter(person=person, state=State.SENT)
        .select_related("association", "invitation")
        .order_by("-sent_at", "-pk")[:MOST]
    )
    return [Received(letter, path_of(letter)) for letter in found]
