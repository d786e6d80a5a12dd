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
#: Compounds that the patterns take for other words.
_KNOWN = {"tjänsteutlåtande": "tjänste\u00adut\u00adlåtande"}


def with_soft_hyphens(text: str) -> str:
    """The text with soft hyphens in its long words: for what is shown, never for what is kept."""
    return _LONG.sub(lambda found: _divided(found.group()), text)


@lru_cache(maxsize=4096)
def _divided(word: str) -> str:
    for known, divided in _KNOWN.items():
        if word.lower().startswith(known):
            return word[0] + divided[1:] + word[len(known) :]
    return str(_patterns().inserted(word, hyphen=SOFT_HYPHEN))


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    return Pyphen(lang="sv", left=TOGETHER, right=TOGETHER)
