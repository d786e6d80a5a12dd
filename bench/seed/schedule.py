"""The board's meetings as a plan of days: many that are over, and one in each state of the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from samordna.kernel.deadlines import Deadlines, deadlines
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.rules.states import State
from samordna.register.models import Matter

ITEMS = 19
#: Items of an agenda that are about an application, as in the largest real paper.
APPLICATIONS = 11
#: Items of the meeting in session that have been taken up so far.
TAKEN_UP = 8
#: At least one meeting in each state.
FEWEST = 7


@dataclass
class Sitting:
    """A meeting as it is to be seeded, and its rows once they are made."""

    number: int
    held_on: date
    state: State
    adjusted_on: date | None = None
    posted_on: date | None = None
    taken_down_on: date | None = None
    matter: Matter | None = None
    row: Meeting | None = None
    items: list[AgendaItem] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)

    @property
    def settles(self) -> bool:
        """Whether its minutes are adjusted, so that its applications are settled."""
        return self.adjusted_on is not None

    @property
    def is_called(self) -> bool:
        """Whether the summons has gone out."""
        return self.state not in (State.PLANNED, State.SUMMONING)

    @property
    def is_minuted(self) -> bool:
        """Whether its minutes are locked or adjusted."""
        return self.settles or self.state == Meeting.State.SIGNING

    @property
    def taken_up(self) -> int:
        """How many of its items have a paragraph."""
        if self.is_minuted:
            return ITEMS
        return TAKEN_UP if self.state == Meeting.State.IN_SESSION else 0

    @property
    def law(self) -> Deadlines:
        """The dates that the law gives it."""
        return deadlines(self.held_on, self.adjusted_on, self.posted_on, self.taken_down_on)


def schedule(meetings: int, today: date) -> list[Sitting]:
    """That many meetings (seven at least), the oldest first and the planned one last."""
    state = Meeting.State
    sittings = [
        Sitting(0, _working_day(today + timedelta(days=35)), state.PLANNED),
        Sitting(0, _working_day(today + timedelta(days=21)), state.SUMMONING),
        Sitting(0, _working_day(today + timedelta(days=7)), state.SUMMONED),
        Sitting(0, today, state.IN_SESSION),
        Sitting(0, _working_day(today - timedelta(days=9)), state.SIGNING),
        Sitting(
            0,
            _working_day(today - timedelta(days=13)),
            state.ADJUSTED,
            adjusted_on=today - timedelta(days=1),
        ),
    ]
    for back in count():
        if len(sittings) >= max(meetings, FEWEST):
            break
        sittings.append(_posted(_working_day(today - timedelta(days=30 + 36 * back)), today))
    sittings.sort(key=lambda sitting: sitting.held_on)
    for number, sitting in enumerate(sittings, start=1):
        sitting.number = number
    return sittings


def _posted(held_on: date, today: date) -> Sitting:
    sitting = Sitting(
        0,
        held_on,
        Meeting.State.POSTED,
        adjusted_on=held_on + timedelta(days=10),
        posted_on=held_on + timedelta(days=11),
    )
    down = sitting.law.take_down_earliest
    sitting.taken_down_on = down if down is not None and down <= today else None
    return sitting


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
