"""Who is told that a mandate has changed. Rooms above say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable

from samordna.parties.actors import Actor
from samordna.parties.models import Mandate

#: Takes who changed it, the mandate as it was, and as it now is; in the change's transaction.
Follow = Callable[[Actor, Mandate, Mandate], None]

_following: list[Follow] = []


def provide(follow: Follow) -> None:
    """Say what follows a change of a mandate; what was said before no longer holds."""
    _following[:] = [follow]


def mandate_changed(actor: Actor, before: Mandate, after: Mandate) -> None:
    """Tell what follows the change of a mandate."""
    for follow in _following:
        follow(actor, before, after)
