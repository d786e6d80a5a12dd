"""The economist's plan: a year's rows, with the running initiatives among them."""

from __future__ import annotations

from datetime import date, timedelta

from bench.seed.parties import Ground
from samordna.economy.models import EconomicPlan, PlanAmount, PlanRow
from samordna.initiatives.models import Grant, GrantAmount

#: At most so many running initiatives have a row of their own, twice what the real plan has.
DECIDED = 40
YEARS_AHEAD = 4
#: The plan was made so many days ago; grants adjusted since are shown as new.
AGE = 10
#: How much larger the income is than what is decided, in kronor a year.
ROOM_KR = 9_000_000

_FIXED_TKR = (
    (PlanRow.Section.ELECTED, "Styrelsen", 310),
    (PlanRow.Section.ELECTED, "Revision", 90),
    (PlanRow.Section.ADMINISTRATION, "Personal", 4_200),
    (PlanRow.Section.ADMINISTRATION, "Lokaler och drift", 640),
    (PlanRow.Section.EXTERNAL_ADMINISTRATION, "Projektkontor", 420),
    (PlanRow.Section.UNUSED, "Beviljat som inte väntas användas", -700),
    (PlanRow.Section.OTHER_JOINT, "Utbildning för parterna", 350),
    (PlanRow.Section.OTHER_JOINT, "Processtöd", 900),
)


def make_plan(ground: Ground, grants: list[Grant]) -> EconomicPlan:
    """Make a plan of this year and four more, in which the decided initiatives have room."""
    association, first = ground.association, ground.today.year
    as_of = ground.today - timedelta(days=AGE)
    plan = EconomicPlan.objects.create(
        association=association,
        as_of=as_of,
        title=f"Budget och plan {first}–{first + YEARS_AHEAD}",
        first_year=first,
        preliminary_years=YEARS_AHEAD,
        opening_kr=6_360_000,
        reserve_kr=1_000_000,
    )
    columns = {"budget": first, "forecast": first}
    columns |= {str(year): year for year in range(first + 1, first + YEARS_AHEAD + 1)}
    decided = _running(grants, as_of, first)
    rows: list[tuple[PlanRow, dict[str, int]]] = []
    for section, label, tkr in _FIXED_TKR:
        row = PlanRow(section=section, key=f"rad-{len(rows)}", label=label)
        rows.append((row, dict.fromkeys(columns, tkr * 1000)))
    for grant, per_year in decided:
        row = PlanRow(
            section=PlanRow.Section.DECIDED,
            key=f"insats-{grant.initiative.number}",
            label=grant.initiative.name[:120],
            owner_label=grant.initiative.owner.short_name,
            grant=grant,
        )
        rows.append((row, {c: per_year[y] for c, y in columns.items() if y in per_year}))
    income = {c: ROOM_KR + sum(kr.get(c, 0) for _, kr in rows) for c in columns}
    for share, label in ((2, "Staten"), (4, "Regionen"), (4, "Kommunerna")):
        row = PlanRow(section=PlanRow.Section.INCOME, key=f"medlem-{label.lower()}", label=label)
        rows.append((row, {column: kr // share for column, kr in income.items()}))
    for position, (row, _) in enumerate(rows, start=1):
        row.association, row.plan, row.position = association, plan, position
    PlanRow.objects.bulk_create(row for row, _ in rows)
    PlanAmount.objects.bulk_create(
        PlanAmount(association=association, row=row, column=column, amount_kr=kr)
        for row, amounts in rows
        for column, kr in amounts.items()
    )
    return plan


def _running(grants: list[Grant], as_of: date, first: int) -> list[tuple[Grant, dict[int, int]]]:
    """The newest grants that stood when the plan was made, with kronor per year."""
    known = [g for g in grants if g.adjusted_on < as_of and g.initiative.period_to.year >= first]
    chosen = {g.pk: g for g in known[-DECIDED:]}
    found: dict[int, dict[int, int]] = {pk: {} for pk in chosen}
    for amount in GrantAmount.objects.filter(grant_id__in=chosen):
        years = found[amount.grant_id]
        years[amount.year] = years.get(amount.year, 0) + amount.amount_kr
    return [(chosen[pk], years) for pk, years in found.items()]
