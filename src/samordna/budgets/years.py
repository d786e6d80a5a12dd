"""The years in all: ``years-differ-from-total``, ``years-missing``, years outside the period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.sentences import agrees
from samordna.budgets.shape import Budget, Part, Scope, Side
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr, round_half_up


def year_findings(budget: Budget) -> Iterator[Finding]:
    """Yield what there is to say of the years in all."""
    yield from _grand_total(budget)
    yield from _outside(budget)


def _grand_total(budget: Budget) -> Iterator[Finding]:
    rows = [years for _, years in budget.spread if years.side is Side.REQUESTED]
    expected = _requested_kr(budget)
    if expected is None or budget.lacks(Scope(part=Part.DETAILED), Scope(part=Part.YEARLY)):
        return
    if not rows:
        if expected and Part.YEARLY in budget.parts:
            yield Finding(
                codes.YEARS_MISSING,
                Severity.WARNING,
                f"De {format_kr(expected)} som söks är inte fördelade på år.",
                budget.at("years"),
            )
        return
    found = round_half_up(sum((years.exact_kr for years in rows), Decimal(0)))
    if found == expected:
        return
    cells = sum(years.cells for years in rows)
    if agrees(found, expected, cells):
        yield Finding(
            codes.ROUNDING,
            Severity.NOTE,
            f"Åren ger tillsammans {format_kr(found)} och det sökta beloppet är "
            f"{format_kr(expected)}. Skillnaden är avrundning.",
            budget.at("years"),
            expected_kr=expected,
            found_kr=found,
        )
        return
    said = f"Sökt belopp är {format_kr(expected)}, men åren ger tillsammans {format_kr(found)}."
    if found < expected:
        left = f"{format_kr(expected - found)} är inte fördelade på något år."
    else:
        left = f"Åren överstiger det sökta beloppet med {format_kr(found - expected)}."
    yield Finding(
        codes.YEARS_DIFFER_FROM_TOTAL,
        Severity.ERROR,
        f"{said} {left}",
        budget.at("years"),
        expected_kr=expected,
        found_kr=found,
    )


def _requested_kr(budget: Budget) -> int | None:
    """The requested total: from the rows, or as the yearly sheet states it where there are none."""
    if Part.DETAILED in budget.parts:
        return budget.requested_kr
    wanted = Scope(part=Part.YEARLY)
    return next((claim.kr for claim in budget.claims if claim.scope == wanted), None)


def _outside(budget: Budget) -> Iterator[Finding]:
    if budget.period_from is None or budget.period_to is None:
        return
    inside = range(budget.period_from.year, budget.period_to.year + 1)
    outside: dict[int, tuple[int, Where]] = {}
    for _, years in budget.spread:
        for year, kr in years.by_year.items():
            if kr and year not in inside:
                place = years.at(f"year-{year}")
                # A sum of several rows stands in none of them.
                total, where = outside.get(year, (0, place))
                outside[year] = (total + kr, budget.at("years") if total else place)
    for year, (kr, where) in sorted(outside.items()):
        yield Finding(
            codes.OUTSIDE_PERIOD,
            Severity.ERROR,
            f"{format_kr(kr)} är fördelade på år {year}, men insatsen pågår "
            f"{budget.period_from.isoformat()}–{budget.period_to.isoformat()}.",
            where,
            expected_kr=0,
            found_kr=kr,
        )
