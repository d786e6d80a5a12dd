"""The actor: who does something, in which association, with which roles. Required everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import BigIntegerField, Case, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from samordna.ground.gathering import Gathered
from samordna.ground.prepared import InSlots, Kept, Key, Slot, SlotList
from samordna.parties.models import (
    OFFICE_ROLES,
    Association,
    Mandate,
    Person,
    Role,
    RoleAssignment,
    one_of_two,
)
from samordna.parties.rules import title_of_seat


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate as the actor holds it today."""

    body_id: int
    position: str
    organisation_id: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in an association on a given day, or the system itself for scheduled jobs."""

    kind: str
    association_id: int
    person_id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    applicant_for: frozenset[int] = frozenset()
    signatory_for: frozenset[int] = frozenset()
    seats: tuple[Seat, ...] = ()
    titles: tuple[str, ...] = ()
    #: The person has a role or a seat here, and comes in for the first time.
    is_new: bool = False

    @property
    def is_office(self) -> bool:
        """Whether the person works in the association's office."""
        return bool(self.roles & OFFICE_ROLES)

    @property
    def has_seat(self) -> bool:
        """Whether the person sits in any body."""
        return bool(self.seats)

    @property
    def role_labels(self) -> tuple[str, ...]:
        """What the person is here, in Swedish, for the frame of the page."""
        return (*self.titles, *dict.fromkeys(s.title for s in self.seats if s.title))

    @property
    def is_insider(self) -> bool:
        """Whether the person has anything to do with the association at all."""
        return bool(self.roles or self.seats) or self.kind == "system"

    def has(self, *roles: str) -> bool:
        """Whether the person has one of the roles; the director has the whole office's."""
        if Role.DIRECTOR in self.roles and OFFICE_ROLES & set(roles):
            return True
        return bool(self.roles & set(roles))

    @property
    def bodies(self) -> frozenset[int]:
        """The bodies that the person sits in, by their keys."""
        return frozenset(seat.body_id for seat in self.seats)

    def seat_in(self, body_id: int) -> Seat | None:
        """The person's seat in a body, if any."""
        return next((s for s in self.seats if s.body_id == body_id), None)

    def in_slots(self, name: str) -> InSlots:
        """The actor for a kept query: what may be done depends on the roles, and on which sides
        the actor has anything, and whose rows they are is said when the query is asked."""
        values: dict[str, Any] = {
            "association": self.association_id,
            "person": self.person_id,
            "applicant": self.applicant_for,
            "signatory": self.signatory_for,
            "bodies": self.bodies,
        }

        def key(of: str) -> Any:
            return None if values[of] is None else Slot(f"{name}.{of}", BigIntegerField())

        def keys(of: str) -> Any:
            return SlotList(f"{name}.{of}") if values[of] else frozenset()

        stand_in = _AnyActor(
            kind=self.kind,
            association_id=key("association"),
            person_id=key("person"),
            name="",
            roles=self.roles,
            applicant_for=keys("applicant"),
            signatory_for=keys("signatory"),
            # No seat can be looked at: there are as many as the actor happens to have.
            seats=(cast(Seat, object()),) if self.seats else (),
            place_of_bodies=keys("bodies"),
        )
        has = (self.person_id is None, *(bool(values[of]) for of in _SETS))
        named = {f"{name}.{of}": value for of, value in values.items()}
        return InSlots((self.kind, self.roles, *has), stand_in, named)


#: What an actor may have any number of; a query is another for who has none.
_SETS = ("applicant", "signatory", "bodies")


@dataclass(frozen=True, slots=True)
class _AnyActor(Actor):
    """Stands in for every actor of one shape."""

    place_of_bodies: Any = frozenset()

    @property
    def bodies(self) -> Any:
        """The place of their keys."""
        return self.place_of_bodies


def system_actor(association: Association, name: str = "Samordna") -> Actor:
    """The actor of scheduled jobs and of loading data; never of a request.

    It may what the director may, since nobody else is there to ask.
    """
    return Actor(
        kind="system",
        association_id=association.pk,
        person_id=None,
        name=name,
        roles=frozenset({Role.DIRECTOR}),
    )


def _held(person: Any, today: date, **association: Any) -> QuerySet[Any, Any]:
    """What a person holds in an association on a day: its roles, then its seats, each with ``came``
    for whether the person has come in before, and ``paired`` for one of two vice chairs."""
    own = Q(
        Q(valid_to=None) | Q(valid_to__gte=today),
        valid_from__lte=today,
        person=person,
        **association,
    )
    came_in = Case(When(contact__came_in_at=None, then=Value(0)), default=Value(1))
    every = {"pk": "pk", "party": "organisation_id", "name": "contact__name", "came": came_in}
    roles = RoleAssignment._base_manager.filter(own)
    paired = Case(When(one_of_two(), then=Value(1)), default=Value(0))
    seats = Mandate._base_manager.filter(own)
    role = JSONObject(**every, role="role", title="title")
    seat = JSONObject(**every, position="position", body="body_id", paired=paired)
    told = roles.annotate(told=role).values_list("told")
    return told.union(seats.annotate(told=seat).values_list("told"), all=True)


@Kept
def _held_in(association: int, person: int, today: date) -> QuerySet[Any, tuple[dict[str, Any]]]:
    return _held(person, today, association=association)


@Kept
def _association_with(slug: str, person: int, today: date) -> QuerySet[Association]:
    held = _held(person, today, association__slug=slug)
    return Association.objects.filter(slug=slug).annotate(held=Gathered(held))


def load_actor(person: Person, association: Association, today: date) -> Actor:
    """Read a person's roles and seats in the association today. One query.

    None of them for an account that the association does not trust yet.
    """
    if not person.is_trusted_in(association.pk):
        return Actor("person", association.pk, person.pk, person.name)
    held = _held_in(Key(association.pk), Key(person.pk), today)
    return _actor(person, association, [told for (told,) in held])


def association_and_actor(
    slug: str, person: Person, today: date
) -> tuple[Association | None, Actor | None]:
    """An association, and the person as :func:`load_actor` reads it there: nobody where the account
    is not trusted. One query for both: every page asks it."""
    found = _association_with(Key(slug), Key(person.pk), today)
    if not found:
        return None, None
    (association,) = found
    if not person.is_trusted_in(association.pk):
        return association, None
    held = getattr(association, "held", None)
    return association, _actor(person, association, held or [])


def _actor(person: Person, association: Association, held: list[dict[str, Any]]) -> Actor:
    rows = sorted(held, key=lambda row: ("body" in row, row["pk"]))
    roles = [(row["role"], row["party"], row["title"]) for row in rows if "role" in row]
    seats = tuple(
        Seat(
            row["body"],
            row["position"],
            row["party"],
            title_of_seat(row["position"], is_one_of_two=bool(row["paired"])),
        )
        for row in rows
        if "body" in row
    )
    names = [row["name"] for row in rows if row["name"]]
    return Actor(
        kind="person",
        association_id=association.pk,
        person_id=person.pk,
        name=names[0] if names else person.name,
        roles=frozenset(role for role, _, _ in roles),
        applicant_for=_parties_of(roles, Role.APPLICANT),
        signatory_for=_parties_of(roles, Role.SIGNATORY),
        seats=seats,
        is_new=bool(names) and not any(row["came"] for row in rows),
        titles=tuple(dict.fromkeys(title or Role(role).label for role, _, title in roles)),
    )


def _parties_of(roles: list[tuple[str, int | None, str]], wanted: Role) -> frozenset[int]:
    return frozenset(party for role, party, _ in roles if role == wanted and party is not None)
