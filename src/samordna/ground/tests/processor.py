"""Processor seconds of a test, those of the processes that read apart included."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds() -> float:
    """What this process and its children have taken until now, also children that go on or have
    ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    taken = [resource.getrusage(one) for one in whose]
    own = sum(one.ru_utime + one.ru_stime for one in taken)
    return own + sum(_of(child) for child in _children(os.getpid()))


def _children(process: int) -> Iterator[int]:
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, listed.read_text().split()):
            yield child
            yield from _children(child)


def _of(process: int) -> float:
    """Its own ticks and those of its children that have ended (fields 14 to 17)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
