"""The organisations around an association, their units and whom one turns to there."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.db import IntegrityError
from django.db.models import Q

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.ground.references import references_to, said_of
from samordna.journal.changes import change, changes
from samordna.journal.services import journal, journal_change
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, ContactPerson, Mandate, Organisation, Unit
from samordna.parties.policies import may_change_people
from samordna.parties.rules import not_a_member, same_name
from samordna.parties.services.errors import AlreadyGiven, NoMember, StillUsed, Twin


class OrganisationDetails(TypedDict, total=False):
    """What is said of an organisation. Numbers are written as the parsers of the kernel do."""

    name: str
    short_name: str
    kind: str
    is_member: bool
    no_substitute: bool
    organisation_number: str
    bankgiro: str
    plusgiro: str
    notice_board: str
    notice_board_url: str
    notice_board_email: str


def _in_use(details: OrganisationDetails) -> AlreadyGiven:
    return AlreadyGiven(f"{details['name']} finns redan bland organisationerna.")


#: What two organisations never share, and what it is called in a sentence.
_OWN = {"name": "namnet", "short_name": "det korta namnet", "organisation_number": "numret"}


def _refuse_twin(actor: Actor, details: dict[str, Any], but: int = 0) -> None:
    """Raise :class:`Twin` when another organisation has a name or a number that is to be written.

    The association is locked, so that two who add the same one take turns.
    """
    for_change(Association.objects.all()).get(pk=actor.association_id)
    others = Organisation.objects.exclude(pk=but).order_by("pk")
    for other in others:
        for field, called in _OWN.items():
            given = str(details.get(field) or "")
            if given and same_name(given, getattr(other, field)):
                raise Twin(
                    f"{other.name} finns redan bland organisationerna, med {called} "
                    f"{getattr(other, field)}. Är det samma, ändra den som finns.",
                    known=other,
                    field=field,
                )


def _refuse_member(*, kind: str, is_member: bool) -> None:
    if is_member and (reason := not_a_member(kind)):
        raise NoMember(reason)


@changes
def add_organisation(*, actor: Actor, **details: Unpack[OrganisationDetails]) -> Organisation:
    """Add an organisation; journalled.

    Raises Refused, :class:`NoMember` for a member that cannot be one, and :class:`Twin` for one
    that is there.
    """
    require(may_change_people(actor))
    _refuse_member(kind=details["kind"], is_member=details.get("is_member", False))
    _refuse_twin(actor, dict(details))
    try:
        with change():
            organisation = Organisation.objects.create(
                association_id=actor.association_id, **details
            )
    except IntegrityError as error:
        raise _in_use(details) from error
    journal(actor=actor, verb="add_organisation", subject=organisation, after=dict(details))
    return organisation


@changes
def edit_organisation(
    *, actor: Actor, organisation: Organisation, **details: Unpack[OrganisationDetails]
) -> Organisation:
    """Change what is said of an organisation; journalled. Signed and locked papers keep its name.

    Raises Refused, :class:`NoMember` for a member that cannot be one, :class:`Twin` for the name or
    number of another, and StillUsed for a member that would be none though it has people in the
    bodies.
    """
    require(may_change_people(actor))
    locked = for_change(Organisation.objects.all()).get(pk=organisation.pk)
    if locked.is_member and not details.get("is_member", True):
        seats = Mandate.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=clock.today()), organisation=locked
        ).count()
        if seats:
            raise StillUsed(
                f"{locked.name} har uppdrag i förbundets organ ({seats}). Avsluta dem innan "
                "organisationen slutar vara medlem."
            )
    _refuse_member(
        kind=details.get("kind", locked.kind), is_member=details.get("is_member", locked.is_member)
    )
    before = {name: getattr(locked, name) for name in details}
    changed = {name: value for name, value in details.items() if value != before[name]}
    _refuse_twin(actor, changed, but=locked.pk)
    for name, value in details.items():
        setattr(locked, name, value)
    try:
        with change():
            locked.save(update_fields=list(details))
    except IntegrityError as error:
        raise _in_use(details) from error
    _tell(actor, "edit_organisation", locked, before, dict(details))
    return locked


def why_organisation_stays(organisation: Organisation) -> str:
    """Why an organisation cannot be taken away, in Swedish; empty when it can. One query."""
    if used := said_of(references_to(organisation)):
        return f"{organisation.name} kan inte tas bort, eftersom den har {used}."
    return ""


@changes
def remove_organisation(*, actor: Actor, organisation: Organisation) -> None:
    """Take away an organisation that nothing refers to; the journal keeps what it was.

    Raises Refused, and :class:`StillUsed` with what refers to it.
    """
    require(may_change_people(actor))
    locked = for_change(Organisation.objects.all()).get(pk=organisation.pk)
    if reason := why_organisation_stays(locked):
        raise StillUsed(reason)
    before = {name: getattr(locked, name) for name in OrganisationDetails.__annotations__}
    journal(actor=actor, verb="remove_organisation", subject=locked, before=before)
    locked.delete()


def _tell(actor: Actor, verb: str, row: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        journal(
            actor=actor,
            verb=verb,
            subject=row,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


# Units --------------------------------------------------------------------------------------------


@changes
def save_unit(
    *, actor: Actor, organisation: Organisation, name: str, unit: Unit | None = None
) -> Unit:
    """Add a unit to an organisation, or change its name; journalled.

    Raises Refused, and AlreadyGiven for a name that another unit of the organisation has.
    """
    require(may_change_people(actor))
    before = unit.name if unit else None
    row = unit or Unit(association_id=actor.association_id, organisation=organisation)
    row.name = name
    try:
        with change():
            row.save()
    except IntegrityError as error:
        raise AlreadyGiven(f"{name} finns redan bland enheterna i {organisation.name}.") from error
    verb = "edit_unit" if unit else "add_unit"
    old, new = {"name": before}, {"name": name}
    journal_change(actor=actor, verb=verb, subject=row, before=old, after=new)
    return row


@changes
def remove_unit(*, actor: Actor, unit: Unit) -> None:
    """Take a unit away; journalled. Contact persons of it stay with the organisation."""
    require(may_change_people(actor))
    journal(actor=actor, verb="remove_unit", subject=unit, before={"name": unit.name})
    unit.delete()


# Contact persons ----------------------------------------------------------------------------------

_CONTACT = ("name", "title", "email", "phone")


@changes
def save_contact_person(
    *,
    actor: Actor,
    organisation: Organisation,
    unit: Unit | None,
    contact: ContactPerson | None = None,
    **values: str,
) -> ContactPerson:
    """Add whom one turns to in an organisation, or correct it; journalled. Raises Refused.

    ``values`` has name, title, email and phone.
    """
    require(may_change_people(actor))
    row = contact or ContactPerson(association_id=actor.association_id, organisation=organisation)
    before = {**{name: getattr(row, name) for name in _CONTACT}, "unit": str(row.unit or "")}
    for name in _CONTACT:
        setattr(row, name, values[name])
    row.unit = unit
    row.save()
    verb = "edit_contact_person" if contact else "add_contact_person"
    after = {**{name: values[name] for name in _CONTACT}, "unit": str(unit or "")}
    journal(actor=actor, verb=verb, subject=row, before=before if contact else None, after=after)
    return row


@changes
def remove_contact_person(*, actor: Actor, contact: ContactPerson) -> None:
    """Take a contact person away; journalled. Raises Refused."""
    require(may_change_people(actor))
    before = {name: getattr(contact, name) for name in _CONTACT}
    journal(actor=actor, verb="remove_contact_person", subject=contact, before=before)
    contact.delete()
