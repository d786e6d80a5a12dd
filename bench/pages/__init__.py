"""The pages that are measured: who opens which, on what.

Each room has its own in bench/pages/<room>.py, as ``PAGES``. Rows that the seed of all lacks, it
makes in ``seed(ground)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_scopes import scope

from bench.landmarks import Landmarks
from samordna.ground.scoping import Scoped
from samordna.parties.models import Person
from samordna.rooms import of_each_room
from samordna.web.links import link

#: A page's median time in the server must be under this, in milliseconds.
MOST_MS = 40.0
#: Nobody is signed in.
ANYONE = "anyone"


@dataclass(frozen=True)
class Page:
    """A page. ``grows_with`` is what there are many of in the large association: a key of the
    landmarks' rows, or a model. ``arguments`` are asked inside the association's scope.

    ``most_ms`` is the limit of the median in the large association.
    """

    label: str
    route: str
    who: str | Callable[[Landmarks], Person]
    grows_with: str | type[Scoped]
    arguments: Callable[[Landmarks], dict[str, Any]] = lambda marks: {}
    query: str = ""
    most_ms: float = MOST_MS

    def person(self, marks: Landmarks) -> Person | None:
        """Who opens it; None for anyone."""
        if callable(self.who):
            return self.who(marks)
        return None if self.who == ANYONE else marks.people[self.who]

    def rows(self, marks: Landmarks) -> int:
        """How many there are of what it grows with."""
        if isinstance(self.grows_with, str):
            return marks.rows[self.grows_with]
        with scope(association=marks.association):
            return self.grows_with.objects.count()

    def path(self, marks: Landmarks) -> str:
        """Its address in the association. Raises NoReverseMatch when there is no such page."""
        with scope(association=marks.association):
            path = link(marks.association.slug, self.route, **self.arguments(marks))
        return f"{path}?{self.query}" if self.query else path


def applicant(marks: Landmarks) -> Person:
    """Somebody with an application still to be written."""
    return marks.draft_applicant


def every_page() -> list[Page]:
    """The pages of every room, from the ground up."""
    return [page for room in of_each_room("bench.pages") for page in room.PAGES]
