"""What no check of words can vouch for: own words about money that nobody has read against the
data, and words that no check can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.alphabets import mixed_word
from samordna.meetings.rules import codes
from samordna.meetings.rules.meaning import Reading
from samordna.meetings.rules.said_checks import written_clauses
from samordna.meetings.rules.treated import TreatedItem

#: Words that are known to be wrong are put right first: they would have to be read again.
_WRONG: Final = frozenset(
    {codes.OUTCOME_CONTRADICTED, codes.TEXT_CONTRADICTED, codes.MIXED_ALPHABETS}
)


def reading_findings(where: str, item: TreatedItem, found: Iterable[Finding]) -> list[Finding]:
    """A word that mixes alphabets, in any paragraph; and in one about money own words that nobody
    has read against the data as both stand, unless something known is wrong in them (``found``)."""
    mixed = _mixed(where, item)
    wrong = any(one.code in _WRONG for one in [*found, *mixed])
    return mixed or ([] if wrong or item.unread is None else [_unread(where, item.unread)])


def _mixed(where: str, item: TreatedItem) -> list[Finding]:
    for clause in written_clauses(item):
        if word := mixed_word(clause.says(item.facts)):
            message = (
                f"{where}: ordet ”{word}” i en att-sats har bokstäver ur olika alfabet, som ser "
                "lika ut men inte är samma tecken. Skriv ordet på nytt."
            )
            return [Finding(codes.MIXED_ALPHABETS, Severity.ERROR, message, Where(field=where))]
    return []


def _unread(where: str, reading: Reading) -> Finding:
    said, way = "har egna ord", "återställ orden"
    if not reading.words:
        said, way = "säger under ”Ärendet” med egna ord att något beslutas", "skriv om dem"
    message = (
        f"{where} {said}, som ingen har läst mot beslutets uppgifter. Läs dem mot raden "
        f"under att-satserna och tryck på ”Orden stämmer med beslutet”, eller {way}."
    )
    return Finding(codes.WORDS_UNREAD, Severity.ERROR, message, Where(field=where))
