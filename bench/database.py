"""The benchmarks' own database: made new, migrated, and dropped afterwards."""

from __future__ import annotations

from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql


class NoDatabase(RuntimeError):
    """PostgreSQL does not answer, or the settings name no PostgreSQL; the message says which."""


def recreate() -> None:
    """Drop the database if it is there, make it anew and migrate it. Raises NoDatabase."""
    drop()
    with _server() as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(_name())
        )
    call_command("migrate", verbosity=0)


def drop() -> None:
    """Drop the database, also when a run that was broken off still holds it."""
    connection.close()
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name()))


def is_seeded() -> bool:
    """Whether an earlier run left a seeded database behind."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM parties_association")
            row = cursor.fetchone()
    except Exception:  # no database, or no tables in it: either way there is nothing to reuse
        connection.close()
        return False
    return bool(row and row[0])


def settle() -> None:
    """Let PostgreSQL count its rows, as it would have done by itself in a running installation."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def describe() -> str:
    """The server's version and the size of the database, for the report."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(%s))",
            [connection.settings_dict["NAME"]],
        )
        version, size = cursor.fetchone()
    return f"PostgreSQL {version.split()[0]}, {size}"


def _name() -> sql.Identifier:
    return sql.Identifier(str(settings.DATABASES["default"]["NAME"]))


def _server() -> psycopg.Connection:
    chosen: dict[str, Any] = settings.DATABASES["default"]
    if not chosen["ENGINE"].endswith("postgresql"):
        raise NoDatabase("BENCH_DATABASE_URL must name a PostgreSQL database.")
    if chosen["NAME"] in ("postgres", "template0", "template1"):
        raise NoDatabase(
            f"The benchmarks drop their database; they will not drop {chosen['NAME']}."
        )
    try:
        return psycopg.connect(
            host=chosen["HOST"] or None,
            port=chosen["PORT"] or None,
            user=chosen["USER"] or None,
            password=chosen["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise NoDatabase(f"PostgreSQL does not answer: {error}") from error
