"""Who may see the letters, send them again and invite."""

from __future__ import annotations

from samordna.parties.access import ALLOWED, Decision
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.parties.policies import may_change_people


def may_read_letters(actor: Actor) -> Decision:
    """The office sees what has gone out and what has not."""
    if actor.is_office:
        return ALLOWED
    return False, "Bara förbundets kansli ser breven. Dina egna val gör du under Mina brev."


def may_send_letters(actor: Actor) -> Decision:
    """The director and the registrar send letters again."""
    if actor.has(Role.REGISTRAR):
        return ALLOWED
    return False, "Bara administratören eller förbundschefen skickar brev."


def may_invite(actor: Actor) -> Decision:
    """Those who add people invite them."""
    return may_change_people(actor)
