"""Who may see and change who is who in an association."""

from __future__ import annotations

from samordna.parties.access import ALLOWED, Decision
from samordna.parties.actors import Actor
from samordna.parties.models import (
    OFFICE_ROLES,
    ROLES_FOR_AN_ORGANISATION,
    Organisation,
    Person,
    Role,
)
from samordna.parties.rules import organisation_out_of_place


def may_see_people(actor: Actor) -> Decision:
    """The office sees who has which role and mandate."""
    if actor.is_office:
        return ALLOWED
    return False, "Bara förbundets kansli ser personer och uppdrag."


def may_change_people(actor: Actor) -> Decision:
    """The director and the registrar give and end roles and mandates."""
    if actor.has(Role.REGISTRAR):
        return ALLOWED
    return False, "Bara administratören eller förbundschefen ändrar personer och uppdrag."


def may_give_role(actor: Actor, role: str) -> Decision:
    """Only the director makes somebody director or ends it: an administrator would else be one."""
    if role == Role.DIRECTOR and Role.DIRECTOR not in actor.roles:
        return False, "Bara förbundschefen ger eller avslutar rollen förbundschef."
    return may_change_people(actor)


def goes_with(role: str, organisation: Organisation | None) -> Decision:
    """Those of the office have no organisation; applicants and signatories act for one."""
    reason = organisation_out_of_place(
        Role(role).label.lower(),
        in_office=role in OFFICE_ROLES,
        for_organisation=role in ROLES_FOR_AN_ORGANISATION,
        organisation=organisation.name if organisation else "",
    )
    return (False, reason) if reason else ALLOWED


def may_add_to(actor: Actor, person: Person) -> Decision:
    """Nobody gives themselves a role or a mandate, nor prolongs their own."""
    if actor.person_id is not None and actor.person_id == person.pk:
        return False, "Ingen ger sig själv en roll eller ett uppdrag. Be en kollega."
    return ALLOWED


def may_rename(actor: Actor, person: Person) -> Decision:
    """Nobody changes their own name: the journal and the signatures show it."""
    if actor.person_id is not None and actor.person_id == person.pk:
        return False, "Ingen ändrar sitt eget namn: det står i journal och underskrifter. Be någon."
    return ALLOWED


def may_change_association(actor: Actor) -> Decision:
    """The director and the registrar keep the association's details, bodies and first numbers."""
    if actor.has(Role.REGISTRAR):
        return ALLOWED
    return False, "Bara administratören eller förbundschefen ändrar förbundets uppgifter."


def may_read_journal(actor: Actor) -> Decision:
    """The office and the auditor read the journal."""
    if actor.is_office or actor.has(Role.AUDITOR):
        return ALLOWED
    return False, "Journalen läses av förbundets kansli och revisorer."
