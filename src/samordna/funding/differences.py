"""What differs between a budget as it was typed and as somebody else has saved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from samordna.budgets.labels import is_standard
from samordna.documents.pdf.papers.common import FigureTable, Row, RowKind
from samordna.funding.papers import UNNAMED
from samordna.kernel.money import format_number
from samordna.web.revisions import EMPTY, Difference

MISSING = "raden saknas"
NOTHING = format_number(0)

Place = tuple[str, str, int]


def differences_in_tables(
    saved: Sequence[FigureTable], typed: Sequence[FigureTable]
) -> list[Difference]:
    """Every row that is not the same in both, in the order of what was typed.

    A row of the form that nobody has written in says no more than one that is missing.

    Rows of a table are known by their label; those of the same label, by their order.
    """
    kept, written = _rows(saved), _rows(typed)
    return [
        Difference(f"{caption}: {label}", kept.get(place, MISSING), written.get(place, MISSING))
        for place in {**written, **kept}
        for caption, label, _ in [place]
        if kept.get(place) != written.get(place)
    ]


def _rows(tables: Sequence[FigureTable]) -> dict[Place, str]:
    """Each row in words, by table, label and which of that label it is."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for table in tables:
        for row in table.rows:
            if row.kind is RowKind.HEADING or _is_empty(row):
                continue
            key = (table.caption, row.label)
            seen[key] += 1
            found[(*key, seen[key])] = _in_words(table, row)
    return found


def _is_empty(row: Row) -> bool:
    """Whether a row has neither texts nor money, nor a label that somebody has written."""
    unwritten = row.label == UNNAMED or is_standard(row.label)
    figures = (figure for figure in row.figures if figure != NOTHING)
    return row.kind is RowKind.ROW and unwritten and not any((*row.texts, *figures))


def _in_words(table: FigureTable, row: Row) -> str:
    headings = (*table.text_headings, *table.figure_headings)
    texts = (*row.texts, *[""] * (len(table.text_headings) - len(row.texts)), *row.figures)
    said = [f"{heading} {text}" for heading, text in zip(headings, texts, strict=False) if text]
    return "\n".join(said) or EMPTY
