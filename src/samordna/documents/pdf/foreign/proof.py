"""Prove by drawing that a page in the bundle shows what the original's page shows."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.facts import PdfDamaged, PdfDiffers

#: Pixels for each point (40 to an inch), and the most along a side.
_SCALE, _LONGEST = 40 / 72, 900
#: How much darker or lighter than all of its neighbours in the other drawing a pixel may be, of
#: 255, and how many may be more: fewer than a digit of small print has. Letters that are drawn
#: half a pixel from where they were are then alike, and one that is gone is not.
_UNLIKE, _MOST_UNLIKE = 40, 3


def prove(original: bytes, bundled: bytes, *, first: int) -> None:
    """Compare every page of the original with those from ``first`` (from 0) in the bundle.

    Raises :class:`PdfDiffers` with the page that differs, and :class:`PdfDamaged` for one that the
    reader cannot open.
    """
    before, after = pypdfium2.PdfDocument(original), pypdfium2.PdfDocument(bundled)
    try:
        before.init_forms()
        if len(before) != len(after) - first:
            raise PdfDamaged(facts.BROKEN)
        for number in range(len(before)):
            if not _alike(_drawn(before, number), _drawn(after, first + number)):
                raise PdfDiffers(facts.DIFFERS.format(page=number + 1))
    finally:
        before.close()
        after.close()


def text_of(data: bytes, page: int) -> str:
    """What a reader finds written on a page (from 1) of a file."""
    document = pypdfium2.PdfDocument(data)
    try:
        return str(document[page - 1].get_textpage().get_text_range())
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise PdfDamaged(facts.BROKEN_PAGE.format(page=number + 1)) from error
    try:
        longest = max(page.get_size())
        scale = min(_SCALE, _LONGEST / longest) if longest else _SCALE
        bitmap = page.render(scale=scale, grayscale=True)
        image: Image.Image = bitmap.to_pil().copy()
        bitmap.close()
        return image
    finally:
        page.close()


def _alike(one: Image.Image, other: Image.Image) -> bool:
    if any(abs(a - b) > 1 for a, b in zip(one.size, other.size, strict=True)):
        return False
    if one.size != other.size:
        shared = (0, 0, min(one.width, other.width), min(one.height, other.height))
        one, other = one.crop(shared), other.crop(shared)
    if ImageChops.difference(one, other).getbbox() is None:
        return True
    return _outside(one, other) + _outside(other, one) <= _MOST_UNLIKE


def _outside(one: Image.Image, other: Image.Image) -> int:
    """How many pixels have nothing like them in the other drawing, at their place or beside it."""
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    lighter = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    return sum(sum(image.histogram()[_UNLIKE:]) for image in (darker, lighter))
