"""Who may do what in the register."""

from __future__ import annotations

from samordna.parties.access import ALLOWED, ANOTHERS, Decision, of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter


def may_read_register(actor: Actor) -> Decision:
    """The office and the auditor read the whole register, secret records' titles included."""
    if actor.is_office or actor.has(Role.AUDITOR):
        return ALLOWED
    return False, "Diariet läses av förbundets kansli och revisorer."


def may_register(actor: Actor) -> Decision:
    """The registrar and the director register."""
    if actor.has(Role.REGISTRAR, Role.CASE_OFFICER):
        return ALLOWED
    return False, "Bara administratören, verksamhetsutvecklaren eller förbundschefen registrerar."


def may_set_first_number(actor: Actor) -> Decision:
    """The registrar and the director say where the numbers begin."""
    if actor.has(Role.REGISTRAR):
        return ALLOWED
    return False, "Bara administratören eller förbundschefen bestämmer det första diarienumret."


@of_one_association(ANOTHERS)
def may_add_record(actor: Actor, matter: Matter) -> Decision:
    """Records are added to open matters only."""
    allowed, reason = may_register(actor)
    if not allowed:
        return allowed, reason
    if matter.closed_on is not None:
        return False, f"Ärende {matter.number} avslutades {matter.closed_on}."
    return ALLOWED


@of_one_association(ANOTHERS)
def may_reopen(actor: Actor, matter: Matter) -> Decision:
    """A closed matter is opened again by those who register: something came in afterwards."""
    allowed, reason = may_register(actor)
    if not allowed:
        return allowed, reason
    if matter.closed_on is None:
        return False, f"Ärende {matter.number} är öppet."
    return ALLOWED
