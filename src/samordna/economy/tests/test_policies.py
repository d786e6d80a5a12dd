"""A plan is changed by its own association alone, whoever fetched it."""

from __future__ import annotations

from samordna.economy.models import EconomicPlan
from samordna.economy.policies import may_edit_plan
from samordna.parties.actors import Actor


def test_the_director_of_another_association_does_not_edit_the_plan() -> None:
    director = Actor("person", 1, 1, "Dagny Dahl", roles=frozenset({"director", "economist"}))
    assert may_edit_plan(director, EconomicPlan(association_id=1), is_latest=True)[0]
    assert not may_edit_plan(director, EconomicPlan(association_id=2), is_latest=True)[0]
