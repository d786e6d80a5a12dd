"""Words as they are sought: no case and no marks, so that ``vaxtkraft`` finds *Växtkraft*."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Marks above and below letters, as they stand by themselves: the ends of their range.
MARKS: Final = r"\u0300-\u036f"

#: Signs that only format or choose between forms of others, as
#: :func:`samordna.kernel.texts.as_read` takes them out; ranges for a pattern that Python and
#: PostgreSQL read alike.
HIDDEN: Final = (
    r"\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    r"\U000e0100-\U000e01ef"
)

#: Letters and signs that are drawn as nothing, and are read as spaces: fillers of Hangul, the blank
#: of Braille and the note without a head.
BLANK: Final = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"

#: Letters whose stroke is no mark of its own and the hyphen that a hard one becomes, and what each
#: is sought as. Both cases: what a collation's LOWER leaves is then a letter of ASCII.
STROKED: Final = ("ØøÆæÐðĐđŁłŒœĦħŦŧÞþŊŋ‐", "ooaaddddllooħħŧŧþþŋŋ-")

_UNSEEN: Final = re.compile(f"[{MARKS}{HIDDEN}]+")
_PLAIN: Final = str.maketrans(*STROKED) | dict.fromkeys(map(ord, BLANK), " ")


def fold_for_search(text: str) -> str:
    """The text in small letters without marks: å and ä are a, ö is o, é is e.

    What looks the same is the same, however it was written: taken apart, wide, joined, with signs
    that cannot be seen or with hard spaces.
    """
    if text.isascii():
        return text.lower()
    return _UNSEEN.sub("", unicodedata.normalize("NFKD", text)).translate(_PLAIN).lower()
