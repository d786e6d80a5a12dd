"""Files that are named at the command line: what is read, and what is written."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

#: Path takes ”ut.pdf/” for ”ut.pdf”.
_AS_A_FOLDER: Final = ("/", "/.", os.sep, f"{os.sep}.")


class NotGiven(ValueError):
    """A file that was named cannot be read or written. The message is a Swedish sentence."""


def shown(name: str) -> str:
    """A name of a file as text: bytes in it that are no letters stand as question marks."""
    return os.fsencode(name).decode("utf-8", "replace")


def look_at_input(name: str) -> None:
    """Say before any work is done that a file cannot be read. Raises :class:`NotGiven`."""
    read_file(name, most=0)


def read_file(name: str, *, most: int) -> bytes:
    """The bytes of a file, at most so many. Raises :class:`NotGiven`."""
    path = _path(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotGiven(f"{shown(name)} är en mapp, inte en fil.")
        if not stat.S_ISREG(mode):
            raise NotGiven(f"{shown(name)} är ingen vanlig fil.")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise NotGiven(f"Filen {shown(name)} finns inte.") from error
    except NotGiven:
        raise
    except (OSError, ValueError) as error:
        raise NotGiven(f"Filen {shown(name)} går inte att läsa.") from error


def look_at_output(name: str, inputs: Sequence[str]) -> None:
    """Say before any work is done that a file cannot be written. Raises :class:`NotGiven`."""
    path = _path(name)
    try:
        if path.is_dir():
            raise NotGiven(f"{shown(name)} är en mapp, inte en fil.")
        if path.exists() and not path.is_file():
            raise NotGiven(f"{shown(name)} är ingen vanlig fil.")
        folder = path.resolve().parent
        if not folder.is_dir():
            raise NotGiven(f"Mappen {shown(str(folder))} finns inte.")
        writable = os.access(folder, os.W_OK | os.X_OK)
        if not writable or (path.exists() and not os.access(path, os.W_OK)):
            raise _not_written(name)
        same = path.exists() and any(path.samefile(one) for one in inputs)
    except (OSError, RuntimeError) as error:
        raise _not_written(name) from error
    if same:
        raise NotGiven(f"{shown(name)} är en av filerna som ska kontrolleras. Välj ett annat namn.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: until all of it is written, what was there stays.

    Raises :class:`NotGiven`.
    """
    aside: Path | None = None
    try:
        target = path.resolve()
        aside = target.with_name(f".samordna-{secrets.token_hex(8)}")
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    except OSError as error:
        raise _not_written(str(path)) from error
    finally:
        if aside is not None:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _path(name: str) -> Path:
    if not name:
        raise NotGiven("En fil saknar namn.")
    if name.endswith(_AS_A_FOLDER):
        raise NotGiven(f"{shown(name)} slutar som en mapp. Skriv filens namn.")
    return Path(name)


def _not_written(name: str) -> NotGiven:
    return NotGiven(f"Filen {shown(name)} går inte att skriva.")
