"""What a paragraph says by itself once its outcome is chosen. Pure: no database."""

from __future__ import annotations

from collections.abc import Sequence

#: Outcomes as ``Treatment.Outcome`` writes them; spelled out so that this file needs no Django.
_APPLICATION = {
    "rejected": ["avslå ansökan"],
    "postponed": ["bordlägga ansökan till ett kommande sammanträde"],
    "noted": ["lägga ansökan till handlingarna"],
}
_OTHER = {
    "rejected": ["avslå förslaget"],
    "postponed": ["bordlägga ärendet till ett kommande sammanträde"],
    "noted": ["lägga informationen till handlingarna"],
}


def default_clauses(
    outcome: str, proposal: Sequence[str], *, application: bool = False, formal: bool = False
) -> list[str]:
    """The att-clauses that an outcome gives before anybody has written anything.

    Approved and amended start from the proposal. A formal item that was noted has none: nothing
    was decided under *Övriga frågor*.
    """
    if formal and outcome == "noted":
        return []
    standard = _APPLICATION if application else _OTHER
    return list(standard.get(outcome, proposal))


def follow_outcome(
    clauses: Sequence[str],
    outcome: str,
    proposal: Sequence[str],
    *,
    application: bool = False,
    formal: bool = False,
    also: Sequence[str] = (),
) -> list[str]:
    """The clauses after the outcome changed: what somebody wrote stays, what stood by itself goes.

    Otherwise a refused application would keep ”bevilja ...” among its decisions. ``also`` are
    clauses that stood by themselves as well: the proposal with the sum that was granted instead.
    """
    known = [list(proposal), list(also), []]
    known += [
        default_clauses(o, proposal, application=application)
        for o in ("rejected", "postponed", "noted")
    ]
    if list(clauses) in known:
        return default_clauses(outcome, proposal, application=application, formal=formal)
    return list(clauses)
