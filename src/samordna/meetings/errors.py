"""What can go wrong in this room, as exceptions with Swedish sentences."""

from __future__ import annotations


class NotPossible(ValueError):
    """The step cannot be taken as things stand; the message is a Swedish sentence."""
