"""Economy."""

# ruff: noqa: E501
from __future__ import annotations

from datetime import date

from samordna.economy.funds.services import Weighed, save_contribution_key
from samordna.economy.models import EconomicPlan
from tests.support.things import TODAY, World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  economy:decision_space                   -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:make_paper                       -                       in 404 404 302 302 302 302 302 302 302 302
POST economy:make_paper                       -                       in 404 404 404 404 403 403 302 302 302 302
GET  economy:try_decision                     -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:plans                            -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:contribution_key                 -                       in 404 404 403 403 403 403 200 403 403 200
POST economy:contribution_key                 -                       in 404 404 403 403 403 403 200 403 403 200
GET  economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
POST economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
GET  economy:plan                             plan                    in 404 404 404 404 200 200 200 200 200 200
GET  economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200
POST economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200
GET  economy:correct_plan                     plan                    in 404 404 404 404 403 403 200 403 403 200
POST economy:correct_plan                     plan                    in 404 404 404 404 403 403 200 403 403 200
GET  economy:remove_plan                      plan                    in 404 404 404 404 403 403 200 403 403 200
POST economy:remove_plan                      plan                    in 404 404 404 404 403 403 200 403 403 200
"""


def make(world: World) -> None:
    """A plan, kept on another day in each world, and a key that the members pay by."""
    as_of = date(2024, 9, 1 if world.first_number == 1 else 2)
    EconomicPlan.objects.create(
        association=world.cast.association,
        as_of=as_of,
        title="Budget 2025",
        first_year=2024,
        opening_kr=6_360_000,
        reserve_kr=1_000_000,
    )
    save_contribution_key(
        actor=world.cast.actor("economist", TODAY),
        valid_from=date(2024, 1, 1),
        state_kr=2_517_000,
        members=[Weighed(world.cast.organisations[name], 1) for name in ("region", "heby")],
    )
    world.things["plan"] = {"as_of": as_of.isoformat()}
