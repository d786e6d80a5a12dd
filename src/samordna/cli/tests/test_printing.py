"""What a command answers in a terminal that has no other letters than ASCII's."""

from __future__ import annotations

import json
import os
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from samordna import cli
from samordna.cli import main
from samordna.cli.printing import READER_GONE
from tests.support.product import COMMAND

LATE = ("deadlines", "--meeting=2024-05-07", "--adjusted=2024-05-30", "--posted=2024-06-10")


@pytest.mark.parametrize("how", [(), ("--json",), ("--hejsan",), ("--help",)])
def test_printing_never_fails_on_a_letter(how: tuple[str, ...]) -> None:
    done = subprocess.run(
        [COMMAND, *LATE, *how],
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_json_keeps_each_letter() -> None:
    given = [COMMAND, *LATE, "--json"]
    plain, usual = (
        subprocess.run(
            given,
            env={"PYTHONIOENCODING": encoding},
            capture_output=True,
            timeout=60,
            check=False,
        ).stdout
        for encoding in ("ascii", "utf-8")
    )
    assert json.loads(plain) == json.loads(usual)
    assert not usual.isascii() and plain.isascii()


#: What a name of a file may hold and a terminal would obey, or nobody sees.
FORGING = "k\x1b[31m\r\x07\u202e\u200b\u2028\x85.pdf\nlåst.pdf\n    Kan bifogas: 1 sida.pdf"


def test_a_name_makes_no_line_and_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(FORGING).write_bytes(b"ingen pdf")
    assert main(["check-pdf", FORGING, "--bundle", f"{FORGING}2"]) == 1
    shown = (
        "k\\u{1b}[31m\\u{d}\\u{7}\\u{202e}\\u{200b}\\u{2028}\\u{85}.pdf\\u{a}låst.pdf"
        "\\u{a}    Kan bifogas: 1 sida.pdf"
    )
    said = capsys.readouterr().out
    assert said.split("\n")[0] == shown and f"så {shown}2 är inte skriven." in said
    assert set(said) & set("\x1b\r\x07\u202e\u200b\u2028\x85") == set()
    assert main(["check-pdf", f"{FORGING}3"]) == 2
    assert capsys.readouterr().err == f"Filen {shown}3 finns inte.\n"


@pytest.mark.parametrize(
    "typed",
    [
        ["check-budget", FORGING],
        ["deadlines", "--meeting", FORGING],
        ["deadlines", FORGING],
        [FORGING],
        ["check-pdf", "karta.pdf", f"--{FORGING}"],
    ],
)
def test_what_is_typed_wrong_is_told_in_one_line(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        main(typed)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.endswith("\n")
    assert set(said) & set("\x1b\r\x07\u202e\u200b\u2028\x85") == set()


def test_json_says_the_same_and_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(FORGING).write_bytes(b"ingen pdf")
    assert main(["check-pdf", FORGING, "--json"]) == 1
    said = capsys.readouterr().out
    assert json.loads(said)[0]["file"] == FORGING
    assert set(said) & set("\x1b\r\x07\u202e\u200b\u2028\x85") == set()
    assert "\\u202e" in said and "låst" in said


def test_no_command_prints_by_itself() -> None:
    own = Path(cli.__file__).parent
    printing = [
        path.name
        for path in own.glob("*.py")
        if path.name not in ("printing.py", "given_files.py")
        and re.search(r"(?<!\w)print\(|\.write\(", path.read_text())
    ]
    assert printing == []


@pytest.mark.parametrize("held_back", [True, False])
@pytest.mark.parametrize("how", [("--json",), (), ("--help",), ("--hejsan",)])
def test_a_reader_that_goes_ends_a_command_quietly(
    how: tuple[str, ...], *, held_back: bool
) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    wrong = how == ("--hejsan",)
    done = subprocess.run(
        [COMMAND, *LATE, *how],
        timeout=60,
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "" if held_back else "1"},
        stdout=subprocess.PIPE if wrong else theirs,
        stderr=theirs if wrong else subprocess.PIPE,
    )
    os.close(theirs)
    assert not done.stderr and not done.stdout
    asked = 0 if how == ("--help",) and not held_back else 141  # argparse goes on by itself
    assert READER_GONE == 141 and done.returncode == asked
