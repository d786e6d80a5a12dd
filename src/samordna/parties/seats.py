"""The seats of a body: those that somebody holds, and those that stand empty.

Quorum counts seats (KL 6:27: more than half of the members of the board as the förbundsordning has
it): a mandate that ends leaves an empty seat, and makes no board smaller. On the board each
*medlem* has at least one ledamot and one ersättare (lag 2003:1210, 10 §), whatever the association
has said that the seats are; a ledamot of one *medlem* sits for no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Held:
    """An ordinary seat that somebody held from a day to a day, for a *medlem* (its key)."""

    member: int
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it was held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def most_at_once(held: Iterable[Held], on: date) -> int:
    """The largest number of seats that were held on one and the same day, up to a day."""
    known = [seat for seat in held if seat.since <= on]
    return max((sum(s.on(seat.since) for s in known) for seat in known), default=0)


def empty_seats(
    held: Iterable[Held],
    on: date,
    *,
    members: Iterable[int] | None,
    total: int | None = None,
) -> list[int | None]:
    """The empty seats of a body on a day, each with the *medlem* that fills it; None for unknown.

    ``held`` are the ordinary seats of the last term. Where each *medlem* has seats of its own (the
    board), ``members`` are they: each has at least one (Act 10 §), and as many as it had at most on
    one day. Otherwise it is None, and the body as a whole has as many as it had at most.
    ``total`` is what the association has said that the seats are; it wins over what is counted,
    but nobody who holds a seat is without one, and no *medlem* is.
    """
    known = list(held)
    filled = sum(seat.on(on) for seat in known)
    unseated = 0
    empty: list[int | None] = []
    if members is None:
        empty = [None] * (most_at_once(known, on) - filled)
    else:
        lacking = {}
        for member in members:
            own = [seat for seat in known if seat.member == member]
            now = sum(seat.on(on) for seat in own)
            lacking[member] = (max(1, most_at_once(own, on)) - now, now)
        # Those that nobody at all sits for come first: the law gives them a seat whatever is said.
        empty = [m for m, (number, now) in lacking.items() if number and not now]
        unseated = len(empty)
        empty += [m for m, (number, now) in lacking.items() for _ in range(number - (not now))]
    if total is None:
        return empty
    wanted = max(unseated, total - filled)
    return empty[:wanted] + [None] * (wanted - len(empty))


def empty_until_filled(
    held: Iterable[Held],
    today: date,
    *,
    members: Iterable[int] | None,
    total: int | None = None,
) -> list[int | None]:
    """The seats that are empty today, as :func:`empty_seats` has them, and that nobody who is known
    fills from a later day."""
    known = list(held)
    theirs = None if members is None else list(members)
    lacking = Counter(empty_seats(known, today, members=theirs, total=total))
    for day in {seat.since for seat in known if seat.since > today}:
        lacking &= Counter(empty_seats(known, day, members=theirs, total=total))
    return list(lacking.elements())


def fewer_than_members(total: int | None, members: int) -> str:
    """Why a board of so many members cannot have as few seats as ``total``; empty when it can."""
    if total is None or total >= members:
        return ""
    return (
        f"Förbundet har {members} medlemmar, och varje medlem ska ha minst en ledamot i styrelsen "
        f"(lagen 10 §). Skriv {members} eller fler, eller lämna tomt. Har en medlem inte utsett "
        "någon ännu är platsen ledig tills uppdraget läggs till, och styrelsen får besluta så "
        "länge fler än hälften av platserna är besatta."
    )
