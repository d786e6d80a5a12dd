"""What the makers of a world share: the day, the cast, and the names of things."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samordna.parties.models import NumberSeries
from samordna.parties.tests.cast import Cast

#: The day on which every page is asked for.
TODAY = date(2024, 9, 23)


@dataclass
class World:
    """A cast and its things. ``things`` maps a name of the table to a URL's keyword arguments.

    What a room numbers shall begin at ``first_number``.
    """

    cast: Cast
    first_number: int = 1
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Where each of the cast is signed in, by primary key: signing in anew costs more than asking.
    sessions: dict[int, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.cast.association.slug

    def begin_numbers(self, kind: str, key: str = "") -> None:
        """Let a series of numbers begin at ``first_number``."""
        if self.first_number > 1:
            NumberSeries.objects.create(
                association=self.cast.association, kind=kind, key=key, last=self.first_number - 1
            )
