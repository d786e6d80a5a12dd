"""PDFs as others send them in, made on the spot: tagged, untagged, scanned, turned, and bad."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    """The bytes of a PDF."""
    out = BytesIO()
    pdf.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def tagged() -> bytes:
    """A PDF/UA-1 file with bookmarks, tables, links and identifiers of its own."""
    return rendered(samples.summons())


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A file after a change."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf)


def plain(*texts: str, size: tuple[int, int] = (595, 842), rotate: int = 0) -> bytes:
    """An untagged file with one line of text on each page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for text in texts:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 40 60 Td ({text}) Tj ET".encode())
        page.obj.Rotate = rotate
    return saved(pdf)


def scanned() -> bytes:
    """A page that is only a picture."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pdf.make_stream(
        b"\x80" * 100,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=10,
        Height=10,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.obj.Contents = pdf.make_stream(b"q 500 0 0 700 40 60 cm /Im0 Do Q")
    return saved(pdf)


def form(*, drawn: bool = True) -> bytes:
    """A page with a filled text field and a link; the answer is drawn or only a value."""

    def add_field(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        font = page.resources.Font.F1
        look = pdf.make_stream(
            b"BT /F1 12 Tf 2 5 Td (Ifyllt svar) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 260, 20],
            Resources=Dictionary(Font=Dictionary(F1=font)),
        )
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("namn"),
                V=String("Ifyllt svar"),
                DA=String("/F1 12 Tf 0 g"),
                Rect=[40, 200, 300, 220],
                F=4,
                P=page.obj,
            )
        )
        if drawn:
            field.AP = Dictionary(N=look)
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name.URI, URI=String("https://example.org")),
        )
        page.obj.Annots = Array([field, link])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), DR=Dictionary(Font=Dictionary(F1=font)), DA="/F1 12 Tf 0 g"
        )

    return changed(plain("Blankett"), add_field)


def with_action(action: Dictionary) -> bytes:
    """A page with a link that does something."""

    def add(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return changed(plain("Sida"), add)


def with_root(key: str, value: object) -> bytes:
    """A page in a file whose catalog has one thing more."""
    return changed(plain("Sida"), lambda pdf: pdf.Root.__setitem__(key, value))


def with_attachment() -> bytes:
    """A file with another file inside."""

    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["hemlig.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="hemlig.txt")  # type: ignore[call-arg]

    return changed(plain("Sida"), attach)


def locked(user: str = "", owner: str = "o") -> bytes:
    """A file with a password, or one that only forbids."""
    with pikepdf.open(BytesIO(plain("Sida"))) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user=user, owner=owner))


def signed() -> bytes:
    """A file with a signature field that holds a signature."""

    def sign(pdf: pikepdf.Pdf) -> None:
        value = pdf.make_indirect(
            Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3])
        )
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("s"),
                V=value,
                Rect=[0, 0, 0, 0],
                P=pdf.pages[0].obj,
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    return changed(plain("Sida"), sign)
