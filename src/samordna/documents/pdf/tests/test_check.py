"""What may be taken in and what is refused, with a sentence the uploader can act on."""

from __future__ import annotations

import pickle
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from samordna.documents.pdf.foreign import facts, opening
from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused, check_pdf_file, is_plain_pdf
from samordna.documents.pdf.foreign.preparing import prepare
from samordna.documents.pdf.foreign.risks import may_hold_risks, risks
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


#: What is kept only in the original, and the word that says so.
LEFT_BEHIND = {
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
        "startar program",
    ),
    "opens another file": (
        files.with_action(Dictionary(S=Name.GoToR, F=String("annan.pdf"), D=[0])),
        "öppnar andra filer",
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
    "form of two kinds": (
        files.with_root("/AcroForm", Dictionary(XFA=String("<xdp/>"), Fields=[])),
        "XFA",
    ),
}


@pytest.mark.parametrize("kind", sorted(LEFT_BEHIND))
def test_what_does_not_belong_on_paper_stays_in_the_original(kind):
    """And so says the sentence for the page; nothing of it is in a bundle."""
    data, words = LEFT_BEHIND[kind]
    ready = prepare(data)
    assert words in ready.facts.note
    assert not is_plain_pdf(data)
    assert ready.facts.note.startswith("I kallelsen visas filens sidor")
    with pikepdf.open(BytesIO(ready.data)) as pdf:
        assert risks(pdf) == ()
    for word in (b"app.alert", b"hemlig", b"cmd.exe", b"annan.pdf", b"javascript:"):
        assert word not in _unpacked(ready.data)


def _unpacked(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return out.getvalue()


@pytest.mark.parametrize("kind", sorted(LEFT_BEHIND))
def test_where_no_name_of_it_is_written_there_is_nothing_of_it(kind):
    """The quick look at a file never misses what the search finds."""
    data, _ = LEFT_BEHIND[kind]
    with pikepdf.open(BytesIO(data)) as pdf:
        plain = opening.saved(pdf, plain=True)
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert not risks(pdf) or may_hold_risks(plain)
    assert not may_hold_risks(prepare(files.plain("Sida")).data)


def test_everything_left_behind_is_told_at_once():
    data = files.changed(
        files.with_attachment(), lambda pdf: pdf.Root.__setitem__("/OpenAction", SCRIPT)
    )
    found = check_pdf_file(data)
    assert len(found.left_behind) == 2
    assert " och " in found.note


def test_what_lies_over_a_page_and_is_not_drawn_refuses_it():
    def add(pdf: pikepdf.Pdf) -> None:
        noted = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[9, 9, 99, 99], Contents="Avslag"
        )
        pdf.pages[1].obj.Annots = Array([noted])

    with pytest.raises(PdfRefused, match="Sidan 2 i filen har en anteckning som inte är inritad"):
        check_pdf_file(files.changed(files.plain("a", "b"), add))


REFUSED = {
    "pages to come": (files.with_root("/NeedsRendering", True), "XFA"),
    "locked to open": (files.locked(user="u"), "lösenord"),
    "not a PDF": (b"PK\x03\x04 ett kalkylark", "inte en PDF"),
    "empty": (b"", "inte en PDF"),
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


def test_a_file_that_is_only_locked_to_change_is_read():
    assert check_pdf_file(files.locked()).pages == 1


def test_no_refusal_asks_for_an_original_to_be_saved_anew():
    said = [value for value in vars(facts).values() if isinstance(value, str)]
    assert not [sentence for sentence in said if "spara" in sentence.lower()]


def test_a_refusal_keeps_its_reasons_between_processes():
    refusal = pickle.loads(pickle.dumps(PdfRefused("Ett.", "Två.")))  # noqa: S301 (our own)
    assert refusal.reasons == ("Ett.", "Två.")


def test_a_file_without_pages_is_refused():
    with pytest.raises(PdfRefused, match="skadad"):
        check_pdf_file(files.saved(pikepdf.new()))


def test_a_file_above_the_limit_is_refused_unread(monkeypatch):
    data = files.plain("Sida")
    monkeypatch.setattr(facts, "LARGEST_BYTES", len(data))
    assert check_pdf_file(data).pages == 1
    monkeypatch.setattr(facts, "LARGEST_BYTES", len(data) - 1)
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
    monkeypatch.setattr(opening, "_LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(PdfRefused, match="packar upp"):
        check_pdf_file(data)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(facts, "MOST_PAGES", 2)
    assert check_pdf_file(files.plain("a", "b")).pages == 2
    with pytest.raises(PdfRefused, match="sidor"):
        check_pdf_file(files.plain("a", "b", "c"))


def test_ordinary_files_are_let_in_and_described():
    assert is_plain_pdf(files.tagged())
    assert is_plain_pdf(files.signed())
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
