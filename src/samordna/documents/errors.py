"""What can go wrong in this room, as exceptions with Swedish sentences."""

from __future__ import annotations


class AlreadySigned(Exception):
    """The person has signed this version in this role; the message is a Swedish sentence."""
