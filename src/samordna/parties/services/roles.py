"""Giving and ending roles."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError
from django.db.models import QuerySet

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.queries import has_acted
from samordna.journal.services import journal, journal_change
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Organisation, Role, RoleAssignment
from samordna.parties.policies import goes_with, may_add_to, may_change_people, may_give_role
from samordna.parties.rules import role_given
from samordna.parties.services.errors import (
    AlreadyGiven,
    EndsBeforeItStarts,
    LastDirector,
    OrganisationOutOfPlace,
    StillUsed,
)
from samordna.parties.steps import assign, contact_with, person_with


@changes
def give_role(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None,
    title: str,
    valid_from: date,
    naming: str = "",
) -> RoleAssignment:
    """Give a person a role from a day on; journalled.

    ``naming`` as in :func:`~samordna.parties.steps.contact_with`. Raises Refused,
    :class:`AlreadyGiven`, :class:`OrganisationOutOfPlace` and :class:`OtherName`.
    """
    require(may_change_people(actor))
    require(may_give_role(actor, role))
    person = person_with(email=email, name=name)
    require(may_add_to(actor, person))
    contact = contact_with(actor=actor, person=person, name=name, naming=naming)
    return assign(
        actor=actor,
        contact=contact,
        role=role,
        organisation=organisation,
        title=title,
        valid_from=valid_from,
    )


@changes
def edit_role(
    *,
    actor: Actor,
    assignment: RoleAssignment,
    organisation: Organisation | None,
    title: str,
    valid_from: date,
) -> RoleAssignment:
    """Correct the organisation, the title or the first day of a role; journalled.

    Raises Refused, also to who would change for whom they act themselves,
    :class:`EndsBeforeItStarts`, :class:`OrganisationOutOfPlace`, and :class:`AlreadyGiven` for a
    role that the person has.
    """
    require(may_change_people(actor))
    locked = for_change(RoleAssignment.objects.all()).get(pk=assignment.pk)
    require(may_give_role(actor, locked.role))
    if organisation != locked.organisation or valid_from < locked.valid_from:
        require(may_add_to(actor, locked.person))
    fits, why = goes_with(locked.role, organisation)
    if not fits:
        raise OrganisationOutOfPlace(why)
    if locked.valid_to is not None and valid_from > locked.valid_to:
        raise EndsBeforeItStarts(f"Rollen slutar {locked.valid_to}. Välj en tidigare dag.")
    after = {"organisation": organisation, "title": title, "valid_from": valid_from}
    before = {key: getattr(locked, key) for key in after}
    if (
        locked.role == Role.DIRECTOR
        and locked.valid_to is None
        and valid_from > before["valid_from"]
    ):
        _somebody_leads_after(locked, clock.today())
    for key, value in after.items():
        setattr(locked, key, value)
    already = AlreadyGiven(f"{locked.name} har redan rollen {locked.get_role_display().lower()}.")
    same = _same_role(locked, organisation)
    if locked.valid_to is None and same.filter(valid_to=None).exists():
        raise already
    try:
        with change():
            locked.save(update_fields=list(after))
    except IntegrityError as error:  # the same role from the same day
        raise already from error
    journal_change(
        actor=actor,
        verb="edit_role",
        subject=locked,
        before={key: str(value or "") for key, value in before.items()},
        after={key: str(value or "") for key, value in after.items()},
    )
    return locked


def _same_role(one: RoleAssignment, organisation: Organisation | None) -> QuerySet[RoleAssignment]:
    """The other times that the person of a role has had it, for an organisation."""
    return RoleAssignment.objects.filter(
        person=one.person_id, role=one.role, organisation=organisation
    ).exclude(pk=one.pk)


@changes
def end_role(*, actor: Actor, assignment: RoleAssignment, last_day: date) -> RoleAssignment:
    """End a role after a last day, or prolong one that has a last day already; journalled.

    Raises Refused, :class:`EndsBeforeItStarts`, :class:`LastDirector` for the only director, and
    :class:`AlreadyGiven` for one prolonged when the person has been given the role again.
    """
    require(may_change_people(actor))
    locked = for_change(RoleAssignment.objects.all()).get(pk=assignment.pk)
    require(may_give_role(actor, locked.role))
    if locked.valid_to is not None and last_day > locked.valid_to:
        require(may_add_to(actor, locked.person))
        others = _same_role(locked, locked.organisation)
        held = others.values_list("valid_from", "valid_to")
        label = locked.get_role_display().lower()
        if reason := role_given(locked.name, label, locked.valid_from, held):
            raise AlreadyGiven(reason)
    if last_day < locked.valid_from:
        raise EndsBeforeItStarts(f"Rollen började gälla {locked.valid_from}. Välj en senare dag.")
    if locked.role == Role.DIRECTOR:
        _somebody_leads_after(locked, last_day)
    before = {"valid_to": locked.valid_to}
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    journal(
        actor=actor, verb="end_role", subject=locked, before=before, after={"valid_to": last_day}
    )
    return locked


def why_role_stays(assignment: RoleAssignment) -> str:
    """Why a role is ended and not taken away; empty for one that can be taken away."""
    if not has_acted(assignment.person_id, assignment.association_id, assignment.valid_from):
        return ""
    return (
        f"{assignment.name} har gjort något i förbundet sedan rollen började. Avsluta den i "
        "stället."
    )


@changes
def remove_role(*, actor: Actor, assignment: RoleAssignment, reason: str) -> None:
    """Take away a role that never should have been given; the journal keeps it and why.

    Raises Refused, :class:`StillUsed` when the person has done something here since it began, and
    :class:`LastDirector` for the only director.
    """
    require(may_change_people(actor))
    locked = (
        for_change(RoleAssignment.objects.all(), of=("self",))
        .select_related("person", "contact", "organisation")
        .get(pk=assignment.pk)
    )
    require(may_give_role(actor, locked.role))
    if locked.role == Role.DIRECTOR:
        _somebody_leads_after(locked, clock.today())
    if held := why_role_stays(locked):
        raise StillUsed(held)
    before = {
        "person": locked.name,
        "role": locked.role,
        "title": locked.title,
        "organisation": locked.organisation.name if locked.organisation else "",
        "from": locked.valid_from,
        "to": locked.valid_to,
    }
    journal(
        actor=actor, verb="remove_role", subject=locked, before=before, after={"reason": reason}
    )
    locked.delete()


def _somebody_leads_after(leaving: RoleAssignment, last_day: date) -> None:
    """An association always has a director with no last day: else nobody could make one.

    The association is locked: two directors who leave at once take turns.
    """
    for_change(Association.objects.all()).get(pk=leaving.association_id)
    others = RoleAssignment.objects.filter(
        role=Role.DIRECTOR, valid_to=None, valid_from__lte=last_day + timedelta(days=1)
    ).exclude(person_id=leaving.person_id)
    if not others.exists():
        raise LastDirector(
            f"{leaving.name} är förbundets enda förbundschef. Ge rollen till efterträdaren först, "
            "från senast dagen efter den sista dagen."
        )
