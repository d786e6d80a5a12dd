"""Which row of the yearly sheet is which row of the detailed, and which owner is which."""

from __future__ import annotations

from collections.abc import Sequence

from samordna.budgets.facts import Group, Side
from samordna.budgets.labels import fold, same_name
from samordna.budgets.workbook.raw import RawLine, RawYearRow
from samordna.budgets.workbook.words import similarity, unnumbered


def match_rows(lines: Sequence[RawLine], rows: Sequence[RawYearRow]) -> dict[int, int]:
    """Return the index of the detailed line for each yearly row (index) that has one.

    Rows of posts are matched one by one: by the same label, then by one that is nearly the same,
    then in order. Several posts often have the same title, and then they are taken in order.
    Other rows are only matched by the same label: they are mostly a whole group in one row.
    """
    found: dict[int, int] = {}
    for side in Side:
        for group in Group:
            _match_group(
                [(i, line) for i, line in enumerate(lines) if _is(line, side, group)],
                [(i, row) for i, row in enumerate(rows) if _is(row, side, group)],
                found,
            )
    return found


def _is(row: RawLine | RawYearRow, side: Side, group: Group) -> bool:
    whole = isinstance(row, RawYearRow) and row.whole_group
    return row.side is side and row.group is group and not whole


def _match_group(
    lines: list[tuple[int, RawLine]], rows: list[tuple[int, RawYearRow]], found: dict[int, int]
) -> None:
    left = list(lines)
    for at_least in (1.0, 0.8):
        for row_index, row in rows:
            if row_index in found or not fold(unnumbered(row.label)):
                continue
            for place, (line_index, line) in enumerate(left):
                if _alike(line.label, row.label) >= at_least:
                    found[row_index] = line_index
                    del left[place]
                    break
    loose = [(index, row) for index, row in rows if index not in found]
    if loose and loose[0][1].group is Group.WAGE and len(loose) == len(left):
        for (row_index, _), (line_index, _) in zip(loose, left, strict=True):
            found[row_index] = line_index


def _alike(one: str, other: str) -> float:
    return 1.0 if fold(one) == fold(unnumbered(other)) else similarity(one, other)


def match_owners(owners: Sequence[str], names: Sequence[str]) -> list[int | None]:
    """Return the owner (index) of each name: the same name, else the one left in its place."""
    found: list[int | None] = [None] * len(names)
    for place, name in enumerate(names):
        for index, owner in enumerate(owners):
            if index not in found and same_name(owner, name):
                found[place] = index
                break
    for place in range(len(names)):
        if found[place] is None and place < len(owners) and place not in found:
            found[place] = place
    return found
