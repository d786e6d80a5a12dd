"""Put the pages of foreign PDFs where a file of ours has left blank pages for them.

Typst has set the blank pages in the foreign pages' sizes, numbered them through and put the stamp
on each, so contents, bookmarks and ``Sida 57 (204)`` are right already. What is left is to let the
foreign pages take their places, and to carry over tags, links, bookmarks and layers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from samordna.documents.pdf.foreign.check import (
    PdfFacts,
    check_pdf_file,
    opened,
    visible_box,
    visible_size,
)
from samordna.documents.pdf.foreign.forms import print_form
from samordna.documents.pdf.foreign.places import Bookmark, bookmarks, make_links_explicit
from samordna.documents.pdf.foreign.structure import (
    Structure,
    held,
    move_keys,
    parent_entries,
    place_of,
)

_CLAIM_A = re.compile(rb"<pdfaid:(part|conformance)>.*?</pdfaid:\1>\s*")
_CLAIM_UA = re.compile(rb"<pdfuaid:part>.*?</pdfuaid:part>\s*")


@dataclass(slots=True)
class Source:
    """A foreign file, looked over and made ready to move."""

    pdf: pikepdf.Pdf
    facts: PdfFacts
    sizes: tuple[tuple[float, float], ...]
    marks: tuple[Bookmark, ...] = field(default=())

    @property
    def stays_accessible(self) -> bool:
        """Whether a PDF/UA-1 file remains one when this joins it."""
        claims = self.facts.tagged and self.facts.claims_ua and not self.facts.has_form
        return claims and self.pdf.pdf_version < "2.0"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a source goes: behind the cover that the given top bookmark (from 0) points at."""

    label: str
    title: str
    bookmark: int
    source: Source


def prepare(data: bytes) -> Source:
    """Look a foreign file over and make it ready. Raises ``PdfRefused`` as the check does."""
    facts = check_pdf_file(data)
    pdf = opened(data)
    if facts.has_form:
        print_form(pdf)
    marks = bookmarks(pdf)
    make_links_explicit(pdf)
    if facts.tagged and not _has_sound_tags(pdf):
        facts = PdfFacts(facts.pages, False, False, facts.has_form, facts.signed)
    sizes = tuple(visible_size(page) for page in pdf.pages)
    return Source(pdf, facts, sizes, marks)


def fill(ours: bytes, slots: Sequence[Slot]) -> bytes:
    """Return our file with the foreign pages in their places; the same input, the same bytes."""
    with pikepdf.open(BytesIO(ours)) as out:
        structure = Structure.of(out)
        firsts = _first_pages(out, slots)
        for slot, first in zip(slots, firsts, strict=True):
            _fill_slot(out, structure, slot, first)
        structure.finish()
        _add_bookmarks(out, slots, firsts)
        _state_claims(out, all(slot.source.stays_accessible for slot in slots))
        made = BytesIO()
        out.save(
            made,
            deterministic_id=True,
            min_version=max(slot.source.pdf.pdf_version for slot in slots),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return made.getvalue()


def _first_pages(out: pikepdf.Pdf, slots: Sequence[Slot]) -> list[int]:
    """The first blank page of each slot: so many before the next cover, or before the end."""
    covers = [mark.page for mark in bookmarks(out)]
    ends = [*covers[1:], len(out.pages)]
    found = []
    for slot in slots:
        end = ends[slot.bookmark]
        if end is None:
            raise ValueError(f"the bookmark after {slot.label} points nowhere")
        found.append(end - slot.source.facts.pages)
    return found


def _fill_slot(out: pikepdf.Pdf, structure: Structure, slot: Slot, first: int) -> None:
    source = slot.source.pdf
    tagged = slot.source.facts.tagged
    offset = structure.next_key
    move_keys(source, offset if tagged else None)
    indexes = {page.obj.objgen: index for index, page in enumerate(out.pages)}
    place = place_of(structure.document, lambda page: indexes.get(page.objgen, -1), first - 1)
    part = structure.new_part(f"{slot.label}: {slot.title}", _language(source), place)
    stamps = [
        out.pages[first + number].as_form_xobject() for number in range(slot.source.facts.pages)
    ]
    for number, page in enumerate(source.pages):
        out.pages[first + number] = page
    moved = [out.pages[first + n] for n in range(slot.source.facts.pages)]
    if tagged:
        root = source.make_indirect(source.Root.StructTreeRoot)
        structure.join(part, out.copy_foreign(root), offset)
    else:
        for number, page in enumerate(moved, 1):
            _tag_whole_page(structure, part, page, f"{slot.label}, sida {number}")
    for page, stamp in zip(moved, stamps, strict=True):
        _stamp(page, stamp)
        page.obj.Tabs = Name.S
    _carry_layers(out, source)


def _as_drawing(page: pikepdf.Page) -> pikepdf.Object:
    """The page's content as one drawing, written out now: it would follow later changes else."""
    drawing = page.as_form_xobject(handle_transformations=False)
    drawing.write(drawing.read_bytes())
    return drawing


def _stamp(page: pikepdf.Page, stamp: pikepdf.Object) -> None:
    """Lay the blank page, which holds only the stamp, over the foreign page, upright."""
    name = _own_resource(page, "/SamordnaStamp", stamp)
    left, bottom, right, top = visible_box(page)
    placed = page.calc_form_xobject_placement(
        stamp,
        name,
        pikepdf.Rectangle(left, bottom, right, top),
        invert_transformations=True,
        allow_shrink=True,
        allow_expand=False,
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + placed)


def _tag_whole_page(
    structure: Structure, part: pikepdf.Object, page: pikepdf.Page, label: str
) -> None:
    """An untagged page is read as one paragraph; one without text is a picture and says so."""
    body = _as_drawing(page)
    body.BBox = page.mediabox
    role = "P" if _has_text(page.resources) else "Figure"
    element = structure.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), K=0))
    if role == "Figure":
        element.Alt = pikepdf.String(f"{label}: en bild av en sida, utan läsbar text.")
    page.obj.Resources = Dictionary(XObject=Dictionary(Sida=body))
    drawn = f"/{role} <</MCID 0>> BDC\nq /Sida Do Q\nEMC\n".encode("ascii")
    page.obj.Contents = structure.pdf.make_stream(drawn)
    page.obj.StructParents = structure.add_page(part, page, element)


def _has_text(resources: pikepdf.Object, depth: int = 4) -> bool:
    """Whether a page's resources hold a font, themselves or in a drawing within it."""
    if not isinstance(resources, Dictionary):
        return False
    if isinstance(fonts := resources.get("/Font"), Dictionary) and len(fonts) > 0:
        return True
    drawings = resources.get("/XObject")
    if depth == 0 or not isinstance(drawings, Dictionary):
        return False
    inner = (drawing.get("/Resources") for _, drawing in drawings.items())
    return any(_has_text(found, depth - 1) for found in inner if found is not None)


def _own_resource(page: pikepdf.Page, wanted: str, value: pikepdf.Object) -> Name:
    """Give the page a resource of its own: pages of one file often share their resources."""
    resources = copy(page.resources)
    drawn = copy(resources.get("/XObject", Dictionary()))
    name, number = wanted, 1
    while name in drawn:
        number += 1
        name = f"{wanted}{number}"
    drawn[name] = value
    resources.XObject = drawn
    page.obj.Resources = resources
    return Name(name)


def _carry_layers(out: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """A layer that is off must stay off, else hidden text would show."""
    theirs = source.Root.get("/OCProperties")
    if not isinstance(theirs, Dictionary):
        return
    theirs = out.copy_foreign(source.make_indirect(theirs))
    if "/OCProperties" not in out.Root:
        out.Root.OCProperties = theirs
        return
    ours = out.Root.OCProperties
    ours.OCGs.extend(theirs.get("/OCGs", Array()))
    for key in ("/ON", "/OFF", "/Order", "/Locked", "/AS"):
        if key in theirs.get("/D", Dictionary()):
            held(ours.D, key, Array()).extend(theirs.D[key])


def _add_bookmarks(out: pikepdf.Pdf, slots: Sequence[Slot], firsts: Sequence[int]) -> None:
    with out.open_outline() as outline:
        for slot, first in zip(slots, firsts, strict=True):
            parent = outline.root[slot.bookmark]
            parent.children.extend(_outline_item(out, mark, first) for mark in slot.source.marks)


def _outline_item(out: pikepdf.Pdf, mark: Bookmark, first_page: int) -> pikepdf.OutlineItem:
    page = None if mark.page is None else out.pages[first_page + mark.page].obj
    target = None if page is None else Array([page, Name.Fit])
    item = pikepdf.OutlineItem(mark.title, target)
    item.children.extend(_outline_item(out, child, first_page) for child in mark.children)
    return item


def _state_claims(out: pikepdf.Pdf, accessible: bool) -> None:
    """Say of the whole only what is true of every page.

    Foreign colours and fonts are not ours to vouch for, so the whole is no longer PDF/A; it is
    PDF/UA as long as every foreign file says that it is.
    """
    written = out.Root.Metadata.read_bytes()
    written = _CLAIM_A.sub(b"", written)
    if not accessible:
        written = _CLAIM_UA.sub(b"", written)
    out.Root.Metadata = out.make_stream(written, Type=Name.Metadata, Subtype=Name.XML)


def _language(source: pikepdf.Pdf) -> str:
    language = source.Root.get("/Lang")
    return str(language) if isinstance(language, pikepdf.String) else ""


def _has_sound_tags(pdf: pikepdf.Pdf) -> bool:
    try:
        entries = dict(parent_entries(pdf.Root.StructTreeRoot))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return False
    keys = (page.obj.get("/StructParents") for page in pdf.pages)
    return all(key is None or key in entries for key in keys)
