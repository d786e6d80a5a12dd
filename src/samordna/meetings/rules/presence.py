"""Who was there, who served and who decided, item by item.

Presence is a default for the whole meeting plus exceptions from item to item. The sentences of the
minutes (”N.N. lämnade sammanträdet ...”) are derived from the exceptions and never typed.

Items are counted by their place in the meeting: whole numbers that grow. ``numbers`` gives the
paragraph number that an item got; an item without one (struck from the agenda) is in no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from samordna.kernel.choices import Choice
from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.numbering import written
from samordna.parties.rules import Position


class Capacity(Choice):
    """As what a person attends. Others (presenters, office, observers) never decide."""

    MEMBER = "member", "Ledamot"
    SUBSTITUTE = "substitute", "Ersättare"
    OTHER = "other", "Övrig"


class Reason(Choice):
    """Why a person took no part in an item. All but ``ABSTAINS`` mean not in the room."""

    LEFT = "left", "Lämnade sammanträdet"
    ARRIVED_LATE = "arrived_late", "Kom senare"
    AWAY = "away", "Frånvarande"
    DISQUALIFIED = "disqualified", "Jäv"
    ABSTAINS = "abstains", "Avstår"


_NONE: frozenset[Reason] = frozenset()


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person at the meeting. A substitute serves only with ``serving_for`` (the key of the
    member replaced) or for the items of a :class:`Service`."""

    key: str
    name: str
    organisation: str
    capacity: Capacity
    position: Position | None = None
    serving_for: str | None = None
    by_distance: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """An exception: a person who took no part from an item to an item, both counted.

    Without ``to_item`` a person who left or was away stayed away to the end, and one who was
    disqualified or abstained did so for that item alone. Who arrived late needs the last item
    missed in ``to_item``.
    """

    attendee: str
    from_item: int
    to_item: int | None
    reason: Reason
    at: time | None = None

    def __post_init__(self) -> None:
        if self.to_item is not None and self.to_item < self.from_item:
            raise ValueError(f"the absence ends at {self.to_item} before it starts")
        if self.reason is Reason.ARRIVED_LATE and self.to_item is None:
            raise ValueError("who arrived late needs the last item missed")

    def covers(self, item: int) -> bool:
        """Return whether the exception holds for the item."""
        if item < self.from_item:
            return False
        if self.to_item is not None:
            return item <= self.to_item
        if self.reason in (Reason.DISQUALIFIED, Reason.ABSTAINS):
            return item == self.from_item
        return True


@dataclass(frozen=True, slots=True)
class Service:
    """A substitute who serves for a member during some items only, both ends counted."""

    substitute: str
    member: str
    from_item: int
    to_item: int | None = None

    def covers(self, item: int) -> bool:
        """Return whether the substitute serves at the item."""
        return self.from_item <= item and (self.to_item is None or item <= self.to_item)


@dataclass(frozen=True)
class Presence:
    """A meeting's attendance. Raises ValueError when an exception names somebody unknown."""

    attendees: Sequence[Attendee]
    items: Sequence[int]
    absences: Sequence[Absence] = ()
    services: Sequence[Service] = ()
    numbers: Mapping[int, int] | None = None

    def __post_init__(self) -> None:
        keys = [attendee.key for attendee in self.attendees]
        if len(set(keys)) != len(keys):
            raise ValueError("a person attends twice")
        named = {absence.attendee for absence in self.absences}
        named |= {service.substitute for service in self.services}
        if unknown := sorted(named - set(keys)):
            raise ValueError(f"not at the meeting: {', '.join(unknown)}")

    def attendee(self, key: str) -> Attendee:
        """Return the person of the key. Raises KeyError."""
        for attendee in self.attendees:
            if attendee.key == key:
                return attendee
        raise KeyError(key)

    def number(self, item: int) -> int | None:
        """The paragraph number of an item: its own place where no numbers are given."""
        return item if self.numbers is None else self.numbers.get(item)

    def numbered(self, items: Sequence[int]) -> list[int]:
        """The paragraph numbers of those items that have one."""
        return [number for item in items if (number := self.number(item)) is not None]

    @property
    def paragraphs(self) -> list[int]:
        """The items that became paragraphs; one struck from the agenda did not."""
        return [item for item in self.items if self.number(item) is not None]

    # --- per item ---------------------------------------------------------------------------

    def reasons(self, key: str, item: int) -> frozenset[Reason]:
        """The exceptions that hold for the person at the item."""
        absences = self._absences_of.get(key)
        if absences is None:  # nearly everybody: this is asked of each person at each item
            return _NONE
        return frozenset(absence.reason for absence in absences if absence.covers(item))

    @cached_property
    def _absences_of(self) -> dict[str, list[Absence]]:
        found: dict[str, list[Absence]] = {}
        for absence in self.absences:
            found.setdefault(absence.attendee, []).append(absence)
        return found

    def in_room(self, key: str, item: int) -> bool:
        """Return whether the person was in the room (or in the call) at the item."""
        return not self.reasons(key, item) - {Reason.ABSTAINS}

    def is_disqualified(self, key: str, item: int) -> bool:
        """Return whether the person is disqualified (*jäv*) at the item (KL 6:28)."""
        return Reason.DISQUALIFIED in self.reasons(key, item)

    def seat_of(self, attendee: Attendee, item: int) -> str | None:
        """The key of the member whose seat the person would fill at the item, None for nobody."""
        if attendee.capacity is Capacity.MEMBER:
            return attendee.key
        if attendee.capacity is not Capacity.SUBSTITUTE:
            return None
        for service in self.services:
            if service.substitute == attendee.key and service.covers(item):
                return service.member
        return attendee.serving_for

    def present_at(self, item: int) -> list[Attendee]:
        """Everybody in the room at the item, with or without a vote."""
        return [person for person in self.attendees if self.in_room(person.key, item)]

    def serving_at(self, item: int) -> list[Attendee]:
        """Members and serving substitutes in the room, those who abstain counted: the quorum."""
        if item not in self._serving:  # asked for each person anew when the minutes are written
            self._serving[item] = [p for p in self.present_at(item) if self.seat_of(p, item)]
        return list(self._serving[item])

    def served_by(self, key: str) -> list[int]:
        """The items at which the person held a seat in the room."""
        return [i for i in self.items if any(p.key == key for p in self.serving_at(i))]

    def served_in(self, service: Service) -> list[int]:
        """The items at which a substitute held the seat of a service: not those at which the
        substitute too had left, had not come or was disqualified."""
        return [
            item
            for item in self.served_by(service.substitute)
            if service.covers(item)
            and self.seat_of(self.attendee(service.substitute), item) == service.member
        ]

    @cached_property
    def _serving(self) -> dict[int, list[Attendee]]:
        return {}

    def deciding_at(self, item: int) -> list[Attendee]:
        """Members and serving substitutes who take part in the decision of the item."""
        return [
            person
            for person in self.serving_at(item)
            if Reason.ABSTAINS not in self.reasons(person.key, item)
        ]

    # --- what the minutes say -----------------------------------------------------------------

    def sentences(self) -> list[str]:
        """The sentences that the exceptions give, in the order of the items.

        Exceptions of the same person with the same reason and time are said together.
        """
        told: dict[tuple[str, Reason, time | None], list[int]] = {}
        for absence in sorted(self.absences, key=lambda a: (a.from_item, a.attendee)):
            items = [item for item in self.items if absence.covers(item)]
            told.setdefault((absence.attendee, absence.reason, absence.at), []).extend(items)
        found = [
            _absence_sentence(self.attendee(key).name, reason, at, written(self.numbered(items)))
            for (key, reason, at), items in told.items()
        ]
        found += [self.service_sentence(service) for service in self._services_in_order()]
        return [sentence for sentence in found if sentence]

    def _services_in_order(self) -> list[Service]:
        return sorted(self.services, key=lambda s: (s.from_item, s.substitute))

    def service_sentence(self, service: Service) -> str:
        """Who served for whom and at which paragraphs; empty for nobody at none."""
        where = written(self.numbered(self.served_in(service)))
        if not where:
            return ""
        substitute = self.attendee(service.substitute).name
        replaced = {a.key: a.name for a in self.attendees}.get(service.member)
        if replaced is None:
            return f"{substitute} tjänstgjorde vid {where}."
        return f"{substitute} tjänstgjorde i stället för {replaced} vid {where}."

    def findings(self) -> list[Finding]:
        """Return ``seat-filled-twice`` where two people would decide on one member's seat."""
        found = []
        for item in self.paragraphs:
            held: dict[str, str] = {}
            for person in self.serving_at(item):
                seat = self.seat_of(person, item) or person.key
                if seat in held:
                    paragraph = written(self.numbered([item]))
                    found.append(
                        Finding(
                            codes.SEAT_FILLED_TWICE,
                            Severity.ERROR,
                            f"{held[seat]} och {person.name} tjänstgör på samma plats vid "
                            f"{paragraph}. "
                            "Varje plats har en röst.",
                            Where(field=paragraph),
                        )
                    )
                held.setdefault(seat, person.name)
        return found


def _absence_sentence(name: str, reason: Reason, at: time | None, where: str) -> str:
    """Say one exception. With no numbered item, only coming and going are worth saying."""
    clock = f" kl. {at:%H.%M}" if at else ""
    missed = f" och deltog inte i {where}" if where else ""
    if reason is Reason.LEFT:
        return f"{name} lämnade sammanträdet{clock}{missed}."
    if reason is Reason.ARRIVED_LATE:
        return f"{name} kom till sammanträdet{clock}{missed}."
    if not where:
        return ""
    if reason is Reason.AWAY:
        return f"{name} var frånvarande{clock and f' från{clock}'} och deltog inte i {where}."
    if reason is Reason.ABSTAINS:
        return f"{name} avstod från att delta i beslutet i {where}."
    return f"{name} var jävig och deltog varken i handläggningen eller beslutet i {where}."
