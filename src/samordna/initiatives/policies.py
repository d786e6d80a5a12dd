"""Who may read initiatives, and who may put a grant on record."""

from __future__ import annotations

from collections.abc import Iterable

from samordna.initiatives.models import Initiative
from samordna.parties.access import ALLOWED, Decision
from samordna.parties.actors import Actor
from samordna.parties.models import Role


def may_record_grants(actor: Actor) -> Decision:
    """The board whose last signature adjusts the minutes, the office, or the system itself."""
    if actor.kind == "system" or actor.is_board or actor.is_office:
        return ALLOWED
    return False, "Bara förbundets styrelse och kansli kan föra in vad som har beviljats."


def reads_all(actor: Actor) -> bool:
    """Whether the actor may read every initiative: the office, the bodies and the auditors."""
    return (
        actor.kind == "system" or actor.is_office or actor.is_board or Role.AUDITOR in actor.roles
    )


def own_organisations(actor: Actor) -> frozenset[int]:
    """The organisations whose initiatives an applicant or a signatory may read."""
    return actor.applicant_for | actor.signatory_for


def may_follow(actor: Actor, initiative: Initiative, receivers: Iterable[int]) -> bool:
    """Whether the actor may read an initiative: all, or for its owner or one who is given money."""
    own = own_organisations(actor)
    return reads_all(actor) or initiative.owner_id in own or not own.isdisjoint(receivers)
