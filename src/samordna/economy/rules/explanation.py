"""How a figure of the table came about: its parts with their signs, in whole kronor. Pure.

Rows of the plan, grants and applications are explained by where they come from; this is about the
figures that are made of others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samordna.economy.rules.plan import Column, ColumnKind
from samordna.economy.rules.table import DecisionSpaceTable, RowKind, TableRow


@dataclass(frozen=True, slots=True)
class Part:
    """One term. ``sign`` is 1 or -1; ``row_key`` and ``column_key`` say which cell it is, if any.

    ``kr`` is the cell's own amount, so that ``sign * kr`` is what it adds.
    """

    sign: int
    label: str
    owner: str
    kr: int
    row_key: str | None = None
    column_key: str | None = None

    @property
    def taken_kr(self) -> int:
        """What the part adds to the figure, its sign counted in."""
        return self.sign * self.kr


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure and the parts that make it; they add up to ``total_kr``."""

    row: TableRow
    column: Column
    total_kr: int
    parts: tuple[Part, ...]


class NoSuchFigure(LookupError):
    """The table has no such figure, or it is not made of others."""


def explain(table: DecisionSpaceTable, row_key: str, column_key: str) -> Explanation:
    """Explain one figure. Raises :class:`NoSuchFigure`."""
    column = next((c for c in table.columns if c.key == column_key), None)
    row = next((r for r in table.rows if r.key == row_key and r.kind is RowKind.SUM), None)
    if column is None or row is None or row.amounts.get(column_key) is None:
        raise NoSuchFigure(f"{row_key} {column_key}")
    parts = tuple(_parts(table, row, column))
    return Explanation(row, column, table.kr(row_key, column_key), parts)


def _parts(table: DecisionSpaceTable, row: TableRow, column: Column) -> Iterable[Part]:
    if row.key == "result":
        return [_cell(table, "income", column), _cell(table, "costs", column, -1)]
    if row.key == "opening":
        return _opening(table, column)
    if row.key == "space_after_applications":
        return _space_after(table, column)
    return [
        _cell(table, key, column)
        for key in row.made_of
        if table.row(key).amounts.get(column.key) is not None
    ]


def _opening(table: DecisionSpaceTable, column: Column) -> list[Part]:
    """The closing space of the year before, or what the plan begins with."""
    before = [c for c in table.carrying if c.year == column.year - 1]
    if before:
        return [_cell(table, "closing", before[0])]
    return [Part(1, "Ingående ackumulerat överskott", "", table.kr("opening", column.key))]


def _space_after(table: DecisionSpaceTable, column: Column) -> list[Part]:
    """The closing space less the applications of every year up to and including this one.

    A budget that a forecast has replaced takes no application of its own year.
    """
    replaced = column.kind is ColumnKind.BUDGET and column not in table.carrying
    last = column.year - 1 if replaced else column.year
    taken = [
        _cell(table, "applications", c, -1)
        for c in table.carrying
        if c.year <= last and table.row("applications").amounts.get(c.key) is not None
    ]
    return [_cell(table, "closing", column), *taken]


def _cell(table: DecisionSpaceTable, row_key: str, column: Column, sign: int = 1) -> Part:
    row = table.row(row_key)
    label = f"{row.label}, {column.label}" if row.kind is RowKind.SUM else row.label
    return Part(sign, label, row.owner, table.kr(row_key, column.key), row_key, column.key)
