"""Why what the minutes say cannot be put on record; each message is a Swedish sentence."""

from __future__ import annotations


class AlreadyGranted(Exception):
    """The application has its grant already."""


class GrantNotPossible(ValueError):
    """What was decided cannot be put on record as a grant."""
