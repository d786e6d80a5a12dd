"""Who is told of each entry of the journal. Rooms above say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models

    from samordna.journal.models import JournalEntry

#: Takes the entry and the row that it is about, in the transaction of the change.
Follow = Callable[["JournalEntry", "models.Model"], None]

_following: list[Follow] = []


def provide(follow: Follow) -> None:
    """Say what follows an entry; what was said before no longer holds."""
    _following[:] = [follow]


def written(entry: JournalEntry, subject: models.Model) -> None:
    """Tell what follows an entry that it has been written."""
    for follow in _following:
        follow(entry, subject)
