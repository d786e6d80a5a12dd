"""Many people at once: what each is given, written together.

The rules and the journal are those of one at a time (:mod:`.mandates`, :mod:`.roles`,
:mod:`.people`); only the reading and the writing are done for all. A table of people would else
hold what it locks for as long as hundreds of them take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
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
from samordna.parties.naming import Names
from samordna.parties.policies import goes_with, may_add_to, may_change_people, may_give_role
from samordna.parties.rules import (
    Seat,
    decision_out_of_order,
    ends_before_it_starts,
    role_given,
    seat_taken,
)
from samordna.parties.services.mandates import mandate_facts
from samordna.parties.steps import role_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """What is said of a seat in a body that somebody is given."""

    body: Body
    position: str
    appointed_by: str = ""
    appointed_on: date | None = None
    papers_received_on: date | None = None
    call_order: int | None = None
    eligible_as: str = ""
    eligible_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Somebody, and what they are given: a seat in a body, or a role; until further notice where no
    last day is said. ``phone`` may be empty."""

    email: str
    name: str
    phone: str
    organisation: Organisation | None
    valid_from: date
    valid_to: date | None = None
    seat: Seated | None = None
    role: str = ""
    title: str = ""


class NotGiven(Exception):
    """One of them cannot be given what was wanted, so nobody was: ``place`` says which, from 0."""

    def __init__(self, place: int, reason: str) -> None:
        super().__init__(reason)
        self.place = place


class Meanwhile(Exception):
    """Somebody else wrote some of the same rows at that moment; nothing was written."""


Given = Mandate | RoleAssignment


@changes
def give_many(*, actor: Actor, wanted: Sequence[Wanted], naming: str) -> list[Given]:
    """Give each what is wanted, in their order; journalled as when given one at a time.

    ``naming`` as in :func:`~samordna.parties.steps.contact_with`. All or nothing: raises Refused,
    :class:`NotGiven` and :class:`Meanwhile`. As many queries as it takes to write the rows, and a
    few to read: not more for each of them.
    """
    require(may_change_people(actor))
    association = Association.objects.get(pk=actor.association_id)
    _lock_bodies(wanted)
    people = _people(wanted)
    _check(actor, wanted, people, naming)
    try:
        with change():
            contacts = _contacts(association, wanted, people)
            given = _rows(association, wanted, people, contacts)
    except IntegrityError as error:
        raise Meanwhile("Någon annan har ändrat samma uppgifter. Försök igen.") from error
    changed = _tell(actor, wanted, given, contacts, naming)
    Contact.objects.bulk_update(changed, ["name", "phone"])
    return given


def _lock_bodies(wanted: Sequence[Wanted]) -> None:
    """Two who give seats in the same body take turns, as one at a time does."""
    keys = {one.seat.body.pk for one in wanted if one.seat is not None}
    list(for_change(Body.objects.all()).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _address(one: Wanted) -> str:
    return Person.objects.normalize_email(one.email.strip()).lower()


def _people(wanted: Sequence[Wanted]) -> dict[str, Person]:
    """Those who sign in with the addresses, made without a password where there is none."""
    names = {_address(one): one.name.strip() for one in reversed(wanted)}
    known = {one.email: one for one in Person.objects.filter(email__in=names)}
    fresh = [
        Person(email=address, name=name, password=make_password(None))
        for address, name in reversed(names.items())
        if address not in known
    ]
    if fresh:
        # Another association may make the same account in the same moment: it is one and the same.
        Person.objects.bulk_create(fresh, ignore_conflicts=True)
        made = Person.objects.filter(email__in=[one.email for one in fresh])
        known |= {one.email: one for one in made}
    return known


# The rules ----------------------------------------------------------------------------------------


def _check(actor: Actor, wanted: Sequence[Wanted], people: dict[str, Person], naming: str) -> None:
    """Each may be given what is wanted, when those before have been."""
    today = clock.today()
    names = Names.of(Contact.objects.values_list("person__email", "name"))
    seats, roles = _held_seats(wanted), _held_roles(people)
    for place, one in enumerate(wanted):
        address = _address(one)
        person = people[address]
        try:
            if one.role:
                require(may_give_role(actor, one.role))
            require(may_add_to(actor, person))
        except Refused as refused:
            raise NotGiven(place, str(refused)) from refused
        if refusal := names.refused(address, one.name, naming):
            raise NotGiven(place, str(refusal)) from refusal
        called = names.written(address, one.name.strip(), naming)
        if one.seat is not None:
            reason = _seat_refused(one, person, called, seats[one.seat.body.pk], today)
        else:
            party = one.organisation.pk if one.organisation else None
            held = roles[person.pk, one.role, party]
            label = Role(one.role).label.lower()
            reason = (
                ends_before_it_starts(one.valid_from, one.valid_to, is_role=True)
                or goes_with(one.role, one.organisation)[1]
                or role_given(called, label, one.valid_from, held, last=one.valid_to)
            )
            held.append((one.valid_from, one.valid_to))
        if reason:
            raise NotGiven(place, reason)


def _seat_refused(one: Wanted, person: Person, called: str, held: list[Seat], today: date) -> str:
    assert one.seat is not None
    given = one.seat
    if reason := ends_before_it_starts(one.valid_from, one.valid_to) or decision_out_of_order(
        appointed_on=given.appointed_on, received_on=given.papers_received_on, today=today
    ):
        return reason
    seat = Seat(person.pk, called, given.position, one.valid_from, one.valid_to)
    reason = seat_taken(seat, held, given.body.in_text)
    held.append(seat)
    return reason


def _held_seats(wanted: Sequence[Wanted]) -> dict[int, list[Seat]]:
    keys = {one.seat.body.pk for one in wanted if one.seat is not None}
    seats: dict[int, list[Seat]] = defaultdict(list)
    found = Mandate.objects.filter(body__in=keys).select_related("person", "contact")
    for one in found:
        seats[one.body_id].append(
            Seat(one.person_id, one.name, one.position, one.valid_from, one.valid_to)
        )
    return seats


Period = tuple[date, date | None]


def _held_roles(people: dict[str, Person]) -> dict[tuple[int, str, int | None], list[Period]]:
    roles: dict[tuple[int, str, int | None], list[Period]] = defaultdict(list)
    found = RoleAssignment.objects.filter(person__in=people.values())
    for person, role, party, first, last in found.values_list(
        "person_id", "role", "organisation_id", "valid_from", "valid_to"
    ):
        roles[person, role, party].append((first, last))
    return roles


# The rows -----------------------------------------------------------------------------------------


def _contacts(
    association: Association, wanted: Sequence[Wanted], people: dict[str, Person]
) -> dict[str, Contact]:
    """What the association calls them, locked; made of those whom it does not know."""
    known = _known_contacts(people)
    fresh: dict[int, Contact] = {}
    for one in wanted:
        person = people[_address(one)]
        if person.pk not in known:
            fresh.setdefault(
                person.pk,
                Contact(association=association, person=person, name=one.name.strip()),
            )
    Contact.objects.bulk_create(fresh.values())
    contacts = known | fresh
    for person in people.values():
        contact = contacts[person.pk]
        contact.association, contact.person = association, person
    return {address: contacts[person.pk] for address, person in people.items()}


def _known_contacts(people: dict[str, Person]) -> dict[int, Contact]:
    found = for_change(Contact.objects.all()).filter(person__in=people.values())
    return {one.person_id: one for one in found.order_by("pk")}


def _rows(
    association: Association,
    wanted: Sequence[Wanted],
    people: dict[str, Person],
    contacts: dict[str, Contact],
) -> list[Given]:
    given: list[Given] = []
    for one in wanted:
        person = people[_address(one)]
        row: Given
        if one.seat is not None:
            row = _mandate(association, one, one.seat, person)
        else:
            row = RoleAssignment(
                association=association,
                person=person,
                role=one.role,
                organisation=one.organisation,
                title=one.title,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
            )
        row.contact = contacts[_address(one)]
        given.append(row)
    Mandate.objects.bulk_create([row for row in given if isinstance(row, Mandate)])
    RoleAssignment.objects.bulk_create([row for row in given if isinstance(row, RoleAssignment)])
    return given


def _mandate(association: Association, one: Wanted, seat: Seated, person: Person) -> Mandate:
    assert one.organisation is not None
    return Mandate(
        association=association,
        body=seat.body,
        person=person,
        organisation=one.organisation,
        position=seat.position,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        appointed_by=seat.appointed_by,
        appointed_on=seat.appointed_on,
        papers_received_on=seat.papers_received_on,
        call_order=seat.call_order,
        eligible_as=seat.eligible_as,
        eligible_to=seat.eligible_to,
    )


# The journal --------------------------------------------------------------------------------------


def _tell(
    actor: Actor,
    wanted: Sequence[Wanted],
    given: Sequence[Given],
    contacts: dict[str, Contact],
    naming: str,
) -> list[Contact]:
    """Journal each as when given alone: another name, what was given, another phone. Returns the
    contacts that are changed by it."""
    names = Names.of((address, contact.name) for address, contact in contacts.items())
    changed: dict[int, Contact] = {}
    for one, row in zip(wanted, given, strict=True):
        contact = contacts[_address(one)]
        called = names.written(_address(one), one.name.strip(), naming)
        if called != contact.name:
            _change(actor, contact, {"name": called})
            changed[contact.pk] = contact
        if isinstance(row, Mandate):
            journal(
                actor=actor, verb="give_mandate", subject=row, after=mandate_facts(row, contact)
            )
        else:
            journal(actor=actor, verb="give_role", subject=row, after=role_facts(row, contact))
        if one.phone and one.phone != contact.phone:
            values = {"name": contact.name, "email": contact.email, "phone": one.phone}
            _change(actor, contact, values)
            changed[contact.pk] = contact
    return list(changed.values())


def _change(actor: Actor, contact: Contact, values: dict[str, Any]) -> None:
    before = {key: getattr(contact, key) for key in values}
    for key, value in values.items():
        setattr(contact, key, value)
    journal(actor=actor, verb="edit_contact", subject=contact, before=before, after=values)
