"""The paper's plan and applications as an association would hold them in the database."""

from __future__ import annotations

from datetime import date

from samordna.economy.models import EconomicPlan
from samordna.economy.plan.services import PlanRowInput, save_plan
from samordna.economy.rules.plan import slug
from samordna.economy.tests.uppsala import APPLICATIONS, plan
from samordna.funding.models import Application
from samordna.initiatives.tests.given import a_proposal, an_application, an_organisation
from samordna.parties.actors import system_actor
from samordna.parties.models import Association

PLAN_DAY = date(2024, 8, 22)
SUMMONS_DAY = date(2024, 9, 5)

#: The tests of the rules name columns after kind and year, the database after the year alone.
COLUMN = {
    "budget-2024": "budget",
    "forecast-2024": "forecast",
    **{f"preliminary-{year}": str(year) for year in range(2025, 2029)},
}


def the_plan(association: Association, as_of: date = PLAN_DAY) -> EconomicPlan:
    """The plan of the paper, loaded by the system."""
    paper = plan()
    return save_plan(
        actor=system_actor(association),
        as_of=as_of,
        title="Budget, prognos och plan 2024–2028",
        first_year=2024,
        preliminary_years=4,
        opening_kr=paper.opening_kr,
        reserve_kr=paper.reserve_kr,
        rows=[
            PlanRowInput(
                str(row.section),
                row.key,
                row.label,
                row.owner,
                {COLUMN[column]: kr for column, kr in row.amounts.items()},
            )
            for row in paper.rows
        ],
    )


def the_applications(association: Association) -> dict[str, Application]:
    """The paper's eleven applications with the office's proposals, by the first part of the key."""
    made: dict[str, Application] = {}
    owners: dict[str, list[tuple[str, tuple[int, ...], str]]] = {}
    for key, label, owner, years in APPLICATIONS:
        owners.setdefault(key, []).append((owner, years, label))
    by_application: dict[str, list[tuple[str, tuple[int, ...], str]]] = {}
    for key, parts in owners.items():
        name, _, place = key.partition(".")
        shared = name if name in ("min-framtid", "samordnat-stod") else f"{name}-{slug(place)}"
        by_application.setdefault(shared, []).extend(parts)
    for number, (shared, parts) in enumerate(by_application.items(), start=1):
        first_owner, _, label = parts[0]
        application = an_application(
            association,
            number=number,
            name=label,
            owner=an_organisation(association, first_owner),
        )
        amounts = {
            (an_organisation(association, owner), 2025 + offset): kr
            for owner, years, _ in parts
            for offset, kr in enumerate(years)
        }
        a_proposal(application, amounts, ready_on=PLAN_DAY)
        made[shared] = application
    return made
