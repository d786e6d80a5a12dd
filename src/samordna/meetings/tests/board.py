"""A board of seven seats for the tests of the rules; every person is invented.

Astrid Lindqvist    chair, Uppsala kommun
Birger Ström        first vice chair, Region Uppsala
Cecilia Norén       second vice chair, Försäkringskassan
David Ek            member, Arbetsförmedlingen
Elsa Björk          member, Tierps kommun
Farid Amini         member, Heby kommun
(Greta Holm         member, Knivsta kommun, is not there)
Hugo Palm           substitute, Knivsta kommun, serves for Greta
Ines Falk           substitute, Uppsala kommun
Jonas Vik           förbundschef, no vote
"""

from __future__ import annotations

from samordna.meetings.rules.presence import Attendee, Capacity, Presence
from samordna.parties.rules import Position

SEATS = 7

BOARD = (
    Attendee("astrid", "Astrid Lindqvist", "Uppsala kommun", Capacity.MEMBER, Position.CHAIR),
    Attendee(
        "birger", "Birger Ström", "Region Uppsala", Capacity.MEMBER, Position.FIRST_VICE_CHAIR
    ),
    Attendee(
        "cecilia",
        "Cecilia Norén",
        "Försäkringskassan",
        Capacity.MEMBER,
        Position.SECOND_VICE_CHAIR,
        by_distance=True,
    ),
    Attendee("david", "David Ek", "Arbetsförmedlingen", Capacity.MEMBER),
    Attendee("elsa", "Elsa Björk", "Tierps kommun", Capacity.MEMBER),
    Attendee("farid", "Farid Amini", "Heby kommun", Capacity.MEMBER),
    Attendee("hugo", "Hugo Palm", "Knivsta kommun", Capacity.SUBSTITUTE, serving_for="greta"),
    Attendee("ines", "Ines Falk", "Uppsala kommun", Capacity.SUBSTITUTE),
    Attendee("jonas", "Jonas Vik", "Samordningsförbundet", Capacity.OTHER),
)


def meeting(absences=(), services=(), items=range(60, 80), numbers=None, attendees=BOARD):
    """A meeting of the board over §§ 60–79."""
    return Presence(
        attendees, tuple(items), absences=tuple(absences), services=tuple(services), numbers=numbers
    )


def keys(people):
    """The keys of people, as a set."""
    return {person.key for person in people}
