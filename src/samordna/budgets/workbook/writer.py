"""Writes a budget as the three sheets that applicants know, with sums as formulas.

Every formula has its value beside it, so that the file reads the same in programs that do not
count. What is written reads back as the same budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from samordna.budgets.claims import Judge, row_label
from samordna.budgets.labels import STANDARD_LABELS, fold
from samordna.budgets.shape import Budget, Group, Line, Side, Years
from samordna.documents.workbooks.writer import Book, Page, Spot
from samordna.kernel.money import format_kr

DETAILED_TITLE = "Insatsbudget"
YEARLY_TITLE = "Fördelad över insatstid"
SUMMARY_TITLE = "Budgetsammanställning"

_POSTS = 7
_OWNERS = 4
_LABEL, _PERCENT, _FROM, _TO, _FIRST_OWNER = range(5)
_GROUP_HEADINGS = {
    Group.WAGE: "LÖNEKOSTNAD inkl PO-påslag",
    Group.PREMISES: "LOKALKOSTNAD",
    Group.OTHER: "ÖVRIGA KOSTNADER",
}
_GROUP_SUMS = {
    Group.WAGE: "SUMMA LÖNEKOSTNAD",
    Group.PREMISES: "SUMMA LOKALKOSTNAD",
    Group.OTHER: "SUMMA ÖVRIGA KOSTNADER",
}
_SIDE_SUMS = {
    Side.REQUESTED: "SUMMA FRÅN SAMORDNINGSFÖRBUNDET",
    Side.OWN: "SUMMA EGENFINANSIERING",
}


_YearRow = tuple[Line | None, Years]


def write_budget(budget: Budget) -> bytes:
    """Return the budget as an .xlsx file, in kronor."""
    book = Book(budget.name or "Budget")
    layout = _Detailed(book, budget)
    layout.write()
    _Yearly(book, budget, layout).write()
    _write_summary(book, budget, layout)
    return book.finish()


@dataclass(slots=True)
class _Spots:
    """Where the detailed sheet has what the others point at; the lines by identity."""

    lines: dict[int, int] = field(default_factory=dict)
    group_sums: dict[tuple[Side, Group], int] = field(default_factory=dict)
    side_sums: dict[Side, int] = field(default_factory=dict)


class _Detailed:
    """The detailed sheet."""

    def __init__(self, book: Book, budget: Budget) -> None:
        self.budget = budget
        #: The owners' keys and names, and the form's empty columns.
        self.owners: list[tuple[int | None, str]] = [*budget.owners.items()]
        self.owners += [(None, "")] * (_OWNERS - len(self.owners))
        self.total = _FIRST_OWNER + len(self.owners)
        widths = [46, 10, 12, 12, *[16] * len(self.owners), 18]
        self.page: Page = book.sheet(DETAILED_TITLE, widths)
        self.spots = _Spots()
        self.row = 0

    def write(self) -> None:
        """Write the sheet from top to bottom."""
        self._head()
        self._side(Side.REQUESTED)
        self.row += 1
        self.page.text(self.row, _LABEL, "EGENFINANSIERING", "title")
        for index, (_, name) in enumerate(self.owners):
            self.page.text(self.row, _FIRST_OWNER + index, name, "heading-right")
        self.row += 1
        self._side(Side.OWN)
        self._sum_row("TOTAL KOSTNAD FÖR INSATSEN", list(self.spots.side_sums.values()), None, None)

    def _head(self) -> None:
        page, budget = self.page, self.budget
        page.text(0, _LABEL, "BUDGET - DETALJERAD", "title")
        page.text(0, _TO, "Namn på insats:", "heading-right")
        page.text(0, _FIRST_OWNER, budget.name, "title")
        page.text(1, _LABEL, "Insatsens löptid:", "heading")
        page.text(1, _PERCENT, "fr o m", "heading")
        page.text(1, _FROM, "t o m", "heading")
        for column, day in ((_PERCENT, budget.period_from), (_FROM, budget.period_to)):
            if day is not None:
                page.day(2, column, day)
        page.text(4, _LABEL, "KOSTNAD ATT REKVIRERA FRÅN SAMORDNINGSFÖRBUNDET", "title")
        page.text(5, _LABEL, "Kostnader i kronor", "note")
        for index, (_, name) in enumerate(self.owners):
            heading = "Delinsatsägare" if index else "Huvudinsatsägare"
            page.text(5, _FIRST_OWNER + index, heading, "heading-right")
            page.text(6, _FIRST_OWNER + index, name, "heading-right")
        page.text(5, self.total, "Att rekvirera - Alla insatsägare", "heading-right")
        self.row = 7

    def _side(self, side: Side) -> None:
        for group in Group:
            self._group(side, group)
        rows = [self.spots.group_sums[side, group] for group in Group]
        self.spots.side_sums[side] = self.row
        self._sum_row(_SIDE_SUMS[side], rows, side, None)

    def _group(self, side: Side, group: Group) -> None:
        page = self.page
        page.text(self.row, _LABEL, _GROUP_HEADINGS[group], "group")
        if group is Group.WAGE:
            page.text(self.row, _PERCENT, "Tjänst i %", "heading")
            page.text(self.row, _FROM, "från", "heading")
            page.text(self.row, _TO, "till", "heading")
        self.row += 1
        first = self.row
        lines = self.budget.lines_of(side, group)
        for number, line in enumerate(lines, start=1):
            self.spots.lines[id(line)] = self.row
            label = f"{number}. {line.label}".strip() if group is Group.WAGE else line.label
            self._line(label, line)
        self._empty_rows(side, group, lines)
        self.spots.group_sums[side, group] = self.row
        self._sum_row(_GROUP_SUMS[group], [first, self.row - 1], side, group)

    def _empty_rows(self, side: Side, group: Group, lines: Sequence[Line]) -> None:
        """The form's own rows that the budget does not use."""
        if group is Group.WAGE:
            labels = [f"{number}." for number in range(len(lines) + 1, _POSTS + 1)]
        elif side is Side.REQUESTED or group is Group.PREMISES:
            used = {fold(line.label) for line in lines}
            labels = [label for label in STANDARD_LABELS[group] if fold(label) not in used]
        else:
            labels = [""] * max(1, 3 - len(lines))
        for label in labels:
            self._line(label, Line(side=side, group=group))

    def _line(self, label: str, line: Line) -> None:
        page, row = self.page, self.row
        page.text(row, _LABEL, label)
        if line.group is Group.WAGE:
            page.number(row, _PERCENT, (line.percent or Decimal(0)) / 100, "percent")
        elif line.percent is not None:
            page.number(row, _PERCENT, line.percent / 100, "percent")
        for column, day in ((_FROM, line.date_from), (_TO, line.date_to)):
            if day is not None:
                page.day(row, column, day)
            else:
                page.blank(row, column, "field")
        if line.misplaced_kr is not None:
            page.text(row, _FROM if line.date_from is None else _TO, format_kr(line.misplaced_kr))
        for index, (owner, _) in enumerate(self.owners):
            column = _FIRST_OWNER + index
            if owner is not None and line.amounts.get(owner):
                page.number(row, column, line.amounts[owner], "amount-field")
            elif line.note and index == 0:
                page.text(row, column, line.note, "field")
            else:
                page.blank(row, column, "amount-field")
        if line.unowned_kr:
            page.number(row, self.total, line.amount_kr)
        else:
            cells = f"{Spot(row, _FIRST_OWNER)}:{Spot(row, self.total - 1)}"
            page.formula(row, self.total, f"=SUM({cells})", line.amount_kr, "amount")
        self.row += 1

    def _sum_row(self, label: str, rows: list[int], side: Side | None, group: Group | None) -> None:
        """Write a row of sums: of a run of rows for a group, of the given rows otherwise."""
        page, budget, row = self.page, self.budget, self.row
        page.text(row, _LABEL, label, "sum-label")

        def formula(column: int) -> str:
            spots = [str(Spot(one, column)) for one in rows]
            return f"=SUM({spots[0]}:{spots[-1]})" if group is not None else f"={'+'.join(spots)}"

        if group is Group.WAGE and side is not None:
            lines = budget.lines_of(side, group)
            percent = sum((line.percent or Decimal(0) for line in lines), Decimal(0))
            page.formula(row, _PERCENT, formula(_PERCENT), percent / 100, "percent-sum")
        for index, (owner, _) in enumerate(self.owners):
            kr = 0 if owner is None else budget.total_kr(side, group, owner)
            page.formula(row, _FIRST_OWNER + index, formula(_FIRST_OWNER + index), kr)
        page.formula(row, self.total, formula(self.total), budget.total_kr(side, group))
        self.row += 1


class _Yearly:
    """The sheet that spreads the requested costs over the years."""

    def __init__(self, book: Book, budget: Budget, detailed: _Detailed) -> None:
        self.budget, self.detailed, self.judge = budget, detailed, Judge(budget)
        years = set(budget.per_year_kr)
        if budget.period_from and budget.period_to and budget.period_from <= budget.period_to:
            years |= set(range(budget.period_from.year, budget.period_to.year + 1))
        self.years = sorted(years)
        self.page: Page = book.sheet(YEARLY_TITLE, [46, 18, *[16] * len(self.years)])
        self.row = 0
        self.sum_rows: list[int] = []

    def write(self) -> None:
        """Write the sheet from top to bottom."""
        page = self.page
        page.text(0, 0, "INSATSBUDGET FÖRDELAD ÖVER INSATSTID", "title")
        page.formula(0, 2, f"={DETAILED_TITLE}!E1", self.budget.name, "title")
        page.text(1, 0, "FYLL I ENDAST FÄRGADE FÄLT", "note")
        page.text(1, 1, "Totalt för insatsen", "heading-right")
        page.text(1, 2, "Fördelning per år, kronor", "note")
        for index, year in enumerate(self.years):
            page.text(2, 2 + index, f"År {index + 1} {year}", "heading-right")
        self.row = 3
        rows = [row for row in self.budget.spread if row[1].side is Side.REQUESTED]
        whole = [row for row in rows if row[1].group is None]
        if not whole:
            for group in Group:
                self._group(group, [row for row in rows if row[1].group is group])
        self._grand(rows, whole)

    def _group(self, group: Group, rows: list[_YearRow]) -> None:
        heading = {
            Group.WAGE: "LÖNEKOSTNADER inkl P.O tillägg",
            Group.PREMISES: "LOKALKOSTNADER",
            Group.OTHER: "ÖVRIGA KOSTNADER",
        }[group]
        if len(rows) == 1 and rows[0][1].whole_group:
            self.sum_rows.append(self.row)
            self._row(heading if group is Group.OTHER else _GROUP_SUMS[group], rows[0])
            return
        self.page.text(self.row, 0, heading, "group")
        self.row += 1
        first = self.row
        for number, row in enumerate(rows, start=1):
            label = row_label(*row)
            self._row(f"{number}. {label}".strip() if group is Group.WAGE else label, row)
        self.sum_rows.append(self.row)
        self.page.text(self.row, 0, _GROUP_SUMS[group], "sum-label")
        totals = [self._total(row) for row in rows]
        self._sum_cells(first, 1, sum(totals), bool(rows))
        for index, year in enumerate(self.years):
            kr = sum(years.by_year.get(year, 0) for _, years in rows)
            self._sum_cells(first, 2 + index, kr, bool(rows))
        self.row += 1

    def _sum_cells(self, first: int, column: int, kr: int, has_rows: bool) -> None:
        if has_rows:
            cells = f"{Spot(first, column)}:{Spot(self.row - 1, column)}"
            self.page.formula(self.row, column, f"=SUM({cells})", kr)
        else:
            self.page.number(self.row, column, 0, "sum")

    def _row(self, label: str, row: _YearRow) -> None:
        page = self.page
        page.text(self.row, 0, label)
        source, ways = self._source(*row), self.judge.row_ways(*row)
        if source is not None and ways and self._total(row) == ways[-1]:
            page.formula(self.row, 1, f"={DETAILED_TITLE}!{source}", self._total(row), "amount")
        else:
            page.number(self.row, 1, self._total(row))
        for index, year in enumerate(self.years):
            if year in row[1].by_year:
                page.number(self.row, 2 + index, row[1].by_year[year], "amount-field")
            else:
                page.blank(self.row, 2 + index, "amount-field")
        self.row += 1

    def _source(self, line: Line | None, years: Years) -> Spot | None:
        """The cell of the detailed sheet that a row's total comes from."""
        spots, column = self.detailed.spots, self.detailed.total
        if line is not None:
            return Spot(spots.lines[id(line)], column)
        if years.whole_group and years.group is not None:
            return Spot(spots.group_sums[years.side, years.group], column)
        return None

    def _total(self, row: _YearRow) -> int:
        ways = self.judge.row_ways(*row)
        return ways[0] if ways else row[1].kr

    def _grand(self, rows: list[_YearRow], whole: list[_YearRow]) -> None:
        page, budget = self.page, self.budget
        if whole:
            self._row(_SIDE_SUMS[Side.REQUESTED], whole[0])
            self.row -= 1
        else:
            page.text(self.row, 0, _SIDE_SUMS[Side.REQUESTED], "sum-label")
            self._plus(1, sum(self._total(row) for row in rows))
            for index, year in enumerate(self.years):
                self._plus(2 + index, budget.per_year_kr.get(year, 0))
        self.row += 1
        page.text(self.row, 0, "S:a per år för avstämning", "note")
        cells = f"{Spot(self.row - 1, 2)}:{Spot(self.row - 1, 1 + len(self.years))}"
        formula = f"=SUM({cells})" if self.years else "=0"
        page.formula(self.row, 1, formula, sum(budget.per_year_kr.values()))

    def _plus(self, column: int, kr: int) -> None:
        formula = "=" + "+".join(str(Spot(row, column)) for row in self.sum_rows)
        self.page.formula(self.row, column, formula, kr)


def _write_summary(book: Book, budget: Budget, detailed: _Detailed) -> None:
    page = book.sheet(SUMMARY_TITLE, [46, 22, 22, 22])
    page.text(0, 0, "Budgetsammanställning", "title")
    page.formula(0, 1, f"={DETAILED_TITLE}!E1", budget.name, "title")
    page.text(1, 0, "Projektets löptid", "heading")
    for column, day in ((1, budget.period_from), (2, budget.period_to)):
        if day is not None:
            page.day(1, column, day)
    headings = (
        "Att rekvirera från Samordningsförbundet",
        "Projektägarnas egenfinansiering",
        "Totalt projektet",
    )
    page.text(2, 0, "Kostnader i kronor", "note")
    for column, heading in enumerate(headings, start=1):
        page.text(2, column, heading, "heading-right")
    page.text(3, 0, "Huvudinsatsägare", "group")
    row = 4
    rows = []
    for index, (owner, name) in enumerate(budget.owners.items()):
        if index == 1:
            page.text(row, 0, "Delinsatsägare", "group")
            row += 1
        page.text(row, 0, name)
        for column, side in ((1, Side.REQUESTED), (2, Side.OWN)):
            spot = Spot(detailed.spots.side_sums[side], _FIRST_OWNER + index)
            kr = budget.total_kr(side, owner=owner)
            page.formula(row, column, f"={DETAILED_TITLE}!{spot}", kr, "amount")
        both = f"={Spot(row, 1)}+{Spot(row, 2)}"
        page.formula(row, 3, both, budget.total_kr(None, owner=owner), "amount")
        rows.append(row)
        row += 1
    page.text(row, 0, "Summa", "sum-label")
    for column, side_or_both in ((1, Side.REQUESTED), (2, Side.OWN), (3, None)):
        kr = sum(budget.total_kr(side_or_both, owner=owner) for owner in budget.owners)
        formula = f"=SUM({Spot(4, column)}:{Spot(row - 1, column)})" if rows else "=0"
        page.formula(row, column, formula, kr)
