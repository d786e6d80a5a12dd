"""The scripts behind the make targets, in the cases that a usual machine never shows."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import chromium, prove_readme, setup
from scripts import test as runner
from tests.support import shares, touches_database

GIT = prove_readme.git


def says(output: str) -> Callable[..., SimpleNamespace]:
    """A subprocess.run whose command prints ``output``."""
    return lambda *_arguments, **_options: SimpleNamespace(stdout=output, returncode=0)


def test_uv_asks_the_index_that_pip_is_set_up_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    listed = "global.index-url='http://paket.exempel.se/a'\n:env:.index-url='http://b.exempel.se'\n"
    monkeypatch.setattr(setup.subprocess, "run", says(listed))
    assert setup.uv_environment()["UV_DEFAULT_INDEX"] == "http://b.exempel.se"
    monkeypatch.setattr(setup.subprocess, "run", says("global.extra-index-url='http://c'\n"))
    assert "UV_DEFAULT_INDEX" not in setup.uv_environment()
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://uv.exempel.se")
    monkeypatch.setattr(setup.subprocess, "run", says(listed))
    assert setup.uv_environment()["UV_DEFAULT_INDEX"] == "http://uv.exempel.se"


def test_a_python_without_ensurepip_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(setup, "uv_outside", lambda: None)
    with pytest.raises(setup.SetupError, match="apt-get install -y python3-venv"):
        setup.make_environment()


def test_an_environment_that_was_moved_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "MADE_IN", tmp_path / "made-in")
    assert setup.works()
    (tmp_path / "made-in").write_text("/annan/mapp", encoding="utf-8")
    assert not setup.works()


@pytest.mark.parametrize(
    ("user", "start"), [(0, "Run: apt-get update"), (1000, "Run: sudo apt-get update")]
)
def test_no_chromium_is_told_with_the_one_command(
    monkeypatch: pytest.MonkeyPatch, user: int, start: str
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda _name: None)
    monkeypatch.setattr(chromium, "debian", lambda: True)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: user)
    with pytest.raises(chromium.ChromiumMissingError, match=start):
        chromium.require()


def test_a_part_that_ran_no_test_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(runner, "REPORTS", tmp_path)
    empty = '<testsuites><testsuite tests="0" failures="0" errors="0" skipped="0"/></testsuites>'

    def no_test(command: list[str], **_options: object) -> SimpleNamespace:
        (tmp_path / "journeys.xml").write_text(empty, encoding="utf-8")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(runner.subprocess, "run", no_test)
    assert not runner.run_pytest("journeys", [], {}).ok


def test_what_took_longest_is_named_by_file_and_by_test(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = '<testcase file="{}" name="{}" time="{}"/>'.format
    cases = [case("a.py", "one", 1.25), case("a.py", "two", 2.0), case("b.py", "three", 3.0)]
    report = f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"
    (tmp_path / "sqlite.xml").write_text(report, encoding="utf-8")
    monkeypatch.setattr(runner, "REPORTS", tmp_path)
    monkeypatch.setattr(runner, "LONGEST", 2)
    assert list(runner.longest(["sqlite"])) == [
        "-- the 2 longest files --",
        "    3.2 s  sqlite      a.py",
        "    3.0 s  sqlite      b.py",
        "-- the 2 longest tests --",
        "    3.0 s  sqlite      b.py::three",
        "    2.0 s  sqlite      a.py::two",
    ]


def test_a_missing_postgresql_is_said_and_one_named_by_hand_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "unanswered", lambda _url: "Connection refused")
    monkeypatch.delenv("SAMORDNA_TEST_POSTGRES", raising=False)
    usual = runner.on_postgresql([])
    assert usual.ok
    assert "PostgreSQL does not answer (Connection refused)" in usual.line()
    monkeypatch.setenv("SAMORDNA_TEST_POSTGRES", "postgresql://samordna@db.exempel.se/samordna")
    assert not runner.on_postgresql([]).ok


@pytest.mark.parametrize(
    ("changed", "proven"), [("README.md", True), ("requirements/base.txt", True), ("a.py", False)]
)
def test_the_readme_is_proven_when_the_set_up_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str, proven: bool
) -> None:
    def git(*arguments: str) -> None:
        named = ["-c", "user.name=Alva", "-c", "user.email=alva@exempel.se"]
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "-m", "first")
    git("tag", "base")
    monkeypatch.setattr(prove_readme, "git", lambda *a: GIT(*a, at=tmp_path))
    monkeypatch.setenv("SAMORDNA_CI_BASE", "base")
    assert prove_readme.set_up_changed()  # nothing after the base: what landed is not known
    (tmp_path / changed).parent.mkdir(exist_ok=True)
    (tmp_path / changed).write_text("x", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "second")
    assert prove_readme.set_up_changed() is proven
    monkeypatch.setenv("SAMORDNA_CI_BASE", "no-such-commit")
    assert prove_readme.set_up_changed()


def test_what_is_begun_first_exists_and_only_the_walks_are_divided() -> None:
    assert [file for file in shares.FIRST if not (runner.ROOT / file).is_file()] == []
    walks, other = shares.FIRST[:2]
    scope = shares.kept_together
    assert scope(f"{walks}::test_a[x]") != scope(f"{walks}::test_a[y]")
    assert scope(f"{other}::test_a[x]") == scope(f"{other}::test_b")
    assert shares.turn(f"{walks}::test_a") < shares.turn(f"{other}::test_a")
    assert shares.turn(f"{other}::test_a") < shares.turn("tests/journeys/test_sign_in.py::test_a")


def test_races_on_databases_of_their_own_touch_the_database() -> None:
    def asks_for(*fixtures: str) -> bool:
        item = SimpleNamespace(fixturenames=fixtures, get_closest_marker=lambda _name: None)
        return touches_database.touches_database(item)

    assert asks_for("race", "django_db_setup", "tmp_path_factory")
    assert asks_for("cast", "db")
    assert not asks_for("tmp_path_factory")
