"""The years: ``row-years-differ``, ``years-differ-from-total`` and years outside the period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.facts import Budget, Part, Side, YearRow
from samordna.budgets.labels import GROUP_NAMES
from samordna.budgets.sentences import agrees, quoted, too_much_or_little
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr, round_half_up


def year_findings(budget: Budget) -> Iterator[Finding]:
    """Yield what there is to say of the years, row by row and in all."""
    for row in budget.years:
        yield from _row(budget, row)
    yield from _grand_total(budget)
    yield from _outside(budget)


def _row(budget: Budget, row: YearRow) -> Iterator[Finding]:
    ways = row_totals(budget, row)
    if not ways or any(agrees(row.years_kr, kr, row.year_cells) for kr in ways):
        return
    expected, found = ways[0], row.years_kr
    if found == 0:
        sentence = f"ingenting av {format_kr(expected)} är fördelat på åren."
    elif found < expected:
        sentence = (
            f"åren ger {format_kr(found)}, men raden är på {format_kr(expected)}. "
            f"{format_kr(expected - found)} är inte fördelade på något år."
        )
    else:
        sentence = (
            f"åren ger {format_kr(found)}, men raden är på {format_kr(expected)}: "
            f"{too_much_or_little(found, expected)}."
        )
    yield Finding(
        codes.ROW_YEARS_DIFFER,
        Severity.ERROR,
        f"{quoted(row_label(budget, row))}: {sentence}",
        row.at("total"),
        expected_kr=expected,
        found_kr=found,
    )


def row_totals(budget: Budget, row: YearRow) -> list[int]:
    """What a year row may rightly come to: what it says itself, then what the detailed row gives.

    Either is enough here: where the two disagree with each other, that is said of the sheets.
    """
    ways = [] if row.stated_total_kr is None else [row.stated_total_kr]
    if row.line is not None:
        line = budget.lines[row.line]
        ways.append(line.amount_kr)
    elif row.whole_group and Part.DETAILED in budget.parts and row.group is not None:
        ways.append(budget.total_kr(row.side, row.group))
    elif row.whole_group and Part.DETAILED in budget.parts:
        ways.append(budget.total_kr(row.side))
    return ways


def row_label(budget: Budget, row: YearRow) -> str:
    """What a year row is called: its label, its line's, or its group's."""
    if row.label:
        return row.label.capitalize() if row.label.isupper() else row.label
    if row.line is not None and budget.lines[row.line].label:
        return budget.lines[row.line].label
    if row.line is None and row.group is not None:
        return GROUP_NAMES[row.group].capitalize()
    return ""


def _grand_total(budget: Budget) -> Iterator[Finding]:
    rows = [row for row in budget.years if row.side is Side.REQUESTED]
    expected = _requested_kr(budget)
    if expected is None:
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
    found = round_half_up(sum((row.exact_years_kr for row in rows), Decimal(0)))
    if found == expected:
        return
    cells = sum(row.year_cells for row in rows)
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
        return budget.requested_total_kr
    for one in budget.sums:
        grand = one.group is None and one.year is None and not one.over_years
        if one.part is Part.YEARLY and one.side is Side.REQUESTED and grand:
            return one.amount_kr
    return None


def _outside(budget: Budget) -> Iterator[Finding]:
    if budget.period_from is None or budget.period_to is None:
        return
    inside = range(budget.period_from.year, budget.period_to.year + 1)
    outside: dict[int, tuple[int, Where]] = {}
    for row in budget.years:
        for year, kr in row.by_year.items():
            if kr and year not in inside:
                total, where = outside.get(year, (0, row.at(str(year))))
                outside[year] = (total + kr, where)
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
