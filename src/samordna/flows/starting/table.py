"""A table of people as it was read: its columns, its rows, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

#: The columns: what each is called in the template, and other words that people use for it.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("Namn", "för- och efternamn", "person"),
    "email": ("E-post", "epost", "e-postadress", "mejl", "mail", "e-mail", "email"),
    "phone": ("Telefon", "tel", "mobil", "telefonnummer"),
    "body": ("Organ", "grupp", "styrelse eller grupp"),
    "position": ("Uppdrag", "position", "befattning"),
    "order": ("Ordning", "inkallelseordning"),
    "role": ("Roll",),
    "title": ("Titel", "tjänst"),
    "organisation": ("Organisation", "part", "medlem", "utsedd av", "huvudman"),
    "valid_from": ("Från", "gäller från", "gäller från och med", "från och med", "fr.o.m."),
    "valid_to": ("Till", "gäller till", "gäller till och med", "till och med", "t.o.m."),
    "appointed_by": ("Beslut av", "utsett genom beslut av", "beslutande organ"),
    "appointed_on": ("Beslutsdag", "beslutat den", "beslut den"),
    "received_on": ("Beslutet kom in", "handling", "inkom"),
    "eligible_as": ("Valbar som", "valbar"),
    "eligible_to": ("Valbar till", "valbar till och med"),
}
DAYS: Final = ("valid_from", "valid_to", "appointed_on", "received_on", "eligible_to")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to correct: its control's name, its column, what stands there and what is wrong."""

    name: str
    label: str
    value: str
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Differing:
    """What a row says otherwise than what is there: its column's label, and both texts."""

    label: str
    there: str
    said: str


@dataclass(frozen=True, slots=True)
class There:
    """What a row is about and is there already: its page and key, in words, and what the row says
    otherwise. ``person`` is the key of whom it is about, where something of them differs;
    ``task_differs`` says whether anything of the seat or the role does that its page changes, and
    ``last_day_differs`` whether the last day of a role does, which has a page of its own."""

    page: str
    pk: int
    words: str
    differs: tuple[Differing, ...] = ()
    person: int | None = None
    task_differs: bool = False
    last_day_differs: bool = False


@dataclass
class Row:
    """A row as it was read. ``number`` counts from 1, and empty rows count as where they came from.

    ``problems`` stop the import; ``notes`` do not. ``out``: somebody has said that the row is not
    to be taken with it. ``there``: what it gives is there already, so nothing is written of it.
    """

    number: int
    text: dict[str, str]
    days: dict[str, date | None] = field(default_factory=dict)
    position: str = ""
    order: int | None = None
    #: What a column's words were taken for, where it names something that is known.
    read: dict[str, str] = field(default_factory=dict)
    eligible_as: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: Whether it names an organisation that is not there.
    unknown_organisation: bool = False
    #: Which column each problem is about, where it is about one.
    at: dict[str, str] = field(default_factory=dict)
    out: bool = False
    there: There | None = None
    #: What is there and stands in the row's way, where that is the person's own.
    in_the_way: There | None = None

    def wrong(self, problem: str, column: str = "") -> None:
        """Say what is wrong with the row, and in which column."""
        self.problems.append(problem)
        if column:
            self.at.setdefault(problem, column)

    def cell(self, column: str) -> str:
        """What stands in a column; empty where nothing does."""
        return self.text.get(column, "")

    def cells(self, columns: list[str]) -> list[Cell]:
        """The row's cells in these columns, each with what is wrong in it."""
        return [
            Cell(
                f"rad-{self.number}-{column}",
                COLUMNS[column][0],
                self.cell(column),
                [problem for problem in self.problems if self.at.get(problem) == column],
            )
            for column in columns
        ]

    def of_no_cell(self, columns: list[str]) -> list[str]:
        """What is wrong with the row as a whole, or in a column that the table lacks."""
        return [problem for problem in self.problems if self.at.get(problem) not in columns]

    @property
    def shown(self) -> str:
        """What stands in the row, on one line."""
        return ", ".join(value for value in self.text.values() if value)

    @property
    def is_mandate(self) -> bool:
        """Whether the row is about a seat in a body, and not about a role."""
        return bool(self.cell("body") or self.cell("position"))


@dataclass
class Table:
    """A table as it was read. ``problems`` are those of the whole: no row could be read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    #: The columns that the table has, in its order.
    columns: list[str] = field(default_factory=list)

    @property
    def good(self) -> list[Row]:
        """The rows that can be imported, and are not there already."""
        return [row for row in self.rows if not (row.problems or row.out or row.there)]

    @property
    def names_differ(self) -> bool:
        """Whether an address is known under another name than the table's: what notes tell."""
        return any(row.notes for row in self.rows)

    @property
    def out(self) -> list[Row]:
        """The rows that are left out."""
        return [row for row in self.rows if row.out]

    @property
    def same(self) -> list[Row]:
        """The rows that are there already, as they stand."""
        return [row for row in self.rows if row.there and not row.there.differs]

    @property
    def changed(self) -> list[Row]:
        """The rows that are there already, and say something else."""
        return [row for row in self.rows if row.there and row.there.differs]

    @property
    def said(self) -> list[tuple[str, list[Row]]]:
        """Each problem once, with the rows that have it, in the order of the rows."""
        found: dict[str, list[Row]] = {}
        for row in self.faulty:
            for problem in row.problems:
                found.setdefault(problem, []).append(row)
        return list(found.items())

    @property
    def faulty(self) -> list[Row]:
        """The rows that stop the import."""
        return [row for row in self.rows if row.problems]

    @property
    def unknown_organisations(self) -> bool:
        """Whether any row names an organisation that is not there."""
        return any(row.unknown_organisation for row in self.rows)

    @property
    def ready(self) -> bool:
        """Whether there is something to import, and nothing that stops it."""
        return bool(self.good) and not self.problems and not self.faulty
