"""The plan's table of figures as a form: rows by section, a cell for each column.

Django's formsets would make some fifteen hundred widgets of it; this reads and writes the same
thing in one pass, and keeps every cell as it was typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samordna.economy.models import PlanRow
from samordna.economy.plan.services import PlanRowInput
from samordna.economy.rules.plan import Column, slug
from samordna.economy.rules.thousands import format_tkr_cell, parse_tkr_cell
from samordna.kernel.money import NotAnAmount
from samordna.web.forms import tidy_line

#: Empty rows at the end of each section, to write new ones in; most are added among the decided.
BLANK_ROWS = 1
BLANK_ROWS_OF_DECIDED = 3
MOST_ROWS = 400

_LABEL_LENGTH, _OWNER_LENGTH = 120, 60


@dataclass(slots=True)
class GridCell:
    """One figure as it was typed. ``kr`` is None for an empty cell and for one with an error."""

    column: Column
    name: str
    text: str = ""
    kr: int | None = None
    error: str = ""


@dataclass(slots=True)
class GridRow:
    """One row as it was typed."""

    index: int
    section: str
    key: str
    cells: list[GridCell]
    label: str = ""
    owner: str = ""
    grant_id: int | None = None
    remove: bool = False
    error: str = ""
    place: str = ""

    @property
    def prefix(self) -> str:
        """What the names of the row's fields begin with."""
        return f"r{self.index}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been written in the row."""
        return not (self.label or self.owner or any(cell.text for cell in self.cells))

    @property
    def shown_label(self) -> str:
        """The row's label, or what to call a row without one."""
        return (self.label or "ny rad") + (f" ({self.place})" if self.place else "")


@dataclass(slots=True)
class GridSection:
    """The rows of one section, under its heading."""

    key: str
    label: str
    rows: list[GridRow] = field(default_factory=list)

    @property
    def may_have_grants(self) -> bool:
        """Whether rows of the section can stand for grants."""
        return self.key == PlanRow.Section.DECIDED


@dataclass(frozen=True, slots=True)
class GridError:
    """An error and the field that it is about."""

    place: str
    message: str
    target: str


@dataclass(slots=True)
class Grid:
    """The whole table."""

    columns: tuple[Column, ...]
    sections: list[GridSection]

    @property
    def rows(self) -> list[GridRow]:
        """Every row, section by section."""
        return [row for section in self.sections for row in section.rows]

    @property
    def grant_ids(self) -> set[int]:
        """The keys of the grants that rows stand for, as they were sent: there may be no such."""
        return {row.grant_id for row in self.rows if row.grant_id is not None}

    @property
    def row_count(self) -> int:
        """How many rows the form has."""
        return len(self.rows)

    def errors(self) -> list[GridError]:
        """Every error, in the order of the table."""
        found = []
        for row in self.rows:
            if row.error:
                found.append(GridError(row.shown_label, row.error, f"id_{row.prefix}-label"))
            found += [
                GridError(f"{row.shown_label}, {cell.column.label}", cell.error, f"id_{cell.name}")
                for cell in row.cells
                if cell.error
            ]
        return found

    def inputs(self) -> list[PlanRowInput]:
        """The rows to keep; blank rows and those marked for removal fall away."""
        taken = {(row.section, row.key) for row in self.rows if row.key}
        kept = []
        for row in self.rows:
            if row.remove or row.is_blank:
                continue
            key = row.key or _new_key(row, taken)
            amounts = {c.column.key: c.kr for c in row.cells if c.kr is not None}
            kept.append(PlanRowInput(row.section, key, row.label, row.owner, amounts, row.grant_id))
        return kept


def grid_of(
    columns: tuple[Column, ...], stored: Iterable[tuple[PlanRow, Mapping[str, int]]]
) -> Grid:
    """The form of a plan as it is kept."""
    sections = _sections()
    by_key = {section.key: section for section in sections}
    for row, amounts in stored:
        made = _row(columns, row.section, row.key)
        made.label, made.owner, made.grant_id = row.label, row.owner_label, row.grant_id
        for cell in made.cells:
            cell.kr = amounts.get(cell.column.key)
            cell.text = "" if cell.kr is None else format_tkr_cell(cell.kr)
        by_key[row.section].rows.append(made)
    return _numbered(Grid(columns, sections), blank=True)


def grid_from(columns: tuple[Column, ...], data: Mapping[str, str]) -> Grid:
    """The form as it was sent, with every error in its place."""
    sections = _sections()
    by_key = {section.key: section for section in sections}
    for index in range(min(_number(data.get("rows")), MOST_ROWS)):
        section = by_key.get(data.get(f"r{index}-section", ""))
        if section is not None:
            section.rows.append(_read_row(columns, section.key, f"r{index}", data))
    return _numbered(Grid(columns, sections), blank=False)


def _sections() -> list[GridSection]:
    return [GridSection(value, label) for value, label in PlanRow.Section.choices]


def _tell_apart(grid: Grid) -> None:
    """Say the section, and the number in it, of rows that are called the same."""
    alike: dict[str, list[tuple[GridSection, GridRow]]] = {}
    for section in grid.sections:
        for row in section.rows:
            alike.setdefault(row.shown_label, []).append((section, row))
    for rows in alike.values():
        met: Counter[str] = Counter()
        for section, row in rows if len(rows) > 1 else ():
            met[section.key] += 1
            number = met[section.key]
            row.place = section.label if number == 1 else f"{section.label} {number}"


def _row(columns: Sequence[Column], section: str, key: str) -> GridRow:
    return GridRow(0, section, key, [GridCell(column, "") for column in columns])


def _numbered(grid: Grid, *, blank: bool) -> Grid:
    """Give every row its number, after adding the empty ones."""
    for section in grid.sections:
        wanted = BLANK_ROWS_OF_DECIDED if section.may_have_grants else BLANK_ROWS
        missing = wanted if blank else wanted - sum(r.is_blank for r in section.rows)
        section.rows += [_row(grid.columns, section.key, "") for _ in range(missing)]
    _tell_apart(grid)
    for index, row in enumerate(grid.rows):
        row.index = index
        for cell in row.cells:
            cell.name = f"r{index}-{cell.column.key}"
    return grid


def _read_row(
    columns: Sequence[Column], section: str, prefix: str, data: Mapping[str, str]
) -> GridRow:
    row = _row(columns, section, data.get(f"{prefix}-key", "")[:60])
    row.label = _line(data.get(f"{prefix}-label", ""))
    row.owner = _line(data.get(f"{prefix}-owner", ""))
    row.remove = bool(data.get(f"{prefix}-remove"))
    row.grant_id = _number(data.get(f"{prefix}-grant")) or None
    for cell in row.cells:
        cell.text = data.get(f"{prefix}-{cell.column.key}", "").strip()
        _read_cell(cell)
    if row.is_blank or row.remove:
        for cell in row.cells:
            cell.error = ""
    elif not row.label:
        row.error = "Skriv en benämning, eller töm radens belopp."
    elif len(row.label) > _LABEL_LENGTH:
        row.error = f"Benämningen får ha högst {_LABEL_LENGTH} tecken."
    elif len(row.owner) > _OWNER_LENGTH:
        row.error = f"Insatsägaren får ha högst {_OWNER_LENGTH} tecken."
    return row


def _read_cell(cell: GridCell) -> None:
    if not cell.text:
        return
    try:
        cell.kr = parse_tkr_cell(cell.text)
    except NotAnAmount as error:
        cell.error = str(error)


def _line(text: str) -> str:
    return tidy_line(text.replace("\x00", ""))


def _number(text: str | None) -> int:
    """A plain whole number below a billion, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _new_key(row: GridRow, taken: set[tuple[str, str]]) -> str:
    """A key that no other row of the section has, made from the label."""
    base = slug(row.label)[:50].strip("-") or "rad"
    if base.startswith("grant-"):
        base = f"rad-{base}"[:50]
    key, number = base, 1
    while (row.section, key) in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add((row.section, key))
    return key
