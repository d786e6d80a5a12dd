"""The economist's plan."""

from __future__ import annotations

from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage, at
from samordna.economy.plan.services import PlanRowInput, save_plan

#: Who keeps the plan.
KEEPERS = {UPPSALA: "Birgit Ek", OTHER: "Tomas Grahn"}


def load_plan(stage: Stage) -> None:
    """Keep the plan; the file holds thousands, the product kronor."""
    data = stage.read("ekonomi.toml")
    save_plan(
        actor=stage.be(KEEPERS[stage.association.slug]),
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


CHAPTERS = (
    Chapter(UPPSALA, at(2024, 8, 19), load_plan),
    Chapter(OTHER, at(2024, 8, 20), load_plan),
)
