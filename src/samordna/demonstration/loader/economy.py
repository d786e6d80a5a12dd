"""The economist's plan."""

from __future__ import annotations

from typing import Any

from samordna.economy.plan.services import PlanRowInput, save_plan
from samordna.parties.actors import Actor


def load_plan(actor: Actor, data: dict[str, Any]) -> None:
    """Keep the plan; the file holds thousands, the product kronor."""
    save_plan(
        actor=actor,
        as_of=data["as_of"],
        title=data["title"],
        first_year=data["first_year"],
        preliminary_years=data["preliminary_years"],
        opening_kr=data["opening_tkr"] * 1000,
        reserve_kr=data["reserve_tkr"] * 1000,
        rows=[
            PlanRowInput(
                section=row["section"],
                key=row["key"],
                label=row["label"],
                owner_label=row.get("owner", ""),
                amounts={column: tkr * 1000 for column, tkr in row["tkr"].items()},
            )
            for row in data["row"]
        ],
    )
