"""Sums that a written text says come again: each year, or each quarter."""

from __future__ import annotations

import re
from typing import Final

from samordna.kernel.wording.clauses import Facts

_AFTER_A_SUM = r"(?:kr(?:onor)?\b|:-|,-)\s*,?\s+"
#: ”per år”, ”för vart och ett av åren”
_YEARLY = (
    r"(?:per år|om året|årligen|(?:för )?varje år|(?:för )?vartdera (?:av )?(?:året|åren|år)"
    r"|(?:för )?vart och ett av (?:de \w+ )?åren|(?:för )?respektive år|(?:för )?vart år)\b"
)
_QUARTERLY = r"(?:per kvartal|(?:för |i )?varje kvartal|i kvartalet|om kvartalet)\b"
_RATES: Final = {
    "per år": re.compile(_AFTER_A_SUM + _YEARLY, re.IGNORECASE),
    "per kvartal": re.compile(_AFTER_A_SUM + _QUARTERLY, re.IGNORECASE),
}


def rate_in(text: str) -> str:
    """”per år” or ”per kvartal” where a text says right after a sum that it comes again; empty
    without."""
    return next((rate for rate, pattern in _RATES.items() if pattern.search(text)), "")


def times_of(rate: str, facts: Facts) -> int:
    """How many times a sum of such a ``rate`` comes in the granted years or the granted period."""
    if rate == "per år":
        return len(facts.years) or 1
    if rate == "per kvartal" and facts.start and facts.end:
        months = (facts.end.year - facts.start.year) * 12 + facts.end.month - facts.start.month + 1
        return max(1, -(-months // 3))
    return 4 * len(facts.years) or 1 if rate else 1
