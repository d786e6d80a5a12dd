"""Who has been invited and has not come in, and their invitations on paper, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.letters.invitations import NotInvited, invite, print_invitation
from samordna.letters.models import Invitation
from samordna.letters.policies import may_invite
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact, Mandate, RoleAssignment


def unused(today: date) -> Q:
    """Of invitations: nobody has come with it, none has replaced it, and the person has not come in
    here and still has something to do here."""
    holds = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    own = Q(holds, person=OuterRef("person"), association=OuterRef("association"))
    mine = Contact._base_manager.filter(
        person=OuterRef("person"), association=OuterRef("association")
    )
    came_in = Q(Exists(mine.exclude(came_in_at=None)))
    known = Q(Exists(RoleAssignment._base_manager.filter(own)))
    known |= Q(Exists(Mandate._base_manager.filter(own)))
    return Q(used_at=None, replaced_at=None) & known & ~came_in


def unused_invitations(actor: Actor, today: date) -> QuerySet[Invitation]:
    """The invitations that nobody has used, the oldest first. One query. Raises Refused."""
    require(may_invite(actor))
    found = Invitation.objects.filter(unused(today)).select_related("person", "contact")
    return found.order_by("made_at", "pk")


@dataclass(frozen=True, slots=True)
class Printed:
    """New invitations on paper, and who gets none with the reason, as Swedish sentences."""

    invitations: tuple[Invitation, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited again, and who was not with the reason, as Swedish sentences."""

    count: int
    left: tuple[str, ...]


@changes
def invite_expired_again(*, actor: Actor, today: date) -> Invited:
    """A new invitation by mail for everybody whose link is too old; each is journalled.

    Links that still hold are let be. Who may not be invited is left, with the reason. Raises
    Refused.
    """
    count, left = 0, []
    expired = unused_invitations(actor, today).filter(valid_until__lte=clock.now())
    for invitation in list(expired):
        try:
            invite(actor=actor, person=invitation.person)
            count += 1
        except (NotInvited, Refused) as error:
            left.append(f"{invitation.name}: {error}")
    return Invited(count, tuple(left))


@changes
def print_unused(*, actor: Actor, today: date) -> Printed:
    """A new invitation on paper for everybody who has not used theirs; each is journalled.

    Whoever cannot be given paper keeps the invitation that they have. Raises Refused.
    """
    made, left = [], []
    for invitation in list(unused_invitations(actor, today)):
        try:
            made.append(print_invitation(actor=actor, person=invitation.person))
        except NotInvited as error:
            left.append(str(error))
    return Printed(tuple(made), tuple(left))
