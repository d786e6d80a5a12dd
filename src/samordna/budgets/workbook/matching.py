"""Which row of the yearly sheet is which row of the detailed, and which owner is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from samordna.budgets.labels import fold, same_name, unnumbered
from samordna.budgets.shape import Group, Line, Side, Years

#: How alike two labels are that are the same but for a word or a typing mistake.
_ALIKE = 0.8


def match_rows(lines: Sequence[Line], rows: Sequence[Years]) -> dict[int, int]:
    """Return the index of the detailed line for each yearly row (index) that has one.

    Rows of posts are matched one by one: by the same label, then by one that is nearly the same,
    then in order. Several posts often have the same title, and then they are taken in order.
    Other rows are only matched by the same label: they are mostly a whole group in one row.
    """
    found: dict[int, int] = {}
    for side in Side:
        for group in Group:
            here = {i: fold(one.label) for i, one in enumerate(lines) if _is(one, side, group)}
            there = {
                i: fold(unnumbered(one.label))
                for i, one in enumerate(rows)
                if _is(one, side, group) and not one.whole_group
            }
            found |= _match(here, there, in_order=group is Group.WAGE)
    return found


def _is(row: Line | Years, side: Side, group: Group) -> bool:
    return row.side is side and row.group is group


def _match(lines: dict[int, str], rows: dict[int, str], *, in_order: bool) -> dict[int, int]:
    found: dict[int, int] = {}
    left = dict(lines)
    for at_least in (1.0, _ALIKE):
        for row, label in rows.items():
            if row in found or not label:
                continue
            alike = (i for i, name in left.items() if _similarity(name, label, at_least))
            if (line := next(alike, None)) is not None:
                found[row] = line
                del left[line]
    loose = [row for row in rows if row not in found]
    if in_order and len(loose) == len(left):
        found |= dict(zip(loose, left, strict=True))
    return found


def _similarity(one: str, other: str, at_least: float) -> bool:
    """Whether two folded labels are as alike as that, from 0 to 1."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 0.4 * max(len(one), len(other), 1):
        return False
    return SequenceMatcher(None, one[:120], other[:120], autojunk=False).ratio() >= at_least


def match_owners(owners: Mapping[int, str], names: Iterable[str]) -> list[int | None]:
    """Return the owner of each name: the same name, else the one left in its place."""
    wanted = list(names)
    found: list[int | None] = [None] * len(wanted)
    for place, name in enumerate(wanted):
        same = (key for key, owner in owners.items() if key not in found and same_name(owner, name))
        found[place] = next(same, None)
    for place in range(len(wanted)):
        if found[place] is None and place in owners and place not in found:
            found[place] = place
    return found
