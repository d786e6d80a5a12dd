"""An association's organisations, bodies and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from bench.seed import words
from samordna.parties.models import (
    Association,
    Body,
    Contact,
    Mandate,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from samordna.parties.rules import Position

#: How long ago everybody's roles and mandates began, in days.
SINCE = 14 * 365


@dataclass
class Ground:
    """The association and everybody in it, on which the rest is seeded."""

    association: Association
    now: datetime
    rng: Random
    members: list[Organisation]
    others: list[Organisation]
    board: Body
    office: dict[str, Person] = field(default_factory=dict)
    case_officers: list[Person] = field(default_factory=list)
    applicants: dict[int, Person] = field(default_factory=dict)
    signatories: dict[int, Person] = field(default_factory=dict)
    mandates: list[Mandate] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def owners(self) -> list[Organisation]:
        """The municipalities and the region: those who own initiatives."""
        kinds = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.REGION)
        return [o for o in self.members if o.kind in kinds]

    @property
    def director(self) -> Person:
        return self.office["director"]

    @property
    def registrar(self) -> Person:
        return self.office["registrar"]

    def at(self, day: date, minutes: int = 0) -> datetime:
        """A moment on a day, from nine in the morning."""
        return datetime.combine(day, time(9), tzinfo=self.now.tzinfo) + timedelta(minutes=minutes)


def make_ground(association: Association, now: datetime) -> Ground:
    """Make the organisations, bodies, people, roles and mandates of an association."""
    organisations = Organisation.objects.bulk_create(
        Organisation(
            association=association, name=name, short_name=short, kind=kind, is_member=member
        )
        for name, short, kind, member in _organisations(association)
    )
    board, _ = Body.objects.bulk_create(
        [
            Body(association=association, kind=Body.Kind.BOARD, slug="styrelsen", name="Styrelsen"),
            Body(
                association=association,
                kind=Body.Kind.WORKING_COMMITTEE,
                slug="au",
                name="Arbetsutskottet",
            ),
        ]
    )
    ground = Ground(
        association=association,
        now=now,
        rng=Random(association.slug),
        members=[o for o in organisations if o.is_member],
        others=[o for o in organisations if not o.is_member],
        board=board,
    )
    _people(ground)
    return ground


def _organisations(association: Association) -> list[tuple[str, str, str, bool]]:
    kind = Organisation.Kind
    place = association.short_name
    return [
        ("Försäkringskassan", "FK", kind.INSURANCE_AGENCY, True),
        ("Arbetsförmedlingen", "AF", kind.EMPLOYMENT_SERVICE, True),
        (f"Region {place}", f"Region {place}", kind.REGION, True),
        *((f"{m} kommun", m, kind.MUNICIPALITY, True) for m in words.MUNICIPALITIES),
        (f"Föreningen Stegvis i {place}", "Stegvis", kind.OTHER, False),
        (f"{place} folkhögskola", "Folkhögskolan", kind.OTHER, False),
    ]


_OFFICE = (
    ("director", Role.DIRECTOR),
    ("registrar", Role.REGISTRAR),
    ("economist", Role.ECONOMIST),
    ("auditor", Role.AUDITOR),
)


def _people(ground: Ground) -> None:
    """The office, an applicant and a signatory of each party, and the board: one row each."""
    roles: list[tuple[Role, Organisation | None]] = [(role, None) for _, role in _OFFICE]
    roles += [(Role.CASE_OFFICER, None)] * 3
    roles += [(Role.APPLICANT, o) for o in ground.owners]
    roles += [(Role.SIGNATORY, o) for o in (*ground.members, *ground.others)]
    seats = [(o, substitute) for substitute in (False, True) for o in ground.members]
    people = iter(_persons(ground, len(roles) + len(seats)))
    since = ground.today - timedelta(days=SINCE)
    common = {"association": ground.association, "valid_from": since}
    assignments = []
    for place, (role, organisation) in enumerate(roles):
        person = next(people)
        assignments.append(
            RoleAssignment(person=person, role=role, organisation=organisation, **common)
        )
        if organisation is None:
            if place < len(_OFFICE):
                ground.office[_OFFICE[place][0]] = person
            else:
                ground.case_officers.append(person)
        elif role is Role.APPLICANT:
            ground.applicants[organisation.pk] = person
        else:
            ground.signatories[organisation.pk] = person
    RoleAssignment.objects.bulk_create(assignments)
    ground.mandates = Mandate.objects.bulk_create(
        Mandate(
            body=ground.board,
            person=next(people),
            organisation=organisation,
            position=_position(place, substitute),
            papers_received_on=since,
            **common,
        )
        for place, (organisation, substitute) in enumerate(seats)
    )


def _position(place: int, substitute: bool) -> Position:
    if substitute:
        return Position.SUBSTITUTE
    first = (Position.CHAIR, Position.FIRST_VICE_CHAIR)
    return first[place] if place < len(first) else Position.MEMBER


def _persons(ground: Ground, count: int) -> list[Person]:
    slug, nobody_knows = ground.association.slug, make_password(None)
    names = [f"{first} {last}" for last in words.LAST_NAMES for first in words.FIRST_NAMES]
    chosen = ground.rng.sample(names, count)
    people = Person.objects.bulk_create(
        Person(
            name=name,
            email=f"{words.plain(name).replace('-', '.')}@{slug}.exempel.se",
            password=nobody_knows,
        )
        for name in chosen
    )
    Contact.objects.bulk_create(
        Contact(association=ground.association, person=person, name=person.name)
        for person in people
    )
    return people
