"""Every room of the house, from the ground up. The settings, the root URLs, the tests, the
benchmarks and the demonstration read this list; the contract in pyproject.toml says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Room:
    """A room. ``address`` is how its addresses begin inside an association, None for no addresses.

    ``app``: whether Django installs it; a pure room, without models or pages, it does not.
    """

    name: str
    address: str | None = None
    app: bool = True

    @property
    def module(self) -> str:
        """The dotted name that the room is imported by."""
        return f"samordna.{self.name}"

    def __str__(self) -> str:
        return self.name


ROOMS = (
    Room("kernel", app=False),
    Room("ground", app=False),
    Room("journal"),
    Room("web"),
    Room("parties", address=""),
    Room("letters", address="brev/"),
    Room("signin"),
    Room("register", address="diarium/"),
    Room("documents", address="handlingar/"),
    Room("budgets", app=False),
    Room("funding", address=""),
    Room("initiatives", address="insatser/"),
    Room("economy", address=""),
    Room("meetings", address=""),
    Room("flows", address=""),
    Room("publicsite", address=""),
)


def of_each_room(package: str) -> Iterator[ModuleType]:
    """The modules of a package that are named after rooms, from the ground up.

    ``bench.pages`` has what each room wants measured in ``bench/pages/<room>.py``, and so on.
    """
    yield from _those_that_exist(f"{package}.{room.name}" for room in ROOMS)


def modules_named(name: str) -> Iterator[ModuleType]:
    """The modules of this name that rooms have, from the ground up: ``<room>/<name>.py``."""
    yield from _those_that_exist(f"{room.module}.{name}" for room in ROOMS)


def _those_that_exist(names: Iterable[str]) -> Iterator[ModuleType]:
    for name in names:
        if find_spec(name):
            yield import_module(name)
