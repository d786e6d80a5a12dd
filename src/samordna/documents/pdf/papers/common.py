"""The parts that several papers share. All text is plain; nothing in it is ever read as markup.

*Free text* means: a blank line starts a new paragraph, and lines that begin with ``- `` are a list.
Figures arrive as finished strings (``samordna.kernel.money``); the papers only set them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samordna.kernel.money import format_number


class RowKind(StrEnum):
    """What a line of a table of figures is."""

    HEADING = "heading"
    ROW = "row"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a label, then as many texts and figures as the table has headings for."""

    label: str
    texts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    kind: RowKind = RowKind.ROW


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures. Figures stand to the right, the header row repeats on every page.

    ``caption`` is the title above it and ``unit`` is said beside it (``kr`` or ``tkr``).
    A row with fewer texts or figures than headings has empty cells at the end; more raise
    ValueError.
    """

    caption: str
    label_heading: str
    figure_headings: tuple[str, ...]
    rows: tuple[Row, ...]
    text_headings: tuple[str, ...] = ()
    unit: str = "kr"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.texts) > len(self.text_headings):
                raise ValueError(f"the row {row.label!r} has more texts than the table")
            if len(row.figures) > len(self.figure_headings):
                raise ValueError(f"the row {row.label!r} has more figures than the table")


def kr_row(
    label: str,
    amounts_kr: Sequence[int | None],
    *,
    texts: Sequence[str] = (),
    kind: RowKind = RowKind.ROW,
) -> Row:
    """Make a row of whole kronor; None leaves the cell empty."""
    figures = tuple("" if kr is None else format_number(kr) for kr in amounts_kr)
    return Row(label=label, texts=tuple(texts), figures=figures, kind=kind)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts at the head of a paper: *Insatsägare* and who that is."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TextSection:
    """Free text under a heading; an empty heading sets the text without one."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """A decision or a proposal: an introduction and its *att*-clauses in order.

    ``intro`` is for example ``Styrelsen föreslås besluta``. A clause is written with or
    without its leading *att*; the paper always shows one.
    """

    intro: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who stands under a paper: name and title."""

    name: str
    title: str
