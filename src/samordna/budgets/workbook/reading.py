"""Reads a budget workbook: from a file's bytes to a budget in kronor."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from samordna.budgets.findings import check
from samordna.budgets.shape import Budget, Group, Part, Side, StatedDay, StatedName, Unread
from samordna.budgets.workbook import remarks
from samordna.budgets.workbook.detailed import Detailed
from samordna.budgets.workbook.heading import said_unit
from samordna.budgets.workbook.matching import match_owners, match_rows
from samordna.budgets.workbook.outline import Outline
from samordna.budgets.workbook.page import Page
from samordna.budgets.workbook.parts import find_parts
from samordna.budgets.workbook.summary import Summary
from samordna.budgets.workbook.unit import decide_unit, sheet_unit
from samordna.budgets.workbook.values import Unit
from samordna.budgets.workbook.yearly import Yearly
from samordna.documents.workbooks.cells import Sheet, Workbook
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.documents.workbooks.reader import read_workbook
from samordna.ground.apart import ONE_FILE, NotRead
from samordna.kernel.findings import Finding, Where, worst_first
from samordna.kernel.money import NotAnAmount, read_number

_FIGURE = re.compile(r"^-?[0-9][0-9\s\u00a0\u202f.,]{0,30}$")


@dataclass(frozen=True, slots=True)
class ReadBudget:
    """A budget as read from a workbook.

    ``unit`` is what the workbook's figures are; ``budget`` is in kronor whatever it is.
    ``findings`` are those that only reading can give: dates that are none, amounts as text, the
    unit. :meth:`all_findings` adds those that follow from the budget itself.
    """

    budget: Budget
    unit: Unit
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> list[Finding]:
        """Every finding about the workbook, errors first."""
        return worst_first([*self.findings, *check(self.budget)])


def read_budget(source: bytes | str | os.PathLike[str]) -> ReadBudget:
    """Read a workbook in the layout applicants use, however it has drifted.

    Raises :class:`WorkbookRefused` with a Swedish sentence for a file that may not be read or that
    has no budget in it. Slips in a budget are never raised: they are findings.
    """
    workbook = read_workbook(source)
    try:
        return budget_of(workbook)
    except WorkbookRefused:
        raise
    except Exception as error:
        # A sheet can be odd in ways that nobody has thought of; the person gets a sentence.
        raise WorkbookRefused(
            "Arbetsboken är uppställd på ett sätt som inte går att läsa. Använd förbundets mall."
        ) from error


def read_budget_apart(data: bytes) -> ReadBudget:
    """What :func:`read_budget` reads, in the process for foreign files. Raises as it does."""
    try:
        return ONE_FILE.call(read_budget, data)
    except NotRead as error:
        raise WorkbookRefused(str(error)) from error


def budget_of(workbook: Workbook) -> ReadBudget:
    """Read the budget out of a workbook's cells."""
    workbook = Workbook(tuple(map(_with_numbers, workbook.sheets)))
    parts, doubles = find_parts(workbook)
    if not parts:
        raise WorkbookRefused(
            "Arbetsboken har ingen budget som känns igen. Använd förbundets mall för budget, med "
            "bladen för detaljerad budget, fördelning över insatstid och budgetsammanställning."
        )
    book = _Book(parts)
    return ReadBudget(book.budget(), book.unit, (*doubles, *book.findings()))


def _with_numbers(sheet: Sheet) -> Sheet:
    """A sheet that is nothing but text, as that of a .csv, with its figures as numbers."""
    if not all(isinstance(cell.value, str) for cell in sheet.cells.values()):
        return sheet
    cells = dict(sheet.cells)
    for place, cell in sheet.cells.items():
        if isinstance(cell.value, str) and _FIGURE.match(cell.value):
            with suppress(NotAnAmount):
                cells[place] = replace(cell, value=read_number(cell.value)[0])
    return replace(sheet, cells=cells)


class _Book:
    """The three sheets, read in kronor. One that is missing is read as an empty one."""

    def __init__(self, parts: dict[Part, Outline]) -> None:
        self.parts = parts
        said = [found for outline in parts.values() if (found := said_unit(outline))]
        self.said = said[0] if said else None
        headings = [unit for unit, _ in said]
        self._read(dict.fromkeys(Part, Unit.KR))
        paid = [figure.number for figures in self.detailed.paid for figure in figures]
        self.decision = decide_unit(
            [post for *_, post in self.detailed.posts()],
            paid or [figure.number for row in self.yearly.rows for figure in row.figures],
            # What most sheets' headings say; the first of as many.
            max(headings, key=headings.count, default=None),
            costs=[
                figure.number
                for line, figures in zip(self.detailed.lines, self.detailed.paid, strict=True)
                for figure in figures
                if line.group is not Group.WAGE and figure.unit is None
            ],
        )
        self.unit = self.decision.unit
        units = self._units()
        if set(units.values()) != {Unit.KR}:
            self._read(units)

    def _read(self, units: dict[Part, Unit]) -> None:
        """Read the sheets in the given units. Kronor, as nearly all are, need it once."""
        nothing = Outline(Sheet("", {}))
        sheets = {part: self.parts.get(part, nothing) for part in Part}
        self.detailed = Detailed(sheets[Part.DETAILED], units[Part.DETAILED])
        starts = self.detailed.starts
        self.yearly = Yearly(sheets[Part.YEARLY], units[Part.YEARLY], starts)
        self.summary = Summary(sheets[Part.SUMMARY], units[Part.SUMMARY])
        self.pages: tuple[Page, ...] = (self.detailed, self.yearly, self.summary)

    def _units(self) -> dict[Part, Unit]:
        """A yearly sheet or summary may be in thousands beside a detailed sheet in kronor."""
        return {
            Part.DETAILED: self.unit,
            Part.YEARLY: sheet_unit(self.unit, self._yearly_pairs()),
            Part.SUMMARY: sheet_unit(self.unit, self._summary_pairs()),
        }

    def _detailed_kr(self, side: Side | None, group: Group | None, owner: int | None = None) -> int:
        """What the detailed sheet gives in kronor; all is read as if it were in kronor so far."""
        lines = (
            (line, paid)
            for line, paid in zip(self.detailed.lines, self.detailed.paid, strict=True)
            if side in (None, line.side) and group in (None, line.group)
        )
        if owner is None:
            return sum(figure.kr(self.unit) for _, paid in lines for figure in paid)
        factor = 1000 if self.unit is Unit.TKR else 1
        return sum(line.amounts.get(owner, 0) * factor for line, _ in lines)

    def _yearly_pairs(self) -> Iterator[tuple[Decimal, int]]:
        """The figures of the yearly sheet with those of the detailed for the same."""
        rows = [row.years for row in self.yearly.rows]
        lines = match_rows(self.detailed.lines, rows)
        for index, row in enumerate(self.yearly.rows):
            if index in lines:
                kr = sum(figure.kr(self.unit) for figure in self.detailed.paid[lines[index]])
            elif row.years.whole_group:
                kr = self._detailed_kr(row.years.side, row.years.group)
            else:
                continue
            years = sum((figure.number for figure in row.by_year.values()), Decimal(0))
            yield from (
                (number, kr) for number in (row.total and row.total.number, years) if number
            )
        yield from self._sums(self.yearly)

    def _summary_pairs(self) -> Iterator[tuple[Decimal, int]]:
        """The figures of the summary with those of the detailed sheet for the same."""
        owners = match_owners(self.detailed.owners, [row.name for row in self.summary.rows])
        owner_of = {row.row: o for row, o in zip(self.summary.rows, owners, strict=True)}
        for claim in self.summary.claims:
            owner = owner_of.get(claim.scope.row or 0)
            if owner is not None:
                yield Decimal(claim.kr), self._detailed_kr(claim.scope.side, None, owner)
        yield from self._sums(self.summary)

    def _sums(self, page: Page) -> Iterator[tuple[Decimal, int]]:
        for claim in page.claims:
            scope = claim.scope
            if scope.row is None and scope.year is None and not scope.over_years:
                yield Decimal(claim.kr), self._detailed_kr(scope.side, scope.group)

    def findings(self) -> Iterator[Finding]:
        """Yield the findings that only reading can give."""
        where = self.said[1] if self.said else Where(sheet=self.detailed.outline.title or None)
        said = self.said[0] if self.said else None
        yield from remarks.units_that_differ(self.pages, self.unit)
        yield from remarks.unclear_unit(self.decision, said, where)
        if self.decision.certain:
            yield from remarks.odd_posts(self.detailed, self.unit)
        yield from remarks.of_cells(self.pages, [part.sheet for part in self.parts.values()])

    def budget(self) -> Budget:
        """Put the three together: which year row is which line's, and which owner is which."""
        detailed, yearly = self.detailed, self.yearly
        rows = [row.years for row in yearly.rows]
        matches = match_rows(detailed.lines, rows)
        lines = list(detailed.lines)
        for row, line in matches.items():
            lines[line] = replace(lines[line], years=rows[row])
        # The name and the period are taken first of all from the detailed sheet.
        head = next(page for page in self.pages if page.outline.title)
        dated = next((page for page in self.pages if page.starts and page.ends), head)
        owners = match_owners(detailed.owners, [row.name for row in self.summary.rows])
        summary = tuple(
            replace(row, owner=owner) for row, owner in zip(self.summary.rows, owners, strict=True)
        )
        names = [
            StatedName(part=page.part, text=page.name, where=page.name_where)
            for page in self.pages[1:]
            if page.name and page is not head
        ]
        names += detailed.own_names
        names += [
            StatedName(part=Part.SUMMARY, text=row.name, owner=row.owner, where=row.where)
            for row in summary
            if row.owner is not None and row.name
        ]
        return Budget(
            name=head.name,
            period_from=dated.starts,
            period_to=dated.ends,
            owners=detailed.owners,
            lines=tuple(lines),
            other_years=tuple(one for index, one in enumerate(rows) if index not in matches),
            claims=tuple(claim for page in self.pages for claim in page.claims),
            percents=tuple(detailed.percents),
            summary=summary,
            names=tuple(names),
            days=tuple(day for page in self.pages[1:] if page is not dated for day in _days(page)),
            parts=frozenset(self.parts),
            unread=Unread.of(scope for page in self.pages for scope in page.missed),
            unread_places=frozenset((head.missed_places & {"name"}) | dated.missed_places),
            where=Where(sheet=detailed.outline.title or None),
            places={
                "name": head.name_where,
                "period_from": dated.starts_where,
                "period_to": dated.ends_where,
                "years": yearly.years_where,
            },
        )


def _days(page: Page) -> Iterator[StatedDay]:
    if page.starts:
        yield StatedDay(part=page.part, day=page.starts, is_start=True, where=page.starts_where)
    if page.ends:
        yield StatedDay(part=page.part, day=page.ends, is_start=False, where=page.ends_where)
