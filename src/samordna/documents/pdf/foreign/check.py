"""Whether a PDF that somebody uploaded may be taken in, and what is known about it.

Nothing is cleaned away: a file with something that does not belong on paper is refused, with a
sentence that says what it is and what to do, and stays the uploader's to mend.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from samordna.documents.pdf.foreign.forms import has_undrawn_answers

#: The largest file that is taken in, in bytes (30 MB), and the most pages.
LARGEST_BYTES = 30 * 1024 * 1024
MOST_PAGES = 1500
#: The widest and the narrowest page, in points: PDF's own ceiling, and some 7 mm.
_WIDEST, _NARROWEST = 14_400, 20


class PdfRefused(ValueError):
    """The file may not be taken in. The message is for the uploader; ``reasons`` are its parts."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What is known about a PDF that was let in.

    ``tagged``: it has a structure for assistive technology. ``claims_ua``: it says of itself that
    it is PDF/UA. ``has_form``: it has form fields, which are printed as they look when the file
    joins another. ``signed``: it carries an electronic signature, which only the original keeps.
    """

    pages: int
    tagged: bool
    claims_ua: bool = False
    has_form: bool = False
    signed: bool = False


#: What the pages' own drawing instructions may take unpacked, in bytes.
_LARGEST_UNPACKED = 256 * 1024 * 1024

_NOT_PDF = "Filen är inte en PDF."
_TOO_LARGE = "Filen är större än 30 MB. Dela upp den eller spara den med mindre bilder."
_TOO_MANY = f"Filen har fler än {MOST_PAGES} sidor. Dela upp den."
_ENCRYPTED = "Filen är låst med lösenord eller krypterad. Spara den utan lösenord."
_BROKEN = "Filen är skadad och går inte att läsa säkert. Spara den som PDF på nytt."
_SWELLS = "Filen packar upp till orimligt mycket. Skriv ut den till en ny PDF."
_BAD_PAGE = "Sidan {page} i filen saknar giltig storlek. Spara filen som PDF på nytt."
_SCRIPT = "Filen innehåller JavaScript. Spara den som PDF utan skript."
_EMBEDDED = "Filen har andra filer inbäddade. Lägg dem som egna bilagor och spara PDF:en utan dem."
_LAUNCH = "Filen försöker starta program eller öppna andra filer. Ta bort de länkarna."
_SENDS = "Filen är ett formulär som skickar eller hämtar uppgifter. Skriv ut den till en ny PDF."
_MEDIA = "Filen innehåller film, ljud eller 3D. Spara den utan sådant innehåll."
_DYNAMIC = "Filen är ett dynamiskt formulär (XFA). Skriv ut den till en ny PDF."
_UNDRAWN = "Filen är ett formulär vars svar inte är inritade. Skriv ut den till en ny PDF."
_LINK = "Filen har en länk som inte är en webb- eller e-postadress. Ta bort den."

_ACTIONS = {
    "/JavaScript": _SCRIPT,
    "/Launch": _LAUNCH,
    "/GoToR": _LAUNCH,
    "/GoToE": _LAUNCH,
    "/SubmitForm": _SENDS,
    "/ImportData": _SENDS,
    "/Rendition": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/GoTo3DView": _MEDIA,
}
_SUBTYPES = {
    "/FileAttachment": _EMBEDDED,
    "/RichMedia": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/Screen": _MEDIA,
    "/3D": _MEDIA,
}
_KEYS = {
    "/JS": _SCRIPT,
    "/EF": _EMBEDDED,
    "/EmbeddedFiles": _EMBEDDED,
    "/Collection": _EMBEDDED,
    "/XFA": _DYNAMIC,
}
_TELLING = re.compile(
    rb"/(?:JavaScript|JS|Launch|GoToR|GoToE|SubmitForm|ImportData|Rendition|Movie|Sound|RichMedia"
    rb"|RichMediaExecute|GoTo3DView|FileAttachment|Screen|3D|EF|EmbeddedFiles?|Collection|XFA|URI)"
    rb"\b"
)
_ALLOWED_LINK = re.compile(r"^(?:https?://|mailto:|tel:|www\.|[^:]*$)", re.IGNORECASE)


def check_pdf_file(data: bytes) -> PdfFacts:
    """Look a PDF over before it is taken in and return what is known about it.

    Raises :class:`PdfRefused` with Swedish sentences when it is too large, locked, damaged, or
    holds scripts, embedded files, media, or actions that reach outside the file.
    """
    with opened(data) as pdf:
        reasons: dict[str, None] = dict.fromkeys(_page_reasons(pdf))
        reasons.update(dict.fromkeys(_content_reasons(pdf)))
        if not reasons and has_undrawn_answers(pdf):
            reasons[_UNDRAWN] = None
        if reasons:
            raise PdfRefused(*reasons)
        return _facts(pdf)


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a foreign PDF strictly. Raises :class:`PdfRefused` when it is not sound as it stands."""
    if len(data) > LARGEST_BYTES:
        raise PdfRefused(_TOO_LARGE)
    if b"%PDF-" not in data[:1024]:
        raise PdfRefused(_NOT_PDF)
    try:
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise PdfRefused(_ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError) as error:
        raise PdfRefused(_BROKEN) from error
    if pdf.is_encrypted:
        pdf.close()
        raise PdfRefused(_ENCRYPTED)
    return pdf


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The part of a page that is seen, in its own units: crop box within media box."""
    media, crop = (_corners(box) for box in (page.mediabox, page.cropbox))
    return (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )


def visible_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is seen, in points, turned as its ``Rotate`` says."""
    left, bottom, right, top = visible_box(page)
    width, height = right - left, top - bottom
    return (height, width) if page.rotation % 180 else (width, height)


def _corners(box: pikepdf.Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _page_reasons(pdf: pikepdf.Pdf) -> Iterator[str]:
    try:
        count = len(pdf.pages)
    except (pikepdf.PdfError, ValueError):
        yield _BROKEN
        return
    if count == 0:
        yield _BROKEN
    if count > MOST_PAGES:
        yield _TOO_MANY
        return
    for number, page in enumerate(pdf.pages, 1):
        if not _has_size(page):
            yield _BAD_PAGE.format(page=number)
            return
    yield from _drawing_reasons(pdf)


def _drawing_reasons(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every page's instructions must unpack, and not to more than a file of paper can need."""
    left = _LARGEST_UNPACKED
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        contents = page.obj.get("/Contents", pikepdf.Array())
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if not isinstance(stream, pikepdf.Stream):
                yield _BROKEN
                return
            if stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            try:
                left -= _unpacked_size(stream, left)
            except (zlib.error, pikepdf.PdfError):
                yield _BROKEN
                return
            if left <= 0:
                yield _SWELLS
                return


def _unpacked_size(stream: pikepdf.Stream, most: int) -> int:
    if str(stream.get("/Filter")) not in {"/FlateDecode", "[ /FlateDecode ]"}:
        return len(stream.read_bytes())
    packed = bytes(stream.read_raw_bytes())
    return len(zlib.decompressobj().decompress(packed, most + 1))


def _has_size(page: pikepdf.Page) -> bool:
    try:
        return page.rotation % 90 == 0 and all(
            _NARROWEST <= side <= _WIDEST for side in visible_size(page)
        )
    except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError):
        return False


def _content_reasons(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Search every object there is, not only those that a viewer would reach."""
    try:
        for item in pdf.objects:
            holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
            if isinstance(holder, pikepdf.Dictionary | pikepdf.Array) and _TELLING.search(
                holder.unparse(resolved=True)
            ):
                yield from _reasons_in(holder)
        yield from _reasons_in(pdf.trailer)
    except pikepdf.PdfError:
        yield _BROKEN


def _reasons_in(value: pikepdf.Object) -> Iterator[str]:
    """The reasons within one object: what it refers to is an object of its own, seen by itself."""
    if isinstance(value, pikepdf.Dictionary):
        yield from _dictionary_reasons(value)
    children: Iterator[pikepdf.Object] = iter(())
    if isinstance(value, pikepdf.Dictionary):
        children = (child for _, child in value.items())
    elif isinstance(value, pikepdf.Array):
        children = iter(value)
    for child in children:
        if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect:
            yield from _reasons_in(child)


def _dictionary_reasons(value: pikepdf.Dictionary) -> Iterator[str]:
    if str(value.get("/Type")) == "/StructElem":
        return
    if str(value.get("/Type")) == "/EmbeddedFile":
        yield _EMBEDDED
    yield from (reason for key, reason in _KEYS.items() if key in value)
    if reason := _ACTIONS.get(str(value.get("/S"))):
        yield reason
    if str(value.get("/Type", "/Annot")) == "/Annot" and "/Rect" in value:
        subtype = _SUBTYPES.get(str(value.get("/Subtype")))
        if subtype:
            yield subtype
    link = value.get("/URI")
    if isinstance(link, pikepdf.String) and not _ALLOWED_LINK.match(str(link).strip()):
        yield _LINK


def _facts(pdf: pikepdf.Pdf) -> PdfFacts:
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    has_form = isinstance(fields, pikepdf.Array) and len(fields) > 0
    return PdfFacts(
        pages=len(pdf.pages),
        tagged=is_tagged(pdf),
        claims_ua=_claims_ua(pdf),
        has_form=has_form,
        signed=has_form and any(_is_signature(item) for item in pdf.objects),
    )


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Return whether the file has a structure tree and says that its content follows it."""
    tree = pdf.Root.get("/StructTreeRoot")
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary())
    return (
        isinstance(tree, pikepdf.Dictionary)
        and "/K" in tree
        and "/ParentTree" in tree
        and isinstance(marked, pikepdf.Dictionary)
        and marked.get("/Marked", False) is True
    )


def _is_signature(item: pikepdf.Object) -> bool:
    return (
        isinstance(item, pikepdf.Dictionary)
        and "/ByteRange" in item
        and str(item.get("/Type", "/Sig")) == "/Sig"
    )


def _claims_ua(pdf: pikepdf.Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return False
    try:
        return re.search(rb"pdfuaid:part[=>]", metadata.read_bytes()) is not None
    except pikepdf.PdfError:
        return False
