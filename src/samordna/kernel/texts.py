"""Texts as they come from files, forms and other programs, made one.

The same word can be written with different signs: a Mac divides å into a and a ring, Word hides
soft hyphens, a PDF copies ligatures, a web page has hyphens that do not break. What looks the same
is made the same, once, where it is read.
"""

from __future__ import annotations

import re
import unicodedata

from samordna.kernel.folding import BLANK, HIDDEN

#: Signs that say something by being small, put together or alone (the accent that stands for an
#: apostrophe in O´Brien): they are not taken apart.
_MEANT = ("<super>", "<sub>", "<fraction>", "<circle>", "<noBreak>", "<compat> 0020")
_KEPT = "…"
#: Hyphens that do not break, and what is drawn like one.
_HYPHENS = str.maketrans({"‑": "-", "‐": "-", "­": None})
#: What nobody sees.
_UNSEEN = re.compile(f"[{HIDDEN}{BLANK}]")
#: How a workbook writes a sign that XML cannot hold, or that somebody's program thinks so of.
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def as_read(text: str) -> str:
    """A text with what looks the same made the same.

    Letters and their marks are put together, wide and joined letters are as usual, and signs that
    only format (soft hyphens, zero widths, marks of direction) are gone. Letters that are drawn as
    nothing, such as the Hangul filler, are spaces: a text of them alone is empty. Hard spaces, ², ½
    and … mean something and stay.
    """
    if text.isascii():
        return text
    made = unicodedata.normalize("NFC", text).translate(_HYPHENS)
    if unicodedata.is_normalized("NFKC", made) and not _UNSEEN.search(made):
        return made
    usual = {ord(sign): _usual(sign) for sign in set(made)}
    return unicodedata.normalize("NFC", made.translate(usual))


def plain(text: str) -> str:
    """A text as it is compared with others: spaces, capitals and forms of signs do not count."""
    made = unicodedata.normalize("NFKC", as_read(text))
    return " ".join(made.split()).casefold()


def without_codes(text: str) -> str:
    """A workbook's text with its coded signs decoded: ``_x000D_`` is a return."""
    return _CODED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _usual(sign: str) -> str:
    if sign in BLANK:
        return " "
    if _UNSEEN.search(sign):
        return ""
    if sign in _KEPT or unicodedata.decomposition(sign).startswith(_MEANT):
        return sign
    return unicodedata.normalize("NFKC", sign)
