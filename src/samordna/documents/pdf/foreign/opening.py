"""Open a foreign PDF: strictly as it stands, or repaired; and the sizes of its pages."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf

from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.facts import PdfDamaged, PdfRefused

#: The widest and the narrowest page, in points: PDF's own ceiling, and some 7 mm.
_WIDEST, _NARROWEST = 14_400, 20
#: What the pages' own drawing instructions may take unpacked, in bytes.
_LARGEST_UNPACKED = 256 * 1024 * 1024


def look_at_bytes(data: bytes) -> None:
    """Refuse what is too large or no PDF before anything reads it."""
    if len(data) > facts.LARGEST_BYTES:
        raise PdfRefused(facts.TOO_LARGE)
    if b"%PDF-" not in data[:1024]:
        raise PdfRefused(facts.NOT_PDF)


def opened(data: bytes, *, repaired: bool = False) -> pikepdf.Pdf:
    """Open a PDF; ``repaired``: with what can be recovered, saved anew and without encryption.

    Raises :class:`PdfRefused` for one that needs a password, and pikepdf's errors for a damaged.
    """
    try:
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=repaired, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise PdfRefused(facts.ENCRYPTED) from error
    if not repaired and not pdf.is_encrypted:
        return pdf
    with pdf:
        anew = saved(pdf)
        if not repaired and pdf.get_warnings():
            raise pikepdf.PdfError("damaged")
    return pikepdf.open(BytesIO(anew), attempt_recovery=False, suppress_warnings=True)


def saved(pdf: pikepdf.Pdf, *, plain: bool = False) -> bytes:
    """The bytes of a file with what can be reached in it: the same input, the same bytes.

    ``plain``: every name outside what is drawn can be read in them.
    """
    how = pikepdf.ObjectStreamMode.disable if plain else pikepdf.ObjectStreamMode.preserve
    made = BytesIO()
    pdf.save(
        made,
        encryption=False,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=how,
    )
    return made.getvalue()


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


def look_at_pages(pdf: pikepdf.Pdf) -> None:
    """Refuse a file whose pages have no size, or cannot be unpacked within reason."""
    count = len(pdf.pages)
    if count == 0:
        raise PdfDamaged(facts.BROKEN)
    if count > facts.MOST_PAGES:
        raise PdfRefused(facts.TOO_MANY)
    for number, page in enumerate(pdf.pages, 1):
        if not _has_size(page):
            raise PdfDamaged(facts.BAD_PAGE.format(page=number))
    _look_at_drawings(pdf)


def _corners(box: pikepdf.Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _look_at_drawings(pdf: pikepdf.Pdf) -> None:
    """Every page's instructions must unpack, and not to more than a file of paper can need."""
    left = _LARGEST_UNPACKED
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        contents = page.obj.get("/Contents", pikepdf.Array())
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if not isinstance(stream, pikepdf.Stream):
                raise PdfDamaged(facts.BROKEN_PAGE.format(page=number))
            if stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            try:
                left -= _unpacked_size(stream, left)
            except (zlib.error, pikepdf.PdfError) as error:
                raise PdfDamaged(facts.BROKEN_PAGE.format(page=number)) from error
            if left <= 0:
                raise PdfRefused(facts.SWELLS)


def _unpacked_size(stream: pikepdf.Stream, most: int) -> int:
    """How much a stream unpacks to; what it may swell to is seen before it is unpacked whole."""
    if str(stream.get("/Filter")) in {"/FlateDecode", "[ /FlateDecode ]"}:
        packed = bytes(stream.read_raw_bytes())
        size = len(zlib.decompressobj().decompress(packed, most + 1))
        if size > most or "/DecodeParms" not in stream:
            return size
    return len(stream.read_bytes())


def _has_size(page: pikepdf.Page) -> bool:
    try:
        return page.rotation % 90 == 0 and all(
            _NARROWEST <= side <= _WIDEST for side in visible_size(page)
        )
    except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError):
        return False
