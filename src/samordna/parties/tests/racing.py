"""Races on a real database: threads with connections of their own, outside the test's transaction.

A test's own transaction hides what it does from other connections, and SQLite in memory has one
connection only. So a race runs in a process of its own, on a database that is made for it: a file
where the tests run on SQLite, a database of the same server where they run on PostgreSQL. It is
thrown away afterwards, because the journal's triggers let nothing be deleted.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a copy of the tests' database, taken between tests, with its tables."""
    if connection.vendor == "postgresql":
        with _postgres_copy() as url:
            yield url
        return
    file = folder / "race.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    yield f"sqlite:///{file}"


@contextmanager
def _postgres_copy() -> Iterator[str]:
    import psycopg

    name = f"samordna_race_{uuid.uuid4().hex[:12]}"
    own = connection.settings_dict
    connection.close()  # a database that somebody is connected to cannot be copied
    server = {
        "host": own["HOST"] or None,
        "port": own["PORT"] or None,
        "user": own["USER"] or None,
        "password": own["PASSWORD"] or None,
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own["NAME"]}"')
        try:
            who = f"{own['USER']}:{own['PASSWORD']}" if own["PASSWORD"] else own["USER"]
            yield f"postgresql://{who}@{own['HOST']}:{own['PORT'] or 5432}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(url: str, arguments: list[str]) -> str:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "samordna.config.settings.base",
        "SAMORDNA_SECRET_KEY": "only-for-races",
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def run_race(url: str, module: str) -> dict[str, Any]:
    """Run a race's module on a database and read what it reports as JSON."""
    report: dict[str, Any] = json.loads(_run(url, ["-m", module]).splitlines()[-1])
    return report


def at_once(work: Callable[[int], Any], threads: int) -> list[Any]:
    """Run ``work(n)`` in as many threads, all starting together; what each returned, or raised."""
    start = threading.Barrier(threads)
    results: list[Any] = [None] * threads

    def one(number: int) -> None:
        from django.db import connection as own

        start.wait()
        try:
            results[number] = work(number)
        except Exception as error:  # the report says which, and the test decides
            results[number] = f"{type(error).__name__}: {error}"
        finally:
            own.close()

    workers = [threading.Thread(target=one, args=(n,)) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return results
