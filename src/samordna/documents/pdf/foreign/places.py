"""Places inside a foreign PDF: what its links and bookmarks point at, made explicit.

A link may name its place in a table of the file, and that table stays behind when pages move. So
every such link is turned into one that points at the page itself, which follows the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

_DEEPEST_BOOKMARK = 12


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark of the foreign file; ``page`` counts from 0, None when it leads nowhere."""

    title: str
    page: int | None
    children: tuple[Bookmark, ...] = ()


class Places:
    """The named places and the page order of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._named = _named_places(pdf)

    def explicit(self, target: object) -> pikepdf.Array | None:
        """Return the place as ``[page, how to show it, ...]``, None when it leads nowhere."""
        if isinstance(target, pikepdf.Name | pikepdf.String | str):
            target = self._named.get(_key(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or len(target) == 0:
            return None
        return target if self._index(target) is not None else None

    def page(self, target: object) -> int | None:
        """Return the page that a place is on, counted from 0."""
        found = self.explicit(target)
        return None if found is None else self._index(found)

    def _index(self, target: pikepdf.Array) -> int | None:
        page = target[0]
        return self._pages.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None


def make_links_explicit(pdf: pikepdf.Pdf) -> None:
    """Let every link within the file point at its page instead of at a name."""
    places = Places(pdf)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for annotation in annotations:
            if isinstance(annotation, pikepdf.Dictionary):
                _make_explicit(annotation, places)


def bookmarks(pdf: pikepdf.Pdf) -> tuple[Bookmark, ...]:
    """Read the bookmarks of a file; none when the file's own list of them is broken."""
    places = Places(pdf)
    try:
        # Not entered: leaving it would write the list anew.
        outline = pdf.open_outline(max_depth=_DEEPEST_BOOKMARK)
        return tuple(_bookmark(item, places) for item in outline.root)
    except (pikepdf.PdfError, pikepdf.models.OutlineStructureError, ValueError):
        return ()


def _make_explicit(annotation: pikepdf.Dictionary, places: Places) -> None:
    for holder, key in ((annotation, "/Dest"), (annotation.get("/A"), "/D")):
        if not isinstance(holder, pikepdf.Dictionary) or key not in holder:
            continue
        if key == "/D" and str(holder.get("/S")) != "/GoTo":
            continue
        found = places.explicit(holder[key])
        if found is not None:
            holder[key] = found


def _bookmark(item: pikepdf.OutlineItem, places: Places) -> Bookmark:
    target: object = item.destination
    if target is None and isinstance(item.action, pikepdf.Dictionary):
        target = item.action.get("/D")
    children = tuple(_bookmark(child, places) for child in item.children)
    return Bookmark(str(item.title), places.page(target), children)


def _named_places(pdf: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
    found: dict[str, pikepdf.Object] = {}
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        found.update({_key(name): place for name, place in old.items()})
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        found.update({_key(name): place for name, place in pikepdf.NameTree(tree).items()})
    return found


def _key(name: object) -> str:
    return str(name).removeprefix("/")
