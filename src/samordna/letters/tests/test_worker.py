"""The worker as a process of its own: killed midway, it loses no letter."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from samordna.ground.search import Folded
from samordna.kernel.folding import fold_for_search
from samordna.letters.tests.mail_server import Handler, mail_server
from samordna.parties.tests.racing import fresh_database

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]

LETTERS = 12
#: An association with letters that wait, as the product writes them.
SEED = f"""
import django; django.setup()
from django_scopes import scope
from samordna.journal.changes import change
from samordna.journal.services import journal
from samordna.letters.rules import Kind
from samordna.letters.steps import Draft, write_all
from samordna.parties.actors import system_actor
from samordna.parties.models import Association, Person
association = Association.objects.create(slug="uppsala", name="Förbundet")
people = [
    Person.objects.create_user(f"p{{n}}@exempel.se", name=f"Person {{n}}") for n in range({LETTERS})
]
with scope(association=association):
    with change():
        entry = journal(
            actor=system_actor(association), verb="found_association", subject=association
        )
    write_all([(entry, association, [
        Draft(kind=Kind.MINUTES_TO_SIGN, to=person, subject="Justera", text="Text")
        for person in people
    ])])
"""


def run(env: dict[str, str], *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *command], env=env, text=True, stdin=subprocess.DEVNULL
    )


def worker(env: dict[str, str]) -> subprocess.Popen[str]:
    return run(env, "-c", "from samordna.cli import main; main(['worker', '--once'])")


@pytest.fixture
def server() -> Iterator[tuple[Handler, int]]:
    with mail_server() as (handler, port):
        yield handler, port


@pytest.fixture(scope="module")
def tables(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A file with every table and no rows."""
    folder = tmp_path_factory.mktemp("letters")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def env(tables: Path, tmp_path: Path, server: tuple[Handler, int]) -> dict[str, str]:
    """An installation of its own, with letters that wait."""
    shutil.copy(tables, tmp_path / "letters.sqlite3")
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samordna.config.settings.base",
        "SAMORDNA_SECRET_KEY": "only-for-tests",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'letters.sqlite3'}",
        "SAMORDNA_MAIL": f"smtp://127.0.0.1:{server[1]}?starttls=no",
        "SAMORDNA_VAR": str(tmp_path),
    }
    assert run(env, "-c", SEED).wait(120) == 0
    return env


def test_two_workers_at_once_send_each_letter_once(
    env: dict[str, str], server: tuple[Handler, int]
) -> None:
    both = [worker(env), worker(env)]
    assert [one.wait(120) for one in both] == [0, 0]
    assert sorted(server[0].addresses) == sorted(f"p{n}@exempel.se" for n in range(LETTERS))


def test_killed_in_the_middle_of_a_letter_none_is_lost_and_at_most_that_one_goes_twice(
    env: dict[str, str], server: tuple[Handler, int], tmp_path: Path
) -> None:
    mail = server[0]
    mail.slow["p4@exempel.se"] = 30
    first = worker(env)
    deadline = time.monotonic() + 60
    while "p4@exempel.se" not in mail.addresses and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(10)
    assert len(mail.addresses) == 5
    mail.slow.clear()

    # The rest goes at once; the one that was in hand is let go of after ten minutes.
    assert worker(env).wait(120) == 0
    assert len(mail.addresses) == LETTERS
    with sqlite3.connect(tmp_path / "letters.sqlite3") as rows:
        rows.create_function(Folded.function, 1, fold_for_search, deterministic=True)
        in_hand = rows.execute("SELECT address FROM letters_letter WHERE state = 'waiting'")
        assert in_hand.fetchall() == [("p4@exempel.se",)]
        rows.execute("UPDATE letters_letter SET next_try_at = made_at WHERE state = 'waiting'")
    assert worker(env).wait(120) == 0

    times = Counter(mail.addresses)
    assert times.pop("p4@exempel.se") == 2
    assert set(times.values()) == {1}
    assert len(times) == LETTERS - 1
    marks = {str(m["Message-ID"]) for address, m in mail.received if address == "p4@exempel.se"}
    assert len(marks) == 1
