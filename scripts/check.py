"""Run every check that needs no test database, two at a time, and show what failed.

Usage: ``python scripts/check.py [NAME ...]``: without names, all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DJANGO_CHECK = [
    *["python", "-m", "django", "check"],
    *["--database", "default", "--fail-level", "WARNING"],
]
# The longest goes first; the others fit beside it on two cores.
CHECKS: dict[str, list[str]] = {
    "types": ["mypy"],
    "style": ["ruff", "check", "."],
    "layout": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    # ``--database`` asks too whether the database can keep each constraint; it is not connected to.
    "django": [*DJANGO_CHECK],
    "production": [*DJANGO_CHECK, "--deploy"],
    "house": [
        *["python", "-m", "pytest", "tests/test_house.py"],
        *["-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=short"],
        *["-W", "ignore::pytest.PytestConfigWarning"],
    ],
}
GATHER = ["python", "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "samordna.config.settings.production",
    "SAMORDNA_SECRET_KEY": "a text of more than fifty characters that only this check ever uses",
    "SAMORDNA_HOSTS": "samordna.example.org",
    "DATABASE_URL": "postgresql://samordna@127.0.0.1:5432/samordna",
}


@dataclass(frozen=True)
class Result:
    """How one check went."""

    name: str
    code: int
    seconds: float
    output: str


def run(name: str) -> Result:
    """Run one check, keeping what it says."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "samordna.config.settings.test"}
    start = time.monotonic()
    if name == "production":
        # As an installation stands when it is served: with the pages' files gathered.
        with TemporaryDirectory() as var:
            env |= PRODUCTION | {"SAMORDNA_VAR": var}
            done = _said(GATHER, env)
            done = done if done.returncode else _said(CHECKS[name], env)
    else:
        done = _said(CHECKS[name], env)
    return Result(name, done.returncode, time.monotonic() - start, done.stdout.strip())


def _said(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program, *arguments = command
    return subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def main(names: list[str]) -> int:
    """The command line; answers with the exit code."""
    if unknown := [name for name in names if name not in CHECKS]:
        print(f"Unknown: {', '.join(unknown)}. Known: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    start = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(run, names or CHECKS))
    for result in results:
        if result.code:
            print(f"\n== {result.name}: {' '.join(CHECKS[result.name])} ==\n{result.output}")
    print()
    for result in results:
        print(f"{result.name:<11} {'ok' if not result.code else 'FAILED'}, {result.seconds:.1f} s")
    bad = sum(1 for result in results if result.code)
    verdict = f"{bad} of {len(results)} checks failed" if bad else f"all {len(results)} checks pass"
    print(f"{verdict}, {time.monotonic() - start:.1f} s", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
