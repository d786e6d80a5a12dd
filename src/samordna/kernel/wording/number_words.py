"""Numbers that are written in letters: ”sju”, ”tjugofem”, ”trehundrafemtio”, ”två och en halv”."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_ONES: Final = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15,
    "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19,
}  # fmt: skip
_TENS: Final = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70,
    "åttio": 80, "nittio": 90,
}  # fmt: skip
_HALF: Final = re.compile(r"^(?:(?P<whole>\w+)\s+och\s+)?en\s+halv$|^halv$")


def number_in_letters(text: str) -> Decimal | None:
    """The number below a thousand that a text is, with a half or without; None for what is none."""
    said = " ".join(text.lower().split())
    if half := _HALF.match(said):
        whole = _whole(half["whole"]) if half["whole"] else 0
        return None if whole is None else whole + Decimal("0.5")
    whole = _whole(said)
    return None if whole is None else Decimal(whole)


def _whole(word: str) -> int | None:
    hundreds, of_hundred, rest = word.replace(" ", "").partition("hundra")
    if of_hundred:
        first = _ONES.get(hundreds, None if hundreds else 1)
        below = _below_hundred(rest) if rest else 0
        return None if first is None or first > 9 or below is None else first * 100 + below
    return _below_hundred(word)


def _below_hundred(word: str) -> int | None:
    if word in _ONES:
        return _ONES[word]
    for tens, value in _TENS.items():
        if word.startswith(tens):
            rest = word.removeprefix(tens)
            ones = _ONES.get(rest, 0 if not rest else 10)
            return value + ones if ones < 10 else None
    return None
