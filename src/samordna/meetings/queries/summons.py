"""How the summons of a meeting has gone out: to whom, and to whom not yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from samordna.ground.ordering import BySurname
from samordna.letters.models import Letter
from samordna.letters.queries import about
from samordna.letters.rules import REACHED, Kind, State
from samordna.meetings.models import Meeting
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.rules.states import Dispatch
from samordna.parties.models import Mandate

SUMMONS_LETTERS = frozenset({Kind.SUMMONS, Kind.SUMMONS_CHANGED})


def called_to(meeting: Meeting) -> list[Mandate]:
    """The members and substitutes whom a summons that is made now goes to. One query."""
    found = mandates_on(meeting.body, meeting.held_on)
    return [mandate for mandate in found if mandate.person.is_active]


@dataclass(frozen=True, slots=True)
class Sending:
    """The letters of the newest summons: how many have reached their readers, and the rest."""

    reached: int
    waiting: int
    left: tuple[Letter, ...]
    #: Who has got a seat since the summons was made, and has no letter.
    added: tuple[Mandate, ...] = ()
    #: Who was called, and has lost the seat since.
    gone: tuple[Letter, ...] = ()

    @property
    def to_send(self) -> int:
        """How many the summons can be sent to now: it did not reach them, and does not wait."""
        return len(self.left) - self.waiting + len(self.added)

    @property
    def all(self) -> int:
        """How many letters there are."""
        return self.reached + len(self.left)


def letters_of_summons(meeting: Meeting) -> QuerySet[Letter]:
    """The letters of the newest version of the summons, also to who has been added since."""
    letters = about(meeting, SUMMONS_LETTERS)
    made = letters.filter(event__verb="send_summons")
    newest = made.order_by("-event_id").values("event_id")[:1]
    return letters.filter(event_id__gte=Subquery(newest))


def has_reached_nobody(meeting: Meeting) -> bool:
    """Whether the newest summons has reached nobody who has a seat: no letter of it has gone, or
    each came back, and nobody has said that it was handed over. Two queries at most."""
    if meeting.state == Meeting.State.SUMMONED and meeting.summoned_by != Dispatch.LETTERS:
        return False
    seated = [mandate.person_id for mandate in mandates_on(meeting.body, meeting.held_on)]
    reached = letters_of_summons(meeting).filter(state__in=REACHED, person_id__in=seated)
    return not reached.exists()


def sending_of(meeting: Meeting) -> Sending:
    """How far the newest summons has come. Two queries."""
    letters = list(letters_of_summons(meeting).order_by(BySurname("name"), "pk"))
    left = tuple(letter for letter in letters if letter.state not in REACHED)
    waiting = sum(letter.state == State.WAITING for letter in left)
    called = {letter.person_id for letter in letters}
    mandates = mandates_on(meeting.body, meeting.held_on)
    added = tuple(
        mandate
        for mandate in mandates
        if mandate.person_id not in called and mandate.person.is_active
    )
    seated = {mandate.person_id for mandate in mandates}
    gone = tuple(letter for letter in letters if letter.person_id not in seated)
    return Sending(len(letters) - len(left), waiting, left, added, gone)
