"""Words that mix alphabets: a letter that looks Latin and is Cyrillic or Greek.

Such a word reads as usual to a person and says nothing to what compares texts, or to who listens.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Alphabets with letters that are drawn as Latin ones.
_OTHERS: Final = frozenset(
    {"CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE", "GEORGIAN", "GLAGOLITIC", "LISU"}
)
_WORD = re.compile(r"[^\W\d_]+")


def mixed_word(text: str) -> str:
    """The first word of a text with both Latin letters and letters of another alphabet; empty
    without. A word that is wholly of another alphabet is that language's."""
    if text.isascii():
        return ""
    for found in _WORD.finditer(text):
        alphabets = {unicodedata.name(sign, "").partition(" ")[0] for sign in found[0]}
        if "LATIN" in alphabets and alphabets & _OTHERS:
            return found[0]
    return ""
