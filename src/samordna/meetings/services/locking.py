"""The row lock of a meeting: two people at once take turns, and both see what the other did."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from samordna.ground.locking import for_change
from samordna.ground.prepared import Kept, Key
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.policies import may_keep
from samordna.meetings.rules.states import MEETING
from samordna.parties.access import require
from samordna.parties.actors import Actor

Row = TypeVar("Row", bound=Model)


def locked_meeting(actor: Actor, meeting: Meeting) -> Meeting:
    """Lock a meeting's row and check that the actor keeps it. Raises Refused."""
    for locked in _held(Key(meeting.pk)):
        require(may_keep(actor, locked))
        return locked
    raise Meeting.DoesNotExist


@Kept
def _held(meeting: Any) -> QuerySet[Meeting]:
    found = for_change(Meeting.objects.filter(pk=meeting), of=("self",)).order_by()
    return found.select_related("body", "association", "matter")


def locked_row(rows: QuerySet[Row], row: Row, gone: str) -> Row:
    """Lock a row and read it anew, under its meeting's lock. ``gone`` is a Swedish sentence.

    Raises :class:`NotPossible` with it when somebody has taken the row away since it was read.
    """
    for fresh in for_change(rows, of=("self",)).filter(pk=row.pk).order_by():
        return fresh
    raise NotPossible(gone)


def locked_item(item: AgendaItem) -> AgendaItem:
    """An item of the agenda as :func:`locked_row` reads it. Raises :class:`NotPossible`."""
    gone = "Punkten är redan borttagen från föredragningslistan."
    return locked_row(AgendaItem.objects.all(), item, gone)


def in_states(meeting: Meeting, states: frozenset[str], what: str) -> None:
    """Check that the meeting is in one of the states. ``what`` is a Swedish infinitive phrase.

    Raises :class:`NotPossible`.
    """
    if meeting.state not in states:
        label = MEETING.state_labels[meeting.state].lower()
        raise NotPossible(f"Det går inte att {what}: sammanträdet har läget ”{label}”.")
