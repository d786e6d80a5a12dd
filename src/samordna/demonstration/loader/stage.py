"""The stage on which the story is told, and its chapters.

A room tells its part in ``loader/<room>.py``, as ``CHAPTERS``; ``story`` tells all of them in the
order of their moments, and those of one moment from the ground up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samordna.demonstration import clock
from samordna.demonstration.cast import actor_of
from samordna.demonstration.loader.files import mail_of, read
from samordna.funding.models import Application, Call
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Body, Organisation

UPPSALA, OTHER = "uppsala", "ornskoldsvik"
#: An association that has just been founded: nothing is told of it.
EMPTY = "granbygden"


@dataclass
class Stage:
    """An association in the demonstration, with what the loader needs to find again.

    ``whole``: the story is told to the week before the meeting; else only to the call.
    ``applications`` are known by the keys of their files.
    """

    association: Association
    whole: bool
    board: Body = field(init=False)
    call: Call = field(init=False)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)

    def be(self, name: str) -> Actor:
        """Somebody of the demonstration, on the clock's day."""
        return actor_of(mail_of(name, self.association.slug), self.association)

    def read(self, *parts: str) -> dict[str, Any]:
        """One of the association's readable files, in demo/<association>/."""
        return read(self.association.slug, *parts)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happens in an association at a moment; ``tell`` finds the clock at it, and may move it
    on.
    """

    slug: str
    moment: datetime
    tell: Callable[[Stage], None]


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A moment of the story, in Swedish time."""
    return datetime(year, month, day, hour, tzinfo=clock.STOCKHOLM)
