"""Where an item that is about no application grants money to an initiative that another paragraph
of the same minutes decides on, or takes it back: the paper would say both, and only the other has
any effect."""

from __future__ import annotations

from collections.abc import Sequence

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.deciding import gives_or_takes, revokes
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.others import Other, surely_named_in
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.treated import TreatedItem


def granted_elsewhere(
    presence: Presence, item: TreatedItem, treated: Sequence[TreatedItem]
) -> list[Finding]:
    """What an item's words grant to an initiative that another of the ``treated`` is about, or take
    back from it. What only may do so is read by a person (``words-unread``)."""
    if item.about_money or item.of_a_rest or item.outcome in (None, Outcome.UNDECIDED):
        return []
    giving = [text for text in item.texts(Act.DECIDES, Act.PROPOSES) if gives_or_takes(text)]
    found = []
    for other in treated if giving else ():
        if other.item == item.item or not (other.about_money or other.of_a_rest):
            continue
        numbers = [*presence.numbered([other.item]), 0]
        about = Other(numbers[0], other.facts.name)
        named = [text for text in giving if surely_named_in(text, about)]
        if named:
            where, there = item.where(presence), other.where(presence)
            name = f"”{other.facts.name}”"
            message = f"{where} beviljar pengar till {name}, som {there} beslutar om."
            if any(map(revokes, named)):
                message = f"{where} ändrar eller tar tillbaka det som {there} beslutar om {name}."
            message += " Skriv beslutet där, och ta bort det här."
            found.append(
                Finding(codes.GRANTED_ELSEWHERE, Severity.ERROR, message, Where(field=where))
            )
    return found
