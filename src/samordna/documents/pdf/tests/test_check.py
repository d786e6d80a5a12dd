"""What may be taken in and what is refused, with a sentence the uploader can act on."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from samordna.documents.pdf.foreign import check
from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused, check_pdf_file
from samordna.documents.pdf.tests import foreign_files as files

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _hidden_script() -> bytes:
    """A script that no page and no catalog entry leads to."""

    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PieceInfo = pdf.make_indirect(
            Dictionary(Any=Dictionary(Private=Array([Dictionary(Deep=SCRIPT)])))
        )

    return files.changed(files.plain("Sida"), hide)


def _annotation(subtype: str) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        noted = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[0, 0, 9, 9])
        pdf.pages[0].obj.Annots = Array([noted])

    return files.changed(files.plain("Sida"), add)


def _sized(box: list[float], rotate: int = 0) -> bytes:
    def shape(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array(box)
        pdf.pages[0].obj.Rotate = rotate

    return files.changed(files.plain("Sida"), shape)


REFUSED = {
    "script when opened": (files.with_root("/OpenAction", SCRIPT), "JavaScript"),
    "script in the table of names": (
        files.with_root("/Names", Dictionary(JavaScript=Dictionary(Names=["a", SCRIPT]))),
        "JavaScript",
    ),
    "script behind a link": (files.with_action(SCRIPT), "JavaScript"),
    "script that nothing leads to": (_hidden_script(), "JavaScript"),
    "embedded file": (files.with_attachment(), "inbäddade"),
    "attached to the page": (_annotation("FileAttachment"), "inbäddade"),
    "portfolio": (files.with_root("/Collection", Dictionary(Type=Name.Collection)), "inbäddade"),
    "starts a program": (
        files.with_action(Dictionary(S=Name.Launch, F=String("cmd.exe"))),
        "starta program",
    ),
    "opens another file": (
        files.with_action(Dictionary(S=Name.GoToR, F=String("annan.pdf"), D=[0])),
        "öppna andra filer",
    ),
    "sends a form": (
        files.with_action(Dictionary(S=Name.SubmitForm, F=String("https://example.org"))),
        "skickar",
    ),
    "link to a disk": (
        files.with_action(Dictionary(S=Name.URI, URI=String("file:///c:/hemligt.txt"))),
        "webb- eller e-postadress",
    ),
    "script as a link": (
        files.with_action(Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))),
        "webb- eller e-postadress",
    ),
    "film": (_annotation("RichMedia"), "film"),
    "dynamic form": (
        files.with_root("/AcroForm", Dictionary(XFA=String("<xdp/>"), Fields=[])),
        "XFA",
    ),
    "answers not drawn": (files.form(drawn=False), "inte är inritade"),
    "locked to open": (files.locked(user="u"), "lösenord"),
    "locked to change": (files.locked(), "lösenord"),
    "not a PDF": (b"PK\x03\x04 ett kalkylark", "inte en PDF"),
    "empty": (b"", "inte en PDF"),
    "cut off": (files.tagged()[:-2000], "skadad"),
    "only a head": (b"%PDF-1.7\n%%EOF", "skadad"),
    "no width": (_sized([0, 0, 0, 842]), "storlek"),
    "turned askew": (_sized([0, 0, 595, 842], 45), "storlek"),
}


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_what_does_not_belong_on_paper_is_refused(kind):
    data, words = REFUSED[kind]
    with pytest.raises(PdfRefused) as refusal:
        check_pdf_file(data)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_every_reason_is_told_at_once():
    data = files.changed(
        files.with_attachment(), lambda pdf: pdf.Root.__setitem__("/OpenAction", SCRIPT)
    )
    with pytest.raises(PdfRefused) as refusal:
        check_pdf_file(data)
    assert len(refusal.value.reasons) == 2


def test_a_file_without_pages_is_refused():
    with pytest.raises(PdfRefused, match="skadad"):
        check_pdf_file(files.saved(pikepdf.new()))


def test_a_file_above_the_limit_is_refused_unread(monkeypatch):
    data = files.plain("Sida")
    monkeypatch.setattr(check, "LARGEST_BYTES", len(data))
    assert check_pdf_file(data).pages == 1
    monkeypatch.setattr(check, "LARGEST_BYTES", len(data) - 1)
    with pytest.raises(PdfRefused, match="30 MB"):
        check_pdf_file(data)


def test_a_file_that_swells_when_unpacked_is_refused(monkeypatch):
    pdf = pikepdf.new()
    for _ in range(2):
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b" " * 600_000)
    data = files.saved(pdf)
    assert len(data) < 10_000
    assert check_pdf_file(data).pages == 2
    monkeypatch.setattr(check, "_LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(PdfRefused, match="packar upp"):
        check_pdf_file(data)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(check, "MOST_PAGES", 2)
    assert check_pdf_file(files.plain("a", "b")).pages == 2
    with pytest.raises(PdfRefused, match="sidor"):
        check_pdf_file(files.plain("a", "b", "c"))


def test_ordinary_files_are_let_in_and_described():
    assert check_pdf_file(files.tagged()) == PdfFacts(pages=8, tagged=True, claims_ua=True)
    assert check_pdf_file(files.plain("a", "b")) == PdfFacts(pages=2, tagged=False)
    assert check_pdf_file(files.scanned()) == PdfFacts(pages=1, tagged=False)
    assert check_pdf_file(files.form()) == PdfFacts(pages=1, tagged=False, has_form=True)
    assert check_pdf_file(files.signed()) == PdfFacts(1, False, has_form=True, signed=True)


@pytest.mark.parametrize("link", ["https://example.org", "mailto:a@example.org", "www.example.org"])
def test_ordinary_links_are_let_in(link):
    data = files.with_action(Dictionary(S=Name.URI, URI=String(link)))
    assert check_pdf_file(data).pages == 1


def test_words_about_scripts_are_no_scripts():
    pdf = pikepdf.open(BytesIO(files.plain("/JavaScript /JS /Launch")))
    pdf.docinfo["/Title"] = "Om /JavaScript och /EmbeddedFiles"
    assert check_pdf_file(files.saved(pdf)).pages == 1
