"""What can go wrong in this room, as exceptions with Swedish sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class NotPossible(ValueError):
    """The step cannot be taken as things stand; the message is a Swedish sentence."""


class Stale(Exception):
    """Somebody else saved the same thing in the meantime.

    ``current`` holds what stands now, by the names of the form's fields, so that the page can show
    both texts and nothing that was typed is lost.
    """

    def __init__(self, current: Mapping[str, Any], revision: int) -> None:
        super().__init__(
            "Någon annan har sparat medan du skrev. Båda texterna visas: välj vad som ska gälla."
        )
        self.current = dict(current)
        self.revision = revision
