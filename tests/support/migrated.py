"""The tests' database, migrated once and kept under the fingerprint of its migrations.

Running every migration costs more than most rooms' tests. So the migrated database is kept: on
SQLite as a file under build/, on PostgreSQL as a template database on the server. A worker's own
database is a copy of it. Whatever could give another result, gives another fingerprint; what has
not been used for some days is removed. Locks keep workers and checkouts out of each other's way.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.sqlite3.creation import DatabaseCreation as SqliteCreation

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "databases"
DAYS = 3
PREFIX = "samordna_migrated_"
#: The comment on a template: the day on which it was used last, and nothing else.
NOTE = r"^\d{4}-\d{2}-\d{2}$"
#: The advisory lock under which templates are made, copied and removed; any number of our own.
LOCK = 0x5A4D_0D4A


def fingerprint() -> str:
    """The fingerprint of all that decides what migrating gives, as a short text."""
    versions = (django.__version__, sqlite3.sqlite_version)
    asked = (versions, settings.AUTH_USER_MODEL, settings.INSTALLED_APPS)
    return fingerprint_of([*sources(), Path(__file__)], repr(asked))


def sources() -> set[Path]:
    """The migrations of every app, packages' own too, and what they import of the house."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    return with_imports(file for folder in folders for file in folder.glob("*.py"))


def fingerprint_of(files: Iterable[Path], asked: str) -> str:
    """The fingerprint of the files' names and contents, and of what else was asked for."""
    total = hashlib.sha256(asked.encode())
    for file in sorted(files):
        name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
        total.update(f"\0{name}\0".encode() + file.read_bytes())
    return total.hexdigest()[:16]


def with_imports(files: Iterable[Path], source: Path = ROOT / "src") -> set[Path]:
    """The files, and of the house's own code under ``source`` whatever they import, and so on."""
    found: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _imported(file, source)
    return found


def _imported(file: Path, source: Path) -> Iterator[Path]:
    text = file.read_bytes()
    if b"samordna" not in text:
        return
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    for name in names:
        place = source.joinpath(*name.split("."))
        yield from (
            one for one in (place.with_suffix(".py"), place / "__init__.py") if one.exists()
        )


def use_kept_databases() -> None:
    """From now on the tests' databases are copies of the kept ones."""
    kinds: dict[str, Any] = {"sqlite": FromFile, "postgresql": FromTemplate}
    for connection in connections.all():
        connection.creation = kinds[connection.vendor](connection)


class _Copied:
    """What both servers share: Django is told of a database that is there already."""

    connection: Any
    serialize_db_to_string: Any
    _create_test_db: Any
    _get_test_db_name: Any
    _nodb_cursor: Any

    def _begin(self, name: str) -> None:
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()


class FromFile(_Copied, SqliteCreation):
    """A SQLite database copied from the kept file."""

    def create_test_db(
        self,
        verbosity: int = 1,
        autoclobber: bool = False,
        serialize: bool | None = True,
        keepdb: bool = False,
    ) -> str:
        """As Django's own; migrates only when no file of this fingerprint is kept."""
        kept = KEPT / f"{fingerprint()}.sqlite3"
        with _locked(KEPT):
            if not kept.exists():
                name = super().create_test_db(verbosity, autoclobber, serialize, keepdb)
                keep(self.connection.connection, kept)
                return name
            os.utime(kept)
        name = str(self._get_test_db_name())
        self._create_test_db(verbosity, autoclobber, keepdb)
        self._begin(name)
        with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
            source.backup(self.connection.connection)
        if serialize:
            self.connection._test_serialized_contents = self.serialize_db_to_string()
        return name


def keep(database: sqlite3.Connection, kept: Path) -> None:
    """Write the database to its place whole or not at all, and remove what nobody uses."""
    part = kept.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        database.backup(copy)
    part.replace(kept)
    oldest = time.time() - DAYS * 86_400
    for other in kept.parent.glob("*.sqlite3"):
        if other.stat().st_mtime < oldest:
            other.unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class FromTemplate(_Copied, PostgresCreation):
    """A PostgreSQL database made from the kept template."""

    def create_test_db(
        self,
        verbosity: int = 1,
        autoclobber: bool = False,
        serialize: bool | None = True,
        keepdb: bool = False,
    ) -> str:
        """As Django's own; migrates only when the server has no template of this fingerprint."""
        template = PREFIX + fingerprint()
        with self._nodb_cursor() as server:
            server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            there = server.fetchone()
            if there:
                self.connection.settings_dict["TEST"]["TEMPLATE"] = template
                name = str(self._get_test_db_name())
                self._create_test_db(verbosity, autoclobber, keepdb)
            else:
                name = super().create_test_db(verbosity, autoclobber, serialize, keepdb)
                self.connection.close()  # a database that somebody is connected to cannot be copied
                server.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
            _note_use(server, template)
        self._begin(name)
        if serialize:
            self.connection._test_serialized_contents = self.serialize_db_to_string()
        return name


def _note_use(server: Any, template: str) -> None:
    """Note on the template that it was used today, and remove those that were not for long.

    One without such a note, whatever it is called, was not made here.
    """
    server.execute("SELECT current_date::text, (current_date - %s)::text", [DAYS])
    today, oldest = server.fetchone()
    server.execute(f"COMMENT ON DATABASE \"{template}\" IS '{today}'")
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) "
        "AND shobj_description(oid, 'pg_database') ~ %s "
        "AND shobj_description(oid, 'pg_database') < %s",
        [PREFIX, NOTE, oldest],
    )
    for (name,) in server.fetchall():
        server.execute(f'DROP DATABASE "{name}"')
