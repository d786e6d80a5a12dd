"""Row locks: two people at once take turns, and both see what the other did."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def for_change(rows: QuerySet[M], *, of: tuple[str, ...] = ()) -> QuerySet[M]:
    """The rows, held for whoever changes them until the transaction ends.

    ``of`` as in ``select_for_update``: which of the joined rows, ("self",) for the row alone.
    PostgreSQL lets others make rows that point at a held one (FOR NO KEY UPDATE): such a foreign
    key is looked at when its transaction ends, and would wait there with all that it holds.
    """
    return rows.select_for_update(of=of, no_key=True)
