"""What a written text tells beside what it decides: what was applied for, how that differs from
what is granted, and papers and decisions of other years. Its sums and years limit nothing."""

from __future__ import annotations

import re
from typing import Final

_BLANK = r"[ \u00a0\u202f]"
_KR = (
    rf"(?<!\d)\d{{1,3}}(?:[{_BLANK[1:-1]}.]?\d{{3}}){{0,5}}(?:,\d{{1,3}})?{_BLANK}?"
    r"(?:kronor|kr|tkr|kkr|ksek|mkr|mnkr|msek|miljoner(?:\s+kr(?:onor)?)?|:-)?(?!\w)"
)
_LESS = r"(?:lägre|mindre|under|högre|mer|färre)"
_PAPER = (
    r"(?:beslut\w*|budget\w*|\w*plan(?:en)?|utlysning\w*|ansökningsomgång\w*|protokoll\w*"
    r"|sammanträde\w*|avtal\w*|årsredovisning\w*|bokslut\w*|rapport\w*|remiss\w*)"
)
_YEAR = r"(?:19|20)\d{2}"

_ASIDES: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # ”av sökta 10 256 000 kr”, ”(sökt belopp: 10 256 tkr)”, ”av det sökta beloppet om …”
        rf"\b(?:an)?sökt(?:a|s)?\b(?:\s+(?:belopp\w*|medel|summa\w*|totalt))?"
        rf"(?:\s+(?:är|var|om|på|uppgick till|uppgår till))?\s*:?\s*{_KR}",
        rf"\bansök(?:an|ningen)\s+(?:om|på|avser|avsåg|gäller|gällde)\s+(?:medel\s+om\s+)?{_KR}",
        rf"\bav\s+(?:totalt|sammanlagt|ansökta|de\s+ansökta)\s+{_KR}",
        # ”vilket är 5 286 000 kr lägre än sökt”
        rf"\b(?:jämfört med|i ?stället för|mot)\s+(?:de\s+|det\s+)?{_KR}",
        rf"{_KR}\s+{_LESS}\s+än\b[^,.;]*",
        rf"\b(?:minsk\w+|sänk\w+|reducer\w+|lägre|mindre)\s+med\s+{_KR}",
        # ”en egen finansiering på 1 000 000 kr”
        rf"\b(?:egen|med)\s?(?:finansiering\w*|insats\w*)\s+(?:om|på|av)?\s*{_KR}",
        rf"\b(?:total(?:a)?\s+)?(?:budget\w*|kostnad\w*|omslutning\w*)\s+(?:om|på|är)\s+{_KR}",
        # ”enligt beslut § 43 2023”, ”§ 43/2023”, ”budget för 2024”, ”2023 års utlysning”
        rf"§§?\s*\d+(?:\s*[–-]\s*\d+)?\s*[/,]?\s*(?:år\s+)?{_YEAR}\b",
        rf"\b{_PAPER}\s+(?:(?:från|av|för|år)\s+)?(?:år\s+)?{_YEAR}(?:\s*[–/-]\s*(?:{_YEAR}|\d\d))?\b",
        rf"\b{_YEAR}\s+års\s+{_PAPER}",
        # The turn of a year is in neither.
        rf"\bårsskiftet\s+{_YEAR}\s*[/–-]\s*(?:{_YEAR}|\d\d)\b",
    )
]


def without_asides(text: str) -> str:
    """The text with what it tells beside blanked, every other character in its place."""
    for pattern in _ASIDES:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text
