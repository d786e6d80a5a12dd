"""What somebody has written in a paragraph and the minutes do not say: at another outcome, or where
nothing is decided."""

from __future__ import annotations

from collections.abc import Iterable

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import Clause, same_words
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.treated import TreatedItem


def left_out(presence: Presence, item: TreatedItem) -> list[Finding]:
    """The lines of a paragraph that do not stand in the minutes: they may be meant to."""
    if item.outcome is None:
        return []
    where = item.where(presence)
    found = []
    beside = [line for line in item.left_out if line.when != Outcome.UNDECIDED]
    if gone := _unsaid(item, beside):
        found.append(
            f"{where}: med utgången ”{item.outcome.label}” står det inte i protokollet som skrevs "
            f"i ett annat block vid en annan utgång: {listed(gone)}. Skriv det igen i blocket om "
            "det gäller ändå, annars ta bort blocket."
        )
    undecided = [line for line in item.left_out if line.when == Outcome.UNDECIDED]
    if gone := _unsaid(item, undecided):
        found.append(
            f"{where}: med utgången ”{item.outcome.label}” står det inte i protokollet som skrevs "
            f"vid ”{Outcome.UNDECIDED.label}”: {listed(gone)}. Skriv det igen om det ska beslutas."
        )
    if gone := _unsaid(item, item.not_minuted):
        found.append(
            f"{where}: med ”{Outcome.UNDECIDED.label}” står det inte i protokollet som skrevs "
            f"under ”Beslut”: {listed(gone)}. Skriv det under ”Ärendet”, eller välj en annan "
            "utgång och skriv det där, och ta bort det här."
        )
    return [
        Finding(codes.LINES_LEFT_OUT, Severity.WARNING, message, Where(field=where))
        for message in found
    ]


def _unsaid(item: TreatedItem, lines: Iterable[Clause]) -> list[str]:
    standing = item.texts(*Act)
    texts = [text for line in lines if (text := line.says(item.facts).strip())]
    return [f"”{one}”" for one in texts if not any(same_words(one, text) for text in standing)]
