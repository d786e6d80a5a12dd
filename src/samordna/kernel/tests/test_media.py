"""The kind of a file is its bytes', and among texts its name's."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from samordna.kernel.media import label_of, media_type_of, plain_name, title_of_name, type_by_name


def packed(*parts: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()


def ole(part: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + f"{part}\0".encode("utf-16-le")


_TYPES = b"[Content_Types].xml"
MAIL = (
    b"Received: from exempel.se\r\n by exempel.se\r\nFrom: a@exempel.se\r\nSubject: Hej\r\n\r\nHej"
)

CASES = [
    (b"%PDF-1.7\n", "avtal.pdf", "PDF"),
    (b"\0\0 rubbish %PDF-1.4", "avtal.html", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "bild.html", "Bild (PNG)"),
    (b"\xff\xd8\xff\xe0", "bild.jpg", "Bild (JPEG)"),
    (b"II*\x00", "skannad.tif", "Bild (TIFF)"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "bild", "Bild (WebP)"),
    (b"\0\0\0\x18ftypheic", "IMG_1.HEIC", "Bild (HEIC)"),
    (packed(("[Content_Types].xml", b""), ("xl/workbook.xml", b"")), "x", "Excel"),
    (packed(("[content_types].xml", b""), ("xl\\workbook.xml", b"")), "x", "Excel"),
    (
        packed(("[Content_Types].xml", b""), ("xl/vbaProject.bin", b"")),
        "budget.xlsx",
        "Excel med makron",
    ),
    (packed(("[Content_Types].xml", b""), ("xl/workbook.bin", b"")), "x", "Excel (.xlsb)"),
    (packed(("[Content_Types].xml", b""), ("word/document.xml", b"")), "x.pdf", "Word"),
    (
        packed(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")
        ),
        "x",
        "Kalkylblad (.ods)",
    ),
    (packed(("a.txt", b"hej")), "filer.zip", "Zip"),
    (b"PK\x03\x04 and no more", "trasig.xlsx", "Zip"),
    (ole("__properties_version1.0"), "brev.msg", "E-post (.msg)"),
    (ole("Workbook"), "x", "Excel (.xls)"),
    (ole("WordDocument"), "x", "Word (.doc)"),
    (ole("EncryptedPackage"), "x.xlsx", "Office, låst med lösenord"),
    (MAIL, "brev.eml", "E-post (.eml)"),
    (MAIL, "brev", "E-post (.eml)"),
    (b"Fr\xc3\xa5n: a\nTill: b\n", "anteckning.txt", "Text"),
    ('#FLAGGA 0\r\n#FNAMN "Förbundet"\r\n'.encode("cp437"), "bok.txt", "SIE"),
    ("#FORMAT PC8\r\nå".encode("cp437"), "bok.SE", "SIE"),
    (b"a;b\n1;2\n", "lista.csv", "CSV"),
    (b"<!DOCTYPE html><script>", "sida.txt", "Webbsida"),
    (b"\n<svg onload=x>", "bild.png", "Bild (SVG)"),
    ("Hej".encode("utf-16"), "x.txt", "Text"),
    (b"MZ\x90\0", "faktura.pdf", "Program"),
    (b"\0\x01\x02", "x.txt", "Fil"),
    (b"", "x", "Fil"),
]


@pytest.mark.parametrize(("data", "name", "label"), CASES, ids=[f"{c[1]}-{c[2]}" for c in CASES])
def test_the_kind_of_a_file(data: bytes, name: str, label: str) -> None:
    assert label_of(media_type_of(data, name)) == label


def test_the_same_text_is_called_what_each_name_says() -> None:
    assert label_of(type_by_name("text/plain", "a.csv")) == "CSV"
    assert label_of(type_by_name("application/pdf", "a.csv")) == "PDF"


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("Årsredovisning_2024.pdf", "Årsredovisning 2024"),
        ("C:\\brev\\Svar nr 2.eml", "Svar nr 2"),
        (".pdf", ".pdf"),
        ("...", "..."),
        ("", "Fil"),
    ],
)
def test_a_title_of_a_name(filename: str, title: str) -> None:
    assert plain_name(filename) == title


def test_a_backslash_is_a_letter_of_a_name_that_is_in_no_folder() -> None:
    assert title_of_name('k "citat" \\u{202e}.pdf') == 'k "citat" \\u{202e}'
    assert title_of_name("Års_plan.pdf") == "Års plan"
