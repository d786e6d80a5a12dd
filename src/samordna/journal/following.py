"""Who is told of each entry of the journal. Rooms above say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models

    from samordna.journal.models import JournalEntry

#: Takes the entries that were written together, in their order and each with the row that it is
#: about, in the transaction of the changes.
Follow = Callable[[Sequence[tuple["JournalEntry", "models.Model"]]], None]

_following: list[Follow] = []


def provide(follow: Follow) -> None:
    """Say what follows an entry; what was said before no longer holds."""
    _following[:] = [follow]


def written(entries: Sequence[tuple[JournalEntry, models.Model]]) -> None:
    """Tell what follows entries that they have been written."""
    for follow in _following:
        follow(entries)
