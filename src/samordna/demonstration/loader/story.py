"""The story that the data tell, in the order of its moments."""

from __future__ import annotations

from django.db import connection, transaction
from django_scopes import scope

from samordna.demonstration import clock
from samordna.demonstration.loader.files import mail_of, read
from samordna.demonstration.loader.stage import EMPTY, OTHER, UPPSALA, Chapter, Stage
from samordna.demonstration.models import DemonstrationClock
from samordna.letters.delivery import deliver_all
from samordna.parties.models import Association, Person
from samordna.parties.services.founding import found_association
from samordna.rooms import of_each_room


class NotOwnDatabase(RuntimeError):
    """The database holds what the demonstration did not load; the message is in Swedish."""


def require_own_database() -> None:
    """Ask whether anybody may be anyone here: the database holds only whom the story tells of.

    Asks before anything is migrated, since a database that is somebody else's is left as it is. The
    clock tells what was loaded: it is set in the transaction that loads. Raises
    :class:`NotOwnDatabase`.
    """
    tables = set(connection.introspection.table_names())
    if Association._meta.db_table not in tables:
        return
    slugs = set(Association.objects.values_list("slug", flat=True))
    if not slugs and not Person.objects.exists():
        return
    clocked = DemonstrationClock._meta.db_table in tables and DemonstrationClock.objects.exists()
    if not clocked or not {UPPSALA, OTHER} <= slugs <= {UPPSALA, OTHER, EMPTY}:
        raise NotOwnDatabase(
            "Databasen som DATABASE_URL pekar på innehåller annat än demonstrationens data. I "
            "demonstrationen kan vem som helst vara vem som helst, så den körs inte där. Ta bort "
            "DATABASE_URL, eller ange en tom databas."
        )


def load_where_empty(*, stage: str) -> bool:
    """Load the associations unless there is any. Returns whether it did.

    ``stage``: ``meeting`` (a week before the board's meeting) or ``call`` (earlier in the story).
    All or nothing: a failure leaves an empty database.
    """
    if Association.objects.exists():
        return False
    with transaction.atomic():
        for slug in (UPPSALA, OTHER):
            _tell(slug, whole=stage == "meeting")
        clock.set_clock(clock.START)
        _found_the_empty_one()
    return True


def _found_the_empty_one() -> None:
    """What the command ``samordna association`` does, on the first day of the demonstration."""
    data = read(EMPTY, "forbund.toml")
    name = data["director"]["name"]
    found_association(
        slug=EMPTY,
        name=data["association"]["name"],
        director_name=name,
        director_email=mail_of(name, EMPTY),
        today=clock.today(),
    )


def _tell(slug: str, *, whole: bool) -> None:
    association = Association.objects.create(**read(slug, "forbund.toml")["association"])
    stage = Stage(association, whole)
    with scope(association=association):
        for chapter in chapters_of(slug):
            clock.set_clock(chapter.moment)
            chapter.tell(stage)
            deliver_all()


def chapters_of(slug: str) -> list[Chapter]:
    """The chapters of every room about an association, in the order in which they are told."""
    rooms = of_each_room("samordna.demonstration.loader")
    found = [chapter for room in rooms for chapter in room.CHAPTERS if chapter.slug == slug]
    return sorted(found, key=lambda chapter: chapter.moment)
