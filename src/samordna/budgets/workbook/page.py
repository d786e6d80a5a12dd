"""A sheet that is being read: what all three have, in kronor by the unit it is read in."""

from __future__ import annotations

from datetime import date

from samordna.budgets.shape import Claim, Group, Part, Scope, Side
from samordna.budgets.workbook.outline import Outline
from samordna.budgets.workbook.values import Figure, Unit, Unreadable, read_figure
from samordna.budgets.workbook.words import RowKind
from samordna.kernel.findings import Finding, Where

GROUP_HEADS = {
    RowKind.HEAD_WAGE: Group.WAGE,
    RowKind.HEAD_PREMISES: Group.PREMISES,
    RowKind.HEAD_OTHER: Group.OTHER,
}
GROUP_SUMS = {
    RowKind.SUM_WAGE: Group.WAGE,
    RowKind.SUM_PREMISES: Group.PREMISES,
    RowKind.SUM_OTHER: Group.OTHER,
}


class Page:
    """A sheet that is being read, with its claims, and what there is to say of its cells.

    ``side`` and ``group`` are where in the sheet the walk is. ``figures`` are those of the rows
    that were kept, ``sums`` those of its claims about several rows, both as written; ``hidden``
    are amounts in hidden rows and columns. ``unread`` are cells that are not understood, ``missed``
    what they would have been figures of, and ``missed_places`` what else.
    """

    part: Part

    def __init__(self, outline: Outline, unit: Unit) -> None:
        self.outline, self.unit = outline, unit
        self.side: Side = Side.REQUESTED
        self.group: Group | None = None
        self.name, self.name_where = "", Where()
        self.starts: date | None = None
        self.ends: date | None = None
        self.starts_where, self.ends_where = Where(), Where()
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self.unread: list[Unreadable] = []
        self.missed: set[Scope] = set()
        self._missed_rows: set[int] = set()
        self.missed_places: set[str] = set()
        self.figures: list[Figure] = []
        self.sums: list[Figure] = []
        self.hidden: list[Figure] = []

    def figure(self, row: int, column: int, scope: Scope) -> Figure | None:
        """A cell's figure of a scope; one that cannot be read is remembered, and none."""
        read = read_figure(self.outline, row, column) if column else None
        if isinstance(read, Unreadable):
            self.unread.append(read)
            self.miss(scope)
            return None
        return read

    def miss(self, scope: Scope) -> None:
        """Remember what a cell that is not understood would have been a figure of."""
        self.missed.add(scope)
        if scope.row is not None:
            self._missed_rows.add(scope.row)

    def lacks(self, row: int) -> bool:
        """Whether a cell of the row is not understood."""
        return row in self._missed_rows

    def scope(
        self,
        side: Side | None,
        group: Group | None = None,
        *,
        owner: int | None = None,
        year: int | None = None,
        row: int | None = None,
    ) -> Scope:
        """What a figure of this sheet is of."""
        return Scope(part=self.part, side=side, group=group, owner=owner, year=year, row=row)

    def note_hidden(self, row: int, column: int, figure: Figure) -> None:
        """Remember an amount that somebody who looks at the sheet does not see."""
        if figure.number and self.outline.is_hidden(row, column):
            self.hidden.append(figure)

    def summed(self, kind: RowKind) -> tuple[Side, Group | None]:
        """What a row of sums adds up, by its kind and by where in the sheet it stands."""
        sides = {RowKind.SUM_OWN: Side.OWN, RowKind.SUM_REQUESTED: Side.REQUESTED}
        group = self.group if kind is RowKind.SUM_HERE else GROUP_SUMS.get(kind)
        return sides.get(kind, self.side), group

    def kr(self, figure: Figure) -> int:
        """A figure in whole kronor."""
        return figure.kr(self.unit)

    def claim_row(self, row: int, figure: Figure | None, side: Side | None = None) -> None:
        """State what a single row comes to."""
        if figure is not None:
            scope = Scope(part=self.part, side=side, row=row)
            self.claims.append(Claim(scope, self.kr(figure), figure.where))

    def claim(
        self,
        figure: Figure | None,
        side: Side | None,
        group: Group | None = None,
        *,
        owner: int | None = None,
        year: int | None = None,
        over_years: bool = False,
    ) -> None:
        """State the sum of several rows."""
        if figure is not None:
            scope = Scope(
                part=self.part,
                side=side,
                group=group,
                owner=owner,
                year=year,
                over_years=over_years,
            )
            self.claims.append(Claim(scope, self.kr(figure), figure.where))
            self.sums.append(figure)
