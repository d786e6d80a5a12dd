"""What tests ask of a finished PDF: its text, bookmarks, tags and standing with the validator."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from page import ValidationProfile, validate_pdf_bytes

from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.tests.samples import MOMENT


def rendered(paper: object) -> bytes:
    """The paper at the tests' moment."""
    return render_pdf(paper, moment=MOMENT)  # type: ignore[arg-type]


def failures(data: bytes, profile: ValidationProfile) -> list[str]:
    """What the validator has against a file, as ``rule: message``."""
    report = validate_pdf_bytes(data, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def ua_failures(data: bytes) -> list[str]:
    """What stands in the way of PDF/UA-1."""
    return failures(data, ValidationProfile.PDF_UA_1)


def pages(data: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(data)
    try:
        read = (page.get_textpage().get_text_range() for page in document)
        # The reader gives a hyphen at the end of a line as a sign of its own.
        return [page.replace("\r\n", "\n").replace("\ufffe", "-") for page in read]
    finally:
        document.close()


def text(data: bytes) -> str:
    """All text, with every run of space as one space and places to break taken away."""
    return " ".join("\n".join(pages(data)).replace("\u200b", "").split())


def squeezed(written: str) -> str:
    """Text without any space, so that line ends do not matter."""
    return "".join(written.replace("\u200b", "").split())


def bookmark_pages(data: bytes) -> list[tuple[int, str, int]]:
    """Every bookmark as depth, title and page number from 1."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        found: list[tuple[int, str, int]] = []

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                found.append((depth, item.title, numbers[item.destination[0].objgen]))
                walk(item.children, depth + 1)

        with pdf.open_outline() as outline:
            walk(outline.root, 0)
        return found


def roles(data: bytes) -> list[tuple[str, int]]:
    """Every structure element in reading order: its role and the page it begins on (0: none)."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return list(_walk(pdf.Root.StructTreeRoot.K, numbers))


def _walk(kids: object, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[str, int]]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            page = kid.get("/Pg")
            yield str(kid.S)[1:], numbers[page.objgen] if page is not None else 0
            yield from _walk(kid.get("/K", pikepdf.Array()), numbers)
