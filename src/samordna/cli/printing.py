"""What a command answers, in whatever terminal: printing never fails on a letter."""

from __future__ import annotations

import json
import sys


def never_fail_on_a_letter() -> None:
    """A terminal that lacks a letter shows a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def print_json(value: object) -> None:
    """Print a value as JSON that says the same everywhere: where a letter cannot be written, all
    that are no ASCII stand as their numbers."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        written.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        written = json.dumps(value, indent=2)
    print(written)
