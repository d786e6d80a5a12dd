"""Who may read initiatives."""

from __future__ import annotations

from collections.abc import Iterable

from samordna.initiatives.models import Initiative
from samordna.parties.access import of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role


def reads_all(actor: Actor) -> bool:
    """Whether the actor may read every initiative: the office, the bodies and the auditors."""
    return (
        actor.kind == "system" or actor.is_office or actor.has_seat or Role.AUDITOR in actor.roles
    )


def own_organisations(actor: Actor) -> frozenset[int]:
    """The organisations whose initiatives an applicant or a signatory may read."""
    return actor.applicant_for | actor.signatory_for


@of_one_association(False)
def may_follow(actor: Actor, initiative: Initiative, receivers: Iterable[int]) -> bool:
    """Whether the actor may read an initiative: all, or for its owner or one who is given money."""
    own = own_organisations(actor)
    return reads_all(actor) or initiative.owner_id in own or not own.isdisjoint(receivers)
