"""Words as they are sought: no case and no marks, so that ``vaxtkraft`` finds *Växtkraft*."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Marks above and below letters, as they stand by themselves: the first and the last.
FIRST_MARK, LAST_MARK = "\u0300", "\u036f"

#: Letters of our neighbours whose stroke is no mark of its own, and what they become.
STROKED: Final = ("ØøÆæÐðŁł", "ooaaddll")

_MARKS: Final = dict.fromkeys(range(ord(FIRST_MARK), ord(LAST_MARK) + 1))


def _table() -> dict[int, str | int | None]:
    """What each Latin letter with a mark becomes: to take texts apart one by one would be slow."""
    stroked = str.maketrans(*STROKED)
    latin = map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)])
    bare = {ord(c): unicodedata.normalize("NFD", c).translate(_MARKS | stroked) for c in latin}
    return {**bare, **_MARKS}


_TABLE: Final = _table()


def fold_for_search(text: str) -> str:
    """The text in small letters without marks: å and ä are a, ö is o, é is e."""
    return text.lower() if text.isascii() else text.translate(_TABLE).lower()
