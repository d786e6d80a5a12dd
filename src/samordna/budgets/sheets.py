"""The sheets against each other: ``sheets-differ``, ``sheet-missing``, ``name-differs``.

The detailed budget is what the others are held against. A figure in another sheet is right when it
is what the detailed rows give, or what the detailed sheet itself writes out as their sum: where
those two disagree, that is a wrong sum, and told as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from samordna.budgets import codes
from samordna.budgets.facts import (
    Budget,
    Group,
    OwnerRow,
    Part,
    Side,
    StatedSum,
    YearRow,
)
from samordna.budgets.labels import GROUP_NAMES, PART_NAMES, SIDE_NAMES, same_name
from samordna.budgets.sentences import agrees, quoted, too_much_or_little
from samordna.budgets.years import row_label
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr


def sheet_findings(budget: Budget) -> Iterator[Finding]:
    """Yield where the three sheets disagree, or where one is missing."""
    yield from _missing(budget)
    yield from _names(budget)
    yield from _periods(budget)
    if Part.DETAILED not in budget.parts:
        return
    for row in budget.years:
        yield from _year_row(budget, row)
    yield from _lines_without_years(budget)
    for owner_row in budget.summary:
        yield from _owner_row(budget, owner_row)
    yield from _owners_without_row(budget)
    for one in budget.sums:
        yield from _grand_total(budget, one)


def _missing(budget: Budget) -> Iterator[Finding]:
    for part in Part:
        if part not in budget.parts:
            severity = Severity.ERROR if part is Part.DETAILED else Severity.WARNING
            yield Finding(
                codes.SHEET_MISSING,
                severity,
                f"Det blad som har {PART_NAMES[part]} saknas i arbetsboken, eller känns inte igen.",
            )


def _names(budget: Budget) -> Iterator[Finding]:
    if not budget.name and Part.DETAILED in budget.parts:
        yield Finding(
            codes.NAME_MISSING,
            Severity.NOTE,
            "Insatsens namn står inte i den detaljerade budgeten.",
            budget.at("name"),
        )
    for stated in budget.names:
        if stated.owner is None:
            known, kind = budget.name, "Insatsen"
        else:
            known, kind = budget.owners[stated.owner], "Ägaren"
        if known and stated.text and not same_name(known, stated.text):
            yield Finding(
                codes.NAME_DIFFERS,
                Severity.WARNING,
                f"{kind} heter {quoted(known)} i den detaljerade budgeten men "
                f"{quoted(stated.text)} i {_place(stated.part)}.",
                stated.where,
            )


def _place(part: Part) -> str:
    if part is Part.DETAILED:
        return "samma blads egenfinansiering"
    return PART_NAMES[part]


def _periods(budget: Budget) -> Iterator[Finding]:
    for stated in budget.periods:
        pairs = (
            ("date_from", budget.period_from, stated.date_from),
            ("date_to", budget.period_to, stated.date_to),
        )
        for name, ours, theirs in pairs:
            if ours is None or theirs is None or ours == theirs:
                continue
            yield Finding(
                codes.SHEETS_DIFFER,
                Severity.WARNING,
                f"Insatsens {'start' if name == 'date_from' else 'slut'} är {ours} i den "
                f"detaljerade budgeten men {theirs} i {PART_NAMES[stated.part]}.",
                stated.at(name),
            )


def _differ(where: Where, what: str, expected_kr: int, found_kr: int, part: Part) -> Finding:
    return Finding(
        codes.SHEETS_DIFFER,
        Severity.ERROR,
        f"{what} är {format_kr(found_kr)} i {PART_NAMES[part]} men {format_kr(expected_kr)} i den "
        f"detaljerade budgeten: {too_much_or_little(found_kr, expected_kr)}.",
        where,
        expected_kr=expected_kr,
        found_kr=found_kr,
    )


def _year_row(budget: Budget, row: YearRow) -> Iterator[Finding]:
    found = row.stated_total_kr
    cells = 1
    if row.line is not None:
        line = budget.lines[row.line]
        ways = [line.amount_kr, line.stated_total_kr]
        cells = line.amount_cells
    elif row.whole_group:
        ways = _detailed_ways(budget, row.side, row.group)
        cells = sum(one.amount_cells for one in budget.lines_of(row.side, row.group))
    elif row.group is Group.WAGE:
        ways = [0]
        found = row.years_kr if found is None else found
    else:
        return
    known = [kr for kr in ways if kr is not None]
    if found is None or any(agrees(found, kr, cells) for kr in known):
        return
    what = quoted(row_label(budget, row))
    yield _differ(row.at("total"), what, known[0], found, Part.YEARLY)


def _detailed_ways(budget: Budget, side: Side, group: Group | None) -> list[int | None]:
    """What the detailed sheet gives for a side or group: by its rows, and as it writes it out."""
    stated = [
        one.amount_kr
        for one in budget.sums
        if (one.part, one.side, one.group, one.owner) == (Part.DETAILED, side, group, None)
    ]
    return [budget.total_kr(side, group), *stated]


def _lines_without_years(budget: Budget) -> Iterator[Finding]:
    """Wage rows that the yearly sheet leaves out, and groups whose rows there do not add up."""
    rows = [row for row in budget.years if row.side is Side.REQUESTED]
    if not rows or any(row.group is None for row in rows):
        return
    covered = {row.line for row in rows}
    whole = {row.group for row in rows if row.whole_group}
    for index, line in enumerate(budget.lines):
        if line.side is Side.OWN or line.group is not Group.WAGE or Group.WAGE in whole:
            continue
        if index not in covered and line.amount_kr:
            what = quoted(line.label)
            yield _differ(line.where, what, line.amount_kr, 0, Part.YEARLY)
    for group in (Group.PREMISES, Group.OTHER):
        if group in whole:
            continue
        of_group = [row for row in rows if row.group is group]
        loose = [row for row in of_group if row.line is None]
        expected = budget.total_kr(Side.REQUESTED, group)
        found = sum(
            row.years_kr if row.stated_total_kr is None else row.stated_total_kr for row in of_group
        )
        cells = sum(1 for line in budget.lines_of(Side.REQUESTED, group) if line.amount_kr)
        if (loose or not of_group) and not agrees(found, expected, cells + len(of_group)):
            where = loose[0].at("total") if loose else budget.at("years")
            what = f"Summan av {GROUP_NAMES[group]}"
            yield _differ(where, what, expected, found, Part.YEARLY)


def _owner_row(budget: Budget, row: OwnerRow) -> Iterator[Finding]:
    if row.owner is None:
        ways: dict[Side, list[int | None]] = {Side.REQUESTED: [0], Side.OWN: [0]}
    else:
        ways = {side: _owner_ways(budget, side, row.owner) for side in Side}
    cells = len(budget.lines)
    figures = ((Side.REQUESTED, row.requested_kr, "requested"), (Side.OWN, row.own_kr, "own"))
    for side, found, place in figures:
        known = [kr for kr in ways[side] if kr is not None]
        if found is not None and not any(agrees(found, kr, cells) for kr in known):
            what = f"{row.name or 'Ägaren utan namn'}, {SIDE_NAMES[side]},"
            yield _differ(row.at(place), what, known[0], found, Part.SUMMARY)


def _owner_ways(budget: Budget, side: Side, owner: int) -> list[int | None]:
    stated = [
        one.amount_kr
        for one in budget.sums
        if (one.part, one.side, one.group, one.owner) == (Part.DETAILED, side, None, owner)
    ]
    derived = budget.total_kr(side, owner=owner)
    # A wrong sum of all owners in the detailed sheet is told there, not once more here.
    others = budget.total_kr(side) - derived
    in_all = [kr - others for kr in _detailed_ways(budget, side, None) if kr is not None]
    return [derived, *stated, *in_all]


def _owners_without_row(budget: Budget) -> Iterator[Finding]:
    if not budget.summary:
        return
    there = {row.owner for row in budget.summary}
    for owner, name in enumerate(budget.owners):
        expected = sum(budget.total_kr(side, owner=owner) for side in Side)
        if owner not in there and expected:
            where = Where(sheet=budget.summary[0].where.sheet)
            yield _differ(where, name or "Ägaren utan namn", expected, 0, Part.SUMMARY)


def _grand_total(budget: Budget, one: StatedSum) -> Iterator[Finding]:
    """The totals that stand in every sheet: the requested, the own and the whole cost."""
    if one.part is Part.DETAILED or one.group is not None or one.year or one.over_years:
        return
    if one.side is None:
        ways: list[int | None] = [budget.total_cost_kr]
        ways += [
            detailed.amount_kr
            for detailed in budget.sums
            if (detailed.part, detailed.side, detailed.owner) == (Part.DETAILED, None, None)
        ]
    else:
        ways = _detailed_ways(budget, one.side, None)
    ways += _told_at_rows(budget, one)
    known = [kr for kr in ways if kr is not None]
    if not any(agrees(one.amount_kr, kr, len(budget.lines)) for kr in known):
        name = "Total kostnad" if one.side is None else f"Summan, {SIDE_NAMES[one.side]},"
        yield _differ(one.where, name, known[0], one.amount_kr, one.part)


def _told_at_rows(budget: Budget, one: StatedSum) -> list[int | None]:
    """What the sheet's own rows give: then a difference is already told at those rows."""
    if one.part is Part.YEARLY:
        rows = [row for row in budget.years if row.side is one.side]
        totals = [row.stated_total_kr for row in rows if row.stated_total_kr is not None]
    elif one.side is Side.REQUESTED:
        totals = [row.requested_kr for row in budget.summary if row.requested_kr is not None]
    elif one.side is Side.OWN:
        totals = [row.own_kr for row in budget.summary if row.own_kr is not None]
    else:
        totals = [row.total_kr for row in budget.summary if row.total_kr is not None]
    return [sum(totals)] if totals else []
