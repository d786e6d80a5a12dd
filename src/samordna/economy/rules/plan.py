"""What the decision space is worked out from: columns, rows of the plan, applications.

All amounts are whole kronor, costs as positive numbers. Nothing here rounds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samordna.kernel.choices import Choice


class ColumnKind(StrEnum):
    """A year as it was budgeted, as it is now expected to end, or as planned ahead."""

    BUDGET = "budget"
    FORECAST = "forecast"
    PRELIMINARY = "preliminary"


class Section(Choice):
    """Where in the plan a row stands. ``UNUSED`` holds negative amounts, all others positive."""

    INCOME = "income", "Intäkter"
    ELECTED = "elected", "Förtroendevalda"
    ADMINISTRATION = "administration", "Förvaltning"
    EXTERNAL_ADMINISTRATION = "external_administration", "Förvaltning externa projekt"
    DECIDED = "decided", "Redan beslutade insatser"
    UNUSED = "unused", "Prognostiserade ej nyttjade medel"
    OTHER_JOINT = "other_joint", "Övriga samverkansinsatser"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: a year, seen as budget, forecast or preliminary."""

    key: str
    label: str
    kind: ColumnKind
    year: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of income or cost. ``amounts`` maps a column's key to kronor; a key that is missing
    is an empty cell. ``key`` is unique within the section."""

    key: str
    label: str
    owner: str
    section: Section
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """What one owner would get of an application not yet decided. ``amounts`` maps years to kronor.

    An application with several owners has one row each, with keys such as
    ``samordnat-stod.uppsala`` and ``samordnat-stod.region-uppsala``: the part before the dot is the
    application's own.
    """

    key: str
    label: str
    owner: str
    amounts: Mapping[int, int]


class BrokenPlan(ValueError):
    """The plan cannot be worked out: doubled keys, years out of order, amounts in no column."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan: columns, rows, applications not yet decided.

    ``opening_kr`` is the surplus brought into the first year; ``reserve_kr`` stands outside the
    decision space. Raises :class:`BrokenPlan` when money would get lost or be counted twice.
    """

    columns: tuple[Column, ...]
    rows: tuple[PlanRow, ...]
    applications: tuple[ApplicationRow, ...]
    opening_kr: int
    reserve_kr: int = 0

    def __post_init__(self) -> None:
        _check_columns(self.columns, self.carrying)
        _check_unique("row", [f"{row.section}.{row.key}" for row in self.rows])
        _check_unique("application", [row.key for row in self.applications])
        known = {column.key for column in self.columns}
        for row in self.rows:
            if stray := sorted(set(row.amounts) - known):
                raise BrokenPlan(f"{row.section}.{row.key} has amounts in no column: {stray}")

    @property
    def carrying(self) -> tuple[Column, ...]:
        """The columns whose closing space opens the next year, one per year in order.

        A budget carries nothing forward where there is a forecast of the same year: the forecast
        is the newer knowledge.
        """
        forecast = {c.year for c in self.columns if c.kind is not ColumnKind.BUDGET}
        chain = [
            c for c in self.columns if c.kind is not ColumnKind.BUDGET or c.year not in forecast
        ]
        return tuple(sorted(chain, key=lambda column: column.year))

    def section(self, section: Section) -> tuple[PlanRow, ...]:
        """The rows of a section, in the order given."""
        return tuple(row for row in self.rows if row.section is section)


def _check_columns(columns: tuple[Column, ...], carrying: tuple[Column, ...]) -> None:
    if not columns:
        raise BrokenPlan("the plan has no column")
    _check_unique("column", [column.key for column in columns])
    years = [column.year for column in carrying]
    if years != list(range(years[0], years[0] + len(years))):
        raise BrokenPlan(f"the years do not follow on each other: {years}")


def _check_unique(what: str, keys: list[str]) -> None:
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        raise BrokenPlan(f"{what} keys occur twice: {', '.join(doubled)}")


def slug(text: str) -> str:
    """Return a stable key for a label: ``Förstudie pilot`` gives ``forstudie-pilot``."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
