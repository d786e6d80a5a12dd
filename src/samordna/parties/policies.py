"""Who may see and change who is who in an association."""

from __future__ import annotations

from samordna.parties.access import ALLOWED, Decision
from samordna.parties.actors import Actor
from samordna.parties.models import Role


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


def may_read_journal(actor: Actor) -> Decision:
    """The office and the auditor read the journal."""
    if actor.is_office or actor.has(Role.AUDITOR):
        return ALLOWED
    return False, "Journalen läses av förbundets kansli och revisorer."
