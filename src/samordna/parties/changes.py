"""Who is told that a mandate has changed, and what it stands in. Rooms above say so when Django
starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from samordna.parties.actors import Actor
from samordna.parties.models import Mandate, RoleAssignment

#: Takes who changed it, the mandate as it was, and as it now is; in the change's transaction.
Follow = Callable[[Actor, Mandate, Mandate], None]
#: Says why a mandate that was entered by mistake cannot go, as a Swedish sentence; empty if it can.
Held = Callable[[Mandate], str]

#: Says what nobody does when a role ends, as Swedish sentences; empty if somebody does.
Left = Callable[[RoleAssignment, date], str]

_following: list[Follow] = []
_held: list[Held] = []
_left: list[Left] = []


def provide(follow: Follow, held: Held, left: Left) -> None:
    """Say what follows a change of a mandate, what holds it, and what the end of a role leaves;
    what was said no longer does."""
    _following[:] = [follow]
    _held[:] = [held]
    _left[:] = [left]


def mandate_changed(actor: Actor, before: Mandate, after: Mandate) -> None:
    """Tell what follows the change of a mandate."""
    for follow in _following:
        follow(actor, before, after)


def what_holds(mandate: Mandate) -> str:
    """Why a mandate stays though it was entered by mistake; empty when nothing does."""
    return next((reason for held in _held if (reason := held(mandate))), "")


def what_is_left(leaving: RoleAssignment, today: date) -> str:
    """What nobody does for an organisation when a role has ended; empty when somebody does."""
    return next((said for left in _left if (said := left(leaving, today))), "")
