"""Budgets for tests: the eleven real ones of a board meeting, and a small one to slip in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from samordna.budgets.shape import Budget, Group, Line, Side, Years
from samordna.kernel.findings import Where
from samordna.kernel.money import round_half_up

_FILE = Path(__file__).parent / "applications.json"
#: The number of a line, or None, and its years.
Spread = tuple[int | None, Years]

_PREMISES = ("Lokalhyra", "Övriga lokalkostnader")

APPLICATIONS: dict[str, dict[str, Any]] = {
    one["key"]: one for one in json.loads(_FILE.read_text(encoding="utf-8"))["applications"]
}


def real_budget(key: str) -> Budget:
    """One of the eleven, as its papers had it: rows, own financing, and years where given."""
    one = APPLICATIONS[key]
    owners = [one["owner"]]
    for row in one["positions"]:
        if row["paid_to"] not in owners:
            owners.append(row["paid_to"])
    lines = [_post(Side.REQUESTED, row, owners) for row in one["positions"]]
    lines += [_cost(Side.REQUESTED, row) for row in one["other_costs"]]
    lines += [_post(Side.OWN, row, owners) for row in one["own_financing_positions"]]
    lines += [_cost(Side.OWN, row) for row in one["own_financing_other"]]
    budget = Budget(
        name=one["name"],
        period_from=date.fromisoformat(one["period_from"]),
        period_to=date.fromisoformat(one["period_to"]),
        owners=dict(enumerate(owners)),
        lines=tuple(lines),
    )
    return spread_over(budget, _years(one))


def spread_over(budget: Budget, rows: Sequence[Spread]) -> Budget:
    """The budget with rows of years in their order, each with the number of its line or None."""
    lines = [replace(line, years=None) for line in budget.lines]
    others = []
    for row, (line, years) in enumerate(rows, start=1):
        placed = replace(years, row=row)
        if line is None:
            others.append(placed)
        else:
            lines[line] = replace(lines[line], years=placed)
    return replace(budget, lines=tuple(lines), other_years=tuple(others))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _post(side: Side, row: dict[str, Any], owners: list[str]) -> Line:
    amounts = {owners.index(row["paid_to"]): row["amount_kr"]} if row["amount_kr"] else {}
    return Line(
        side=side,
        group=Group.WAGE,
        label=row["title"] or "",
        percent=Decimal(row["percent"]),
        date_from=_day(row["from"]),
        date_to=_day(row["to"]),
        amounts=amounts,
        note=row.get("amount_in_text") or "",
    )


def _cost(side: Side, row: dict[str, Any]) -> Line:
    return Line(
        side=side,
        group=Group.PREMISES if row["line"] in _PREMISES else Group.OTHER,
        label=row["line"],
        date_from=_day(row.get("from")),
        date_to=_day(row.get("to")),
        amounts={0: row["amount_kr"]},
    )


def _years(one: dict[str, Any]) -> list[Spread]:
    years = {int(y): row for y, row in one["yearly_distribution"].items() if y.isdigit()}
    rows: list[Spread] = []
    posts = list(one["yearly_distribution"].get("per_position", {}).values())
    for index, figures in enumerate(posts):
        by_year = dict(zip(years, figures, strict=True))
        rows.append((index, Years(group=Group.WAGE, by_year=by_year)))
    keys = {Group.WAGE: "positions", Group.PREMISES: "premises", Group.OTHER: "other"}
    for group, key in keys.items():
        if not any(key in row for row in years.values()):
            continue
        exact = {y: Decimal(str(row[key])) for y, row in years.items() if row[key] is not None}
        if posts and group is Group.WAGE:
            # The paper's yearly sums have öre that its rows are shown without.
            left = sum(exact.values()) - sum(sum(figures) for figures in posts)
            share = left / len(rows)
            rows = [(line, replace(years, rounded_off_kr=share)) for line, years in rows]
        else:
            by_year = {year: round_half_up(kr) for year, kr in exact.items()}
            rows.append((None, Years(group=group, whole_group=True, by_year=by_year)))
    if years and not rows:
        totals = {year: row["total_in_text"] for year, row in years.items()}
        rows.append((None, Years(group=None, whole_group=True, by_year=totals)))
    return rows


#: The rows of years of the small budget.
YEARS: tuple[Spread, ...] = (
    (0, Years(group=Group.WAGE, by_year={2025: 640_000, 2026: 660_000})),
    (1, Years(group=Group.WAGE, by_year={2025: 300_000, 2026: 300_000})),
    (None, Years(group=Group.OTHER, whole_group=True, by_year={2025: 30_000, 2026: 30_000})),
)


def small_budget(*, years: Sequence[Spread] = YEARS, **changes: Any) -> Budget:
    """A budget with nothing wrong: two posts and two costs over two years, and own financing.

    row                        total     2025     2026
    Samordnare 100 %       1 300 000  640 000  660 000
    Coach 50 %, Region       600 000  300 000  300 000
    Tolk                      40 000   30 000   30 000   with Resor
    Resor                     20 000
    own: Chef 10 %           200 000
    own: Lokalhyra           150 000
    """
    start, end = date(2025, 1, 1), date(2026, 12, 31)
    facts: dict[str, Any] = {
        "name": "Nya vägar",
        "period_from": start,
        "period_to": end,
        "owners": {0: "Ekby kommun", 1: "Region Mitt"},
        "lines": (
            post("Samordnare", 100, (1_300_000, 0), "rad-1"),
            post("Coach", 50, (0, 600_000), "rad-2"),
            cost("Tolk", 40_000),
            cost("Resor", 20_000),
            post("Chef", 10, (200_000, 0), "rad-5", side=Side.OWN),
            cost("Lokalhyra", 150_000, side=Side.OWN, group=Group.PREMISES),
        ),
    }
    return spread_over(Budget(**(facts | changes)), years)


def post(
    label: str, percent: int, amounts: tuple[int, ...], field: str = "rad", **changes: Any
) -> Line:
    """A wage row over the whole of the small budget's period."""
    facts: dict[str, Any] = {
        "side": Side.REQUESTED,
        "group": Group.WAGE,
        "label": label,
        "percent": Decimal(percent),
        "date_from": date(2025, 1, 1),
        "date_to": date(2026, 12, 31),
        "amounts": dict(enumerate(amounts)),
        "where": Where(field=field),
    }
    return Line(**(facts | changes))


def cost(label: str, kr: int, **changes: Any) -> Line:
    """A row that is no wage."""
    facts: dict[str, Any] = {
        "side": Side.REQUESTED,
        "group": Group.OTHER,
        "label": label,
        "amounts": {0: kr},
        "where": Where(field=label),
    }
    return Line(**(facts | changes))
