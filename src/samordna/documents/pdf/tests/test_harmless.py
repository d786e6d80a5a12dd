"""What is odd in one file of a bundle stays its own: pages and tags of all others are as before."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from samordna.documents.pdf.foreign.bundle import Slot, fill
from samordna.documents.pdf.foreign.preparing import prepare
from samordna.documents.pdf.foreign.structure import parent_entries
from samordna.documents.pdf.foreign.trial import blank
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import meanings, owners, rendered

SOUND = rendered(samples.notice())


def _with_keys(*keys: int) -> Callable[[pikepdf.Pdf], None]:
    """Let the parent tree have these numbers too."""

    def add(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        entries = dict(parent_entries(root))
        entries |= dict.fromkeys(keys, next(iter(entries.values())))
        numbers = Array()
        for key in sorted(entries):
            numbers.append(key)
            numbers.append(entries[key])
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))

    return add


def _of_the_page(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value)


def _of_the_tree(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.StructTreeRoot.__setitem__(key, value)


def _goes_round(pdf: pikepdf.Pdf) -> None:
    """An element that holds itself, before any that says its page."""
    top = pdf.Root.StructTreeRoot.K
    top = top[0] if isinstance(top, Array) else top
    ring = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=top))
    ring.K = Array([ring])
    top.K.insert(0, ring)


def _page_of_first(value: object) -> Callable[[pikepdf.Pdf], None]:
    """The first element says that it stands on what is no page."""

    def say(pdf: pikepdf.Pdf) -> None:
        element = pdf.Root.StructTreeRoot.K
        element = element[0] if isinstance(element, Array) else element
        element.Pg = value

    return say


def _layers(value: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.__setitem__("/OCProperties", value)


ODD = {
    "numbers below zero": _with_keys(*range(-60, 0)),
    "numbers far too large": _with_keys(2**31 - 1),
    "a number with decimals": _of_the_page("/StructParents", 0.0),
    "a number of nothing": _of_the_page("/StructParents", 7),
    "a number of what is no list": _of_the_tree(
        "/ParentTree", Dictionary(Nums=Array([0, None, 1, Name.X]))
    ),
    "names of tags that mean others": _of_the_tree(
        "/RoleMap", Dictionary(P=Name.Span, H1=Name.Div, Table=Name.Table, TD=Name.P, X=Name.P)
    ),
    "tags that go round": _goes_round,
    "a page that is a number": _page_of_first(5),
    "a page that is a name": _page_of_first(Name.X),
    "layers without a list": _layers(Dictionary(D=Dictionary())),
    "layers without a word on which are off": _layers(Dictionary(OCGs=Array())),
    "layers that are no layers": _layers(Dictionary(OCGs=Array([1, Name.X]), D=Array())),
    "layers off that are no list": _layers(
        Dictionary(OCGs=Array(), D=Dictionary(OFF=1, ON=Name.X, Order=Dictionary(), AS=String("")))
    ),
    "all layers off but what is no list": _layers(
        Dictionary(OCGs=1, D=Dictionary(BaseState=Name.OFF, ON=1))
    ),
}


def _with_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("dold")))
    shown = Dictionary(OFF=[layer], Order=[layer], ON=[], AS=[], Locked=[])
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=shown)


@pytest.fixture(scope="module")
def beside() -> bytes:
    """A sound file with layers, beside which each odd one stands."""
    return files.changed(SOUND, _with_layer)


def _joined(*each: bytes) -> bytes:
    ready = [prepare(data) for data in each]
    slots = [Slot(f"Bilaga {n}", f"{n}", n - 1, one) for n, one in enumerate(ready, 1)]
    return fill(blank(*(one.sizes for one in ready)), slots)


def _meanings(data: bytes, part: int) -> list[tuple[str, int]]:
    return meanings(data, lambda title: title.startswith(f"Bilaga {part}:"))


@pytest.mark.parametrize("odd", sorted(ODD))
def test_what_is_odd_in_one_file_harms_no_other(odd: str, beside: bytes) -> None:
    strange = files.changed(SOUND, ODD[odd])
    data = _joined(beside, strange, beside)
    plain = _joined(beside, SOUND, beside)
    assert _meanings(data, 1) == _meanings(plain, 1)
    assert _meanings(data, 3) == _meanings(plain, 3)
    # A cover and a page of each; the covers of a trial have no content.
    owned = owners(data)
    assert (owned[1], owned[3], owned[5]) == ({1}, {3}, {5})
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey < 100
        layers = pdf.Root.OCProperties
        assert len(layers.OCGs) == len(layers.D.OFF) == 2


def test_a_tag_that_means_another_does_so_in_its_own_file(beside: bytes) -> None:
    strange = files.changed(SOUND, ODD["names of tags that mean others"])
    own = [role for role, _ in _meanings(_joined(SOUND), 1)]
    joined = [role for role, _ in _meanings(_joined(beside, strange), 2)]
    other = {"/P": "/Span", "/H1": "/Div", "/TD": "/Span"}
    assert joined == [other.get(role, role) for role in own]


def _clashing(meant: Name, **odd: Any) -> bytes:
    """A file whose names of tags, of classes and of elements are those of others, too; its first
    element has what is odd."""

    def name(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        top = root.K[0] if isinstance(root.K, Array) else root.K
        first, second = top.K[0], top.K[1]
        root.RoleMap = Dictionary(Rubrik=meant)
        root.ClassMap = Dictionary(Stycke=Dictionary(O=Name.Layout, TextAlign=meant))
        root.IDTree = Dictionary(Names=Array([String("e1"), second]))
        second.ID, second.S, second.C = String("e1"), Name.Rubrik, Name.Stycke
        for key, value in odd.items():
            first["/" + key] = value

    return files.changed(SOUND, name)


@pytest.mark.parametrize(
    "odd",
    [
        {"S": pikepdf.Object.parse(b"/P#a0")},
        {"C": 5},
        {"C": Array([pikepdf.Object.parse(b"/S#a0"), 0])},
        {"ID": Name.X},
        {"A": Dictionary(O=Name.Table, Headers=Name.X)},
        {"A": Array([Dictionary(O=Name.Table, Headers=Array([1, Name.X, String("e1")]))])},
    ],
    ids=["role", "class", "classes", "identifier", "headers", "list of headers"],
)
def test_names_that_are_none_join_where_others_clash(odd: dict[str, Any]) -> None:
    """What joins alone joins beside a file with the same names."""
    sound, strange = _clashing(Name.H1), _clashing(Name.H2, **odd)
    data = _joined(sound, strange, sound)
    plain = _joined(sound, _clashing(Name.H2), sound)
    assert _meanings(data, 1) == _meanings(plain, 1)
    assert _meanings(data, 3) == _meanings(plain, 3)
    assert len(_meanings(data, 2)) == len(_meanings(plain, 2))
