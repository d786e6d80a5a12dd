"""The register keeps files of any kind as they came, and opens only what cannot hurt."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from PIL import Image

from samordna.documents.models import DocumentVersion
from samordna.documents.pdf.tests.foreign_files import locked, plain, with_attachment
from samordna.documents.queries import bytes_of
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Matter, Record
from samordna.register.steps import open_matter


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return open_matter(actor=cast.actor("registrar"), subject="Revision")


@pytest.fixture
def client(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def address(cast: Cast, name: str, **about: object) -> str:
    return reverse(name, kwargs={"association": cast.association.slug, **about})


def post(client: Client, cast: Cast, matter: Matter, *files: SimpleUploadedFile, **more: str):  # type: ignore[no-untyped-def]
    facts = {
        "direction": "in",
        "dated": "2024-09-05",
        "subject": "Handlingar",
        "counterparty": "Revisor Rehn",
        **more,
    }
    page = address(cast, "documents:new_record", year=matter.year, serial=matter.serial)
    return client.post(page, {**facts, "file": list(files)})


def picture(kind: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 20)).save(made, kind)
    return made.getvalue()


def served(client: Client, cast: Cast, version: DocumentVersion):  # type: ignore[no-untyped-def]
    return client.get(address(cast, "documents:version", pk=version.pk))


MAIL = b"From: a@exempel.se\r\nTo: b@exempel.se\r\nMIME-Version: 1.0\r\n\r\nHej\r\n"


@pytest.mark.parametrize(
    ("name", "data", "label", "opens"),
    [
        ("rapport.pdf", plain("Rapport"), "PDF", True),
        ("avtal.html", plain("Avtal"), "PDF", True),
        ("karta.png", picture("PNG"), "Bild (PNG)", True),
        ("karta.jpg", picture("JPEG"), "Bild (JPEG)", True),
        ("trasig.png", picture("PNG")[:45], "Bild (PNG)", False),
        ("last.pdf", locked("hemligt"), "PDF", False),
        ("signerad.pdf", with_attachment(), "PDF", False),
        ("trasig.pdf", b"%PDF-1.7 and then nothing", "PDF", False),
        ("brev.eml", MAIL, "E-post (.eml)", False),
        ("bok.se", "#FLAGGA 0\r\n#FNAMN å".encode("cp437"), "SIE", False),
        ("sida.html", b"<html><script>alert(1)</script>", "Webbsida", False),
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Bild (SVG)", False),
        ("okand", bytes(range(256)), "Fil", False),
    ],
)
def test_any_kind_is_kept_byte_for_byte_and_only_what_is_sound_opens(
    client: Client, cast: Cast, matter: Matter, name: str, data: bytes, label: str, opens: bool
) -> None:
    assert post(client, cast, matter, SimpleUploadedFile(name, data)).status_code == 302
    version = DocumentVersion.objects.get()
    assert bytes_of(version) == data
    answer = served(client, cast, version)
    assert answer.content == data
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline" if opens else "attachment")
    if not opens:
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Type"].partition(";")[0] not in ("text/html", "image/svg+xml")
    page = client.get(address(cast, "register:matter", year=matter.year, serial=matter.serial))
    assert f"{label}, " in page.content.decode()


def test_what_may_open_is_saved_by_the_ending_of_its_kind(
    client: Client, cast: Cast, matter: Matter
) -> None:
    post(client, cast, matter, SimpleUploadedFile("karta.html", picture("PNG")))
    answer = served(client, cast, DocumentVersion.objects.get())
    assert 'filename="karta.html.png"' in answer["Content-Disposition"]


def test_several_files_at_once_are_one_record(client: Client, cast: Cast, matter: Matter) -> None:
    files = [SimpleUploadedFile(f"fil_{n}.txt", b"Hej %d" % n) for n in range(3)]
    assert post(client, cast, matter, *files).status_code == 302
    record = Record.objects.get()
    titles = [version.document.title for version in record.versions.order_by("pk")]
    assert titles == ["fil 0", "fil 1", "fil 2"]


def test_an_empty_file_is_named_and_nothing_is_registered(
    client: Client, cast: Cast, matter: Matter
) -> None:
    files = [SimpleUploadedFile("tom.txt", b""), SimpleUploadedFile("brev.txt", b"Hej")]
    answer = post(client, cast, matter, *files)
    assert "Filen tom.txt är tom." in answer.content.decode()
    assert not Record.objects.exists()


def test_the_page_of_a_matter_reads_no_bytes(
    client: Client, cast: Cast, matter: Matter, django_assert_max_num_queries: object
) -> None:
    post(client, cast, matter, *[SimpleUploadedFile(f"{n}.txt", b"%d" % n) for n in range(4)])
    with django_assert_max_num_queries(12) as asked:  # type: ignore[operator]
        client.get(address(cast, "register:matter", year=matter.year, serial=matter.serial))
    assert not any('"data"' in query["sql"] for query in asked.captured_queries)
