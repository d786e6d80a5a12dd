"""What it takes to add a room, proven on one: study visits, whose files lie in tests/new_room/.

A copy of the house gets exactly the files that CONTRIBUTING.md lists. Then everything is found: its
addresses and rights, its link in the menu, its kind of paper and who reads it, its measured page
and its part in the demonstration. When any one of them is left out, a test of the house fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NEW = ROOT / "tests" / "new_room"
COPIED = ("src", "tests", "bench", "scripts", "demo", "docs", "conftest.py", "pyproject.toml")

#: The files of the house that a new room is written into: before which line, and what.
LINES = {
    "src/samordna/rooms.py": [
        ('    Room("flows", address=""),', '    Room("visits", address="besok/"),')
    ],
    "pyproject.toml": [('  "meetings",', '  "visits",')],
    "docs/architecture.md": [("  meetings[", "  visits[visits: study visits] --> meetings")],
    "src/samordna/flows/menu.py": [
        ('            Entry("Personer",', '            Entry("Studiebesök", "visits:visits"),')
    ],
    "src/samordna/flows/papers.py": [
        ("    (frozenset({OfMeetings.SUMMONS})", "    (frozenset({OfVisits.VISIT}), reports),"),
        ("\n#: Of a paper", "from samordna.visits.kinds import PaperKind as OfVisits"),
        ("\n#: Of a paper", "from samordna.visits.queries import reports"),
    ],
}
#: What finds that a room lacks something. None of it asks a database.
GUARDS = ("tests/test_rooms.py", "tests/test_house.py", "-k", "room")


def places() -> dict[str, list[Path]]:
    """The new files of the room, by the place where CONTRIBUTING.md names them."""
    found: dict[str, list[Path]] = {}
    for path in sorted(NEW.rglob("*")):
        name = path.relative_to(NEW).as_posix()
        if path.is_file() and "__pycache__" not in name:
            own = "src/samordna/visits/"
            found.setdefault(own if name.startswith(own) else name, []).append(path)
    return found


PLACES = (*LINES, *places())


def listed() -> list[str]:
    """The places that CONTRIBUTING.md lists."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("\n## A new room\n")[2].partition("\n## ")[0]
    named = re.findall(r"^\d+\. `([^`]+)`", section, flags=re.M)
    return [name.replace("<room>", "visits") for name in named]


def add(tree: Path, place: str) -> None:
    """Write the room into one place of a copy of the house."""
    for path in places().get(place, ()):
        target = tree / path.relative_to(NEW)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for before, line in LINES.get(place, ()):
        file = tree / place
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{place}: {before!r}"
        file.write_text(text.replace(before, f"{line}\n{before}"), encoding="utf-8")


@contextmanager
def without(tree: Path, place: str) -> Iterator[None]:
    """The copy of the house as it is when one place was forgotten."""
    there = tree / place
    kept = tree / "kept"
    there.rename(kept)
    if place in LINES:
        shutil.copy(ROOT / place, there)
    yield
    there.unlink(missing_ok=True)
    kept.rename(there)


def run(tree: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in the copy, with nothing of these tests' own."""
    # The copy keeps its compiled code: without it, each run would compile the whole house.
    ours = ("SAMORDNA_", "DJANGO_", "PYTEST_", "PYTHONDONTWRITEBYTECODE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {"PYTHONPATH": f"{tree / 'src'}:{tree}", "COLUMNS": "100"}
    env |= {"DJANGO_SETTINGS_MODULE": "samordna.config.settings.test"}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=tree,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with the room in it."""
    tree = tmp_path_factory.mktemp("house")
    for name in COPIED:
        if (ROOT / name).is_dir():
            # With what has been compiled already, which holds for files as old and as long.
            unwanted = shutil.ignore_patterns("new_room", "*.png")
            shutil.copytree(ROOT / name, tree / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, tree / name)
    for place in PLACES:
        add(tree, place)
    return tree


def test_the_list_in_contributing_is_the_list_of_this_test_and_short() -> None:
    assert sorted(listed()) == sorted(PLACES)
    assert len(PLACES) < 10


def test_a_room_that_is_written_into_these_places_is_found(tree: Path) -> None:
    asked = ["src/samordna/visits", *GUARDS[:2], "tests/test_permissions.py"]
    done = run(tree, "pytest", *asked, "-n0", "-p", "no:cacheprovider", "-k", "room or visit")
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 20
    lint = run(tree, "importlinter.cli", "--no-cache")
    assert lint.returncode == 0, lint.stdout
    made = run(tree, "django", "makemigrations", "--check", "--dry-run")
    assert made.returncode == 0, made.stdout


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_forgotten_fails(tree: Path, place: str) -> None:
    with without(tree, place):
        done = run(tree, "pytest", *GUARDS, "-n0", "-x", "-p", "no:cacheprovider")
    assert done.returncode != 0, done.stdout
    assert "visits" in done.stdout
