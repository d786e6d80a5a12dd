"""The pages that are measured: who opens which, on what; and the forms saved while one writes.

Each room has its own in bench/pages/<room>.py, as ``PAGES``. Rows that the seed of all lacks, it
makes in ``seed(ground)``. A page that the permission table knows and that is measured nowhere fails
``tests/test_bench.py``, and so does a form that is saved while it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django_scopes import scope

from bench.landmarks import Landmarks
from samordna.ground.scoping import Scoped
from samordna.parties.models import Person
from samordna.rooms import of_each_room
from samordna.web.links import link

#: A page's median time in the server must be under this, in milliseconds.
MOST_MS = 40.0
#: And it may ask the database this many times, however many rows there are.
MOST_QUERIES = 12
#: A save reads what stands, locks it, writes, makes an entry of the journal, and answers with the
#: page as it then is: twice a page's, and what it writes.
MOST_QUERIES_SAVED = 34
#: Nobody is signed in.
ANYONE = "anyone"


@dataclass(frozen=True)
class Page:
    """A page. ``grows_with`` is what there are many of in the large association: a key of the
    landmarks' rows, or a model. ``arguments`` are asked inside the association's scope.

    ``saves`` begins the id of a form on the page: then it is that form, saved while somebody
    writes in it, that is measured. ``most_ms`` is the limit of the median in the large association.
    ``outside``: the address is in no association.
    """

    label: str
    route: str
    who: str | Callable[[Landmarks], Person]
    grows_with: str | type[Scoped]
    arguments: Callable[[Landmarks], dict[str, Any]] = lambda marks: {}
    query: str | Callable[[Landmarks], str] = ""
    saves: str = ""
    outside: bool = False
    most_ms: float = MOST_MS

    @property
    def most_queries(self) -> int:
        """The limit of its queries."""
        return MOST_QUERIES_SAVED if self.saves else MOST_QUERIES

    def person(self, marks: Landmarks) -> Person | None:
        """Who opens it; None for anyone."""
        if callable(self.who):
            with scope(association=marks.association):
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
            arguments = self.arguments(marks)
            query = self.query(marks) if callable(self.query) else self.query
        if self.outside:
            path = reverse(self.route, kwargs=arguments)
        else:
            path = link(marks.association.slug, self.route, **arguments)
        return f"{path}?{query}" if query else path


def applicant(marks: Landmarks) -> Person:
    """Somebody with an application still to be written."""
    return marks.draft_applicant


def latest(model: type[Scoped], *names: str, **found: Any) -> Callable[[Landmarks], dict[str, Any]]:
    """The fields ``names`` of the newest row that matches, as arguments of an address."""

    def asked(marks: Landmarks) -> dict[str, Any]:
        row = model.objects.filter(**found).order_by("-pk").values(*names or ("pk",))[:1].get()
        return {name.rpartition("__")[2]: value for name, value in row.items()}

    return asked


def every_page() -> list[Page]:
    """The pages of every room, from the ground up."""
    return [page for room in of_each_room("bench.pages") for page in room.PAGES]
