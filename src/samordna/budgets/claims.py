"""The figures that a budget states, judged: ``row-years-differ``, ``sum-wrong``, ``sheets-differ``.

A slip in one cell spreads to every sum above it. A claim is therefore only wrong where no way of
counting gives what is written: neither the rows, nor the sums it is directly made of. So the slip
is told once, at the cell where it was made.

The detailed budget is what the other sheets are held against. A figure in another sheet is right
when it is what the detailed rows give, or what the detailed sheet itself writes out as their sum:
where those two disagree, that is a wrong sum, and told as such.

A cell that is not understood is told of where it is read. What is made of it is not judged: neither
the sums that it is a part of, nor other sheets' figures for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samordna.budgets import codes
from samordna.budgets.labels import GROUP_NAMES, PART_NAMES, SIDE_NAMES
from samordna.budgets.sentences import agrees, quoted, too_much_or_little
from samordna.budgets.shape import Budget, Claim, Group, Line, OwnerRow, Part, Scope, Side, Years
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

_DETAILED, _YEARLY, _SUMMARY = Part


class Judge:
    """What there is to say of a budget's claims."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.spread = budget.spread
        self.sums = [claim for claim in budget.claims if claim.scope.row is None]
        self._stated = {claim.scope: claim for claim in budget.claims}

    # -- what is stated, and the ways in which it can be counted --------------------------------

    def _kr(
        self,
        part: Part,
        side: Side | None,
        group: Group | None = None,
        owner: int | None = None,
        year: int | None = None,
    ) -> int | None:
        """What a sheet writes out as a sum; None where it does not."""
        scope = Scope(part=part, side=side, group=group, owner=owner, year=year)
        claim = self._stated.get(scope)
        return None if claim is None else claim.kr

    def _of_row(self, part: Part, row: int, side: Side | None = None) -> Claim | None:
        return self._stated.get(Scope(part=part, side=side, row=row))

    def _line_kr(self, line: Line) -> int:
        """What a line comes to as its own column of sums says."""
        claim = self._of_row(_DETAILED, line.row)
        return line.amount_kr if claim is None else claim.kr

    def row_ways(self, line: Line | None, years: Years) -> list[int]:
        """What a year row may come to: what it says itself, then what the detailed row gives.

        Either is enough: where the two disagree with each other, that is said of the sheets.
        """
        stated = self._of_row(_YEARLY, years.row)
        ways = [] if stated is None else [stated.kr]
        if line is not None:
            ways.append(line.amount_kr)
        elif years.whole_group and _DETAILED in self.budget.parts:
            ways.append(self.budget.total_kr(years.side, years.group))
        return ways

    def _row_kr(self, line: Line | None, years: Years) -> int | None:
        """What a year row comes to: as stated, else as its line gives, else by its years."""
        stated = self._of_row(_YEARLY, years.row)
        if stated is not None:
            return stated.kr
        if line is not None:
            return line.amount_kr
        return years.kr if years.by_year else None

    def _rows(self, side: Side | None, group: Group | None) -> list[tuple[Line | None, Years]]:
        return [one for one in self.spread if _is_of(one[1], side, group)]

    def _ways(self, scope: Scope) -> list[int]:
        """Every figure that a sum could rightly have; from the rows first."""
        if scope.part is _DETAILED:
            return self._detailed_ways(scope)
        return self._yearly_ways(scope) if scope.part is _YEARLY else self._summary_ways(scope)

    def _detailed_ways(self, scope: Scope) -> list[int]:
        budget, side, group, owner = self.budget, scope.side, scope.group, scope.owner
        ways = [budget.total_kr(side, group, owner)]
        if owner is None:
            if group is not None and side is not None:
                ways.append(sum(self._line_kr(line) for line in budget.lines_of(side, group)))
            ways += _added(self._kr(_DETAILED, side, group, owner=key) for key in budget.owners)
        if group is None and side is not None:
            stated = {one: self._kr(_DETAILED, side, one, owner=owner) for one in Group}
            ways.append(
                sum(
                    budget.total_kr(side, one, owner) if kr is None else kr
                    for one, kr in stated.items()
                )
            )
        return ways + (self._both_sides(_DETAILED, owner) if side is None else [])

    def _both_sides(self, part: Part, owner: int | None = None) -> list[int]:
        """The sums of both sides added up, where both are written out."""
        sides = [self._kr(part, side, owner=owner) for side in Side]
        return [] if None in sides else _added(sides)

    def _yearly_ways(self, scope: Scope) -> list[int]:
        side, group, year = scope.side, scope.group, scope.year
        rows = self._rows(side, group)
        if not rows and group is not None:
            return []
        years = (
            claim.kr
            for own, claim in self._stated.items()
            if (own.part, own.side, own.group) == (_YEARLY, side, group) and own.year is not None
        )
        if scope.over_years:
            return [sum(one.kr for _, one in rows), *_added(years)]
        if year is not None:
            ways = [sum(one.by_year.get(year, 0) for _, one in rows)]
        else:
            ways = _added(self._row_kr(*row) for row in rows) or [sum(one.kr for _, one in rows)]
            ways += _added(years)
        if group is None:
            ways.append(sum(self._year_group_kr(side, one, year) for one in Group))
        return ways

    def _year_group_kr(self, side: Side | None, group: Group, year: int | None) -> int:
        stated = self._kr(_YEARLY, side, group, year=year)
        if stated is not None:
            return stated
        rows = self._rows(side, group)
        if year is not None:
            return sum(one.by_year.get(year, 0) for _, one in rows)
        return sum(self._row_kr(*row) or 0 for row in rows)

    def _summary_ways(self, scope: Scope) -> list[int]:
        if not self.budget.summary:
            return []
        # Where the detailed rows give the sum, it is one of the summary's rows that is wrong.
        ways = [*self._owners_kr(scope.side), self.budget.total_kr(scope.side)]
        return ways + (self._both_sides(_SUMMARY) if scope.side is None else [])

    def _owners_kr(self, side: Side | None) -> list[int]:
        """What the summary's rows come to, where any of them says."""
        rows = (self._of_row(_SUMMARY, row.row, side) for row in self.budget.summary)
        return _added(None if claim is None else claim.kr for claim in rows)

    def _cells(self, scope: Scope) -> int:
        """How many figures other than 0 a sum is made of."""
        if scope.part is _SUMMARY:
            return len(self.budget.summary)
        if scope.part is _DETAILED:
            lines = self.budget.lines_of(scope.side, scope.group)
            return sum(line.amount_cells for line in lines if line.amount_kr)
        return sum(
            years.cells if scope.year is None else 1
            for _, years in self.spread
            if scope.group in (None, years.group)
        )

    def _lacks(
        self,
        part: Part,
        side: Side | None = None,
        group: Group | None = None,
        *,
        owner: int | None = None,
        row: int | None = None,
    ) -> bool:
        """Whether a cell that is not understood is a part of it."""
        scope = Scope(part=part, side=side, group=group, owner=owner, row=row)
        return self.budget.lacks(scope)

    def _lacks_row(self, line: Line | None, years: Years) -> bool:
        """Whether a cell of a year row, or of what the detailed sheet has for it, is such."""
        if self._lacks(_YEARLY, row=years.row):
            return True
        if line is not None:
            return self._lacks(_DETAILED, row=line.row)
        return years.whole_group and self._lacks(_DETAILED, years.side, years.group)

    def _lacks_sum(self, scope: Scope) -> bool:
        if self.budget.lacks(scope):
            return True
        # A year row that does not state its total is taken to come to what its line does.
        return scope.part is _YEARLY and any(
            self._of_row(_YEARLY, years.row) is None and self._lacks_row(line, years)
            for line, years in self._rows(scope.side, scope.group)
        )

    # -- the years of each row ------------------------------------------------------------------

    def years(self) -> Iterator[Finding]:
        """Yield the rows whose years do not give what the row comes to."""
        for line, years in self.spread:
            ways = [] if self._lacks_row(line, years) else self.row_ways(line, years)
            if ways and not _agrees(years.kr, ways, years.cells):
                yield _years_differ(line, years, ways[0])

    # -- the sums of a sheet --------------------------------------------------------------------

    def wrong_sums(self) -> Iterator[Finding]:
        """Yield the claims that their own sheet does not give."""
        for line in self.budget.lines:
            yield from self._line(line)
        for claim in self.sums:
            ways = [] if self._lacks_sum(claim.scope) else self._ways(claim.scope)
            if ways and not _agrees(claim.kr, ways, self._cells(claim.scope)):
                yield _wrong(claim, self._what(claim.scope), ways[0])
        for row in self.budget.summary:
            yield from self._owner_total(row)

    def _line(self, line: Line) -> Iterator[Finding]:
        claim = self._of_row(_DETAILED, line.row)
        if self._lacks(_DETAILED, row=line.row):
            return
        if line.unowned_kr and line.misplaced_kr is None:
            yield Finding(
                codes.OWNER_UNCLEAR,
                Severity.WARNING,
                f"{quoted(line.label)} har {format_kr(line.unowned_kr)} bara i summakolumnen. "
                "Skriv beloppet i kolumnen för den ägare som det gäller.",
                line.at("total"),
                found_kr=line.unowned_kr,
            )
        if claim is None or line.unowned_kr or not any(line.amounts.values()):
            return
        if not agrees(claim.kr, line.amount_kr, line.amount_cells):
            what = f"Radens summa för {quoted(line.label, 'raden utan benämning')}"
            yield _wrong(claim, what, line.amount_kr)

    def _owner_total(self, row: OwnerRow) -> Iterator[Finding]:
        total = self._of_row(_SUMMARY, row.row)
        sides = [self._of_row(_SUMMARY, row.row, side) for side in Side]
        known = [claim.kr for claim in sides if claim is not None]
        if total is None or len(known) < len(sides) or self._lacks(_DETAILED, owner=row.owner):
            return
        ways = [sum(known)]
        if row.owner is not None:
            ways.append(self.budget.total_kr(None, owner=row.owner))
        if not _agrees(total.kr, ways, 2):
            what = f"Budgetsammanställningens summa för {quoted(row.name, 'ägaren')}"
            yield _wrong(total, what, ways[0])

    def _what(self, scope: Scope) -> str:
        if scope.over_years:
            return "Summan av åren för avstämning"
        if scope.group is not None:
            name = GROUP_NAMES[scope.group]
            name += " i egenfinansieringen" if scope.side is Side.OWN else ""
        else:
            name = "total kostnad" if scope.side is None else SIDE_NAMES[scope.side]
        text = f"Summan, {name}," if scope.side is None else f"Summan av {name}"
        if scope.owner is not None and scope.owner in self.budget.owners:
            text += f" för {self.budget.owners[scope.owner]}"
        if scope.year is not None:
            text += f" för {scope.year}"
        return f"{text} i {PART_NAMES[scope.part]}"

    # -- the sheets against each other ----------------------------------------------------------

    def differing_sheets(self) -> Iterator[Finding]:
        """Yield the claims of other sheets that the detailed sheet does not give."""
        if _DETAILED not in self.budget.parts:
            return
        for line, years in self.spread:
            yield from self._year_row(line, years)
        yield from self._lines_without_years()
        yield from self._groups_without_years()
        for row in self.budget.summary:
            yield from self._owner_row(row)
        yield from self._owners_without_row()
        for claim in self.sums:
            scope = claim.scope
            if not (scope.part is _DETAILED or scope.group or scope.year or scope.over_years):
                yield from self._grand_total(claim)

    def _across(self, side: Side | None, group: Group | None, owner: int | None) -> list[int]:
        """What the detailed sheet gives: by its rows, and as it writes it out."""
        wanted = Scope(part=_DETAILED, side=side, group=group, owner=owner)
        stated = [claim.kr for claim in self.sums if claim.scope == wanted]
        return [self.budget.total_kr(side, group, owner), *stated]

    def _year_row(self, line: Line | None, years: Years) -> Iterator[Finding]:
        if self._lacks_row(line, years) or (line is None and self._lacks(_DETAILED, years.side)):
            return
        stated = self._of_row(_YEARLY, years.row)
        found = None if stated is None else stated.kr
        cells = 1
        if line is not None:
            ways, cells = [line.amount_kr, self._line_kr(line)], line.amount_cells
        elif years.whole_group:
            ways = self._across(years.side, years.group, None)
            cells = sum(one.amount_cells for one in self.budget.lines_of(years.side, years.group))
        elif years.group is Group.WAGE:
            ways, found = [0], years.kr if found is None else found
        else:
            return
        if found is not None and not _agrees(found, ways, cells):
            what = quoted(row_label(line, years))
            yield _differ(years.at("years"), what, ways[0], found, _YEARLY)

    def _requested_rows(self) -> list[tuple[Line | None, Years]]:
        """The year rows to hold against the lines; none where one row is of everything."""
        rows = [one for one in self.spread if one[1].side is Side.REQUESTED]
        return [] if any(years.group is None for _, years in rows) else rows

    def _lines_without_years(self) -> Iterator[Finding]:
        """Wage rows that the yearly sheet leaves out."""
        rows = self._requested_rows()
        if not rows or any(one.whole_group and one.group is Group.WAGE for _, one in rows):
            return
        for line in self.budget.lines_of(Side.REQUESTED, Group.WAGE):
            lacks = self._lacks(_DETAILED, row=line.row)
            if line.years is None and line.amount_kr and not lacks:
                yield _differ(line.where, quoted(line.label), line.amount_kr, 0, _YEARLY)

    def _groups_without_years(self) -> Iterator[Finding]:
        """Groups whose rows in the yearly sheet do not add up to the detailed rows."""
        rows = self._requested_rows()
        for group in (Group.PREMISES, Group.OTHER) if rows else ():
            of_group = [one for one in rows if one[1].group is group]
            if any(years.whole_group for _, years in of_group) or any(
                self._lacks(part, Side.REQUESTED, group) for part in (_DETAILED, _YEARLY)
            ):
                continue
            loose = [years for line, years in of_group if line is None]
            expected = self.budget.total_kr(Side.REQUESTED, group)
            claims = [(self._of_row(_YEARLY, years.row), years.kr) for _, years in of_group]
            found = sum(kr if claim is None else claim.kr for claim, kr in claims)
            lines = self.budget.lines_of(Side.REQUESTED, group)
            cells = sum(1 for line in lines if line.amount_kr) + len(of_group)
            if (loose or not of_group) and not agrees(found, expected, cells):
                where = loose[0].at("years") if loose else self.budget.at("years")
                yield _differ(where, f"Summan av {GROUP_NAMES[group]}", expected, found, _YEARLY)

    def _owner_row(self, row: OwnerRow) -> Iterator[Finding]:
        for side in Side:
            if self._lacks(_DETAILED, side, owner=row.owner):
                continue
            claim = self._of_row(_SUMMARY, row.row, side)
            ways = [0] if row.owner is None else self._owner_ways(side, row.owner)
            if claim is not None and not _agrees(claim.kr, ways, len(self.budget.lines)):
                what = f"{row.name or 'Ägaren utan namn'}, {SIDE_NAMES[side]},"
                yield _differ(claim.where, what, ways[0], claim.kr, _SUMMARY)

    def _owner_ways(self, side: Side, owner: int) -> list[int]:
        ways = self._across(side, None, owner)
        # A wrong sum of all owners in the detailed sheet is told there, not once more here.
        others = self.budget.total_kr(side) - ways[0]
        return ways + [kr - others for kr in self._across(side, None, None)]

    def _owners_without_row(self) -> Iterator[Finding]:
        there = {row.owner for row in self.budget.summary}
        knows = there and not self._lacks(_SUMMARY)
        for owner, name in self.budget.owners.items() if knows else ():
            expected = self.budget.total_kr(None, owner=owner)
            if owner not in there and expected:
                where = Where(sheet=self.budget.summary[0].where.sheet)
                yield _differ(where, name or "Ägaren utan namn", expected, 0, _SUMMARY)

    def _grand_total(self, claim: Claim) -> Iterator[Finding]:
        """The totals that stand in every sheet: the requested, the own and the whole cost."""
        part, side = claim.scope.part, claim.scope.side
        if self._lacks(_DETAILED, side) or self._lacks(part, side):
            return
        ways = self._across(side, None, None)
        # What the sheet's own rows give is right: then a difference is told at those rows.
        if part is _YEARLY:
            rows = [self._of_row(_YEARLY, one.row) for _, one in self.spread if one.side is side]
            own = _added(None if row is None else row.kr for row in rows)
        else:
            own = self._owners_kr(side)
        if not _agrees(claim.kr, ways + own, len(self.budget.lines)):
            name = "Total kostnad" if side is None else f"Summan, {SIDE_NAMES[side]},"
            yield _differ(claim.where, name, ways[0], claim.kr, part)


def row_label(line: Line | None, years: Years) -> str:
    """What a year row is called: its label, its line's, or its group's."""
    if years.label:
        return years.label.capitalize() if years.label.isupper() else years.label
    if line is not None:
        return line.label
    return GROUP_NAMES[years.group].capitalize() if years.group else ""


def _is_of(years: Years, side: Side | None, group: Group | None) -> bool:
    return years.side is side and group in (None, years.group)


def _agrees(found_kr: int, ways: Iterable[int], cells: int) -> bool:
    return any(agrees(found_kr, kr, cells) for kr in ways)


def _added(figures: Iterable[int | None]) -> list[int]:
    """The sum of the figures that are known, as a way of counting; none where none is."""
    known = [kr for kr in figures if kr is not None]
    return [sum(known)] if known else []


def _years_differ(line: Line | None, years: Years, expected: int) -> Finding:
    found = years.kr
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
    message = f"{quoted(row_label(line, years))}: {sentence}"
    where = years.at("years")
    return Finding(codes.ROW_YEARS_DIFFER, Severity.ERROR, message, where, expected, found)


def _wrong(claim: Claim, what: str, expected_kr: int) -> Finding:
    message = (
        f"{what} är skriven som {format_kr(claim.kr)}, men raderna ger {format_kr(expected_kr)}: "
        f"{too_much_or_little(claim.kr, expected_kr)}."
    )
    code, error = codes.SUM_WRONG, Severity.ERROR
    return Finding(code, error, message, claim.where, expected_kr, claim.kr)


def _differ(where: Where, what: str, expected_kr: int, found_kr: int, part: Part) -> Finding:
    message = (
        f"{what} är {format_kr(found_kr)} i {PART_NAMES[part]} men {format_kr(expected_kr)} i den "
        f"detaljerade budgeten: {too_much_or_little(found_kr, expected_kr)}."
    )
    return Finding(codes.SHEETS_DIFFER, Severity.ERROR, message, where, expected_kr, found_kr)
