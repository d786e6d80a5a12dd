"""Starting Django for the commands that need the database."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from samordna.cli.printing import complain

if TYPE_CHECKING:
    from samordna.parties.models import Association

DEMO = "samordna.config.settings.demo"
PRODUCTION = "samordna.config.settings.production"
#: Said of a database that cannot be taken over.
TOO_OLD = (
    "Databasen är gjord av en utgåva som är äldre än de som den här kan ta över. Inget i den har "
    "ändrats. Välj en annan databas (DATABASE_URL), eller för demonstrationen en annan mapp "
    "(SAMORDNA_VAR)."
)


def start(settings: str = PRODUCTION) -> None:
    """Set Django up with DJANGO_SETTINGS_MODULE, or else with the given settings: a real
    installation's, so that no command answers about another database than was meant."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()


def add_demo(parser: argparse.ArgumentParser) -> None:
    """``--demo``, for a command that is tried on the demonstration too."""
    parser.add_argument("--demo", action="store_true", help="läs demonstrationens databas")


def start_for(args: argparse.Namespace) -> None:
    """Start for a command with ``--demo``."""
    if args.demo:
        os.environ["DJANGO_SETTINGS_MODULE"] = DEMO
    start()


def database_words() -> str:
    """Which database is read, without its password: *PostgreSQL samordna på db.exempel.se:5432*."""
    from django.db import connection

    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite {own['NAME']}"
    where = f"{own['HOST'] or 'den egna datorn'}{':' if own['PORT'] else ''}{own['PORT']}"
    return f"PostgreSQL {own['NAME']} på {where}"


def why_not_ready(error: Exception) -> str | None:
    """What hinders the installation from doing any work, as a Swedish sentence; None where the
    error says something else."""
    if "django" not in sys.modules:  # a command that needs no database
        return None
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError, ProgrammingError

    if isinstance(error, ImproperlyConfigured):
        return f"Inställningarna räcker inte: {_first_line(error)} Se docs/installation.md."
    if not isinstance(error, OperationalError | ProgrammingError):
        return None
    try:
        if not can_be_taken_over():
            return TOO_OLD
        waiting = _waiting_migrations()
    except DatabaseError:
        return f"Databasen går inte att nå: {_first_line(error)} Se DATABASE_URL."
    if not waiting:
        return None if isinstance(error, ProgrammingError) else _busy(error)
    return (
        "Databasens tabeller är inte gjorda än. Kör ”samordna manage migrate”, eller vänta tills "
        "det är klart, och försök igen."
    )


def can_be_taken_over() -> bool:
    """Whether no room's migrations have stopped among those that its first one replaces.

    Django would leave such a room out, and make the others' tables without it. Raises DatabaseError
    when the database is not reached.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    known = MigrationLoader(None).disk_migrations.values()
    replaced = [[earlier in applied for earlier in one.replaces] for one in known]
    return all(any(those) == all(those) for those in replaced if those)


def _waiting_migrations() -> bool:
    """Whether the database waits for ``migrate``. Raises DatabaseError when it is not reached."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _busy(error: Exception) -> str:
    return f"Databasen svarar inte just nu: {_first_line(error)} Försök igen om en stund."


def _first_line(error: Exception) -> str:
    said = str(error).strip().partition("\n")[0].rstrip(".")
    return f"{said}."


def association_named(slug: str) -> Association:
    """The association with a slug. Raises SystemExit(2) with a Swedish sentence."""
    from samordna.parties.models import Association

    found = Association.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Association.objects.order_by("slug").values_list("slug", flat=True))
        complain(f"Det finns inget förbund ”{slug}”. Här finns: {known or 'inga'}.")
        raise SystemExit(2)
    return found
