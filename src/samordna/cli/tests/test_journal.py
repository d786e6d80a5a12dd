"""``samordna journal verify``: one line an association, and an exit code to rely on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connections
from django_scopes import scope

from samordna.cli import main
from samordna.cli._django import database_words
from samordna.journal.models import JournalHead
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.steps import open_matter
from tests.support.product import COMMAND, environment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Two associations: Uppsala with two entries, Sundsvall with one."""
    for slug, count in (("sundsvall", 1), ("uppsala", 2)):
        cast = make_cast(slug)
        with scope(association=cast.association):
            for _ in range(count):
                open_matter(actor=cast.actor("registrar"), subject="Ärende")
    return cast


def lose_the_end(cast: Cast) -> None:
    with scope(association=cast.association):
        JournalHead.objects.update(number=9)


def test_whole_journals(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Databas: {database_words()}."
    assert said[1:] == [
        "sundsvall: 1 post, hel och oförändrad.",
        "uppsala: 2 poster, hel och oförändrad.",
    ]


def test_a_broken_journal_is_named_and_the_code_is_1(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_the_end(cast)
    assert main(["journal", "verify"]) == 1
    assert "uppsala: 2 poster, Slutet saknas: post 9" in capsys.readouterr().out
    assert main(["journal", "verify", "--association", "sundsvall"]) == 0
    assert main(["journal", "verify", "--association", "uppsala"]) == 1


def test_json(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    lose_the_end(cast)
    assert main(["journal", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "association": "sundsvall",
            "entries": 1,
            "ok": True,
            "problem": None,
            "database": database_words(),
        },
        {
            "association": "uppsala",
            "entries": 2,
            "ok": False,
            "problem": "Slutet saknas: post 9 ska vara den sista.",
            "database": database_words(),
        },
    ]


def test_an_unknown_association(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["journal", "verify", "--association", "lund"])
    assert stopped.value.code == 2
    assert "”lund”. Här finns: sundsvall, uppsala." in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_where_there_is_no_journal_none_is_proved(
    more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "verify", *more]) == 2
    said = capsys.readouterr()
    assert not said.out and database_words() in said.err


def test_which_database_is_said_without_its_password() -> None:
    own = {
        "NAME": "forbundet",
        "USER": "roll",
        "PASSWORD": "hemligt",
        "HOST": "db.exempel.se",
        "PORT": "5433",
    }
    with (
        patch.object(connections["default"], "settings_dict", own),
        patch.object(connections["default"], "vendor", "postgresql"),
    ):
        assert database_words() == "PostgreSQL forbundet på db.exempel.se:5433"
        own |= {"HOST": "", "PORT": ""}
        assert database_words() == "PostgreSQL forbundet på den egna datorn"


@pytest.mark.parametrize(
    "typed", [("journal", "verify"), ("decision-space", "--association", "uppsala")]
)
def test_with_no_settings_no_demonstration_is_read(typed: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [COMMAND, *typed], env=environment(tmp_path), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2 and "SAMORDNA_SECRET_KEY saknas" in done.stderr
    assert not done.stdout and not (tmp_path / "demo-secret").exists()
    asked = subprocess.run(
        [COMMAND, *typed, "--demo"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert asked.returncode == 2 and "tabeller är inte gjorda" in asked.stderr
