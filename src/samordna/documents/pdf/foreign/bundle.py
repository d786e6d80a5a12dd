"""Put the pages of foreign PDFs where a file of ours has left blank pages for them.

Typst has set the blank pages in the foreign pages' sizes, numbered them through and put the stamp
on each, so contents, bookmarks and ``Sida 57 (204)`` are right already. What is left is to let the
foreign pages take their places, and to carry over tags, links, bookmarks and layers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.facts import NotJoined, PdfFacts
from samordna.documents.pdf.foreign.layers import LISTS
from samordna.documents.pdf.foreign.opening import visible_box
from samordna.documents.pdf.foreign.places import Bookmark, bookmarks
from samordna.documents.pdf.foreign.structure import Structure, held, move_keys, place_of

_CLAIM_A = re.compile(rb"<pdfaid:(part|conformance)>.*?</pdfaid:\1>\s*")
_CLAIM_UA = re.compile(rb"<pdfuaid:part>.*?</pdfuaid:part>\s*")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A foreign file made ready to move: only pages, plain links, bookmarks, layers and tags.

    ``sizes`` are those of its pages as they are seen, in points.
    """

    data: bytes
    facts: PdfFacts
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a source goes: behind the cover that the given top bookmark (from 0) points at."""

    label: str
    title: str
    bookmark: int
    source: Prepared


def fill(ours: bytes, slots: Sequence[Slot]) -> bytes:
    """Return our file with the foreign pages in their places; the same input, the same bytes.

    Raises :class:`NotJoined` with the label of the attachment that cannot join the others.
    """
    try:
        return _filled(ours, slots)
    except (MemoryError, NotJoined):
        raise
    except Exception as error:
        if not _can_be_filled(ours, ()):
            raise
        raise NotJoined({_at_fault(ours, slots).label: (facts.NOT_JOINED,)}) from error


def _at_fault(ours: bytes, slots: Sequence[Slot]) -> Slot:
    """The first slot that those before it can be filled without, and not with: what they share is
    written when all are in their places, and does not say whose it is."""
    good, bad = 0, len(slots)
    while bad - good > 1:
        middle = (good + bad) // 2
        if _can_be_filled(ours, slots[:middle]):
            good = middle
        else:
            bad = middle
    return slots[bad - 1]


def _can_be_filled(ours: bytes, slots: Sequence[Slot]) -> bool:
    try:
        _filled(ours, slots)
    except MemoryError:
        raise
    except Exception:
        return False
    return True


def _filled(ours: bytes, slots: Sequence[Slot]) -> bytes:
    with pikepdf.open(BytesIO(ours)) as out, ExitStack() as kept:
        structure = Structure.of(out)
        firsts = _first_pages(out, slots)
        marks = []
        for slot, first in zip(slots, firsts, strict=True):
            with _named(slot):
                source = kept.enter_context(pikepdf.open(BytesIO(slot.source.data)))
                marks.append(bookmarks(source))
                _fill_slot(out, structure, slot, source, first)
        structure.finish()
        _add_bookmarks(out, slots, firsts, marks)
        _state_claims(out, all(slot.source.facts.accessible for slot in slots))
        made = BytesIO()
        out.save(
            made,
            deterministic_id=True,
            min_version=max((slot.source.facts.version for slot in slots), default=""),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return made.getvalue()


@contextmanager
def _named(slot: Slot) -> Iterator[None]:
    """Say which attachment it was that could not join."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise NotJoined({slot.label: (facts.NOT_JOINED,)}) from error


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


def _fill_slot(
    out: pikepdf.Pdf, structure: Structure, slot: Slot, source: pikepdf.Pdf, first: int
) -> None:
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
    if "/Group" in drawing:  # how colours blend stays the page's: twice would blend otherwise
        del drawing["/Group"]
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
    ours.OCGs.extend(theirs.OCGs)
    for key in LISTS:
        if key in theirs.D:
            held(ours.D, key, Array()).extend(theirs.D[key])


def _add_bookmarks(
    out: pikepdf.Pdf,
    slots: Sequence[Slot],
    firsts: Sequence[int],
    marks: Sequence[Sequence[Bookmark]],
) -> None:
    with out.open_outline() as outline:
        for ours in outline.root:
            # Where a long name may break on its page (words.settable) is no part of it here.
            ours.title = ours.title.replace("\u200b", "")
        for slot, first, found in zip(slots, firsts, marks, strict=True):
            parent = outline.root[slot.bookmark]
            parent.children.extend(_outline_item(out, mark, first) for mark in found)


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
