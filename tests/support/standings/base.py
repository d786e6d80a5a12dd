"""What the makers of rows share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.summons import record_dispatch, send_summons
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

EARLY = date(2024, 9, 5)
HELD = story.MEETING_DAY
#: A day after the time for appeal of a notice posted on the meeting's day.
AFTER = date(2024, 11, 4)

Step = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """A thing in a state: the arguments of its pages, the day on which it is looked at, and a way
    out of it, taken by somebody of the office."""

    arguments: Mapping[str, Any] = field(default_factory=dict)
    day: date = EARLY
    way_out: Step | None = None


Maker = Callable[[Cast], Row]
MAKERS: dict[tuple[str, str], Maker] = {}


def makes(thing: str, *states: str) -> Callable[[Maker], Maker]:
    """A function that makes a thing in one of its states."""

    def noted(maker: Maker) -> Maker:
        for state in states:
            MAKERS[thing, str(state)] = maker
        return maker

    return noted


#: Things in a state that others stand for in :data:`MAKERS`, and that are got out of otherwise.
MORE: dict[str, tuple[str, str, Maker]] = {}


def also(thing: str, state: str) -> Callable[[Maker], Maker]:
    """A function that makes a thing in a state with something about it that makes it hard."""

    def noted(maker: Maker) -> Maker:
        MORE[maker.__name__] = (thing, str(state), maker)
        return maker

    return noted


def office(cast: Cast, day: date = EARLY) -> Any:
    return cast.actor("registrar", day)


def summon(cast: Cast, meeting: Meeting, day: date = EARLY) -> None:
    """Make the summons and hand it over."""
    send_summons(actor=office(cast, day), meeting=meeting)
    record_dispatch(
        actor=office(cast, day),
        meeting=Meeting.objects.get(pk=meeting.pk),
        how=Dispatch.HAND,
        sent_on=day,
    )
