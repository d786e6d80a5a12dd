"""The commands as they are typed, on the demonstration's data."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from samordna.budgets.tests.drift import WORKBOOKS
from samordna.cli import COMMANDS
from samordna.documents.pdf import tests as pdf_tests
from tests.support.product import COMMAND, environment

FIELD = Path(pdf_tests.__path__[0], "field")
#: One typed line of each command, by its module.
TYPED = {
    "association": (
        *("association", "nytt", "--name", "Nytt förbund"),
        *("--director-name", "Nya Nord", "--director-email", "nya@exempel.se"),
    ),
    "change_address": ("change-address", "finns-inte@exempel.se", "ny@exempel.se"),
    "check_budget": ("check-budget", str(next(WORKBOOKS.glob("*.xlsx")))),
    "check_pdf": ("check-pdf", str(next(FIELD.glob("pdf05-*.pdf")))),
    "deadlines": ("deadlines", "--meeting", "2021-10-14", "--posted", "2021-10-26"),
    "decision_space": ("decision-space", "--association", "uppsala"),
    "demo": ("demo", "--load-only"),
    "journal": ("journal", "verify"),
    "manage": ("manage", "check"),
    "password_link": ("password-link", "finns-inte@exempel.se"),
    "worker": ("worker", "--once"),
}
#: What a library says of itself: a level of logging, a warning with its file, a name of its own.
OF_A_LIBRARY = re.compile(r"DEBUG|INFO\b|WARNING|Warning:|Traceback|pikepdf|logger|initialized")


def test_every_command_is_typed_here() -> None:
    assert set(TYPED) == set(COMMANDS)


@pytest.mark.parametrize("name", TYPED)
def test_no_library_speaks_beside_a_command(name: str, demo_data: Path, tmp_path: Path) -> None:
    var = shutil.copytree(demo_data, tmp_path / "var")
    done = subprocess.run(
        [COMMAND, *TYPED[name]],
        env={**environment(var), "DJANGO_SETTINGS_MODULE": "samordna.config.settings.demo"},
        text=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode in (0, 1, 2)
    assert not OF_A_LIBRARY.search(done.stdout + done.stderr), done.stdout + done.stderr
    # A sentence about what was typed goes to the one stream, and what was asked for to the other.
    assert not (done.stdout and done.stderr)
