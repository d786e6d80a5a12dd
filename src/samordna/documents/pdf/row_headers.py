"""Row headers in the tables of our own PDFs.

Typst marks the heading row of a table, and has no word for the header of a row. Who listens to a
table hears "4 812 000" and not whose it is; so the first cell of each row of the body is made a
header with the scope of its row (ISO 32000-1, 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

_SCOPE = "/Scope"


def with_row_headers(made: bytes) -> bytes:
    """The same PDF, where the first cell of every row of figures or words is the row's header."""
    with Pdf.open(BytesIO(made)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        rows = list(_body_rows(tree, False)) if tree is not None else []
        if not sum(_mark(row) for row in rows):
            return made
        kept = BytesIO()
        pdf.save(kept, object_stream_mode=ObjectStreamMode.preserve, deterministic_id=True)
        return kept.getvalue()


def _children(element: Any) -> list[Any]:
    inside = element.get("/K")
    found = list(inside) if isinstance(inside, Array) else [] if inside is None else [inside]
    return [one for one in found if isinstance(one, Dictionary) and "/S" in one]


def _body_rows(element: Any, in_body: bool) -> Iterator[Any]:
    kind = element.get("/S")
    if kind == Name.TR:
        if in_body:
            yield element
        return
    inside = (in_body or kind in (Name.Table, Name.TBody)) and kind not in (Name.THead, Name.TFoot)
    for child in _children(element):
        yield from _body_rows(child, inside)


def _mark(row: Any) -> bool:
    """Make the row's first cell its header. A row of one cell, or with a header, stays."""
    cells = _children(row)
    if len(cells) < 2 or any(cell.S == Name.TH for cell in cells) or "/K" not in cells[0]:
        return False
    first, scope = cells[0], Dictionary(O=Name.Table, Scope=Name.Row)
    first.S = Name.TH
    told = first.get("/A")
    if told is None:
        first.A = scope
    elif isinstance(told, Array):
        first.A = Array([*told, scope])
    elif told.get("/O") == Name.Table:
        told[_SCOPE] = Name.Row
    else:
        first.A = Array([told, scope])
    return True
