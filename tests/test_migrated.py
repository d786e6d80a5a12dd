"""The tests' database is kept from run to run; it must be what migrating gives today."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.support import migrated

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
MODELS = "SELECT app_label, model FROM django_content_type ORDER BY app_label, model"
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"
MIGRATE = """
import sys
import django
from django.core.management import call_command
from samordna.config.settings import test

test.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
call_command("migrate", verbosity=0)
"""


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_database_of_the_tests_is_what_migrating_gives(tmp_path: Path) -> None:
    anew = tmp_path / "anew.sqlite3"
    subprocess.run([sys.executable, "-c", MIGRATE, anew], cwd=migrated.ROOT, check=True)
    with closing(sqlite3.connect(anew)) as new, connection.cursor() as ours:
        for question in (SCHEMA, APPLIED, MODELS):
            rows = new.execute(question).fetchall()
            assert rows
            assert ours.execute(question).fetchall() == rows


def test_the_fingerprint_follows_contents_names_and_what_else_is_asked(tmp_path: Path) -> None:
    first = tmp_path / "0001_initial.py"
    first.write_text("one", encoding="utf-8")
    before = migrated.fingerprint_of([first], "5.2")
    assert before == migrated.fingerprint_of([first], "5.2")
    assert before != migrated.fingerprint_of([first], "5.3")
    second = first.rename(tmp_path / "0002_more.py")
    assert before != migrated.fingerprint_of([second], "5.2")
    first.write_text("another", encoding="utf-8")
    assert before != migrated.fingerprint_of([first], "5.2")


def test_what_a_migration_imports_of_the_house_counts(tmp_path: Path) -> None:
    room = tmp_path / "samordna" / "room"
    room.mkdir(parents=True)
    written = {
        "triggers.py": "import samordna.room.words",
        "words.py": "import os",
        "apart.py": "",
        "0001_initial.py": "def late():\n    from samordna.room import (\n        triggers,\n    )",
    }
    for name, text in written.items():
        (room / name).write_text(text, encoding="utf-8")
    found = migrated.with_imports([room / "0001_initial.py"], tmp_path)
    assert {file.name for file in found} == {"0001_initial.py", "triggers.py", "words.py"}


def test_the_house_counts_its_triggers_and_every_app_its_migrations() -> None:
    files = migrated.sources()
    apps = {file.parent.parent.name for file in files if file.name.startswith("0001_")}
    assert {"journal", "parties", "meetings", "demonstration", "contenttypes", "mfa"} <= apps
    assert "triggers.py" in {file.name for file in files}


def test_a_file_that_nobody_used_for_days_is_removed(tmp_path: Path) -> None:
    used, unused = tmp_path / "used.sqlite3", tmp_path / "unused.sqlite3"
    for file in (used, unused):
        file.touch()
    long_ago = time.time() - (migrated.DAYS + 1) * 86_400
    os.utime(unused, (long_ago, long_ago))
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE matter (number TEXT)")
        migrated.keep(database, tmp_path / "new.sqlite3")
    assert {file.name for file in tmp_path.iterdir()} == {"used.sqlite3", "new.sqlite3"}
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as kept:
        assert kept.execute("SELECT name FROM sqlite_master").fetchall() == [("matter",)]


@pytest.mark.postgres
@pytest.mark.django_db
def test_only_templates_with_a_note_of_their_use_are_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prefix = f"samordna_noted_{uuid.uuid4().hex[:12]}_"
    monkeypatch.setattr(migrated, "PREFIX", prefix)
    notes = {
        "used": "2000-01-01",
        "unused": "2000-01-01",
        "bare": None,
        "others": "0 a copy of somebody's own",
    }
    with connection.creation._nodb_cursor() as server:
        try:
            for name, note in notes.items():
                server.execute(f'CREATE DATABASE "{prefix}{name}" TEMPLATE template0')
                if note is not None:
                    server.execute(f'COMMENT ON DATABASE "{prefix}{name}" IS %s', [note])
            migrated._note_use(server, f"{prefix}used")
            server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]
            )
            left = {name.removeprefix(prefix) for (name,) in server.fetchall()}
        finally:
            for name in notes:
                server.execute(f'DROP DATABASE IF EXISTS "{prefix}{name}"')
    assert left == {"used", "bare", "others"}
