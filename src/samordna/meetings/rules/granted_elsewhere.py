"""Where an item that is about no application grants money to an initiative that another paragraph
of the same minutes decides on: the paper would say both, and only the other has any effect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.deciding import grants_outright
from samordna.kernel.wording.speech import grants_money
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.treated import TreatedItem


def granted_elsewhere(
    presence: Presence, item: TreatedItem, treated: Sequence[TreatedItem]
) -> list[Finding]:
    """What an item's words grant to an initiative that another of the ``treated`` is about."""
    if item.about_money or item.of_a_rest or item.outcome in (None, Outcome.UNDECIDED):
        return []
    texts = item.texts(Act.DECIDES, Act.PROPOSES)
    granting = [text for text in texts if grants_money(text) or grants_outright(text)]
    found = []
    for other in treated:
        is_another = other.item != item.item and (other.about_money or other.of_a_rest)
        if is_another and any(_names(text, other.facts.name) for text in granting):
            where = item.where(presence)
            message = (
                f"{where} beviljar pengar till ”{other.facts.name}”, som {other.where(presence)} "
                "beslutar om. Skriv beslutet där, och ta bort det här."
            )
            found.append(
                Finding(codes.GRANTED_ELSEWHERE, Severity.ERROR, message, Where(field=where))
            )
    return found


def _names(text: str, name: str) -> bool:
    """Whether a text names an initiative, also in the genitive, whatever blanks stand between."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return bool(words and re.search(rf"(?<!\w){words}s?(?!\w)", text, re.IGNORECASE))
