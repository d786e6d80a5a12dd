"""What people have written, inside a sentence of the house's own."""

from __future__ import annotations


def without_stop(text: str) -> str:
    """A reason as it stands before a full stop of ours: its own, typed or not, is left out.

    An ellipsis and other signs that end a sentence stay.
    """
    bare = text.rstrip()
    return bare if bare.endswith("..") else bare.removesuffix(".").rstrip()
