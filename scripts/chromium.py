"""Find a Chromium for the journeys and the screenshots, or install it where that can be done.

Usage: ``python scripts/chromium.py [--install]``: prints the path of the browser. Without one it
fails with the one command to run. Uses only the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Without windows it is the same browser with less to do: a walk takes a tenth less time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core")


class ChromiumMissingError(Exception):
    """There is no Chromium; the text holds the command that installs one."""


def find() -> str | None:
    """The path of a Chromium: what CHROMIUM names, or the first one on the PATH."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        if path := shutil.which(name):
            return path
    return None


def require() -> str:
    """The path of a Chromium. Raises ChromiumMissingError with the command to run."""
    if path := find():
        return path
    if named := os.environ.get("CHROMIUM"):
        raise ChromiumMissingError(f"CHROMIUM names {named}, which cannot be run.")
    if debian():
        root = "" if os.geteuid() == 0 else "sudo "
        command = f"{root}apt-get update && {root}apt-get install -y {' '.join(PACKAGES)}"
        raise ChromiumMissingError(f"The journeys need Chromium, and there is none. Run: {command}")
    raise ChromiumMissingError(
        "The journeys need Chromium, and there is none. Install Chromium or Chrome, "
        "or name one: export CHROMIUM=/path/to/chromium"
    )


def debian() -> bool:
    """Whether this is Debian, whose packages hold the browser itself."""
    release = Path("/etc/os-release")
    known = release.exists() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    return known and shutil.which("apt-get") is not None


def install() -> None:
    """Install Debian's Chromium when this is Debian and we are root; else leave all as it is."""
    if find() or os.environ.get("CHROMIUM") or not debian() or os.geteuid() != 0:
        return
    print("Installing Debian's Chromium ...", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", "update"],
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", "install", "-y", *PACKAGES],
    ):
        done = subprocess.run(
            command,
            env=env,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            print("\n".join(done.stdout.splitlines()[-15:]), file=sys.stderr)
            return


def main(arguments: list[str]) -> int:
    """The command line; answers with the exit code."""
    if "--install" in arguments:
        install()
    try:
        print(require())
    except ChromiumMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
