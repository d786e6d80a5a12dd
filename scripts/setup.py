"""Make .venv/ with the samordna command from the locked requirements.

Usage: ``python scripts/setup.py base|dev``: ``base`` is what an installation runs on, ``dev`` adds
what tests and checks need. Uses only the standard library, since it runs before anything is
installed. A second run with nothing changed does nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE_IN = VENV / "made-in"
INSTALLED = VENV / "installed.json"
REQUIREMENTS = ROOT / "requirements"


class SetupError(Exception):
    """Set-up cannot go on; the text says what the person can do."""


def digest(*paths: Path) -> str:
    """One fingerprint of several files' contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def wanted(kind: str) -> dict[str, str]:
    """What the environment should hold, as fingerprints of the files that decide it."""
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "packages": digest(REQUIREMENTS / f"{kind}.txt"),
        "project": digest(ROOT / "pyproject.toml"),
    }


def installed() -> dict[str, dict[str, str]]:
    """What earlier runs put there, per kind; empty when nothing is known."""
    try:
        return dict(json.loads(INSTALLED.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run quietly. Raises SetupError with all that the command said when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise SetupError(f"{' '.join(str(p) for p in command)}\n{done.stdout.strip()}")


def works() -> bool:
    """Whether .venv/ holds a Python that starts, of this version, made in this folder."""
    if MADE_IN.exists() and MADE_IN.read_text(encoding="utf-8") != str(ROOT):
        return False  # its commands carry the path of the old folder in their first line
    try:
        version = subprocess.run(
            [PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
        )
    except OSError:
        return False
    return version.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def make_environment() -> None:
    """Make .venv/ afresh. Raises SetupError when this Python cannot make one."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip"):
        venv.create(VENV, with_pip=True, symlinks=True)
        return
    if uv := uv_outside():
        run(uv, "venv", "--quiet", "--python", sys.executable, VENV)
        return
    raise SetupError(
        f"{sys.executable} cannot make a virtual environment with pip: the standard module "
        "ensurepip is missing. On Debian and Ubuntu: apt-get install -y python3-venv. "
        "Then run the same command again."
    )


def uv_outside() -> str | None:
    """A uv that the machine already has and that starts, or None."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True).returncode == 0:
        return uv
    return None


def uv_command() -> list[str | Path] | None:
    """uv inside .venv/, fetched with pip where pip can get it; None when it can't."""
    here: list[str | Path] = [PYTHON, "-m", "uv"]
    if subprocess.run([*here, "--version"], capture_output=True).returncode == 0:
        return here
    try:
        if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
            run(PYTHON, "-m", "ensurepip")
        run(*pip_install(), "--only-binary", ":all:", "-r", REQUIREMENTS / "tools.txt")
    except SetupError as error:
        if uv := uv_outside():
            return [uv]
        print(f"uv could not be had, so pip installs (slower): {reason(error)}", flush=True)
        return None
    return here


def pip_install() -> list[str | Path]:
    """pip's install command; every package must be locked with a hash."""
    return [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]


def reason(error: SetupError) -> str:
    """The line in which a failing command says what was wrong."""
    lines = str(error).strip().splitlines()
    return next((line for line in lines if "ERROR" in line), lines[-1])


def uv_environment() -> dict[str, str]:
    """The environment for uv, told of the package index that pip is set up with.

    uv does not read pip's settings, and on an office's own network they alone may say where
    packages come from.
    """
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if "UV_DEFAULT_INDEX" in env or "UV_INDEX_URL" in env:
        return env
    said = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True
    ).stdout
    # pip lists its sources from the weakest to the strongest.
    for line in said.splitlines():
        name, _, value = line.partition("=")
        if name.rpartition(".")[2] == "index-url":
            env["UV_DEFAULT_INDEX"] = value.strip("'\"")
    return env


def install_packages(kind: str) -> str:
    """Install the locked packages; answers with what was used, uv or pip."""
    locked = REQUIREMENTS / f"{kind}.txt"
    uv = uv_command()
    if uv:
        try:
            command = [*uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
            if kind == "dev":  # tests start many processes, and uv alone leaves code uncompiled
                command.append("--compile-bytecode")
            run(*command, "-r", locked, env=uv_environment())
            return "uv"
        except SetupError as error:
            print(f"uv failed, so pip tries:\n{error}", flush=True)
    run(*pip_install(), "-r", locked)
    return "pip"


def install_project(tool: str) -> None:
    """Install the project itself, editable, with the locked setuptools and nothing downloaded."""
    quiet: list[str | Path] = ["--quiet", "--no-deps", "--no-build-isolation", "-e", "."]
    uv = uv_command() if tool == "uv" else None
    if uv:
        run(*uv, "pip", "install", "--python", PYTHON, *quiet, env=uv_environment())
    else:
        run(PYTHON, "-m", "pip", "install", "--no-input", *quiet)


def set_up(kind: str) -> None:
    """Bring .venv/ to what ``kind`` needs. Raises SetupError with what the person can do."""
    start = time.monotonic()
    if not works():
        print("Making .venv/ ...", flush=True)
        make_environment()
    MADE_IN.write_text(str(ROOT), encoding="utf-8")
    present = installed()
    # Whatever holds the packages of dev holds those of base: they are locked to the same versions.
    enough = ("base", "dev") if kind == "base" else ("dev",)
    if any(present.get(one) == wanted(one) for one in enough):
        return
    print(f"Installing the packages of requirements/{kind}.txt ...", flush=True)
    tool = install_packages(kind)
    install_project(tool)
    same = {one: found for one, found in present.items() if found == wanted(one)}
    INSTALLED.write_text(json.dumps({**same, kind: wanted(kind)}), encoding="utf-8")
    print(f"Ready in {time.monotonic() - start:.1f} s ({tool}): .venv/bin/samordna", flush=True)


def main(arguments: list[str]) -> int:
    """The command line; answers with the exit code."""
    if len(arguments) != 1 or arguments[0] not in ("base", "dev"):
        print("Usage: scripts/setup.sh base|dev", file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
