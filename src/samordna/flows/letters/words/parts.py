"""What the words of all letters are put together with."""

from __future__ import annotations

Words = tuple[str, str]


def paragraphs(*parts: str) -> str:
    """The parts as paragraphs of a letter, empty ones left out."""
    return "\n\n".join(part for part in parts if part)


def first_up(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
