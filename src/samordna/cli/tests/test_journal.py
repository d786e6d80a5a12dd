"""``samordna journal verify``: one line an association, and an exit code to rely on."""

from __future__ import annotations

import json

import pytest
from django_scopes import scope

from samordna.cli import main
from samordna.journal.models import JournalHead
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.steps import open_matter

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
    assert capsys.readouterr().out.splitlines() == [
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
        {"association": "sundsvall", "entries": 1, "ok": True, "problem": None},
        {
            "association": "uppsala",
            "entries": 2,
            "ok": False,
            "problem": "Slutet saknas: post 9 ska vara den sista.",
        },
    ]


def test_an_unknown_association(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["journal", "verify", "--association", "lund"])
    assert stopped.value.code == 2
    assert "”lund”. Här finns: sundsvall, uppsala." in capsys.readouterr().err


def test_an_empty_installation_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
