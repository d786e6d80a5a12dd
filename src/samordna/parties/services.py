"""Making associations and people, and giving and ending roles and mandates."""

from __future__ import annotations

import re
from copy import copy
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor, system_actor
from samordna.parties.changes import mandate_changed
from samordna.parties.models import (
    Association,
    Body,
    Mandate,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from samordna.parties.policies import may_add_to, may_change_people, may_give_role
from samordna.parties.rules import decision_out_of_order

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: First parts of the installation's own addresses, which no association may have.
RESERVED_SLUGS = frozenset({"api", "demo", "komponenter", "konto", "static"})


class AlreadyGiven(Exception):
    """The person has the role already; the message is a Swedish sentence."""


class DecisionOutOfOrder(Exception):
    """A decision would have come in before it was made, or later than today; the message is a
    Swedish sentence."""


class EndsBeforeItStarts(Exception):
    """A role or mandate would end before it starts; the message is a Swedish sentence."""


@transaction.atomic
def found_association(
    *, slug: str, name: str, director_email: str, director_name: str, today: date
) -> tuple[Association, Person]:
    """Make an association, its board and its director, for whoever runs the installation.

    Raises ValueError with a Swedish sentence when the slug is taken or cannot be an address.
    """
    if not SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        raise ValueError(
            f"”{slug}” kan inte vara en adress. Använd små bokstäver a till z, siffror och "
            "bindestreck, och inget av orden " + ", ".join(sorted(RESERVED_SLUGS)) + "."
        )
    if Association.objects.filter(slug=slug).exists():
        raise ValueError(f"Adressen ”{slug}” är upptagen. Välj en annan.")
    association = Association.objects.create(slug=slug, name=name, short_name=name[:60])
    actor = system_actor(association)
    with scope(association=association):
        journal(actor=actor, verb="found_association", subject=association, after={"name": name})
        Body.objects.create(
            association=association,
            kind=Body.Kind.BOARD,
            slug="styrelsen",
            name="Styrelsen",
            numbering=Body.Numbering.YEAR,
        )
        person = person_with(email=director_email, name=director_name)
        _assign(
            actor=actor,
            person=person,
            role=Role.DIRECTOR,
            organisation=None,
            title="",
            valid_from=today,
        )
    return association, person


def person_with(*, email: str, name: str) -> Person:
    """The person with a mail address, made without a password when there is none."""
    existing = Person.objects.filter(email=email.strip().lower()).first()
    return existing or Person.objects.create_user(email.strip(), name=name.strip())


@transaction.atomic
def add_organisation(
    *, actor: Actor, name: str, short_name: str, kind: str, is_member: bool
) -> Organisation:
    """Add an organisation; journalled. Raises Refused, and AlreadyGiven for a name in use."""
    require(may_change_people(actor))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                association_id=actor.association_id,
                name=name,
                short_name=short_name,
                kind=kind,
                is_member=is_member,
            )
    except IntegrityError as error:
        raise AlreadyGiven(f"{name} finns redan bland organisationerna.") from error
    journal(
        actor=actor,
        verb="add_organisation",
        subject=organisation,
        after={"name": name, "kind": kind, "is_member": is_member},
    )
    return organisation


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None,
    title: str,
    valid_from: date,
) -> RoleAssignment:
    """Give a person a role from a day on; journalled. Raises Refused and :class:`AlreadyGiven`."""
    require(may_change_people(actor))
    require(may_give_role(actor, role))
    person = person_with(email=email, name=name)
    require(may_add_to(actor, person))
    return _assign(
        actor=actor,
        person=person,
        role=role,
        organisation=organisation,
        title=title,
        valid_from=valid_from,
    )


def _assign(
    *,
    actor: Actor,
    person: Person,
    role: str,
    organisation: Organisation | None,
    title: str,
    valid_from: date,
) -> RoleAssignment:
    same = RoleAssignment.objects.filter(person=person, role=role, organisation=organisation)
    already = AlreadyGiven(f"{person.name} har redan rollen {Role(role).label.lower()}.")
    if same.filter(Q(valid_to=None) | Q(valid_from=valid_from)).exists():
        raise already
    try:
        with transaction.atomic():
            assignment = RoleAssignment.objects.create(
                association_id=actor.association_id,
                person=person,
                role=role,
                organisation=organisation,
                title=title,
                valid_from=valid_from,
            )
    except IntegrityError as error:  # somebody gave it a moment ago
        raise already from error
    after = {"person": person.name, "role": role, "from": valid_from}
    if organisation is not None:
        after["organisation"] = organisation.name
    journal(actor=actor, verb="give_role", subject=assignment, after=after)
    return assignment


@transaction.atomic
def end_role(*, actor: Actor, assignment: RoleAssignment, last_day: date) -> RoleAssignment:
    """End a role after a last day; journalled. Raises Refused and :class:`EndsBeforeItStarts`."""
    require(may_change_people(actor))
    locked = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    require(may_give_role(actor, locked.role))
    if locked.valid_to is not None and last_day > locked.valid_to:
        require(may_add_to(actor, locked.person))
    if last_day < locked.valid_from:
        raise EndsBeforeItStarts(f"Rollen började gälla {locked.valid_from}. Välj en senare dag.")
    before = {"valid_to": locked.valid_to}
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    journal(
        actor=actor, verb="end_role", subject=locked, before=before, after={"valid_to": last_day}
    )
    return locked


@transaction.atomic
def give_mandate(
    *,
    actor: Actor,
    body: Body,
    email: str,
    name: str,
    organisation: Organisation,
    position: str,
    valid_from: date,
    papers_received_on: date | None,
    valid_to: date | None = None,
    appointed_by: str = "",
    appointed_on: date | None = None,
) -> Mandate:
    """Register that somebody was appointed to a body (valärende); journalled.

    Without the paper (``papers_received_on`` None) the person may attend but not decide; a meeting
    of the board puts the appointment on file. Raises Refused, :class:`DecisionOutOfOrder`, and
    :class:`AlreadyGiven` to who has a seat in the body: nobody votes twice.
    """
    require(may_change_people(actor))
    _check_order(appointed_on, papers_received_on)
    person = person_with(email=email, name=name)
    require(may_add_to(actor, person))
    Body.objects.select_for_update().get(pk=body.pk)  # two forms sent at once take turns
    standing = Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), body=body)
    if standing.filter(person=person).exists():
        raise AlreadyGiven(f"{person.name} har redan ett uppdrag i {body.name}. Avsluta det först.")
    mandate = Mandate.objects.create(
        association_id=actor.association_id,
        body=body,
        person=person,
        organisation=organisation,
        position=position,
        valid_from=valid_from,
        valid_to=valid_to,
        appointed_by=appointed_by,
        appointed_on=appointed_on,
        papers_received_on=papers_received_on,
    )
    journal(
        actor=actor,
        verb="give_mandate",
        subject=mandate,
        after={
            "person": mandate.person.name,
            "position": position,
            "organisation": organisation.name,
            "from": valid_from,
            "to": valid_to,
            "appointed_by": appointed_by,
            "appointed_on": appointed_on,
            "papers_received_on": papers_received_on,
        },
    )
    return mandate


def _check_order(appointed_on: date | None, received_on: date | None) -> None:
    if reason := decision_out_of_order(
        appointed_on=appointed_on, received_on=received_on, today=clock.today()
    ):
        raise DecisionOutOfOrder(reason)


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate, last_day: date) -> Mandate:
    """End a mandate after a last day; journalled. Raises Refused and EndsBeforeItStarts."""
    require(may_change_people(actor))
    locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if locked.valid_to is not None and last_day > locked.valid_to:
        require(may_add_to(actor, locked.person))
    if last_day < locked.valid_from:
        raise EndsBeforeItStarts(f"Uppdraget började {locked.valid_from}. Välj en senare dag.")
    earlier = copy(locked)
    before = {"valid_to": locked.valid_to}
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    journal(
        actor=actor, verb="end_mandate", subject=locked, before=before, after={"valid_to": last_day}
    )
    mandate_changed(actor, earlier, locked)
    return locked


@transaction.atomic
def receive_papers(
    *,
    actor: Actor,
    mandate: Mandate,
    received_on: date,
    appointed_by: str = "",
    appointed_on: date | None = None,
) -> Mandate:
    """Register that the decision about an appointment has come in; journalled.

    From that day the person decides. Raises Refused, also to who would seat themselves,
    :class:`DecisionOutOfOrder`, and :class:`AlreadyGiven` for an appointment that has been put on
    file: its words stand.
    """
    require(may_change_people(actor))
    locked = (
        Mandate.objects.select_for_update(of=("self",)).select_related("person").get(pk=mandate.pk)
    )
    require(may_add_to(actor, locked.person))
    if locked.filed_on is not None:
        raise AlreadyGiven(f"Valet av {locked.person.name} är redan lagt till handlingarna.")
    names = ("papers_received_on", "appointed_by", "appointed_on")
    before = {name: getattr(locked, name) for name in names}
    _check_order(appointed_on or locked.appointed_on, received_on)
    earlier = copy(locked)
    locked.papers_received_on = received_on
    locked.appointed_by = appointed_by or locked.appointed_by
    locked.appointed_on = appointed_on or locked.appointed_on
    locked.save(update_fields=names)
    after = {name: getattr(locked, name) for name in names}
    journal(actor=actor, verb="receive_papers", subject=locked, before=before, after=after)
    mandate_changed(actor, earlier, locked)
    return locked
