"""An association with something of everything in it, for the tests that walk every URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache

from django.conf import settings
from django.core.cache import cache as cache_of_attempts
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django_scopes import scope

from samordna.meetings.tests.story import on
from samordna.parties.models import Person
from samordna.parties.tests.cast import make_cast
from samordna.rooms import of_each_room
from tests.support.things import TODAY, World


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
    world = World(make_cast(slug), first_number)
    with scope(association=world.cast.association):
        for room in of_each_room("tests.permissions"):
            if hasattr(room, "make"):
                room.make(world)
        world.sessions = {person.pk: _sign_in(person) for person in world.cast.people.values()}
    return world


def _sign_in(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@cache
def _product() -> ClientHandler:
    """The product with its middleware, put together once as when it is served."""
    return ClientHandler(enforce_csrf_checks=False)


def ask(method: str, path: str, session: str | None) -> HttpResponseBase:
    """What somebody who is signed in, or nobody, is answered. Whatever it wrote is undone.

    Thousands of requests are made so: a test client would put the product together for each, and
    keep a copy of all that its templates were given.
    """
    cache_of_attempts.clear()  # attempts are counted there, and one's must not stop the next
    sender = RequestFactory()
    if session is not None:
        sender.cookies[settings.SESSION_COOKIE_NAME] = session
    with undone():
        answer: HttpResponseBase = _product()(sender.generic(method, path).environ)
    return answer


def make_stranger_in(other: World) -> Person:
    """Somebody of another association, and of nothing else."""
    return other.cast.people["director"]
