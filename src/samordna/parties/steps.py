"""Steps that services take when they have seen who may. None of them asks for authority.

Views do not import this module.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.parties.actors import Actor
from samordna.parties.models import (
    AssociationSetting,
    Body,
    Contact,
    Mandate,
    NumberSeries,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from samordna.parties.policies import goes_with
from samordna.parties.rules import Naming, looks_same, mixed_alphabets, role_given, same_name
from samordna.parties.services.errors import (
    AlreadyGiven,
    MixedName,
    NumbersGiven,
    OrganisationOutOfPlace,
    OtherName,
    SameName,
)
from samordna.parties.settings import setting_on
from samordna.web.revisions import Stale

# People and roles ---------------------------------------------------------------------------------


def person_with(*, email: str, name: str) -> Person:
    """The person who signs in with an address, made without a password when there is none."""
    return account_with(email=email, name=name)[0]


def account_with(*, email: str, name: str) -> tuple[Person, bool]:
    """As :func:`person_with`, and whether the account was made. That is for nobody to read."""
    address = Person.objects.normalize_email(email.strip()).lower()
    fresh = {"name": name.strip(), "password": make_password(None)}
    return Person.objects.get_or_create(email=address, defaults=fresh)


def contact_with(*, actor: Actor, person: Person, name: str, naming: str = "") -> Contact:
    """A person as the association calls them, made when it knows nobody with the address.

    What others call somebody with that address is their own affair and told to nobody. Raises
    :class:`OtherName` when this association has another name for the address and ``naming`` does
    not say which of them holds, and :class:`SameName` when somebody else here has the name.
    """
    known = Contact.objects.select_related("person")
    contact = known.filter(association_id=actor.association_id, person=person).first()
    if contact is None:
        _nobody_else_called(actor, name, but=person.pk)
        contact, made = known.get_or_create(
            association_id=actor.association_id, person=person, defaults={"name": name.strip()}
        )
        if made:
            return contact
    if same_name(contact.name, name):
        return contact
    if naming == Naming.RENAME:
        return change_contact(actor, contact, {"name": name.strip()})
    if naming != Naming.KEEP:
        raise OtherName(contact.name, name.strip(), person.email)
    return contact


def _nobody_else_called(actor: Actor, name: str, *, but: int) -> None:
    """Raises :class:`SameName` when another person of the association has the name, and
    :class:`MixedName` for one that may only look like it."""
    if reason := mixed_alphabets(name):
        raise MixedName(reason)
    others = Contact.objects.filter(association_id=actor.association_id).exclude(person=but)
    for held, address in others.values_list("name", "person__email"):
        if looks_same(held, name):
            raise SameName(held, address)


def change_contact(actor: Actor, contact: Contact, values: dict[str, Any]) -> Contact:
    """Write what differs of a contact; journalled. Raises :class:`SameName`."""
    before = {key: getattr(contact, key) for key in values}
    if not same_name(values.get("name", contact.name), contact.name):
        _nobody_else_called(actor, values["name"], but=contact.person_id)
    for key, value in values.items():
        setattr(contact, key, value)
    if before != values:
        contact.save(update_fields=list(values))
        journal(actor=actor, verb="edit_contact", subject=contact, before=before, after=values)
    return contact


def say_came_in(person: Person, association_id: int) -> None:
    """The person has come in to the association, the first time. Not journalled: it changes
    nothing of what the person is or may."""
    mine = Contact._base_manager.filter(association_id=association_id, person=person)
    mine.filter(came_in_at=None).update(came_in_at=clock.now())


def assign(
    *,
    actor: Actor,
    contact: Contact,
    role: str,
    organisation: Organisation | None,
    title: str,
    valid_from: date,
) -> RoleAssignment:
    """Give a role to somebody whom the association knows; asks for no authority.

    Raises :class:`AlreadyGiven` and :class:`OrganisationOutOfPlace`.
    """
    fits, why = goes_with(role, organisation)
    if not fits:
        raise OrganisationOutOfPlace(why)
    same = RoleAssignment.objects.filter(
        person=contact.person, role=role, organisation=organisation
    )
    held, label = same.values_list("valid_from", "valid_to"), Role(role).label.lower()
    if reason := role_given(contact.name, label, valid_from, held):
        raise AlreadyGiven(reason)
    try:
        with change():
            assignment = RoleAssignment.objects.create(
                association_id=actor.association_id,
                person=contact.person,
                role=role,
                organisation=organisation,
                title=title,
                valid_from=valid_from,
            )
    except IntegrityError as error:  # somebody gave it a moment ago
        given = role_given(contact.name, label, valid_from, [(valid_from, None)])
        raise AlreadyGiven(given) from error
    after = role_facts(assignment, contact)
    journal(actor=actor, verb="give_role", subject=assignment, after=after)
    return assignment


def role_facts(assignment: RoleAssignment, contact: Contact) -> dict[str, Any]:
    """What the journal says of a role that has been given."""
    facts = {"person": contact.name, "role": assignment.role, "from": assignment.valid_from}
    if assignment.valid_to is not None:
        facts["to"] = assignment.valid_to
    if assignment.organisation is not None:
        facts["organisation"] = assignment.organisation.name
    return facts


def start_series(
    *,
    actor: Actor,
    kind: str,
    key: str,
    first: int,
    what: str,
    way_out: str,
    seen: int | None = None,
) -> NumberSeries:
    """Say with which number a series begins; journalled.

    The series is locked, so that nobody takes a number meanwhile. ``what`` names the number in
    Swedish: ”§ {} i Styrelsen 2024”, and ``way_out`` says what to do when numbers have been
    given. ``seen`` is the next number as the actor read it. Raises :class:`NumbersGiven` when a
    number has been given, and :class:`~samordna.web.revisions.Stale` when somebody else has said
    another since it was read.
    """
    NumberSeries.objects.get_or_create(association_id=actor.association_id, kind=kind, key=key)
    series = for_change(NumberSeries.objects.all()).get(
        association_id=actor.association_id, kind=kind, key=key
    )
    if series.last >= series.first:
        if series.last + 1 == first:
            return series
        raise NumbersGiven(
            f"{what.format(series.last)} har redan getts, och nästa är "
            f"{what.format(series.last + 1)}. {way_out}"
        )
    if seen is not None and series.last + 1 not in (seen, first):
        raise Stale(series.last + 1, {"first": series.last + 1})
    if series.first != first:
        before, after = {"first": series.first}, {"first": first}
        series.first, series.last = first, first - 1
        series.save(update_fields=["first", "last"])
        journal(actor=actor, verb="start_series", subject=series, before=before, after=after)
    return series


def save_setting(
    *, actor: Actor, key: str, value: Any, valid_from: date, body: Body | None = None
) -> None:
    """Let a setting hold from a day, where it says something new on that day; journalled.

    Inside the transaction of a service that has locked the association or the body. Raises KeyError
    for a setting that does not exist.
    """
    now = setting_on(actor.association_id, key, valid_from, body)
    if now == value:
        return
    rows = AssociationSetting.objects.filter(association_id=actor.association_id, body=body)
    row = rows.filter(key=key, valid_from=valid_from).first() or AssociationSetting(
        association_id=actor.association_id, body=body, key=key, valid_from=valid_from
    )
    row.value = value
    row.save()
    about = {"key": key, "from": valid_from}
    journal(
        actor=actor,
        verb="save_setting",
        subject=row,
        before={**about, "value": now},
        after={**about, "value": value},
    )


# Mandates -----------------------------------------------------------------------------------------


@changes
def file_mandate(*, actor: Actor, mandate_id: int, filed_on: date, filed_by: str) -> Mandate:
    """Say when and by which paragraph an appointment was put on file; journalled.

    The first filing stands. Raises DoesNotExist.
    """
    locked = for_change(Mandate.objects.all()).get(pk=mandate_id)
    if locked.filed_on is None:
        locked.filed_on, locked.filed_by = filed_on, filed_by[:160]
        locked.save(update_fields=["filed_on", "filed_by"])
        after = {"filed_on": filed_on, "filed_by": locked.filed_by}
        journal(actor=actor, verb="file_mandate", subject=locked, after=after)
    return locked
