"""What a command answers in a terminal that has no other letters than ASCII's."""

from __future__ import annotations

import json
import subprocess

import pytest

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
