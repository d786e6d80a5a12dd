"""What every command answers when something is missing: one Swedish sentence, and exit code 2."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from samordna.cli import COMMANDS, main
from tests.support.product import COMMAND, environment

#: Words of argparse, of Django and of Python that no command may answer with.
ENGLISH = re.compile(r"\b(the following|required|usage|invalid|expected|error|Traceback|choose)\b")
TYPED_WRONG = [
    (),
    ("finns-inte",),
    ("association",),
    ("association", "x", "--name"),
    ("association", "x", "--hej"),
    ("password-link",),
    ("password-link", "anna@exempel.se", "--base-url", "hej"),
    ("check-budget",),
    ("check-pdf",),
    ("check-pdf", "bilaga.pdf", "--bundle"),
    ("decision-space",),
    ("deadlines",),
    ("demo", "--port", "åtta"),
    ("demo", "--stage", "slutet"),
    ("journal",),
    ("journal", "verify", "--association"),
    ("worker", "--every", "ofta"),
]


@pytest.mark.parametrize("typed", TYPED_WRONG, ids=" ".join)
def test_what_is_typed_wrong(typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(list(typed))
    said = capsys.readouterr()
    assert stopped.value.code == 2 and not said.out
    assert said.err.count("\n") == 1 and "--help" in said.err
    assert not ENGLISH.search(said.err), said.err


def test_the_help_is_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit):
            main([name.replace("_", "-"), "--help"])
        said = capsys.readouterr().out
        assert "Skrivs så: samordna" in said and not ENGLISH.search(said), said


def settings_of(var: Path, **more: str) -> dict[str, str]:
    return {
        **environment(var),
        "DJANGO_SETTINGS_MODULE": "samordna.config.settings.production",
        "SAMORDNA_SECRET_KEY": "x" * 60,
        "SAMORDNA_HOSTS": "samordna.exempel.se",
        "DATABASE_URL": f"sqlite:///{var / 'empty.sqlite3'}",
        **more,
    }


def run(var: Path, *typed: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *typed],
        env=settings_of(var, **more),
        capture_output=True,
        text=True,
        timeout=120,
    )


FOUND = (
    *("association", "nytt", "--name", "Nytt förbund"),
    *("--director-name", "Nya Nord", "--director-email", "nya@exempel.se"),
)


@pytest.mark.parametrize(
    ("typed", "more", "says"),
    [
        (FOUND, {}, "Kör ”samordna manage migrate”"),
        (("password-link", "anna@exempel.se"), {}, "Kör ”samordna manage migrate”"),
        (("journal", "verify"), {}, "Kör ”samordna manage migrate”"),
        (("decision-space", "--association", "nytt"), {}, "Kör ”samordna manage migrate”"),
        (("worker", "--once"), {}, "Kör ”samordna manage migrate”"),
        (("manage", "clearsessions"), {}, "Kör ”samordna manage migrate”"),
        (FOUND, {"DATABASE_URL": "sqlite:////finns/inte/db.sqlite3"}, "Databasen går inte att nå"),
        (FOUND, {"SAMORDNA_HOSTS": ""}, "SAMORDNA_HOSTS saknas"),
        (FOUND, {"SAMORDNA_ADDRESS": "hej"}, "SAMORDNA_ADDRESS: ”hej” är inte adressen"),
    ],
)
def test_an_installation_that_is_not_ready(
    typed: tuple[str, ...], more: dict[str, str], says: str, tmp_path: Path
) -> None:
    done = run(tmp_path, *typed, **more)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_a_worker_that_is_started_before_the_tables_are_made_says_so_and_waits(
    tmp_path: Path,
) -> None:
    worker = subprocess.Popen(
        [COMMAND, "worker"], env=settings_of(tmp_path), stderr=subprocess.PIPE, text=True
    )
    try:
        assert worker.stderr is not None
        said = []
        for line in worker.stderr:
            said.append(line)
            if "Kör ”samordna manage migrate”" in line or "Traceback" in line:
                break
        assert worker.poll() is None
    finally:
        worker.terminate()
    assert worker.wait(timeout=60) == 0
    assert "Traceback" not in "".join([*said, *worker.stderr])


def with_earlier(database: Path, rooms: dict[str, list[str]]) -> None:
    """Let the database say that these migrations of earlier editions have been run."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS django_migrations"
            " (id integer PRIMARY KEY, app text, name text, applied datetime)"
        )
        connection.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')",
            [(room, name) for room, names in rooms.items() for name in names],
        )


def all_of(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("typed", [("manage", "migrate"), ("demo", "--load-only")], ids=" ".join)
def test_a_database_of_an_edition_too_old_is_left_as_it_is(
    typed: tuple[str, ...], tmp_path: Path
) -> None:
    database = tmp_path / "empty.sqlite3"
    with_earlier(database, {"parties": ["0001_initial", "0002_appointment"]})
    before = all_of(database)
    done = run(tmp_path, *typed)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.startswith("Databasen är gjord av en utgåva som är äldre")
    assert done.stderr.count("\n") == 1 and all_of(database) == before


def test_a_database_of_the_edition_before_is_taken_over_as_it_is(tmp_path: Path) -> None:
    """Each room's first migration replaces those that led to the same tables."""
    assert run(tmp_path, "manage", "migrate", "--verbosity=0").returncode == 0
    known = MigrationLoader(None).disk_migrations.items()
    rooms = {room: [name for _, name in one.replaces] for (room, _), one in known if one.replaces}
    assert {"parties", "meetings"} <= set(rooms)
    database = tmp_path / "empty.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM django_migrations WHERE name = '0001_base'")
    with_earlier(database, rooms)
    again = run(tmp_path, "manage", "migrate", "--verbosity=0")
    assert (again.returncode, again.stderr) == (0, "")
    with closing(sqlite3.connect(database)) as connection:
        taken = connection.execute("SELECT app FROM django_migrations WHERE name = '0001_base'")
        assert {room for (room,) in taken} == set(rooms)
