"""What follows entries of the journal. Rooms above say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models

    from samordna.journal.models import JournalEntry

Finish = Callable[[], None]
#: Takes the entries of one association that are about to be written, in their order and each with
#: the row that it is about, in the transaction of the change. What it has to lock it locks at once;
#: what it answers with is called when the entries have been written, and only makes rows.
Follow = Callable[[Sequence[tuple["JournalEntry", "models.Model"]]], Finish]

_following: list[Follow] = []


def provide(follow: Follow) -> None:
    """Say what follows entries; what was said before no longer holds."""
    _following[:] = [follow]


def of(entries: Sequence[tuple[JournalEntry, models.Model]]) -> Finish:
    """What is left to do when the entries have been written."""
    left = [follow(entries) for follow in _following]

    def finish() -> None:
        for one in left:
            one()

    return finish
