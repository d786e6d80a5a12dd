"""Text as people wrote it, made fit to be set: every mark literal, nothing lost in silence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from samordna.documents.pdf.coverage import is_shown
from samordna.kernel.money import with_hard_spaces

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_PARAGRAPH_BREAK = "\u2029"
#: Word and Outlook paste bullets of the fonts Symbol and Wingdings from the private area.
_PASTED = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf02d": "-"})
#: Marks without any face: a byte order mark, and which dress an emoji wears.
_FACELESS = re.compile("[\ufeff\ufe0e\ufe0f]")
#: Directions that turn the order of what is read (a signed paper must read as it is stored).
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONG_RUN = re.compile(r"[^\s\u200b\u00ad]{32,}")
#: What is compared by eye or copied keeps free of marks that nobody sees.
_IDENTIFIER = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_JOINT = re.compile(r"(?<=[/\-_.?&=,;:@])(?=\w)")
_LONGEST_PIECE = 16
#: Characters that are looked up once: more than papers use, and not all that anybody can paste.
_REMEMBERED = 4_096


def settable(text: str, *, strict: bool = False) -> str:
    """Return the text with line ends in one form and only characters that the fonts can show.

    Amounts get hard spaces, so that none breaks over two lines. What cannot be shown is named,
    ``[tecken U+1F9D1]``. Runs of 32 characters and more get places where a line may break.
    ``strict`` also names every combining mark and joiner, which is what is left to do when a
    combination of characters that exist has no glyph.
    """
    text = _LINE_BREAKS.sub("\n", text).replace(_PARAGRAPH_BREAK, "\n\n").replace("\t", " ")
    text = _FACELESS.sub("", unicodedata.normalize("NFC", text).translate(_PASTED))
    shown = "".join(c if _keeps(c, strict) else f"[tecken U+{ord(c):04X}]" for c in text)
    return _LONG_RUN.sub(_with_breaks, with_hard_spaces(shown))


@lru_cache(maxsize=_REMEMBERED)
def _keeps(character: str, strict: bool) -> bool:
    if character == "\n":
        return True
    if character in _TURNING or unicodedata.category(character) in {"Cc", "Cs", "Co"}:
        return False
    if strict and unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}:
        return False
    return is_shown(character)


def _with_breaks(match: re.Match[str]) -> str:
    if _IDENTIFIER.fullmatch(match[0]):
        return match[0]
    pieces = _JOINT.split(match[0])
    return "\u200b".join(part for piece in pieces for part in _cut(piece))


def _cut(piece: str) -> list[str]:
    if len(piece) <= _LONGEST_PIECE * 2:
        return [piece]
    return [piece[i : i + _LONGEST_PIECE] for i in range(0, len(piece), _LONGEST_PIECE)]
