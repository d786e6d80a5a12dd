"""The actor: who does something, in which association, with which roles. Required everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samordna.parties.models import (
    OFFICE_ROLES,
    Association,
    Mandate,
    Person,
    Role,
    RoleAssignment,
    called,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate as the actor holds it today."""

    body_id: int
    position: str
    organisation_id: int


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
        positions = dict.fromkeys(Mandate.Position(s.position).label for s in self.seats)
        return (*self.titles, *positions)

    @property
    def is_insider(self) -> bool:
        """Whether the person has anything to do with the association at all."""
        return bool(self.roles or self.seats) or self.kind == "system"

    def has(self, *roles: str) -> bool:
        """Whether the person has one of the roles; the director has the whole office's."""
        if Role.DIRECTOR in self.roles and OFFICE_ROLES & set(roles):
            return True
        return bool(self.roles & set(roles))

    def seat_in(self, body_id: int) -> Seat | None:
        """The person's seat in a body, if any."""
        return next((s for s in self.seats if s.body_id == body_id), None)


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


def load_actor(person: Person, association: Association, today: date) -> Actor:
    """Read a person's roles and seats in the association today. Two queries."""
    valid = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    own = {"association": association, "person": person}
    assignments = list(RoleAssignment.objects.filter(valid, **own).select_related("contact"))
    mandates = list(Mandate.objects.filter(valid, **own).select_related("contact"))
    seats = tuple(Seat(m.body_id, m.position, m.organisation_id) for m in mandates)
    rows: list[RoleAssignment | Mandate] = [*assignments, *mandates]
    contact = next((row.contact for row in rows), None)
    return Actor(
        kind="person",
        association_id=association.pk,
        person_id=person.pk,
        name=called(contact, person),
        roles=frozenset(a.role for a in assignments),
        applicant_for=_organisations(assignments, Role.APPLICANT),
        signatory_for=_organisations(assignments, Role.SIGNATORY),
        seats=seats,
        titles=tuple(dict.fromkeys(a.title or a.get_role_display() for a in assignments)),
    )


def _organisations(assignments: list[RoleAssignment], role: Role) -> frozenset[int]:
    return frozenset(
        a.organisation_id for a in assignments if a.role == role and a.organisation_id is not None
    )
