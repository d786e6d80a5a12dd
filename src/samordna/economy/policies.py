"""Who may read the decision space, and who may write the plan and the key that lie under it."""

from __future__ import annotations

from django.db.models import Q

from samordna.economy.kinds import PaperKind
from samordna.economy.models import EconomicPlan
from samordna.parties.access import ALLOWED, ANOTHERS, Decision, of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role


def may_read_decision_space(actor: Actor) -> Decision:
    """The office, those who sit in the bodies, and the auditors."""
    if actor.kind == "system" or actor.is_office or actor.has_seat or Role.AUDITOR in actor.roles:
        return ALLOWED
    return False, "Beslutsutrymmet läses av förbundets styrelse, kansli och revisorer."


def may_write_plans(actor: Actor) -> Decision:
    """The economist, the director, or the system when data is loaded."""
    if actor.kind == "system" or actor.has(Role.ECONOMIST):
        return ALLOWED
    return False, "Bara förbundets ekonom och förbundschef ändrar den ekonomiska planen."


@of_one_association(ANOTHERS)
def may_edit_plan(actor: Actor, plan: EconomicPlan, *, is_latest: bool) -> Decision:
    """The latest plan may be changed, by its own association. Older ones have been shown to the
    board and stand."""
    allowed, reason = may_write_plans(actor)
    if not allowed:
        return False, reason
    if not is_latest:
        return False, (
            f"Planen per {plan.as_of} har ersatts av en nyare och ändras inte. Gör en ny plan från "
            "den senaste i stället."
        )
    return ALLOWED


def may_write_contribution_keys(actor: Actor) -> Decision:
    """The economist, the director, or the system when data is loaded."""
    if actor.kind == "system" or actor.has(Role.ECONOMIST):
        return ALLOWED
    return False, "Bara förbundets ekonom och förbundschef ändrar medlemmarnas fördelningsnyckel."


def may_make_paper(actor: Actor) -> Decision:
    """The office makes the paper that goes to the board."""
    if actor.kind == "system" or actor.is_office:
        return ALLOWED
    return False, "Bara kansliet gör handlingar till styrelsen."


def economic_information(actor: Actor | None) -> Q:
    """The paper of the decision space is read by those who may read the decision space."""
    if actor is None or not may_read_decision_space(actor)[0]:
        return Q(pk__in=())
    return Q(document__kind=PaperKind.ECONOMY)
