"""Files from outside in one PDF, which a summons and a bundle hold alike."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from page import ValidationProfile
from PIL import Image

from samordna.documents.pdf import attachments
from samordna.documents.pdf.attachments import why_not_joined
from samordna.documents.pdf.bundle import Bundled, bundle
from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.bundle import fill
from samordna.documents.pdf.foreign.structure import Structure
from samordna.documents.pdf.papers.bundle import BundlePaper
from samordna.documents.pdf.papers.meeting import AgendaItem, Attachment, ForeignPdf
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import (
    bookmark_pages,
    failures,
    pages,
    rendered,
    roles,
    ua_failures,
)

PLAIN, TAGGED = files.plain("Forsta sidan", "Andra sidan"), files.tagged()
EACH = (
    ("Protokoll från i våras", rendered(samples.minutes())),
    ("Karta", PLAIN),
    ("Skannat brev", files.scanned()),
    ("Blankett", files.form()),
    ("Liggande", files.plain("Bred", size=(960, 540), rotate=90)),
    ("Karta igen", PLAIN),
)


def _attached(*given: tuple[str, bytes]) -> tuple[Attachment, ...]:
    return tuple(Attachment(str(n), title, ForeignPdf(d)) for n, (title, d) in enumerate(given, 1))


@pytest.fixture(scope="module")
def tagged() -> bytes:
    """A bundle of tagged files, two of them the same."""
    return bundle(
        [("Första", TAGGED), EACH[0], ("Första igen", TAGGED)], moment=samples.MOMENT
    ).data


def test_a_bundle_of_tagged_files_is_one_accessible_file(tagged: bytes) -> None:
    assert ua_failures(tagged) == []
    with pikepdf.open(BytesIO(tagged)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
    assert b"<pdfuaid:part>1" in metadata and b"<pdfaid:part>" not in metadata


def test_what_is_ours_in_a_bundle_is_archivable_and_accessible() -> None:
    for association in ("", samples.ASSOCIATION):
        data = rendered(BundlePaper(_attached(), association))
        assert failures(data, ValidationProfile.PDF_A_2A) == [] == ua_failures(data)


def test_untagged_files_are_read_page_by_page_in_the_order_of_the_pages() -> None:
    data = bundle(EACH[1:3], moment=samples.MOMENT).data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert b"<pdfuaid:part>" not in pdf.Root.Metadata.read_bytes()
    assert [f for f in ua_failures(data) if "FONT" not in f and "-ID-" not in f] == []
    order = [page for _, page in roles(data) if page]
    assert order == sorted(order)


def test_the_list_the_bookmarks_and_the_covers_tell_the_same_pages(tagged: bytes) -> None:
    found = pages(tagged)
    top = [(title, page) for depth, title, page in bookmark_pages(tagged) if depth == 0]
    assert [title for title, _ in top] == [
        "Bilagor",
        "Bilaga 1: Första",
        "Bilaga 2: Protokoll från i våras",
        "Bilaga 3: Första igen",
    ]
    listed = dict(re.findall(r"^(\d+) .* (\d+)$", found[0], re.MULTILINE))
    assert {f"Bilaga {n}": int(page) for n, page in listed.items()} == {
        title.split(":")[0]: page for title, page in top[1:]
    }
    for title, page in top[1:]:
        assert title in found[page - 1]
    for number, words in enumerate(found, 1):
        assert f"Sida {number} ({len(found)})" in " ".join(words.split())


def test_the_same_files_give_the_same_bytes() -> None:
    one, other = (bundle(EACH, moment=samples.MOMENT).data for _ in range(2))
    assert one == other


def test_a_bundle_and_a_summons_hold_the_same_pages() -> None:
    """All but the numbers of the pages: covers in words, foreign pages as they are drawn and as
    they are written."""
    attached = _attached(*EACH)
    alone = rendered(BundlePaper(attached, samples.ASSOCIATION))
    item = AgendaItem("1", "Underlag", attachments=attached)
    called = rendered(replace(samples.summons(), agenda=(item,), dnr=""))
    count = len(pages(alone)) - 1
    assert [_without_numbers(page) for page in pages(alone)[-count:]] == [
        _without_numbers(page) for page in pages(called)[-count:]
    ]
    assert _drawings(alone, count) == _drawings(called, count)
    assert _written(alone, count) == _written(called, count)


def _without_numbers(page: str) -> str:
    return re.sub(r"\d+", "#", " ".join(page.split()))


def _drawings(data: bytes, count: int) -> list[bytes]:
    """The last pages as they are drawn, but for the corner with the number, and what is written
    of numbers on a cover."""
    document = pypdfium2.PdfDocument(data)
    drawn = []
    for number in range(len(document) - count, len(document)):
        image = document[number].render(scale=1.5).to_pil().convert("L")
        width, height = image.size
        image.paste(255, (width - 230, height - 110, width, height))
        if "Bifogad fil" in document[number].get_textpage().get_text_range():
            image.paste(255, (0, 300, width, height))
        drawn.append(_bytes_of(image))
    document.close()
    return drawn


def _bytes_of(image: Image.Image) -> bytes:
    return repr(image.size).encode() + image.tobytes()


def _written(data: bytes, count: int) -> list[tuple[bytes, str]]:
    """The instructions of the foreign pages among the last ones, and their sizes."""
    with pikepdf.open(BytesIO(data)) as pdf:
        last = list(pdf.pages)[-count:]
        return [
            (bytes(content.read_bytes()), str(list(page.mediabox)))
            for page in last
            if "/SamordnaStamp" in page.resources.get("/XObject", {})
            for content in page.Contents
        ]


def _stumbles_over(monkeypatch: pytest.MonkeyPatch, *titles: str) -> None:
    """The tags that all share cannot be written when these parts are among them."""
    whole = Structure.finish

    def finish(self: Structure) -> None:
        put_in = [part for part in self.document.K if pikepdf.Name.Part == part.S]
        parts = " ".join(str(part.get("/T", "")) for part in put_in)
        if all(title in parts for title in titles):
            raise ValueError("a key twice")
        whole(self)

    monkeypatch.setattr(Structure, "finish", finish)
    monkeypatch.setattr(attachments, "fill_apart", fill)


def test_those_that_cannot_join_are_left_out_as_of_a_summons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [("katt", PLAIN), ("god", PLAIN), ("hund", PLAIN), ("god", TAGGED)]
    _stumbles_over(monkeypatch, "katt", "hund")
    made = bundle(given, moment=samples.MOMENT)
    assert made.why == {2: (facts.NOT_JOINED,)}
    assert why_not_joined(_attached(*given)) == {"Bilaga 3": (facts.NOT_JOINED,)}
    top = [title for depth, title, _ in bookmark_pages(made.data) if depth == 0]
    assert top == ["Bilagor", "Bilaga 1: katt", "Bilaga 2: god", "Bilaga 3: god"]


def test_where_none_can_there_is_no_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = files.locked(user="u")
    made = bundle([("låst", locked), ("låst", locked)], moment=samples.MOMENT)
    assert made == Bundled(b"", {0: (facts.ENCRYPTED,), 1: (facts.ENCRYPTED,)})
    assert bundle([], moment=samples.MOMENT) == Bundled(b"", {})
    monkeypatch.undo()


def test_one_that_cannot_join_any_is_left_out_after_those_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _stumbles_over(monkeypatch, "ond")
    given = [("låst", files.locked(user="u")), ("god", PLAIN), ("ond", PLAIN), ("god", PLAIN)]
    made = bundle(given, moment=samples.MOMENT)
    assert made.why == {0: (facts.ENCRYPTED,), 2: (facts.NOT_JOINED,)}
    assert len(pages(made.data)) == 1 + 2 * (1 + 2)
