"""Join the structure tree of a foreign PDF to ours, so that its tags still speak.

What is tied together by numbers and names in one file must not meet those of another: the numbers
of the parent tree are moved up, and roles, classes and identifiers that clash get new names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name

_KEYS_OF_PARENT_TREE = ("/StructParents", "/StructParent")
#: Numbers of a parent tree are below this: many files' together must be numbers of a PDF still.
_HIGHEST_KEY = 1_000_000
#: The roles that PDF 1.7 knows (14.8.4): what one file says that they mean is not so in another.
_STANDARD_ROLES = frozenset(
    f"/{role}"
    for role in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)


@dataclass(slots=True)
class Structure:
    """Our structure tree while foreign ones are joined to it."""

    pdf: pikepdf.Pdf
    root: pikepdf.Object
    document: pikepdf.Object
    next_key: int
    parents: dict[int, pikepdf.Object] = field(default_factory=dict)
    ids: dict[bytes, pikepdf.Object] = field(default_factory=dict)

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> Structure:
        """Take up the tree of a file of ours: one Document element at its top."""
        root = pdf.Root.StructTreeRoot
        top = root.K[0] if isinstance(root.K, Array) else root.K
        parents = dict(parent_entries(root))
        next_key = max(parents, default=-1) + 1
        return cls(pdf, root, top, next_key, parents, _identifiers(root))

    def new_part(self, title: str, lang: str, before: int) -> pikepdf.Object:
        """Put a Part for an attachment into the Document, before the element at that place."""
        part = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Part,
                P=self.document,
                T=pikepdf.String(title),
                K=Array(),
            )
        )
        if lang:
            part.Lang = pikepdf.String(lang)
        self.document.K.insert(before, part)
        return part

    def join(self, part: pikepdf.Object, foreign: pikepdf.Object, offset: int) -> None:
        """Put a copied foreign tree under a Part; ``offset`` is what its pages' keys got."""
        entries = dict(parent_entries(foreign))
        self._name_anew(foreign)
        kids = foreign.K if isinstance(foreign.K, Array) else Array([foreign.K])
        for kid in kids:
            if isinstance(kid, Dictionary):
                kid.P = part
                part.K.append(kid)
        self.parents.update({key + offset: value for key, value in entries.items()})
        self.next_key = max(self.next_key, max(self.parents, default=-1) + 1)
        for namespace in foreign.get("/Namespaces", Array()):
            held(self.root, "/Namespaces", Array()).append(namespace)

    def add_page(self, part: pikepdf.Object, page: pikepdf.Page, element: pikepdf.Object) -> int:
        """Tie a page's single marked content (number 0) to an element; returns the page's key."""
        key = self.next_key
        element.P, element.Pg = part, page.obj
        part.K.append(element)
        self.parents[key] = self.pdf.make_indirect(Array([element]))
        self.next_key += 1
        return key

    def finish(self) -> None:
        """Write the parent tree and the identifiers back, in order."""
        numbers = Array()
        for key in sorted(self.parents):
            numbers.append(key)
            numbers.append(self.parents[key])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            names = Array()
            for identifier in sorted(self.ids):
                names.append(pikepdf.String(identifier))
                names.append(self.ids[identifier])
            limits = Array([names[0], names[len(names) - 2]])
            leaf = self.pdf.make_indirect(Dictionary(Names=names, Limits=limits))
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Kids=Array([leaf])))

    def _name_anew(self, foreign: pikepdf.Object) -> None:
        mark = f"f{self.next_key}-"
        roles = self._adopt(foreign, "/RoleMap", mark)
        classes = self._adopt(foreign, "/ClassMap", mark)
        theirs = _identifiers(foreign)
        prefix = mark.encode("ascii") if any(key in self.ids for key in theirs) else b""
        self.ids.update({prefix + key: element for key, element in theirs.items()})
        if roles or classes or prefix:
            for element in _elements(foreign):
                _rename(element, roles, classes, prefix)

    def _adopt(self, foreign: pikepdf.Object, key: str, mark: str) -> dict[str, str]:
        """Merge a map of names into ours; returns the names that had to change."""
        theirs = foreign.get(key)
        if not isinstance(theirs, Dictionary):
            return {}
        ours = held(self.root, key, Dictionary())
        changed: dict[str, str] = {}
        said = {
            name: value
            for name, value in theirs.items()
            if not (isinstance(value, Name) and str(value) == name)
        }
        for name, value in said.items():
            standard = key == "/RoleMap" and name in _STANDARD_ROLES
            if standard or (name in ours and ours[name] != value):
                changed[name] = f"/{mark}{name[1:]}"
        for name, value in said.items():
            target = changed.get(str(value)) if isinstance(value, Name) else None
            ours[changed.get(name, name)] = Name(target) if target else value
        return changed


def held(holder: pikepdf.Object, key: str, empty: pikepdf.Object) -> pikepdf.Object:
    """What a dictionary holds under a key; where there is nothing, ``empty`` is put there."""
    if key not in holder:
        holder[key] = empty
    return holder[key]


def parent_entries(root: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The parent tree as pairs of number and what it holds."""
    yield from pikepdf.NumberTree(root.ParentTree).items()


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Return whether the file has a structure tree and says that its content follows it."""
    tree = pdf.Root.get("/StructTreeRoot")
    marked = pdf.Root.get("/MarkInfo", Dictionary())
    return (
        isinstance(tree, Dictionary)
        and "/K" in tree
        and "/ParentTree" in tree
        and isinstance(marked, Dictionary)
        and marked.get("/Marked", False) is True
    )


def has_sound_tags(pdf: pikepdf.Pdf) -> bool:
    """Whether every page's marked content is found in the structure tree, by a number that may be
    moved."""
    try:
        entries = dict(parent_entries(pdf.Root.StructTreeRoot))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
        return False
    if not all(0 <= key < _HIGHEST_KEY for key in entries):
        return False
    keys = (page.obj.get("/StructParents") for page in pdf.pages)
    return all(
        key is None or (isinstance(key, int) and isinstance(entries.get(key), Array))
        for key in keys
    )


def untag(pdf: pikepdf.Pdf) -> None:
    """Take away the structure tree: the pages are then read as they stand."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]


def move_keys(pdf: pikepdf.Pdf, offset: int | None) -> None:
    """Add to every parent-tree number in a file; None takes the numbers away (untagged files), and
    those that its parent tree does not have always go: they would be another file's."""
    known = (
        frozenset[int]()
        if offset is None
        else frozenset(dict(parent_entries(pdf.Root.StructTreeRoot)))
    )
    for item in pdf.objects:
        holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(holder, Dictionary):
            _move(holder, offset or 0, known)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if isinstance(annotation, Dictionary) and not annotation.is_indirect:
                _move(annotation, offset or 0, known)


def _move(holder: Dictionary, offset: int, known: frozenset[int]) -> None:
    for key in _KEYS_OF_PARENT_TREE:
        if key not in holder:  # most have none, and asking is quicker than getting nothing
            continue
        number = holder[key]
        if isinstance(number, int) and number in known:
            holder[key] = number + offset
        else:
            del holder[key]


def place_of(
    document: pikepdf.Object, page_index: Callable[[pikepdf.Object], int], after: int
) -> int:
    """Where in the Document the first element stands whose page comes after the given one."""
    for position, element in enumerate(document.K):
        page = first_page(element)
        if page is not None and page_index(page) > after:
            return position
    return len(document.K)


def first_page(element: pikepdf.Object) -> pikepdf.Object | None:
    """The page that an element begins on, None when it has no content of its own."""
    seen: set[tuple[int, int]] = set()
    stack = [element]
    while stack:
        top = stack.pop()
        if not isinstance(top, Dictionary) or (top.is_indirect and top.objgen in seen):
            continue
        seen.add(top.objgen)
        if isinstance(page := top.get("/Pg"), Dictionary):
            return page
        kids = top.get("/K")
        if kids is not None:
            stack.extend(reversed(list(kids)) if isinstance(kids, Array) else [kids])
    return None


def _identifiers(root: pikepdf.Object) -> dict[bytes, pikepdf.Object]:
    """Identifiers are strings of bytes: two are the same only when every byte is."""
    tree = root.get("/IDTree")
    if not isinstance(tree, Dictionary):
        return {}
    return {bytes(pikepdf.String(key)): element for key, element in pikepdf.NameTree(tree).items()}


def _elements(root: pikepdf.Object) -> Iterator[Dictionary]:
    """Every structure element below the root, each once."""
    seen: set[tuple[int, int]] = set()
    stack: list[pikepdf.Object | None] = [root.get("/K")]
    while stack:
        top = stack.pop()
        if not isinstance(top, Array | Dictionary) or (top.is_indirect and top.objgen in seen):
            continue
        seen.add(top.objgen)
        if isinstance(top, Array):
            stack.extend(top)
        elif "/S" in top:
            yield top
            stack.append(top.get("/K"))


def _rename(
    element: Dictionary, roles: dict[str, str], classes: dict[str, str], prefix: bytes
) -> None:
    """Give an element the new names; what is of another kind than it should be stays as it is."""
    element.S = _renamed(element.S, roles)
    if classes and "/C" in element:
        element.C = _renamed(element.C, classes)
    if prefix and "/ID" in element:
        element.ID = _prefixed(element.ID, prefix)
    if prefix and "/A" in element:
        attributes = element.A if isinstance(element.A, Array) else [element.A]
        for attribute in attributes:
            if isinstance(attribute, Dictionary) and isinstance(attribute.get("/Headers"), Array):
                attribute.Headers = Array(
                    [_prefixed(header, prefix) for header in attribute.Headers]
                )


def _renamed(value: pikepdf.Object, names: dict[str, str]) -> pikepdf.Object:
    """A name, or each in a list, as it is called now."""
    if isinstance(value, Array):
        return Array([_renamed(one, names) if isinstance(one, Name) else one for one in value])
    try:
        new = names.get(str(value)) if isinstance(value, Name) else None
    except UnicodeDecodeError:  # such a name is in no map that could be read
        return value
    return Name(new) if new else value


def _prefixed(identifier: pikepdf.Object, prefix: bytes) -> pikepdf.Object:
    if not isinstance(identifier, pikepdf.String):
        return identifier
    return pikepdf.String(prefix + bytes(identifier))
