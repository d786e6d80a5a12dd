"""Reading the permission table, and asking the product what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import reverse

from samordna.rooms import of_each_room
from tests.support.things import World
from tests.support.world import ask

ROLES = (
    "anonymous",
    "outsider",
    "stranger",
    "applicant",
    "partner_signatory",
    "member",
    "auditor",
    "economist",
    "case_officer",
    "registrar",
    "director",
)

#: What the table says for a redirect to the sign-in page.
SIGN_IN = "in"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: how a URL is asked for, and what each role shall be answered."""

    method: str
    name: str
    thing: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        about = "" if self.thing == "-" else f" {self.thing}"
        return f"{self.method} {self.name}{about}"


def every_row() -> Iterator[Row]:
    """The rows of every room's table."""
    for room in of_each_room("tests.permissions"):
        yield from rows_of(room.TABLE)


def rows_of(table: str) -> Iterator[Row]:
    """The rows of a table; empty lines and lines that begin with # are for the reader.

    Raises ValueError for a row with too few or too many answers.
    """
    for line in table.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        method, name, thing, *expected = words
        if len(expected) != len(ROLES):
            raise ValueError(f"{len(expected)} answers in {line!r}, expected {len(ROLES)}")
        yield Row(method, name, thing, tuple(expected))


def answers(
    row: Row, world: World, sessions: dict[str, str | None], in_association: bool
) -> list[str]:
    """What each role is answered; whatever a request wrote is undone before the next one."""
    arguments = {} if row.thing == "-" else dict(world.things[row.thing])
    if in_association:
        arguments["association"] = world.slug
    path = reverse(row.name, kwargs=arguments)
    return [status_word(ask(row.method, path, sessions[role])) for role in ROLES]


def status_word(response: HttpResponseBase) -> str:
    """The status as the table writes it."""
    if response.status_code == 302 and response["Location"].startswith(settings.LOGIN_URL):
        return SIGN_IN
    return str(response.status_code)
