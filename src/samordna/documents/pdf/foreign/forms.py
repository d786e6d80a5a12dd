"""Form fields and notes of a foreign PDF become print: what is seen looks the same and stays."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.facts import PdfRefused
from samordna.documents.pdf.foreign.opening import saved
from samordna.documents.pdf.foreign.risks import notes_of

_INVISIBLE, _HIDDEN, _NO_VIEW = 1, 2, 32
#: Notes that show something which no reader can draw for itself.
_OWN_LOOKS = frozenset(
    {"/FreeText", "/Stamp", "/Line", "/Polygon", "/PolyLine", "/Caret", "/Redact", "/Watermark"}
)
_HIGHEST_FIELD = 8


def has_form(pdf: pikepdf.Pdf) -> bool:
    """Whether the file has form fields, signatures included."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    return isinstance(fields, pikepdf.Array) and len(fields) > 0


def shows_notes(pdf: pikepdf.Pdf) -> bool:
    """Whether anything but links lies over the pages."""
    return any(
        str(note.get("/Subtype")) not in {"/Link", "/Popup"}
        for page in pdf.pages
        for note in notes_of(page)
    )


def look_at_notes(pdf: pikepdf.Pdf) -> None:
    """Refuse a file with a note that each reader would draw in its own way, or not at all."""
    for number, page in enumerate(pdf.pages, 1):
        for note in notes_of(page):
            if str(note.get("/Subtype")) in _OWN_LOOKS and _is_seen(note) and "/AP" not in note:
                raise PdfRefused(facts.UNDRAWN_NOTE.format(page=number))


def undrawn_answers(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """The answers that exist only as a value that each reader draws in its own way.

    Each as the page, from 1, and what was written; empty for a box that is ticked.
    """
    form = pdf.Root.get("/AcroForm")
    anew = isinstance(form, Dictionary) and form.get("/NeedAppearances", False) is True
    return [
        (number, answer)
        for number, page in enumerate(pdf.pages, 1)
        for widget in _widgets(page)
        if (answer := _undrawn(widget, anew=anew)) is not None
    ]


def print_form(pdf: pikepdf.Pdf) -> None:
    """Draw every field and note as part of its page. What has no appearance shows nothing."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]
    for page in pdf.pages:
        for note in notes_of(page):
            if "/AP" in note and not _is_seen(note):
                del note["/AP"]
    pdf.flatten_annotations("all")


def drawn_by_reader(data: bytes) -> bytes:
    """The file with fields and notes drawn as the reader that proves it draws them."""
    document = pypdfium2.PdfDocument(_with_some_form(data))
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            page.flatten()
            page.close()
        made = BytesIO()
        document.save(made)
    finally:
        document.close()
    with pikepdf.open(BytesIO(data)) as before, pikepdf.open(made) as after:
        for old, new in zip(before.pages, after.pages, strict=True):
            new.obj.Annots = Array([link for note in notes_of(old) for link in _web_link(note)])
        return saved(after)


def _with_some_form(data: bytes) -> bytes:
    """The reader draws notes only in a file that has a form, be it an empty one."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if isinstance(pdf.Root.get("/AcroForm"), Dictionary):
            return data
        pdf.Root.AcroForm = Dictionary(Fields=Array())
        return saved(pdf)


def _web_link(note: Dictionary) -> Iterator[Dictionary]:
    """The reader takes links away when it draws what lies over a page."""
    action = note.get("/A")
    if isinstance(action, Dictionary) and "/URI" in action and "/Rect" in note:
        corners, target = [float(side) for side in note.Rect], str(action.URI)
        yield Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=corners,
            Border=[0, 0, 0],
            A=Dictionary(S=Name.URI, URI=pikepdf.String(target)),
        )


def _widgets(page: pikepdf.Page) -> Iterator[Dictionary]:
    return (note for note in notes_of(page) if str(note.get("/Subtype")) == "/Widget")


def _is_seen(note: Dictionary) -> bool:
    flags = note.get("/F", 0)
    return not (isinstance(flags, int) and flags & (_INVISIBLE | _HIDDEN | _NO_VIEW))


def _undrawn(widget: Dictionary, *, anew: bool) -> str | None:
    """What a field holds that its appearance does not show; None when all is drawn."""
    kind, value = str(_inherited(widget, "/FT")), _inherited(widget, "/V")
    if value is None or not _is_seen(widget):
        return None
    looks = widget.get("/AP")
    look = looks.get("/N") if isinstance(looks, Dictionary) else None
    if kind in {"/Tx", "/Ch"}:
        written = _written(value)
        drawn = isinstance(look, pikepdf.Stream) and not anew
        return written if written and not drawn else None
    if kind == "/Btn" and isinstance(value, pikepdf.Name):
        return None if _has_look_of_its_state(widget, look, value) else ""
    return None


def _has_look_of_its_state(
    widget: Dictionary, look: pikepdf.Object | None, value: pikepdf.Name
) -> bool:
    if isinstance(look, pikepdf.Stream):
        return True
    if not isinstance(look, Dictionary):
        return str(widget.get("/AS", value)) == "/Off"
    state = str(widget.get("/AS", "/Off"))
    return state == "/Off" or state in look


def _inherited(widget: Dictionary, key: str) -> pikepdf.Object | None:
    """What a field says, itself or in a field above it."""
    holder: pikepdf.Object | None = widget
    for _ in range(_HIGHEST_FIELD):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            return holder[key]
        holder = holder.get("/Parent")
    return None


def _written(value: pikepdf.Object) -> str:
    if isinstance(value, pikepdf.Array):
        return " ".join(str(part) for part in value)
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("latin-1")
    return str(value)
