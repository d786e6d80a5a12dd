"""What in a foreign PDF is more than paper: it is named, and stays behind when pages are bundled.

Only what is drawn goes along, and links to the web, to mail and within the file. The same search
that names the rest afterwards finds that nothing of it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

_SCRIPT = "skript (JavaScript)"
_EMBEDDED = "inbäddade filer"
_LAUNCH = "länkar som startar program eller öppnar andra filer"
_SENDS = "knappar som skickar eller hämtar uppgifter"
_MEDIA = "film, ljud eller 3D"
_DYNAMIC = "det dynamiska formuläret (XFA)"
_LINK = "länkar som inte går till en webb- eller e-postadress"
_COMMENTS = "kommentarer"

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
#: What of the catalog goes along, and is read by the bundle.
_CATALOG = frozenset({"/Type", "/Version", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang"}) | {
    "/Outlines",
    "/Dests",
    "/Names",
    "/OCProperties",
}
#: What of a page goes along.
_PAGE = frozenset({"/Type", "/Parent", "/Contents", "/Resources", "/Rotate", "/Group"}) | {
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit"),
    *("/Annots", "/StructParents", "/Tabs"),
}
_LINK_KEYS = frozenset({"/Type", "/Subtype", "/Rect", "/QuadPoints", "/A", "/Dest"}) | {
    *("/Border", "/BS", "/C", "/H", "/F", "/Contents", "/StructParent", "/NM", "/M", "/Lang"),
}
#: Keys that no drawing needs, wherever they stand.
_NOWHERE = ("/AA", "/AF", "/JS", "/EF", "/XFA", "/PieceInfo", "/OpenAction")
_OF_INTEREST = re.compile(rb"/(?:AA|AF|JS|EF|XFA|PieceInfo|OpenAction|OBJR|Title)\b")


def risks(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Name what there is beyond paper: every object is searched, not only what a viewer reaches."""
    found: dict[str, None] = {}
    for holder in (*_dictionaries_with(_TELLING, pdf), *_within(pdf.trailer)):
        found.update(dict.fromkeys(_named(holder)))
    return tuple(found)


def may_hold_risks(plain: bytes) -> bool:
    """Whether a file that was saved plain has any of the names that :func:`risks` looks for: where
    it has none there is nothing to look for, and a file is not opened for it."""
    return _TELLING.search(plain) is not None


def comments(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Name the comments that somebody has written beside the text, where there are any."""
    said = any(
        str(note.get("/Subtype")) not in {"/Link", "/Widget", "/FreeText"}
        and str(note.get("/Contents", "")).strip()
        for page in pdf.pages
        for note in notes_of(page)
    )
    return (_COMMENTS,) if said else ()


def notes_of(page: pikepdf.Page) -> list[Dictionary]:
    """The annotations of a page that are any."""
    listed = page.obj.get("/Annots")
    if not isinstance(listed, Array):
        return []
    return [note for note in listed if isinstance(note, Dictionary)]


def leave_behind(pdf: pikepdf.Pdf) -> None:
    """Take away everything but drawn pages, plain links, bookmarks, layers and tags."""
    looked_at = [pdf.trailer, *_dictionaries_with(_OF_INTEREST, pdf)]
    for holder in looked_at:
        for key in _NOWHERE:
            if key in holder:
                del holder[key]
        if "/Title" in holder and "/A" in holder and "/Parent" in holder:
            _disarm(holder)
    _only(pdf.Root, _CATALOG)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        _only(names, frozenset({"/Dests"}))
    kept: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _only(page.obj, _PAGE)
        _keep_links(page, kept)
    _untie_lost(looked_at, kept)


def _keep_links(page: pikepdf.Page, kept: set[tuple[int, int]]) -> None:
    links = [note for note in notes_of(page) if str(note.get("/Subtype")) == "/Link"]
    for link in links:
        _only(link, _LINK_KEYS)
        _disarm(link)
    plain = [link for link in links if "/A" in link or "/Dest" in link]
    for link in plain:
        if link.is_indirect:
            kept.add(link.objgen)
    if plain:
        page.obj.Annots = Array(plain)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]


def _disarm(holder: pikepdf.Object) -> None:
    """Keep an action only when it goes to the web, to mail or within the file."""
    action = holder.get("/A")
    if action is None:
        return
    if isinstance(action, Dictionary):
        kind, link = str(action.get("/S")), action.get("/URI")
        if kind == "/URI" and isinstance(link, pikepdf.String) and _is_plain(link):
            holder["/A"] = Dictionary(S=Name.URI, URI=link)
            return
        if kind == "/GoTo" and "/D" in action:
            holder["/A"] = Dictionary(S=Name.GoTo, D=action["/D"])
            return
    del holder["/A"]


def _untie_lost(looked_at: list[pikepdf.Object], kept: set[tuple[int, int]]) -> None:
    """Tags hold on to annotations by reference, and would bring along those that are gone."""
    for item in looked_at:
        kids = item.get("/K")
        if isinstance(kids, Dictionary) and _is_lost(kids, kept):
            item["/K"] = Array()
        elif isinstance(kids, Array) and any(_is_lost(kid, kept) for kid in kids):
            item["/K"] = Array([kid for kid in kids if not _is_lost(kid, kept)])
    for item in looked_at:
        # A reference that is an object of its own, held by tags that were not looked at.
        if _is_lost(item, kept) and "/Obj" in item:
            del item["/Obj"]


def _is_lost(kid: object, kept: set[tuple[int, int]]) -> bool:
    if not isinstance(kid, Dictionary) or str(kid.get("/Type")) != "/OBJR":
        return False
    tied = kid.get("/Obj")
    return not isinstance(tied, pikepdf.Stream) and (
        not isinstance(tied, Dictionary) or tied.objgen not in kept
    )


def _only(holder: pikepdf.Object, keys: frozenset[str]) -> None:
    for key in [key for key in holder.keys() if key not in keys]:  # noqa: SIM118 (no iterator)
        del holder[key]


def _dictionaries_with(telling: re.Pattern[bytes], pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Every dictionary in the objects of a file that hold such a name."""
    for item in pdf.objects:
        holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(holder, Dictionary | Array) and telling.search(holder.unparse(resolved=True)):
            yield from _within(holder)


def _within(value: pikepdf.Object) -> Iterator[Dictionary]:
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, Dictionary):
            yield top
            children = [child for _, child in top.items()]
        elif isinstance(top, Array):
            children = list(top)
        else:
            continue
        stack.extend(
            child
            for child in children
            if isinstance(child, Dictionary | Array) and not child.is_indirect
        )


def _named(value: Dictionary) -> Iterator[str]:
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
    if isinstance(link, pikepdf.String) and not _is_plain(link):
        yield _LINK


def _is_plain(link: pikepdf.String) -> bool:
    return _ALLOWED_LINK.match(str(link).strip()) is not None
