"""What a command answers, in whatever terminal: printing never fails on a letter, and what somebody
has named a file or an initiative draws nothing of its own there."""

from __future__ import annotations

import json
import os
import re
import select
import sys
from typing import Final, TextIO

from samordna.kernel.folding import HIDDEN

#: What a terminal obeys, what ends a line, and what turns the order of what is read or is not seen.
_OBEYED: Final = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{HIDDEN}]")
#: The exit code of a command whose reader has gone: 128 and SIGPIPE, as of any other.
READER_GONE: Final = 141


def as_shown(text: str) -> str:
    """A text of somebody else's in one line: each sign that a terminal obeys, or that nobody sees,
    stands as its number, ``\\u{1b}``."""
    return _OBEYED.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", text)


def say(*lines: str) -> None:
    """Print an answer, a line each: what others have written in one can neither make another nor
    be obeyed by the terminal."""
    print("\n".join(map(as_shown, lines)))


def complain(why: object) -> None:
    """Print beside the answer, in one line, why a command cannot do its work."""
    print(as_shown(str(why)), file=sys.stderr)


def reader_is_gone() -> bool:
    """Whether nobody reads what is printed any more, as after ``| head``; nothing more is then
    written there, also not when Python ends."""
    gone = [stream for stream in (sys.stdout, sys.stderr) if _has_no_reader(stream)]
    for stream in gone:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    return bool(gone)


def _has_no_reader(stream: TextIO) -> bool:
    try:
        stream.flush()
    except BrokenPipeError:
        return True
    try:  # nothing is left to flush where nothing is held back (PYTHONUNBUFFERED)
        asked = select.poll()
        asked.register(stream.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLHUP) for _, event in asked.poll(0))
    except (AttributeError, OSError, ValueError):  # no such question here, or no file
        return False


def never_fail_on_a_letter() -> None:
    """A terminal that lacks a letter shows a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def print_json(value: object) -> None:
    """Print a value as JSON that says the same everywhere: where a letter cannot be written, all
    that are no ASCII stand as their numbers, and everywhere what a terminal would obey."""
    written = "\n".join(
        _OBEYED.sub(_as_json_number, line)
        for line in json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    )
    try:
        written.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        written = json.dumps(value, indent=2)
    print(written)


def _as_json_number(sign: re.Match[str]) -> str:
    return json.dumps(sign[0])[1:-1]
