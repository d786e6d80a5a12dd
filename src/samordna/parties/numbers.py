"""Numbers without gap or double, also when two people work at once."""

from __future__ import annotations

from django.db import transaction

from samordna.parties.models import Association, NumberSeries


def take_number(association: Association | int, *, kind: str, key: str) -> int:
    """Take the next number of a series, from 1.

    Must run in the transaction that uses the number: the series' row stays locked until it commits,
    and a rollback gives the number back. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_number needs the transaction that uses the number")
    association_id = association if isinstance(association, int) else association.pk
    NumberSeries.objects.get_or_create(association_id=association_id, kind=kind, key=key)
    series = NumberSeries.objects.select_for_update().get(
        association_id=association_id, kind=kind, key=key
    )
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
