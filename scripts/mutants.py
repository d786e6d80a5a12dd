"""Sound PDFs, and the many ways in which one becomes unsound; ``mutate_pdfs.py`` tries them."""

from __future__ import annotations

import random
import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from samordna.documents.pdf import tests as pdf_tests
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered

FIELD = Path(pdf_tests.__path__[0], "field")
#: What is changed more often than the rest: what ties a file together.
TELLING = frozenset(
    f"/{key}"
    for key in re.findall(
        r"\w+",
        """
                A AP AcroForm Annots BaseState C ClassMap Columns Contents Count CropBox D
        DecodeParms Dest         Dests F FT Fields Filter First Headers ID IDTree K Kids Lang
        Last Length Limits MCID MarkInfo         Marked MediaBox Metadata N Names Namespaces
        Next Nums OCGs OCProperties OFF ON Obj Outlines P         Parent ParentTree
        ParentTreeNextKey Pg Predictor Prev Rect Resources RoleMap Rotate S
        StructParent StructParents StructTreeRoot Subtype T Title Type URI UserUnit V XObject
        """,
    )
)


def tied() -> bytes:
    """A tagged file with classes, headings, layers, a note, bookmarks and names of places."""

    def tie(pdf: pikepdf.Pdf) -> None:
        root, page = pdf.Root.StructTreeRoot, pdf.pages[0]
        root.ClassMap = Dictionary(Stycke=Dictionary(O=Name.Layout, SpaceAfter=12))
        root.RoleMap = Dictionary(Rubrik=Name.H1, Ruta=Name("/Rubrik"))
        element = root.K[0] if isinstance(root.K, Array) else root.K
        element.C = Array([Name.Stycke])
        element.ID = String("e1")
        root.IDTree = pdf.make_indirect(
            Dictionary(Kids=[Dictionary(Names=["e1", element], Limits=["e1", "e1"])])
        )
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("dold")))
        pdf.Root.OCProperties = Dictionary(
            OCGs=[layer], D=Dictionary(BaseState=Name.OFF, ON=[layer], Order=[layer])
        )
        pdf.Root.Names.Dests = Dictionary(Names=["hit", Array([page.obj, Name.Fit])])
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            Dest=String("hit"),
            StructParent=90,
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[20, 20, 40, 40], Contents="Hej")
        page.obj.Annots = Array([pdf.make_indirect(link), note])

    def named(pdf: pikepdf.Pdf) -> None:
        if "/Names" not in pdf.Root:
            pdf.Root.Names = Dictionary()

    return files.changed(files.changed(rendered(samples.notice()), named), tie)


def predicted() -> bytes:
    """A page whose instructions are packed with a predictor."""
    drawn = b"BT /F1 12 Tf 40 60 Td (Forutsedd) Tj ET".ljust(48)
    packed = zlib.compress(b"".join(b"\0" + drawn[at : at + 8] for at in range(0, 48, 8)))

    def pack(pdf: pikepdf.Pdf) -> None:
        how = Dictionary(Predictor=12, Columns=8, Colors=1, BitsPerComponent=8)
        pdf.pages[0].obj.Contents = pdf.make_stream(
            packed, Filter=Name.FlateDecode, DecodeParms=how
        )

    return files.changed(files.plain("x"), pack)


#: The sound files, each made when it is first chosen. The small ones come more often.
SOUND: dict[str, Callable[[], bytes]] = {
    "tied": tied,
    "notice": lambda: rendered(samples.notice()),
    "tagged": files.tagged,
    "plain": lambda: files.plain("Forsta", "Andra"),
    "predicted": predicted,
    "scanned": files.scanned,
    "form": files.form,
    "undrawn": lambda: files.form(drawn=False),
    "signed": files.signed,
    "attachment": files.with_attachment,
    **{path.stem: path.read_bytes for path in sorted(FIELD.glob("*.pdf"))},
}
_OFTEN = [4, 2, 1, *[1] * (len(SOUND) - 3)]


@cache
def sound(name: str, *, plain: bool = False) -> bytes:
    """A sound file, as it came or with all that can be unpacked in it to be read."""
    data = SOUND[name]()
    if not plain:
        return data
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(
            made,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return made.getvalue()


# How bytes are changed ---------------------------------------------------------------------------


def flip(data: bytes, by: random.Random) -> bytes:
    """Other bits in a few bytes."""
    changed = bytearray(data)
    for _ in range(by.choice((1, 1, 2, 8, 40))):
        changed[by.randrange(len(changed))] ^= 1 << by.randrange(8)
    return bytes(changed)


def cut(data: bytes, by: random.Random) -> bytes:
    """Without its end, its beginning, or a piece in the middle."""
    start, end = sorted(by.randrange(len(data)) for _ in range(2))
    return by.choice((data[:end], data[start:], data[:start] + data[end:]))


def swap(data: bytes, by: random.Random) -> bytes:
    """Two pieces that have changed places, or one that stands twice."""
    size = min(by.choice((1, 10, 100, 1000)), len(data) // 3)
    one = by.randrange(len(data) - 2 * size)
    other = by.randrange(one + size, len(data) - size)
    first, between, second = data[one : one + size], data[one + size : other], data[other:][:size]
    if by.random() < 0.5:
        return data[:one] + second + between + first + data[other + size :]
    return data[:other] + first + data[other:]


def renumber(data: bytes, by: random.Random) -> bytes:
    """Other numbers: lengths, references, sizes, places in the table."""
    found = list(re.finditer(rb"-?\d+", data))
    for match in sorted(by.sample(found, min(len(found), by.choice((1, 1, 3)))), key=_start)[::-1]:
        new = by.choice(
            (b"0", b"-1", b"1", b"99999", b"2147483648", b"9" * 25, b"%d" % by.randrange(99))
        )
        data = data[: match.start()] + new + data[match.end() :]
    return data


def rename(data: bytes, by: random.Random) -> bytes:
    """A name in the place of another."""
    found = list(re.finditer(rb"/[A-Za-z]+", data))
    if not found:
        return flip(data, by)
    match, new = by.choice(found), by.choice(found)[0]
    return data[: match.start()] + by.choice((new, b"/", b"/X")) + data[match.end() :]


def _start(match: re.Match[bytes]) -> int:
    return match.start()


# How objects are changed -------------------------------------------------------------------------


def spots(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Every place in a file that holds something: a dictionary and a key, an array and a place."""
    stack: list[Any] = [pdf.trailer, *pdf.objects]
    while stack:
        top = stack.pop()
        holder = top.stream_dict if isinstance(top, pikepdf.Stream) else top
        if isinstance(holder, Dictionary):
            inside: list[tuple[Any, Any]] = list(holder.items())
        elif isinstance(holder, Array):
            inside = list(enumerate(holder))
        else:
            continue
        for key, value in inside:
            yield holder, key
            if isinstance(value, Dictionary | Array) and not value.is_indirect:
                stack.append(value)


def other(pdf: pikepdf.Pdf, holder: Any, by: random.Random) -> Any:
    """What may stand somewhere instead: of a wrong kind, too large, or what stands elsewhere."""
    elsewhere = by.choice(list(spots(pdf)))
    deep: Any = Array()
    for _ in range(by.choice((5, 300))):
        deep = Array([deep])
    plain = (0, 1, -1, 2**31, 2**62, True, by.randrange(200), Name.X, Name("/"), String(""))
    held = (String(b"\xfe\xff\xd8"), String("e1"), Array(), Array([0] * 5000), Dictionary(), deep)
    tied = (pdf.Root, pdf.pages[0].obj, by.choice(list(pdf.objects)), elsewhere[0][elsewhere[1]])
    return by.choice((*plain, *held, *tied, *tied, holder if holder.is_indirect else pdf.Root))


def change(pdf: pikepdf.Pdf, by: random.Random) -> None:
    """Change one place: take it away, put something else there, or let it stand twice."""
    found = list(spots(pdf))
    telling = [spot for spot in found if spot[1] in TELLING]
    holder, key = by.choice(telling if telling and by.random() < 0.75 else found)
    what = by.random()
    if what < 0.25:
        del holder[key]
    elif what < 0.4 and isinstance(holder[key], Array) and len(holder[key]):
        held = list(holder[key])
        by.shuffle(held)
        holder[key] = Array(by.choice((held, held[:-1], [*held, *held], held[:1])))
    elif what < 0.5 and isinstance(holder, Dictionary):
        holder[by.choice(sorted(TELLING))] = holder[key]
    else:
        holder[key] = other(pdf, holder, by)


def of_objects(data: bytes, by: random.Random) -> bytes:
    """Other objects in a file that is written soundly."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
        for _ in range(by.choice((1, 1, 1, 2, 5))):
            change(pdf, by)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with it is what it is made for
            pdf.save(made, deterministic_id=True, fix_metadata_version=False)
    return made.getvalue()


OF_BYTES = (flip, cut, swap, renumber, rename)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file that has been made unsound; ``story`` says of which and how."""

    data: bytes
    story: str


def mutant(seed: int, number: int) -> Mutant:
    """The file of a number in a run: the same seed, the same files."""
    by = random.Random(f"{seed}/{number}")  # noqa: S311 (no secret)
    (name,) = by.choices(list(SOUND), _OFTEN)
    if by.random() < 0.7:
        for attempt in range(20):
            try:
                return Mutant(of_objects(sound(name), by), f"{name}, objects, attempt {attempt}")
            except Exception:  # noqa: S112 (the library itself does not write such a file)
                continue
    how, plain = by.choice(OF_BYTES), by.random() < 0.7
    return Mutant(how(sound(name, plain=plain), by), f"{name}, {how.__name__}, plain {plain}")
