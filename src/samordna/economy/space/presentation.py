"""The table of the decision space as its page shows it: groups, lines, cells and their links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samordna.economy.rules.plan import Column
from samordna.economy.rules.table import DecisionSpaceTable, RowKind, TableRow
from samordna.economy.space.queries import Source, Space


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in kronor, where it leads, and what is said of it beside the sign.

    A figure is no stop for the keyboard where the row's name leads to the same place, or to where
    one goes on to each of its years: a hundred stops would stand before what comes after the table.
    """

    kr: int | None
    url: str | None = None
    in_words: str = ""
    below: bool = False
    chosen: bool = False
    in_tab_order: bool = False
    #: The row and the column, for whoever hears the link without the table around it.
    of: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its label, where that leads, and a cell for each column. ``style`` is a CSS class.

    ``told`` is what the link says beside the label to somebody who listens: whose it is, and that
    it is an application, as a row of the plan may be called the same.
    """

    label: str
    owner: str
    cells: tuple[Cell, ...]
    url: str | None = None
    style: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a head that carries their sum; ``closed`` groups start closed with script."""

    head: Line
    lines: tuple[Line, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the table: a group that opens and closes, or lines that always stand."""

    group: Group | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """How the page makes its URLs: one function for rows' sources, one for explained sums."""

    source_label: Callable[[Source], str | None]
    source_figure: Callable[[Source], str | None]
    explain: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figure that the page explains, if any."""

    row_key: str = ""
    column_key: str = ""


#: What a sum below zero is, in words, for those who do not see its colour and sign.
IN_WORDS = {
    "result": "underskott",
    "opening": "underskott",
    "closing": "under noll",
    "space_after_applications": "under noll",
}


def blocks(
    space: Space, links: Links, *, chosen: Chosen, floor_kr: int, sums_only: bool
) -> list[Block]:
    """Set the table: incomes, costs, what the costs hold, the result, the applications."""
    setter = _Setter(space, links, chosen, floor_kr)
    group = setter.group
    made = [
        group("income", "Intäkter"),
        group("costs", "Kostnader"),
        group("decided_sum", "Redan beslutade insatser", closed=True, inside=True),
        group("other_joint_sum", "Övriga samverkansinsatser", closed=True, inside=True),
    ]
    applications = group("applications", "Nya ansökningar, ej beslutade")
    if sums_only:
        made = [_without_lines(block) for block in made]
        applications = _without_lines(applications)
    result = Block(
        lines=(
            setter.sum_line("result"),
            setter.sum_line("opening"),
            setter.sum_line("closing", style="total"),
        )
    )
    after = Block(lines=(setter.sum_line("space_after_applications", style="total after"),))
    return [*made, result, applications, after]


def enough_by_column(table: DecisionSpaceTable, floor_kr: int) -> list[tuple[str, int | None]]:
    """For each column whether the space lasts: ``yes``, ``no`` with kronor short, or ``none``."""
    short = {s.column.key: s.short_kr for s in table.shortfalls(floor_kr)}
    answers: list[tuple[str, int | None]] = []
    for column in table.columns:
        if column not in table.carrying:
            answers.append(("none", None))
        elif column.key in short:
            answers.append(("no", short[column.key]))
        else:
            answers.append(("yes", None))
    return answers


def _without_lines(block: Block) -> Block:
    if block.group is None:
        return block
    return Block(lines=(block.group.head,))


class _Setter:
    """Sets rows of one table as lines with links."""

    def __init__(self, space: Space, links: Links, chosen: Chosen, floor_kr: int) -> None:
        self.space, self.links, self.chosen, self.floor_kr = space, links, chosen, floor_kr
        self.table = space.table
        self.by_key = {row.key: row for row in self.table.rows if row.kind is not RowKind.HEADING}

    def group(self, key: str, label: str, *, closed: bool = False, inside: bool = False) -> Block:
        row = self.by_key[key]
        style = "inside" if inside else ""
        head = Line(label, "", self._sum_cells(row, label), self._why(row), style)
        # Among the costs stand sums, which say 0: a row of the plan beside them says it as well.
        empty_kr = 0 if key == "costs" else None
        lines = tuple(self._line(self.by_key[part], empty_kr) for part in row.made_of)
        return Block(group=Group(head, lines, closed))

    def sum_line(self, key: str, style: str = "subtotal") -> Line:
        row = self.by_key[key]
        return Line(row.label, "", self._sum_cells(row), self._why(row), style)

    def _line(self, row: TableRow, empty_kr: int | None) -> Line:
        if row.kind is RowKind.SUM:
            return Line(row.label, "", self._sum_cells(row), self._why(row))
        source = self.space.sources[row.key]
        label_url = self.links.source_label(source)
        figure_url = self.links.source_figure(source)
        written = [row.amounts.get(column.key) for column in self.table.columns]
        amounts = [empty_kr if kr is None else kr for kr in written]
        first = next((n for n, kr in enumerate(amounts) if kr is not None), None)
        cells = tuple(
            Cell(
                kr,
                figure_url,
                in_tab_order=n == first and figure_url != label_url,
                of=self._of(" ".join(filter(None, (row.label, row.owner))), column),
            )
            for n, (kr, column) in enumerate(zip(amounts, self.table.columns, strict=True))
        )
        what = "ansökan" if source.application_number is not None else ""
        told = ", ".join(filter(None, (row.owner, what)))
        return Line(row.label, row.owner, cells, label_url, told=told)

    def _why(self, row: TableRow) -> str | None:
        """How the row came about: in the first year that is short, else in the first there is."""
        amounts = ((c.key, row.amounts.get(c.key)) for c in self.table.carrying)
        written = [(key, kr) for key, kr in amounts if kr is not None]
        floor_kr = self.floor_kr if row.key == "space_after_applications" else 0
        short = [key for key, kr in written if kr < floor_kr]
        first = next(iter([*short, *(key for key, _ in written)]), None)
        return self.links.explain(row.key, first) if first else None

    @staticmethod
    def _of(label: str, column: Column) -> str:
        return f"{label}, {column.label}"

    def _sum_cells(self, row: TableRow, label: str = "") -> tuple[Cell, ...]:
        named = label or row.label
        return tuple(self._sum_cell(row, column, named) for column in self.table.columns)

    def _sum_cell(self, row: TableRow, column: Column, label: str) -> Cell:
        kr = row.amounts.get(column.key)
        if kr is None:
            return Cell(None)
        floor_kr = self.floor_kr if row.key == "space_after_applications" else 0
        short = row.key in ("closing", "space_after_applications") and kr < floor_kr
        words = IN_WORDS.get(row.key, "") if kr < 0 else ("under golvet" if short else "")
        return Cell(
            kr,
            self.links.explain(row.key, column.key),
            in_words=words,
            below=short,
            chosen=(row.key, column.key) == (self.chosen.row_key, self.chosen.column_key),
            of=self._of(label, column),
        )
