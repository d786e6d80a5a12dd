"""``sum-wrong``: a stated sum that its rows don't give.

A slip in one cell spreads to every sum above it. A stated sum is therefore only wrong when no way
of counting it gives what is written: neither from the rows, nor from the sums it is directly made
of. So the slip is told once, at the cell where it was made.
"""

from __future__ import annotations

from collections.abc import Iterator

from samordna.budgets import codes
from samordna.budgets.facts import (
    Budget,
    Group,
    Line,
    OwnerRow,
    Part,
    Side,
    StatedSum,
)
from samordna.budgets.labels import GROUP_NAMES, PART_NAMES, SIDE_NAMES
from samordna.budgets.sentences import agrees, quoted, too_much_or_little
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

_Key = tuple[Part, Side | None, Group | None, int | None, int | None]


def wrong_sums(budget: Budget) -> Iterator[Finding]:
    """Yield a finding for every stated sum that its rows don't give."""
    for line in budget.lines:
        yield from _row_total(line)
    stated = _Stated(budget)
    for one in budget.sums:
        ways = stated.ways(one)
        if ways and not any(agrees(one.amount_kr, kr, stated.cells(one)) for kr in ways):
            yield _wrong(one.where, _what(budget, one), ways[0], one.amount_kr)
    for row in budget.summary:
        yield from _owner_total(budget, row)


def _row_total(line: Line) -> Iterator[Finding]:
    stated = line.stated_total_kr
    if stated is None:
        return
    if any(line.amounts):
        expected = sum(line.amounts)
        if not agrees(stated, expected, line.amount_cells):
            what = f"Radens summa för {quoted(line.label, 'raden utan benämning')}"
            yield _wrong(line.at("total"), what, expected, stated)
    elif stated and line.misplaced_kr is None:
        yield Finding(
            codes.OWNER_UNCLEAR,
            Severity.WARNING,
            f"{quoted(line.label)} har {format_kr(stated)} bara i summakolumnen. "
            "Skriv beloppet i kolumnen för den ägare som det gäller.",
            line.at("total"),
            found_kr=stated,
        )


def _owner_total(budget: Budget, row: OwnerRow) -> Iterator[Finding]:
    if row.total_kr is None or row.requested_kr is None or row.own_kr is None:
        return
    ways = [row.requested_kr + row.own_kr]
    if row.owner is not None:
        ways.append(sum(budget.total_kr(side, owner=row.owner) for side in Side))
    if not any(agrees(row.total_kr, kr, 2) for kr in ways):
        what = f"Budgetsammanställningens summa för {quoted(row.name, 'ägaren')}"
        yield _wrong(row.at("total"), what, ways[0], row.total_kr)


def _wrong(where: Where, what: str, expected_kr: int, found_kr: int) -> Finding:
    return Finding(
        codes.SUM_WRONG,
        Severity.ERROR,
        f"{what} är skriven som {format_kr(found_kr)}, men raderna ger {format_kr(expected_kr)}: "
        f"{too_much_or_little(found_kr, expected_kr)}.",
        where,
        expected_kr=expected_kr,
        found_kr=found_kr,
    )


def _what(budget: Budget, one: StatedSum) -> str:
    if one.over_years:
        return "Summan av åren för avstämning"
    name = "total kostnad" if one.side is None else SIDE_NAMES[one.side]
    if one.group is not None:
        name = GROUP_NAMES[one.group]
        if one.side is Side.OWN:
            name += " i egenfinansieringen"
    text = f"Summan av {name}" if one.side is not None else f"Summan, {name},"
    if one.owner is not None and one.owner < len(budget.owners):
        text += f" för {budget.owners[one.owner]}"
    if one.year is not None:
        text += f" för {one.year}"
    return f"{text} i {PART_NAMES[one.part]}"


class _Stated:
    """The ways in which each stated sum can be counted."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.by_key: dict[_Key, int] = {
            _key(one): one.amount_kr for one in budget.sums if not one.over_years
        }

    def ways(self, one: StatedSum) -> list[int]:
        """Every figure that the sum could rightly have; from the rows first."""
        if one.part is Part.DETAILED:
            return self._detailed(one)
        if one.part is Part.YEARLY:
            return self._yearly(one)
        return self._summary(one)

    def cells(self, one: StatedSum) -> int:
        """How many figures other than 0 the sum is made of."""
        if one.part is Part.SUMMARY:
            return max(1, len(self.budget.summary))
        if one.part is Part.DETAILED:
            return sum(
                line.amount_cells
                for line in self.budget.lines
                if one.side in (None, line.side)
                and one.group in (None, line.group)
                and line.amount_kr
            )
        return sum(
            row.year_cells if one.year is None else 1
            for row in self.budget.years
            if one.group in (None, row.group)
        )

    def _detailed(self, one: StatedSum) -> list[int]:
        budget = self.budget
        sides = list(Side) if one.side is None else [one.side]
        ways = [sum(budget.total_kr(side, one.group, one.owner) for side in sides)]
        if one.group is not None and one.side is not None and one.owner is None:
            ways.append(
                sum(
                    line.amount_kr if line.stated_total_kr is None else line.stated_total_kr
                    for line in budget.lines_of(one.side, one.group)
                )
            )
        if one.owner is None:
            across = [
                self.by_key.get((one.part, one.side, one.group, owner, None))
                for owner in range(len(budget.owners))
            ]
            ways += _sum_of_known(across)
        if one.group is None and one.side is not None:
            ways.append(sum(self._detailed_group(one.side, group, one.owner) for group in Group))
        if one.side is None:
            parts = [self.by_key.get((one.part, side, None, one.owner, None)) for side in Side]
            if None not in parts:
                ways += _sum_of_known(parts)
        return ways

    def _detailed_group(self, side: Side, group: Group, owner: int | None) -> int:
        stated = self.by_key.get((Part.DETAILED, side, group, owner, None))
        return self.budget.total_kr(side, group, owner) if stated is None else stated

    def _yearly(self, one: StatedSum) -> list[int]:
        rows = [
            row
            for row in self.budget.years
            if row.side is one.side and one.group in (None, row.group)
        ]
        if not rows and one.group is not None:
            return []
        if one.over_years:
            ways = [sum(row.years_kr for row in rows)]
            grand = [kr for key, kr in self.by_key.items() if _is_grand_year(key, one.side)]
            return ways + _sum_of_known(list(grand))
        if one.year is not None:
            ways = [sum(row.by_year.get(one.year, 0) for row in rows)]
            if one.group is None:
                ways.append(sum(self._year_group(one.side, group, one.year) for group in Group))
            return ways
        totals = [self._row_total(row_index) for row_index in self._indexes(one)]
        ways = _sum_of_known(totals) or [sum(row.years_kr for row in rows)]
        across = [
            kr
            for (part, side, group, _, year), kr in self.by_key.items()
            if (part, side, group) == (Part.YEARLY, one.side, one.group) and year is not None
        ]
        ways += _sum_of_known(list(across))
        if one.group is None:
            ways.append(sum(self._total_group(one.side, group) for group in Group))
        return ways

    def _indexes(self, one: StatedSum) -> list[int]:
        return [
            index
            for index, row in enumerate(self.budget.years)
            if row.side is one.side and one.group in (None, row.group)
        ]

    def _row_total(self, index: int) -> int | None:
        row = self.budget.years[index]
        if row.stated_total_kr is not None:
            return row.stated_total_kr
        if row.line is not None:
            return self.budget.lines[row.line].amount_kr
        return row.years_kr if row.by_year else None

    def _year_group(self, side: Side | None, group: Group, year: int) -> int:
        stated = self.by_key.get((Part.YEARLY, side, group, None, year))
        if stated is not None:
            return stated
        return sum(
            row.by_year.get(year, 0)
            for row in self.budget.years
            if row.side is side and row.group is group
        )

    def _total_group(self, side: Side | None, group: Group) -> int:
        stated = self.by_key.get((Part.YEARLY, side, group, None, None))
        if stated is not None:
            return stated
        return sum(
            self._row_total(index) or 0
            for index, row in enumerate(self.budget.years)
            if row.side is side and row.group is group
        )

    def _summary(self, one: StatedSum) -> list[int]:
        rows = self.budget.summary
        if not rows:
            return []
        # Where the detailed rows give the sum, it is one of the summary's rows that is wrong.
        sides = list(Side) if one.side is None else [one.side]
        detailed = [sum(self.budget.total_kr(side) for side in sides)]
        if one.side is Side.REQUESTED:
            return _sum_of_known([row.requested_kr for row in rows]) + detailed
        if one.side is Side.OWN:
            return _sum_of_known([row.own_kr for row in rows]) + detailed
        ways = _sum_of_known([row.total_kr for row in rows]) + detailed
        parts = [self.by_key.get((Part.SUMMARY, side, None, None, None)) for side in Side]
        return ways + (_sum_of_known(parts) if None not in parts else [])


def _key(one: StatedSum) -> _Key:
    return (one.part, one.side, one.group, one.owner, one.year)


def _is_grand_year(key: _Key, side: Side | None) -> bool:
    part, key_side, group, _, year = key
    return part is Part.YEARLY and key_side is side and group is None and year is not None


def _sum_of_known(figures: list[int | None]) -> list[int]:
    """The sum of the figures that are known, as a way of counting; none where none is."""
    known = [kr for kr in figures if kr is not None]
    return [sum(known)] if known else []
