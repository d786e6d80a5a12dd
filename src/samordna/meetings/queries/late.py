"""Which minutes should have been adjusted by now."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q

from samordna.kernel.deadlines import DAYS_TO_ADJUST


def past_adjusting(today: date) -> Q:
    """The signers of minutes that should have been adjusted before today: by the day that the
    meeting has decided, else the proposed one, and by the law's at the latest. The conditions of
    :attr:`~samordna.meetings.rules.adjustment.AdjustmentDay.last`, which never comes after the
    law's day; a proposed day before the meeting is none."""
    meeting = "minutes__meeting__"
    decided = Q((f"{meeting}decided_adjustment_on__lt", today))
    at_once = Q((f"{meeting}adjusted_at_once", True), (f"{meeting}held_on__lt", today))
    proposed = Q(
        (f"{meeting}decided_adjustment_on", None),
        (f"{meeting}adjusted_at_once", False),
        (f"{meeting}proposed_adjustment_on__lt", today),
        (f"{meeting}proposed_adjustment_on__gte", F(f"{meeting}held_on")),
    )
    by_law = Q((f"{meeting}held_on__lt", today - timedelta(days=DAYS_TO_ADJUST)))
    return by_law | decided | at_once | proposed
