"""Checksums as people compare them: by eye, four signs at a time."""

from __future__ import annotations

GROUP = 4


def in_groups(checksum: str) -> str:
    """Write a checksum in groups of four with ordinary spaces between: ``9f86 d081 884c``."""
    bare = "".join(checksum.split())
    return " ".join(bare[start : start + GROUP] for start in range(0, len(bare), GROUP))
