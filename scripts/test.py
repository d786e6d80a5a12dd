"""Run every test of the house and say at the end what ran, on what, how it went and how long.

Usage: ``python scripts/test.py [sqlite|postgresql|journeys ...] [-- pytest's arguments]``. Without
names it runs all three; a PostgreSQL that does not answer is said in a line of its own. Files
among pytest's arguments are run alone: ``test.py postgresql -- src/samordna/flows``.

- ``sqlite``: the rules, the rooms, and the checks of the house, on SQLite.
- ``postgresql``: again what touches the database, and what only PostgreSQL can show.
- ``journeys``: the whole product, started as a person would start it, in a real Chromium.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import chromium  # noqa: E402  (the folder of the house goes on the path first)

REPORTS = ROOT / "build" / "tests"
POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
#: Two processes, since a busier machine makes journeys and races wait. A file stays with one: what
#: its tests share is made once (tests/support/shares.py has the exception).
WORKERS = ("-n", "2", "--dist", "loadfile")
#: So many files and tests are named at the end, for the time they took.
LONGEST = 10
PARTS = ("sqlite", "postgresql", "journeys")


@dataclass(frozen=True)
class Outcome:
    """How one part went. ``note`` says why a part did not run."""

    part: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    note: str = ""
    ok: bool = True

    def line(self) -> str:
        """The part's line in the closing summary."""
        if self.note:
            return f"{self.part:<11} {self.note}"
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return (
            f"{self.part:<11} {counts}, {self.seconds:.0f} s, {self.processor:.0f} s of processor"
        )


def run_pytest(part: str, arguments: list[str], env: dict[str, str]) -> Outcome:
    """Run pytest once. A run that executes no test at all counts as failed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{part}.xml"
    report.unlink(missing_ok=True)
    print(f"\n== {part} ==", flush=True)
    start, used = time.monotonic(), processor_seconds()
    reporting = [f"--junit-xml={report}", "-o", "junit_family=xunit1", "-rfEs"]
    code = subprocess.run(
        [sys.executable, "-m", "pytest", *reporting, *arguments],
        cwd=ROOT,
        env=environment(env),
        stdin=subprocess.DEVNULL,
    ).returncode
    seconds, used = time.monotonic() - start, processor_seconds() - used
    if not report.exists():
        return Outcome(part, note=f"pytest could not run (exit code {code})", ok=False)
    passed, failed, skipped = counts(report)
    return Outcome(part, passed, failed, skipped, seconds, used, ok=code == 0 and passed > 0)


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed (errors included) and skipped tests of a JUnit report that pytest wrote."""
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 (our own file)
    found = suite.attrib if suite is not None else {}
    tests, skipped = int(found.get("tests", 0)), int(found.get("skipped", 0))
    failed = int(found.get("failures", 0)) + int(found.get("errors", 0))
    return max(tests - failed - skipped, 0), failed, skipped


def environment(more: dict[str, str]) -> dict[str, str]:
    """This process's own and ``more``. Compiled code is kept, whatever the machine is used to.

    Journeys and races start some fifty processes, and each would compile the whole house anew.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, **more}


def processor_seconds() -> float:
    """The processor time of all that this process has started and seen the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def longest(parts: list[str]) -> Iterator[str]:
    """What took longest of the parts' reports, one line each: files first, then single tests."""
    files: dict[str, float] = defaultdict(float)
    tests: dict[str, float] = defaultdict(float)
    for part in parts:
        report = REPORTS / f"{part}.xml"
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (our own file)
            file, seconds = f"{part:<11} {case.get('file')}", float(case.get("time", 0))
            files[file] += seconds
            tests[f"{file}::{case.get('name')}"] += seconds
    for title, times in (("files", files), ("tests", tests)):
        yield f"-- the {LONGEST} longest {title} --"
        slowest = sorted(times, key=lambda name: -times[name])[:LONGEST]
        yield from (f"{times[name]:7.1f} s  {name}" for name in slowest)


def among(*all_of_it: str, extra: list[str]) -> list[str]:
    """pytest's arguments, with the folders of a part unless they name files or tests themselves."""
    named = any((ROOT / one.partition("::")[0]).exists() for one in extra)
    return extra if named else [*all_of_it, *extra]


def on_sqlite(extra: list[str]) -> Outcome:
    """Rules, rooms and the checks of the house."""
    arguments = [*WORKERS, "-m", "not postgres and not journey"]
    return run_pytest(
        "sqlite",
        [*arguments, *among("src", "tests", extra=extra)],
        {"SAMORDNA_TEST_DATABASE": "sqlite"},
    )


def on_postgresql(extra: list[str]) -> Outcome:
    """What touches the database, on PostgreSQL; a server that does not answer is a note."""
    url = os.environ.get("SAMORDNA_TEST_POSTGRES")
    if problem := unanswered(url or POSTGRES):
        note = f"not run: PostgreSQL does not answer ({problem})"
        # A server named by hand is meant to be there; the usual local one may be missing.
        return Outcome("postgresql", note=note, ok=url is None)
    env = {"SAMORDNA_TEST_DATABASE": "postgresql"}
    only = ["-p", "tests.support.touches_database", "-m", "not journey and not sqlite", *WORKERS]
    return run_pytest("postgresql", [*only, *among("src", "tests", extra=extra)], env)


def unanswered(url: str) -> str:
    """Why the PostgreSQL server at ``url`` cannot be used; empty when it answers."""
    import psycopg

    server = url.rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=5).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def in_chromium(extra: list[str]) -> Outcome:
    """The journeys. Without a Chromium they fail, with the command that installs one."""
    chromium.install()
    try:
        browser = chromium.require()
    except chromium.ChromiumMissingError as error:
        return Outcome("journeys", note=f"FAILED: {error}", ok=False)
    env = {"CHROMIUM": browser, "SAMORDNA_TEST_DATABASE": "sqlite"}
    # In the order of tests/support/shares.py, and not the files with most tests first.
    order = "--no-loadscope-reorder"
    arguments = [*WORKERS, order, *among("tests/journeys", extra=extra)]
    return run_pytest("journeys", arguments, env)


RUNNERS = {"sqlite": on_sqlite, "postgresql": on_postgresql, "journeys": in_chromium}


def main(arguments: list[str]) -> int:
    """The command line; answers with the exit code."""
    names = list(takewhile(lambda argument: argument != "--", arguments))
    extra = arguments[len(names) + 1 :]
    if unknown := [name for name in names if name not in PARTS]:
        print(f"Unknown: {', '.join(unknown)}. Known: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    outcomes = [RUNNERS[part](extra) for part in PARTS if not names or part in names]
    print("\n== What took longest ==")
    print("\n".join(longest([one.part for one in outcomes if not one.note])))
    print("\n== In all ==")
    for outcome in outcomes:
        print(outcome.line())
    good = all(outcome.ok for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    failed += sum(1 for outcome in outcomes if not outcome.ok and not outcome.failed)
    passed = sum(outcome.passed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if good and passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
