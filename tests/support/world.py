"""An association with something of everything in it, for the tests that walk every URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date

from django.db import transaction
from django_scopes import scope

from samordna.documents.models import PDF, Document
from samordna.documents.steps import add_version
from samordna.economy.models import EconomicPlan
from samordna.initiatives.models import Initiative
from samordna.meetings.tests.story import on
from samordna.parties.models import NumberSeries, Person, RoleAssignment
from samordna.parties.tests.cast import make_cast
from samordna.register.models import Record
from samordna.register.services import close_matter
from samordna.register.steps import open_matter, register_record
from tests.support.things import TODAY, World
from tests.support.world_funding import make_applications
from tests.support.world_meetings import make_meetings


def at_noon() -> AbstractContextManager[None]:
    """Stops the product's clock on the day."""
    return on(TODAY, 10)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is forgotten afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_world(slug: str = "uppsala", first_number: int = 1) -> World:
    """Make the association; numbers start at ``first_number``, so that two can be told apart."""
    world = World(make_cast(slug))
    with scope(association=world.cast.association):
        if first_number > 1:
            _start_numbers_at(world, first_number)
        for make in MAKERS:
            make(world, first_number)
    return world


def _start_numbers_at(world: World, first: int) -> None:
    series = {"matter": "2024", "call": "", "application": "", "meeting": "all"}
    for kind, key in series.items():
        NumberSeries.objects.create(
            association=world.cast.association, kind=kind, key=key, last=first - 1
        )


def _people(world: World, first: int) -> None:
    for person in world.cast.people.values():
        person.set_password("Tallbarr 2024 i skogen")
        person.save(update_fields=["password"])
    world.things["reset_key"] = {"uidb36": "1", "key": "abc-123"}
    world.things["security_key"] = {"pk": 1}
    role = RoleAssignment.objects.get(person=world.cast.people["economist"])
    world.things["role"] = {"pk": role.pk}
    world.things["mandate"] = {"pk": world.cast.mandates["substitute"].pk}


def _register(world: World, first: int) -> None:
    actor = world.cast.actor("registrar", TODAY)
    for name in ("matter", "closed_matter"):
        made = open_matter(actor=actor, subject="Revision", opened_on=TODAY)
        world.things[name] = {"year": made.year, "serial": made.serial}
        entry = register_record(
            actor=actor, matter=made, direction=Record.Direction.INTERNAL, subject="Anteckning"
        )
        paper = add_version(
            actor=actor,
            data=f"%PDF-1.7 {world.slug} {name}".encode(),
            media_type=PDF,
            filename="anteckning.pdf",
            kind=Document.Kind.ATTACHMENT,
            title="Anteckning",
            record=entry,
        )
        world.things[f"paper_of_{name}"] = {"pk": paper.pk}
    close_matter(actor=actor, matter=made)


def _initiative(world: World, first: int) -> None:
    Initiative.objects.create(
        association=world.cast.association,
        number=first,
        name="Vägen in",
        owner=world.cast.organisations["heby"],
        kind="individual",
        period_from=date(2024, 1, 1),
        period_to=date(2025, 12, 31),
    )
    world.things["initiative"] = {"number": first}


def _economy(world: World, first: int) -> None:
    EconomicPlan.objects.create(
        association=world.cast.association,
        as_of=date(2024, 9, 1) if first == 1 else date(2024, 9, 2),
        title="Budget 2025",
        first_year=2024,
        opening_kr=6_360_000,
        reserve_kr=1_000_000,
    )
    world.things["plan"] = {"as_of": "2024-09-01" if first == 1 else "2024-09-02"}


MAKERS: tuple[Callable[[World, int], None], ...] = (
    _people,
    _register,
    _initiative,
    _economy,
    make_applications,
    make_meetings,
)


def make_stranger_in(other: World) -> Person:
    """Somebody of another association, and of nothing else."""
    return other.cast.people["director"]
