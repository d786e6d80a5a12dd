"""Prove the README's two commands on a fresh clone of this repository, and print what they took.

Usage: ``python scripts/prove_readme.py [--if-changed]``. With ``--if-changed`` it does so only when
files of the set-up changed since the branch left ``origin/main`` (or since the commit that
SAMORDNA_CI_BASE names); when that cannot be told, it does. Uses only the standard library.

The clone gets empty caches, so every package is downloaded as on a new machine.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETUP_FILES = ("Makefile", "requirements", "pyproject.toml", "scripts", "README.md", ".ci")
DEMO_LIMIT = 90.0
# Beyond the limit it is still told how late it came, up to here.
GIVE_UP = 300.0


class ProofError(Exception):
    """The README does not hold; the text says what happened."""


def git(*arguments: str, at: Path = ROOT) -> str:
    """Git's answer. Raises ProofError when it refuses."""
    done = subprocess.run(["git", "-C", str(at), *arguments], capture_output=True, text=True)
    if done.returncode:
        raise ProofError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def set_up_changed() -> bool:
    """Whether files of the set-up changed since the base; True when the base is not known."""
    try:
        base = os.environ.get("SAMORDNA_CI_BASE") or git("merge-base", "HEAD", "origin/main")
        if git("rev-parse", base) == git("rev-parse", "HEAD"):
            return True  # a clone of what has just landed: nothing tells what landed before it
        return bool(git("diff", "--name-only", base, "HEAD", "--", *SETUP_FILES))
    except ProofError:
        return True


def fresh_environment(cache: Path) -> dict[str, str]:
    """This machine's environment with empty caches and none of the project's own settings."""
    ours = ("SAMORDNA_", "DJANGO_", "VIRTUAL_ENV", "PYTHONPATH", "MAKE", "MFLAGS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env.pop("DATABASE_URL", None)
    return {
        **env,
        "XDG_CACHE_HOME": str(cache),
        "PIP_CACHE_DIR": str(cache / "pip"),
        "UV_CACHE_DIR": str(cache / "uv"),
    }


def free_port() -> int:
    """A port of this machine that nothing listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page(url: str) -> str:
    """The page's text, or nothing while it is not served."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (our own address)
            return str(answer.read().decode("utf-8")) if answer.status == 200 else ""
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def prove_demo(clone: Path, env: dict[str, str]) -> float:
    """Seconds from ``make demo`` in the clone until it serves; it is stopped afterwards."""
    port = free_port()
    log = clone.parent / "demo.log"
    start = time.monotonic()
    with log.open("wb") as sink:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while time.monotonic() - start < GIVE_UP:
            if "Samordna" in page(f"http://127.0.0.1:{port}/"):
                break
            if demo.poll() is not None:
                raise ProofError(f"make demo ended (exit code {demo.returncode})")
            time.sleep(0.2)
        else:
            raise ProofError(f"make demo did not serve within {GIVE_UP:.0f} s")
        seconds = time.monotonic() - start
        said = log.read_text(encoding="utf-8", errors="replace")
        if f":{port}/" not in said:
            raise ProofError("make demo does not print the address that it serves at")
        prove_example(clone, env)
    except ProofError as error:
        said = log.read_text(encoding="utf-8", errors="replace")
        raise ProofError(f"{error}\n{said[-3000:]}") from error
    finally:
        stop(demo)
    return seconds


def prove_example(clone: Path, env: dict[str, str]) -> None:
    """The README's line about the decision space answers as it stands, on what make demo loaded."""
    readme = (clone / "README.md").read_text(encoding="utf-8")
    (line,) = (one for one in readme.splitlines() if " decision-space " in one)
    done = subprocess.run(line.split(), cwd=clone, env=env, capture_output=True, text=True)
    if done.returncode or "beslutsutrymme per 2024-09-05" not in done.stdout:
        raise ProofError(f"{line} answers wrongly:\n{done.stdout}{done.stderr}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children by its own process group."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue
    process.wait(timeout=15)


def prove_setup(clone: Path, env: dict[str, str]) -> float:
    """Seconds of ``make setup`` with nothing there yet, and the command that it leaves works."""
    subprocess.run(["make", "clean"], cwd=clone, env=env, check=True)
    start = time.monotonic()
    done = subprocess.run(
        ["make", "setup"],
        cwd=clone,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    seconds = time.monotonic() - start
    if done.returncode:
        raise ProofError(f"make setup failed:\n{done.stdout}")
    command = str(clone / ".venv" / "bin" / "samordna")
    asked = [command, "deadlines", "--meeting", "2024-05-07", "--json"]
    said = subprocess.run(asked, env=env, capture_output=True, text=True)
    if '"adjust_by": "2024-05-21"' not in said.stdout:
        raise ProofError(f"samordna deadlines answers wrongly:\n{said.stdout}{said.stderr}")
    return seconds


def prove() -> None:
    """Run both proofs in a temporary folder and print the numbers. Raises ProofError."""
    with tempfile.TemporaryDirectory(prefix="samordna-readme-") as name:
        folder = Path(name).resolve()
        clone = folder / "samordna"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone], check=True)
        demo = prove_demo(clone, fresh_environment(folder / "cache-of-demo"))
        print(f"README: make demo serves after {demo:.1f} s (limit {DEMO_LIMIT:.0f} s)", flush=True)
        left = git("status", "--porcelain", at=clone)
        if left:
            raise ProofError(f"make demo leaves files that git does not ignore:\n{left}")
        setup = prove_setup(clone, fresh_environment(folder / "cache-of-setup"))
        print(f"README: make setup takes {setup:.1f} s, download included", flush=True)
        if demo > DEMO_LIMIT:
            raise ProofError(f"make demo took {demo:.1f} s; the README says {DEMO_LIMIT:.0f} s")


def interrupted(number: int, _frame: object) -> None:
    """Turn a request to end into an exception, so that processes and folders are cleaned up."""
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """The command line; answers with the exit code."""
    if "--if-changed" in arguments and not set_up_changed():
        print("README: no file of the set-up changed, so nothing to prove")
        return 0
    signal.signal(signal.SIGTERM, interrupted)
    try:
        prove()
    except ProofError as error:
        print(f"README: FAILED: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
