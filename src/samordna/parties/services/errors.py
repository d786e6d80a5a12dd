"""What the services of this room refuse, as named exceptions with a Swedish sentence each."""

from __future__ import annotations

from typing import Any


class AlreadyGiven(Exception):
    """It is there already: a role, a mandate, a name. ``field``: the field of the form that it is
    about, where that is not the first."""

    def __init__(self, said: str, *, field: str = "") -> None:
        super().__init__(said)
        self.field = field


class Twin(AlreadyGiven):
    """Another organisation has the name, the short name or the number: ``known``, at ``field``."""

    def __init__(self, said: str, *, known: Any, field: str) -> None:
        super().__init__(said, field=field)
        self.known = known


class OrganisationOutOfPlace(Exception):
    """A role of the office would be given for an organisation, or one that acts for one without."""


class DecisionOutOfOrder(Exception):
    """A decision would have come in before it was made, or later than today."""


class EndsBeforeItStarts(Exception):
    """A role or mandate would end before it starts."""


class NumbersGiven(Exception):
    """A series would begin with another number after numbers of it have been given."""


class TooFewSeats(Exception):
    """The board would have fewer seats than the association has members."""


class NoMember(Exception):
    """An organisation of its kind cannot be a member of the association."""


class StillUsed(Exception):
    """It cannot go, since something else points at it."""


class NoPicture(Exception):
    """The file is no picture that can be a logo."""


class LastDirector(Exception):
    """The association would be left without anybody who leads it."""


class SameName(Exception):
    """Somebody else here has the name already; journal and signatures could not tell them apart."""

    def __init__(self, name: str, address: str) -> None:
        super().__init__(
            f"Här finns redan {name}, med adressen {address}. Är det samma person, använd den "
            "adressen. Är det två personer behöver namnen skilja sig, till exempel genom ett "
            "mellannamn eller en initial: journal och underskrifter visar namnet."
        )


class MixedName(SameName):
    """The name has letters of several alphabets, and may only look like somebody's."""

    def __init__(self, reason: str) -> None:
        Exception.__init__(self, reason)


class SecondSeat(Exception):
    """A member would get a second ordinary seat in a board that has given one each: a question."""


class OtherName(Exception):
    """The association knows the address under another name, and it was not said which is right.

    ``known`` is the name that it has.
    """

    def __init__(self, known: str, given: str, email: str) -> None:
        super().__init__(
            f"Adressen {email} hör redan till {known}. Välj om personen ska heta {known} eller "
            f"{given}. Är det två personer behöver den ena en annan adress."
        )
        self.known, self.given = known, given
