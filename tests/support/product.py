"""The real product as a process of its own, on data of its own, as a person would start it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

COMMAND = Path(sys.executable).with_name("samordna")
LOAD_SECONDS = 300
START_SECONDS = 60


def free_port() -> int:
    """A port of this machine that nothing listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path) -> dict[str, str]:
    """The environment of a product whose data lie in ``var``, with nothing of the tests' own."""
    ours = ("SAMORDNA_", "DJANGO_", "DATABASE_URL", "PYTEST_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**env, "SAMORDNA_VAR": str(var), "PYTHONUNBUFFERED": "1"}


def load_demonstration(var: Path, stage: str = "meeting") -> None:
    """Fill ``var`` with the demonstration's data. Raises RuntimeError with the command's words.

    ``stage``: ``meeting`` (a week before the board's meeting), or ``call``, earlier in the story,
    when one application and one statement are still to be written and the agenda is empty.
    """
    command(var, "demo", "--load-only", "--stage", stage)


def run_in(var: Path, code: str) -> str:
    """Run Python inside the product whose data lie in ``var``; answers with what it printed.

    For what has no page of its own, such as giving one of the demonstration's people a password,
    or would take a walk through many. Raises RuntimeError with the command's words.
    """
    inside = {
        "DJANGO_SETTINGS_MODULE": "samordna.config.settings.demo",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    return command(var, "manage", "shell", "--no-imports", "-c", code, **inside)


def command(var: Path, *words: str, **variables: str) -> str:
    """Run one of the product's commands. Raises RuntimeError with its words when it fails."""
    done = subprocess.run(
        [COMMAND, *words],
        env={**environment(var), **variables},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LOAD_SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"samordna {' '.join(words[:2])} failed:\n{done.stdout}")
    return done.stdout


class Product:
    """``samordna demo`` on a free port; ``url`` has no slash at the end."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var / "product.log"
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def on_copy_of(cls, loaded: Path, var: Path) -> Product:
        """A product on its own copy of data already loaded, which costs a moment and not a load."""
        shutil.copytree(loaded, var, dirs_exist_ok=True)
        return cls(var)

    def start(self) -> Product:
        """Start it and wait until it answers. Raises RuntimeError with its log when it doesn't."""
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [COMMAND, "demo", "--port", str(self.port)],
                env=environment(self.var),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if self.answers():
                return self
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"samordna demo did not serve at {self.url}:\n{self.said()}")

    def answers(self) -> bool:
        """Whether the first page comes back whole."""
        try:
            with urllib.request.urlopen(f"{self.url}/", timeout=10) as answer:  # noqa: S310 (ours)
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def said(self) -> str:
        """The last lines of what it printed."""
        if not self.log.exists():
            return ""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-60:])

    def stop(self) -> None:
        """End it and its workers, by its own process group."""
        process, self._process = self._process, None
        if process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                break
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
        process.wait(timeout=10)
