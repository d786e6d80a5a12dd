"""The decision space as a table: rows in order, thousands for show, and whether it all fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samordna.economy.rules.plan import Column
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr, format_tkr, to_tkr

#: What an empty cell and an amount have in common.
Amounts = Mapping[str, int | None]


class RowKind(StrEnum):
    """A heading without figures, a row of its own, or a figure made of other rows."""

    HEADING = "heading"
    ROW = "row"
    SUM = "sum"


#: What a sentence takes for granted, unless somebody tries out other decisions.
AS_PROPOSED = "om alla ansökningar beviljas som föreslagits"


def amount(kr: int) -> str:
    """Thousands, or kronor where thousands would read as nothing."""
    return format_tkr(kr) if to_tkr(kr) or not kr else format_kr(kr)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table. ``amounts`` maps column keys to kronor, None for an empty cell.

    ``made_of`` names the rows of the same column that a sum adds up (costs and applications are
    subtracted where ``result`` and ``space_after_applications`` are formed).
    """

    key: str
    label: str
    owner: str
    kind: RowKind
    amounts: Amounts
    made_of: tuple[str, ...] = ()

    def tkr(self, column_key: str) -> int | None:
        """The amount in thousands of kronor, rounded once; None for an empty cell."""
        kr = self.amounts.get(column_key)
        return None if kr is None else to_tkr(kr)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A year that does not reach the floor when all applications are granted: what is left after
    them, and before them."""

    column: Column
    floor_kr: int
    after_kr: int
    before_kr: int
    #: Whether any application waits: else nothing is taken for granted of them.
    applied: bool = True

    @property
    def short_kr(self) -> int:
        """How much is lacking."""
        return self.floor_kr - self.after_kr

    def sentence(self, condition: str = AS_PROPOSED) -> str:
        """How much a year is short, in thousands and exactly; where a floor is not reached what
        is left is another figure, and is said as well."""
        wanted = exactly = left = ""
        given = f" {condition}" if self.applied or condition != AS_PROPOSED else ""
        if self.floor_kr:
            wanted = f" för att nå golvet {amount(self.floor_kr)}"
            left = f" Kvar blir {amount(self.after_kr)}, exakt {format_kr(self.after_kr)}."
        elif to_tkr(self.short_kr):
            exactly = f" (exakt {format_kr(self.short_kr)})"
        if self.before_kr < self.floor_kr:
            left += f" Redan före ansökningarna är utrymmet {amount(self.before_kr)}."
        return (
            f"{self.column.year} räcker inte beslutsutrymmet: det saknas {amount(self.short_kr)}"
            f"{exactly}{wanted}{given}.{left}"
        )

    def as_finding(self) -> Finding:
        """The shortfall as a warning: the board may still decide, but it should know."""
        return Finding(
            "space-short",
            Severity.WARNING,
            self.sentence(),
            Where(field=f"space_after_applications/{self.column.key}"),
            expected_kr=self.floor_kr,
            found_kr=self.after_kr,
        )


#: Code of the finding that an application has money in a year that the table does not have.
OUTSIDE_COLUMNS: Final = "application-outside-columns"


@dataclass(frozen=True, slots=True)
class DecisionSpaceTable:
    """The whole table, its rows in the order they are shown, and what there is to say of it."""

    columns: tuple[Column, ...]
    carrying: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    reserve_kr: int
    slips: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The slips of the plan, and each year that is short when all is granted."""
        return (*self.slips, *(shortfall.as_finding() for shortfall in self.shortfalls()))

    def row(self, key: str) -> TableRow:
        """Return the row of the key. Raises KeyError."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def kr(self, key: str, column_key: str) -> int:
        """The amount of a cell in kronor, an empty one counted as 0. Raises KeyError."""
        return self.row(key).amounts.get(column_key) or 0

    @property
    def applied(self) -> bool:
        """Whether the table has any application that waits for a decision."""
        return bool(self.row("applications").made_of)

    def shortfalls(self, floor_kr: int = 0) -> list[Shortfall]:
        """The years whose space after all applications is under the floor, in order.

        A budget that a forecast has replaced is not looked at.
        """
        found = []
        for column in self.carrying:
            after_kr = self.kr("space_after_applications", column.key)
            if after_kr < floor_kr:
                before_kr = self.kr("closing", column.key)
                found.append(Shortfall(column, floor_kr, after_kr, before_kr, self.applied))
        return found

    def as_dict(self) -> dict[str, object]:
        """Unit, columns and rows as the documented JSON object, in thousands; no headings."""
        return {
            "unit": "tkr",
            "columns": [column.label for column in self.columns],
            "rows": [
                {
                    "key": row.key,
                    "label": row.label,
                    "values": [row.tkr(column.key) for column in self.columns],
                }
                for row in self.rows
                if row.kind is not RowKind.HEADING
            ],
        }
