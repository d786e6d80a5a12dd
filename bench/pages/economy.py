"""The decision space, plans and the members' shares."""

from __future__ import annotations

from bench.landmarks import Landmarks
from bench.pages import Page
from samordna.economy.models import EconomicPlan
from samordna.funding.models import Application
from samordna.funding.rules.states import State


def _plan(marks: Landmarks) -> dict[str, str]:
    return {"as_of": EconomicPlan.objects.latest("as_of").as_of.isoformat()}


def _refused(marks: Landmarks) -> str:
    """Every proposal of the agenda refused."""
    open_ones = Application.objects.filter(state__in=(State.SCHEDULED, State.PREPARED))
    numbers = open_ones.values_list("number", flat=True)
    return "&".join(f"avsla-{number}=1" for number in numbers)


PAGES = (
    Page("Decision space", "economy:decision_space", "economist", "applications"),
    Page("Trying a decision", "economy:try_decision", "economist", "applications", query=_refused),
    Page("Plans", "economy:plans", "economist", EconomicPlan),
    Page("New plan", "economy:new_plan", "economist", "applications"),
    Page("Plan", "economy:plan", "economist", "applications", _plan),
    Page("Plan, writing", "economy:edit_plan", "economist", "applications", _plan),
    Page("Plan, day and years", "economy:correct_plan", "economist", "applications", _plan),
    Page("Plan, removed", "economy:remove_plan", "economist", "applications", _plan),
    Page("Contribution key", "economy:contribution_key", "economist", EconomicPlan),
)
