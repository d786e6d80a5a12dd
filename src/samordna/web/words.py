"""Long Swedish words in narrow places.

Browsers divide words by the page's language (``hyphens: auto``), but not all have a dictionary for
Swedish, and without one a word that has no room goes on in the next line without a hyphen. Where
names of people's own choosing stand in narrow columns or large type, soft hyphens say where.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
#: Shorter words have room in the narrowest column.
SHORTEST = 20
#: So many letters at least stand before and after a hyphen.
TOGETHER = 4

#: A word, and no part of an address.
_LONG = re.compile(rf"(?<![@./\w])[^\W\d_]{{{SHORTEST},}}(?![@/\w]|\.\w)")
#: First parts of the house's compounds. A word is divided after them and across none of them, as
#: the patterns would: arbets-marknads-torget, and not arbets-mark-nad-storget.
_PARTS = (
    "arbets",
    "besluts",
    "försäkrings",
    "förmedlings",
    "marknads",
    "organisations",
    "rehabiliterings",
    "samordnings",
    "samverkans",
    "specialist",
    "sysselsättnings",
    "tjänste",
    "utlåtande",
    "utrednings",
    "utvecklings",
    "verksamhets",
)
_PART = re.compile(rf"({'|'.join(_PARTS)})(?=[^\W\d_]{{{TOGETHER}}})", re.IGNORECASE)
#: A part that is as long as this is divided by the patterns, too.
LONG_PART = 15


def with_soft_hyphens(text: str) -> str:
    """The text with soft hyphens in its long words: for what is shown, never for what is kept."""
    return _LONG.sub(lambda found: _divided(found.group()), text)


@lru_cache(maxsize=4096)
def _divided(word: str) -> str:
    parts = [part for part in _PART.split(word) if part]
    return SOFT_HYPHEN.join(_within(part) if len(part) >= LONG_PART else part for part in parts)


def _within(part: str) -> str:
    return str(_patterns().inserted(part, hyphen=SOFT_HYPHEN))


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    return Pyphen(lang="sv", left=TOGETHER, right=TOGETHER)
