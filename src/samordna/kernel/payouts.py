"""How granted money is paid out: the rules there are, and the words of each in a decision."""

from __future__ import annotations

import re
from typing import Final

from samordna.kernel.choices import Choice


class PayoutRule(Choice):
    """A rule that the board chooses when it grants."""

    QUARTERLY = "quarterly", "Rekvisition per kvartal av faktiska kostnader"
    HALVES = "halves", "Hälften när avtalet är undertecknat, resten när redovisningen godkänts"
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
    PayoutRule.HALVES: re.compile(r"\bhälften\b|\bhalva\b|\b50\s*(?:%|procent\b)", re.IGNORECASE),
    PayoutRule.FINAL: re.compile(r"\bfaktur", re.IGNORECASE),
}
#: What a text about something else may say as well: half of a sum is no rule of payment.
_ONLY_OF_PAYMENT: Final = frozenset({PayoutRule.QUARTERLY, PayoutRule.FINAL})
#: When and in how many parts something is paid, whatever else a text is about.
_RHYTHM = re.compile(
    r"\b(?:(?:halvårs|månads|års|tertial|vecko)vis|per\s+(?:månad|halvår|tertial)|engångs\w*)\b",
    re.IGNORECASE,
)
#: The same, in a text about the payment.
_WHEN_PAID = re.compile(
    r"\b(?:(?:varje|per|(?:en|två|tre|fyra) gång(?:er)? (?:per|om|i))\s+(?:månad|halvår|år|tertial)"
    r"\w*|årlig\w*|månatlig\w*"
    r"|(?:två|tre|fyra|fem|sex|lika|lika stora)\s+(?:del\w*|rater|poster|utbetalningar|omgångar)"
    r"|förskott\w*|i förväg|på en gång|i sin helhet|hela beloppet|löpande|omgående|omedelbart"
    r"|halvår\w*|när avtal\w*|efter avtal\w*)\b",
    re.IGNORECASE,
)
#: What is a rule's own, of that.
_OF_RULES: Final = {
    PayoutRule.HALVES: re.compile(r"^(?:två\s|lika|(?:när|efter) avtal)", re.IGNORECASE),
    PayoutRule.FINAL: re.compile(r"^(?:engångs|på en gång|i sin helhet|hela bel)", re.IGNORECASE),
}
#: Reports have their own rhythm.
_REPORTED = re.compile(
    r"\b(?:årlig|halvårs|månads|tertial|kvartals)\w*\s+(?:\w*redovis|\w*rapport|uppfölj)\w*|"
    r"\b(?:redovis(?!ade)|rapport|återrapport|följs? upp|uppfölj)\w*\s+(?:\w+\s+){0,3}?\w*"
    r"(?:vis\b|årlig\w*|(?:varje|per)\s+\w+)|\b(?:halvårs|månads|års|tertial|kvartals)vis\s+"
    r"(?:redovis|rapport|uppfölj)\w*",
    re.IGNORECASE,
)


def payout_words(rule: PayoutRule) -> str:
    """The att-clause that decides a rule of payment."""
    return _WORDS[rule]


def rules_spoken_of(text: str, *, of_payment: bool = True) -> set[PayoutRule]:
    """The rules that a text speaks of, in words that only that rule has; with ``of_payment`` false
    in a text about something else, where half may be half of a sum."""
    rest = _REPORTED.sub(" ", text)
    among = set(PayoutRule) if of_payment else _ONLY_OF_PAYMENT
    return {rule for rule, words in _SPEAKS_OF.items() if rule in among and words.search(rest)}


def other_rhythm(text: str, rule: PayoutRule, *, of_payment: bool = True) -> str:
    """Words that pay at other times or in other parts than a rule does: ”halvårsvis”,
    ”i förskott”; empty without. ``of_payment`` as in :func:`rules_spoken_of`."""
    rest = _REPORTED.sub(" ", text)
    patterns = (_RHYTHM, _WHEN_PAID) if of_payment else (_RHYTHM,)
    said = (match[0] for pattern in patterns for match in pattern.finditer(rest))
    own = _OF_RULES.get(rule)
    return next((words for words in said if own is None or not own.match(words)), "")
