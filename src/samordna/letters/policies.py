"""Who may see the letters, send them again and invite."""

from __future__ import annotations

from collections.abc import Iterable

from samordna.parties.access import ALLOWED, Decision
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.parties.policies import may_change_people, may_give_role


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


def may_invite(actor: Actor, roles: Iterable[str] = ()) -> Decision:
    """Those who add people invite them, ``roles`` being what the person has here: whoever may not
    give a role does not open an account that has it either."""
    decisions = (may_change_people(actor), *(may_give_role(actor, role) for role in roles))
    return next((one for one in decisions if not one[0]), ALLOWED)


def may_correct_address(actor: Actor, roles: Iterable[str], *, has_seat: bool) -> Decision:
    """Whoever has the address opens the account. One that decides or signs for others is therefore
    given another address by the director alone. ``roles`` and ``has_seat``: the person's here."""
    held = frozenset(roles)
    if (has_seat or Role.SIGNATORY in held) and Role.DIRECTOR not in actor.roles:
        return False, (
            "Bara förbundschefen rättar adressen för den som har ett uppdrag eller är "
            "firmatecknare: den som har adressen kan öppna kontot. Be förbundschefen."
        )
    return may_invite(actor, held)
