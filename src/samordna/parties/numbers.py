"""Numbers without gap or double, also when two people work at once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samordna.ground.locking import for_change
from samordna.parties.models import Association, Body, NumberSeries


def take_number(association: Association | int, *, kind: str, key: str) -> int:
    """Take the next number of a series, from 1.

    Must run in the transaction that uses the number: the series' row stays locked until it commits,
    and a rollback gives the number back. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_number needs the transaction that uses the number")
    association_id = association if isinstance(association, int) else association.pk
    NumberSeries.objects.get_or_create(association_id=association_id, kind=kind, key=key)
    series = for_change(NumberSeries.objects.all()).get(
        association_id=association_id, kind=kind, key=key
    )
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def next_number(association: Association | int, *, kind: str, key: str) -> tuple[int, bool]:
    """The next number of a series, and whether any has been given. One query.

    What is read here may be taken by somebody else before it is used.
    """
    association_id = association if isinstance(association, int) else association.pk
    series = NumberSeries.objects.filter(association_id=association_id, kind=kind, key=key).first()
    if series is None:
        return 1, False
    return series.last + 1, series.last >= series.first


def paragraph_key(body: Body, day: date) -> str:
    """The series of a body's paragraphs on a day: its number and its run."""
    return f"{body.pk}:{paragraph_period(body, day)}"


def paragraph_period(body: Body, day: date) -> str:
    """The run that a body's paragraphs are numbered in: a year, or the term by its first day."""
    if body.numbering == Body.Numbering.TERM and body.term_starts is not None:
        return f"term-{body.term_starts}"
    return str(day.year)
