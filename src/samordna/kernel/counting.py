"""How many of something, in words: the one place that chooses between one and several."""

from __future__ import annotations

from samordna.kernel.money import format_number


def refused_signatures(number: int) -> str:
    """What a paper is called that somebody refuses to sign: the same on every page."""
    return counted(number, "nekad underskrift", "nekade underskrifter")


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun: ``1 anmärkning``, ``1 234 anmärkningar``."""
    return f"{format_number(number)} {one if abs(number) == 1 else many}"
