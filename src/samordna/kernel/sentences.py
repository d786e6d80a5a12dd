"""What people have written, and several words, inside a sentence of the house's own."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Join words the Swedish way: ``a``, ``a och b``, ``a, b och c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def either(words: Sequence[str]) -> str:
    """Join words to choose among: ``a``, ``a eller b``, ``a, b eller c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} eller {words[-1]}"


def without_stop(text: str) -> str:
    """A reason as it stands before a full stop of ours: its own, typed or not, is left out.

    An ellipsis and other signs that end a sentence stay.
    """
    bare = text.rstrip()
    return bare if bare.endswith("..") else bare.removesuffix(".").rstrip()
