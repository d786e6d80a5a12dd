"""Writing plans, and making the board's paper of the decision space."""

from samordna.economy.services.papers import economic_information_paper
from samordna.economy.services.plans import (
    FIRST_ROWS,
    PlanExists,
    PlanNotPossible,
    PlanRowInput,
    StalePlan,
    copy_plan,
    save_plan,
)

__all__ = [
    "FIRST_ROWS",
    "PlanExists",
    "PlanNotPossible",
    "PlanRowInput",
    "StalePlan",
    "copy_plan",
    "economic_information_paper",
    "save_plan",
]
