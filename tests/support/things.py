"""What the makers of a world share: the day, the cast, and the names of things."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samordna.parties.tests.cast import Cast

#: The day on which every page is asked for.
TODAY = date(2024, 9, 23)


@dataclass
class World:
    """A cast and its things. ``things`` maps a name of the table to a URL's keyword arguments."""

    cast: Cast
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.cast.association.slug
