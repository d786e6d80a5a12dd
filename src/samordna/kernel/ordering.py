"""The order of names in Swedish, the same on every database: keys that sort by their code points.

Å, ä and ö come last and w after v (Svenska Akademiens ordlista since 2006); é is e, ü is y, æ is ä
and ø is ö; case does not count, and what is no letter or digit only divides words. The database
makes the same keys (:mod:`samordna.ground.ordering`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from samordna.kernel.folding import BLANK, HIDDEN, MARKS, STROKED

#: What only divides words, as a pattern that Python and PostgreSQL read alike: the signs of ASCII,
#: dashes and quotes.
DIVIDING: Final = (
    r"[\u0001-\u0008\u000a-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a0\u00a7\u00ab\u00b4\u00b7\u00bb"
    r"\u2010-\u201f\u2032\u2033\u2039\u203a\u2044\u2212]+"
)
#: Letters that have a place of their own, and the sign that stands there: the three after z.
PLACED: Final = ("ÅåÄäÆæÖöØøŒœŐőÜüŰű", "{{||||}}}}}}}}yyyy")
#: Between surname and given names: before every sign of a key, so that Berg comes before Berg-Lund.
BETWEEN: Final = "\t"

_BLANK: Final = str.maketrans(BLANK, " " * len(BLANK))
_HIDDEN: Final = re.compile(f"[{HIDDEN}]+")
_MARKS: Final = re.compile(f"[{MARKS}]+")
_DIVIDING: Final = re.compile(DIVIDING)
_PLACES: Final = str.maketrans(*PLACED)
_PLAIN: Final = str.maketrans(*STROKED)


def name_key(name: str) -> str:
    """What names of organisations, bodies and things are sorted by."""
    return _key(_made_one(name))


def person_key(name: str) -> str:
    """What people are sorted by: the surname, which is the last word, then the given names.

    *von*, *af* and *de* are not sorted by, as in Swedish catalogues: Anna von Essen stands under
    Essen. Who has two surnames without a hyphen stands under the last.
    """
    surname, given = _divided(_made_one(name))
    return _key(f"{surname}{BETWEEN}{given}")


def party_key(name: str, owner: str) -> tuple[bool, str, str]:
    """What those who apply together are sorted by wherever they are listed: ``owner``, the
    *insatsägare*, first, then the others by their names."""
    return name != owner, name_key(name), name


def _divided(name: str) -> tuple[str, str]:
    given, _, surname = name.rpartition(" ")
    return surname, given


def _made_one(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text).translate(_BLANK)
    return _HIDDEN.sub("", seen).strip(" ")


def _key(text: str) -> str:
    placed = _DIVIDING.sub(" ", text).translate(_PLACES)
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", placed))
    return bare.translate(_PLAIN).lower().strip(" ")
