"""The kinds of papers. Each room has those that it makes in ``kinds.py``, as ``PaperKind``."""

from __future__ import annotations

from samordna.kernel.choices import Choice
from samordna.rooms import modules_named


class PaperKind(Choice):
    """What comes to any room: a file that somebody sent or attached."""

    ATTACHMENT = "attachment", "Bilaga"


def every_kind() -> list[tuple[str, str]]:
    """(stored text, label) of every room's kinds, from the ground up."""
    return [choice for module in modules_named("kinds") for choice in module.PaperKind.choices]
