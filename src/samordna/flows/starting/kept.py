"""The table that somebody is looking at, kept until it is saved or thrown away.

It stands in the person's own session, so that one may go and put something right elsewhere and find
it as it was left: with the rows, what was corrected in them, and which are left out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from samordna.parties.access import AssociationRequest

#: How long a table is kept, in seconds.
KEPT_SECONDS: Final = 24 * 3600
_SLOT = "table_of_people"


@dataclass(frozen=True, slots=True)
class Kept:
    """A table: its text, which name holds, and the numbers of the rows that are left out."""

    text: str
    naming: str
    without: frozenset[int] = frozenset()


def keep(request: AssociationRequest, kept: Kept) -> None:
    """Keep a table for whoever asks, in place of the one that was kept."""
    request.session[_SLOT] = {
        "association": request.association.pk,
        "until": time.time() + KEPT_SECONDS,
        "text": kept.text,
        "naming": kept.naming,
        "without": sorted(kept.without),
    }


def kept_table(request: AssociationRequest) -> Kept | None:
    """The table that was kept; None where there is none of this association."""
    found = request.session.get(_SLOT)
    if (
        found is None
        or found["association"] != request.association.pk
        or found["until"] < time.time()
    ):
        return None
    return Kept(found["text"], found["naming"], frozenset(found["without"]))


def throw_away(request: AssociationRequest) -> None:
    """Forget the table that was kept."""
    request.session.pop(_SLOT, None)
