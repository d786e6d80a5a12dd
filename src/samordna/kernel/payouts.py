"""How granted money is paid out: the rules there are, and the words of each in a decision."""

from __future__ import annotations

import re
from typing import Final

from samordna.kernel.choices import Choice


class PayoutRule(Choice):
    """A rule that the board chooses when it grants."""

    QUARTERLY = "quarterly", "Rekvisition per kvartal av faktiska kostnader"
    HALVES = "halves", "Hälften när avtalet är skrivet, resten när redovisningen godkänts"
    FINAL = "final", "Mot faktura när slutrapporten godkänts"


#: The att-clause that decides a rule.
_WORDS: Final = {
    PayoutRule.QUARTERLY: "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader",
    PayoutRule.HALVES: "hälften av medlen betalas ut när avtalet är undertecknat och resten när "
    "redovisningen har kommit in och godkänts av styrelsen",
    PayoutRule.FINAL: "medlen betalas ut mot faktura när slutrapporten har godkänts",
}
#: What only one of the rules speaks of.
_SPEAKS_OF: Final = {
    PayoutRule.QUARTERLY: re.compile(r"\bkvartal|\brekvi", re.IGNORECASE),
    PayoutRule.HALVES: re.compile(r"\bhälften\b|\bhalva\b", re.IGNORECASE),
    PayoutRule.FINAL: re.compile(r"\bfaktura\b", re.IGNORECASE),
}


def payout_words(rule: PayoutRule) -> str:
    """The att-clause that decides a rule of payment."""
    return _WORDS[rule]


def rules_spoken_of(text: str) -> set[PayoutRule]:
    """The rules that a text speaks of, in words that only that rule has."""
    return {rule for rule, words in _SPEAKS_OF.items() if words.search(text)}
