"""What a paragraph says by itself once its outcome is chosen. Pure: no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samordna.meetings.rules.clauses import same_words
from samordna.meetings.rules.outcomes import Outcome

#: The clauses that an outcome gives by itself; for the others the proposal stands.
Standing = Mapping[str, Sequence[str]]

#: What stands for an item about nothing besides itself.
ORDINARY: Standing = {
    Outcome.REJECTED: ["avslå förslaget"],
    Outcome.POSTPONED: ["bordlägga ärendet till ett kommande sammanträde"],
    Outcome.REMITTED: ["återremittera ärendet till kansliet för vidare beredning"],
    Outcome.NOTED: ["lägga informationen till handlingarna"],
    Outcome.UNDECIDED: [],
}


def default_clauses(
    outcome: str, proposal: Sequence[str], *, standing: Standing = ORDINARY, formal: bool = False
) -> list[str]:
    """The att-clauses that an outcome gives before anybody has written anything.

    Approved and amended start from the proposal. A formal item that was noted has none: nothing
    was decided under *Övriga frågor*.
    """
    if formal and outcome == Outcome.NOTED:
        return []
    return list(standing.get(outcome, proposal))


def follow_outcome(
    clauses: Sequence[str],
    outcome: str,
    proposal: Sequence[str],
    *,
    standing: Standing = ORDINARY,
    formal: bool = False,
    also: Sequence[Sequence[str]] = (),
) -> list[str]:
    """The clauses after the outcome changed: what somebody wrote stays, what stood by itself goes.

    Otherwise a refused application would keep ”bevilja ...” among its decisions. ``also`` are
    clauses that stood by themselves as well: the proposal with a sum that was granted instead.
    What stood by itself is known whatever its spaces and punctuation.
    """
    known = [proposal, (), *also, *standing.values()]
    if any(same_words(clauses, one) for one in known):
        return default_clauses(outcome, proposal, standing=standing, formal=formal)
    return list(clauses)
