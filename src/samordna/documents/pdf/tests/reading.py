"""What tests ask of a finished PDF: its text, bookmarks, tags and standing with the validator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def meanings(data: bytes, of: Callable[[str], bool]) -> list[tuple[str, int]]:
    """What the tags of the parts with such titles mean, in order, and the page (from 0) of each."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        roles = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
        chosen = [part for part in top.K if of(str(part.get("/T", "")))]
        return [
            (_meaning(_said(element.S), roles), numbers.get(element.get("/Pg", top).objgen, -1))
            for part in chosen
            for element in _below(part)
        ]


def _said(name: pikepdf.Object) -> str:
    """A name, also one whose bytes are no letters."""
    return name.unparse().decode("latin-1")


def _meaning(role: str, roles: dict[str, str]) -> str:
    for _ in roles:
        role = roles.get(role, role)
    return role


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    yield element
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _below(kid)


def owners(data: bytes) -> dict[int, set[int]]:
    """Of each page (from 0), the pages of the elements that it says its content belongs to."""
    with pikepdf.open(BytesIO(data)) as pdf:
        entries = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        return {
            number: {
                numbers.get(one.Pg.objgen, -1)
                for one in entries[page.obj.StructParents]
                if isinstance(one, pikepdf.Dictionary)
                and isinstance(one.get("/Pg"), pikepdf.Dictionary)
            }
            for number, page in enumerate(pdf.pages)
            if "/StructParents" in page.obj
        }
