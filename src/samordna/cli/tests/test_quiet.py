"""Commands say what they have to say, and no library speaks beside them."""

from __future__ import annotations

import subprocess
import sys

LOAD = "from samordna.cli import _django; _django.start(_django.DEMO); import pikepdf"


def test_what_commands_load_prints_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
