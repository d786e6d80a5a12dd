"""Form fields of a foreign PDF become print: what was filled in looks the same and stays."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary


def has_undrawn_answers(pdf: pikepdf.Pdf) -> bool:
    """Whether an answer exists only as a value that each reader would draw in its own way."""
    return any(_value(widget) and "/AP" not in widget for widget in _widgets(pdf))


def print_form(pdf: pikepdf.Pdf) -> None:
    """Draw every field as part of its page. What has no appearance shows nothing and goes."""
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            page.obj.Annots = Array([a for a in annotations if not _is_widget(a)])


def _widgets(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            yield from (a for a in annotations if isinstance(a, Dictionary) and _is_widget(a))


def _is_widget(annotation: pikepdf.Object) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype")) == "/Widget"


def _value(widget: Dictionary) -> str:
    """What a text or choice field holds; its value may stand at the field above the widget."""
    kind, value, above = widget.get("/FT"), widget.get("/V"), widget.get("/Parent")
    for _ in range(8):
        if not isinstance(above, Dictionary):
            break
        kind = kind or above.get("/FT")
        value = value if value is not None else above.get("/V")
        above = above.get("/Parent")
    if str(kind) not in {"/Tx", "/Ch"} or value is None:
        return ""
    return "" if isinstance(value, Array) and len(value) == 0 else str(value)
