"""Whole numbers as a browser sends them: keys of rows, numbers of things, revisions."""

from __future__ import annotations

from collections.abc import Iterable

#: Every number of so many digits has its place in a column of any database.
MOST_DIGITS = 18


def number_sent(text: str, most_digits: int = MOST_DIGITS) -> int | None:
    """The number that a text is, in the digits 0 to 9 alone; None for anything else, and for one of
    more digits than what it stands for can have."""
    fine = text.isascii() and text.isdecimal() and len(text) <= most_digits
    return int(text) if fine else None


def numbers_sent(texts: Iterable[str]) -> list[int]:
    """The numbers among some texts; what is none is passed over."""
    return [number for text in texts if (number := number_sent(text)) is not None]
