"""What a meeting decides of the day of adjustment."""

from __future__ import annotations

from datetime import date

from samordna.journal.changes import changes
from samordna.journal.services import journal_change
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.rules.adjustment import why_not_by
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services.locking import in_states, locked_meeting
from samordna.meetings.services.planning import values_of
from samordna.parties.actors import Actor

_FIELDS = ("decided_adjustment_on", "adjusted_at_once")


@changes
def decide_adjustment_day(
    *, actor: Actor, meeting: Meeting, day: date | None = None, at_once: bool = False
) -> Meeting:
    """Say by which day the minutes are adjusted as the meeting decides, or that they are at once;
    journalled. With neither, what was proposed stands.

    Raises Refused, and :class:`NotPossible` also for a day before the meeting or more than fourteen
    days after it (KL 5:69).
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, RECORDING, "bestämma justeringsdagen")
    if day is not None and at_once:
        raise NotPossible("Skriv en dag eller välj omedelbart, inte båda.")
    if day is not None and (because := why_not_by(locked.held_on, day)):
        raise NotPossible(f"Justeringsdagen {because}.")
    before = values_of(locked, _FIELDS)
    locked.decided_adjustment_on, locked.adjusted_at_once = day, at_once
    after = values_of(locked, _FIELDS)
    if after != before:
        locked.save(update_fields=_FIELDS)
        journal_change(
            actor=actor, verb="decide_adjustment_day", subject=locked, before=before, after=after
        )
    return locked
