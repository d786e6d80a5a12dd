"""The row lock of a meeting: two people at once take turns, and both see what the other did."""

from __future__ import annotations

from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.policies import may_keep
from samordna.meetings.rules.states import MEETING
from samordna.parties.access import require
from samordna.parties.actors import Actor


def locked_meeting(actor: Actor, meeting: Meeting) -> Meeting:
    """Lock a meeting's row and check that the actor keeps it. Raises Refused."""
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "association", "matter")
        .get(pk=meeting.pk)
    )
    require(may_keep(actor, locked))
    return locked


def in_states(meeting: Meeting, states: frozenset[str], what: str) -> None:
    """Check that the meeting is in one of the states. ``what`` is a Swedish infinitive phrase.

    Raises :class:`NotPossible`.
    """
    if meeting.state not in states:
        label = MEETING.state_labels[meeting.state].lower()
        raise NotPossible(f"Det går inte att {what}: sammanträdet har läget ”{label}”.")
