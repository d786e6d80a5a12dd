"""Hostile and mistaken files, built byte by byte for the guard's tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from docx import Document

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> bytes:
    """A small workbook with nothing wrong in it."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Budget"
    book.active["B1"] = 125
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rebuilt(
    change: Mapping[str, bytes | str | None] | None = None,
    edit: Mapping[str, Callable[[str], str]] | None = None,
    data: bytes | None = None,
) -> bytes:
    """The plain workbook with parts added, replaced, edited or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(data or plain()))
    parts: dict[str, bytes | str | None] = {name: source.read(name) for name in source.namelist()}
    for name, change_text in (edit or {}).items():
        old = parts[name]
        assert isinstance(old, bytes)
        new = change_text(old.decode())
        assert new != old.decode(), f"nothing to edit in {name}"
        parts[name] = new
    parts |= change or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def with_sheet(xml: str) -> bytes:
    """The plain workbook with this inside its sheet's ``sheetData``."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return rebuilt({SHEET: f"{head}<sheetData>{xml}</sheetData></worksheet>"})


def zip_bomb() -> bytes:
    """A sheet of 300 MB of spaces in some 300 kB."""
    return rebuilt({SHEET: b" " * (300 * 2**20)})


def lying_bomb() -> bytes:
    """A sheet of 80 MB that declares to be 100 bytes."""
    data = bytearray(rebuilt({SHEET: b"<a>" + b"x" * (80 * 2**20) + b"</a>"}))
    real = (80 * 2**20 + 7).to_bytes(4, "little")
    assert real in data
    while real in data:
        at = data.find(real)
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def overlapping_bomb() -> bytes:
    """Many entries in the directory that all point at the same packed megabytes."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b"0" * (8 * 2**20)) + kernel.flush()
    crc = zlib.crc32(b"0" * (8 * 2**20))
    sizes = crc.to_bytes(4, "little") + len(packed).to_bytes(4, "little")
    sizes += (8 * 2**20).to_bytes(4, "little")
    local = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 4 + sizes
    local += (5).to_bytes(2, "little") + b"\x00\x00" + b"a.xml" + packed
    directory = b""
    for number in range(200):
        name = f"{number:05d}.xml".encode()
        directory += b"PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00" + b"\x00" * 4 + sizes
        directory += len(name).to_bytes(2, "little") + b"\x00" * 16 + name
    end = b"PK\x05\x06" + b"\x00" * 4 + (200).to_bytes(2, "little") * 2
    end += len(directory).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\x00\x00"
    return local + directory + end


def word_file() -> bytes:
    """A Word document, to be renamed."""
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("Ansökan om medel")
    document.save(buffer)
    return buffer.getvalue()


def encrypted() -> bytes:
    """The beginning of a compound file that holds an encrypted package."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")
    )


def _types(old: str, new: str) -> bytes:
    return rebuilt(edit={"[Content_Types].xml": lambda text: text.replace(old, new)})


def _relation(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="x" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return rebuilt({"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS.format(one)})


def with_hyperlink(target: str) -> bytes:
    """A workbook whose sheet has a link in a cell."""
    return _relation("hyperlink", target)


_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_UTF_16 = ' encoding="utf-16"?>'
_BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    "<worksheet>&b;</worksheet>"
)


def _formula(text: str) -> bytes:
    return with_sheet(f'<row r="1"><c r="A1"><f>{text}</f></c></row>')


def _cells(count: int) -> bytes:
    return with_sheet(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n % 1000}</v></c></row>' for n in range(1, count))
    )


def renamed(rename: Callable[[str], str], data: bytes | None = None) -> bytes:
    """The plain workbook with its parts called otherwise."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data or plain()))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(rename(name), source.read(name))
    return buffer.getvalue()


def _macro_part() -> bytes:
    return rebuilt({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _double_part() -> bytes:
    buffer = io.BytesIO(plain())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", b"<a/>")
    return buffer.getvalue()


#: What is wrong with a file, and a word that the refusal's sentence must have.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "tom"),
    "text": (lambda: b"rubrik och belopp", "ingen Excel"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n,;" + b"\x00" * 50, "ingen Excel"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "old office": (lambda: _COMPOUND + b"\x00" * 600, "äldre"),
    "old word": (lambda: _COMPOUND + "WordDocument".encode("utf-16-le"), "Word"),
    "old macros": (
        lambda: _COMPOUND + "Workbook_VBA_PROJECT".encode("utf-16-le"),
        "makron",
    ),
    "encrypted": (encrypted, "lösenord"),
    "word": (word_file, "Word"),
    "truncated": (lambda: plain()[:-400], "skadad"),
    "half": (lambda: plain()[:2000], "skadad"),
    "only magic": (lambda: b"PK\x03\x04", "skadad"),
    "empty zip": (lambda: b"PK\x05\x06" + b"\x00" * 18, "arkiv"),
    "other zip": (lambda: rebuilt({"[Content_Types].xml": None}), "zip"),
    "opendocument": (
        lambda: rebuilt(
            {
                "[Content_Types].xml": None,
                "mimetype": "application/vnd.oasis.opendocument.text",
            }
        ),
        "OpenDocument",
    ),
    "presentation": (
        lambda: _types(
            _MAIN,
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        ),
        "PowerPoint",
    ),
    "macro part": (_macro_part, "makron"),
    "macro type": (lambda: _types(_MAIN, _MACRO), "makron"),
    "macro sheet": (lambda: rebuilt({"xl/macrosheets/sheet1.xml": "<a/>"}), "makron"),
    "zip bomb": (zip_bomb, "orimligt stor"),
    "lying bomb": (lying_bomb, "skadad"),
    "overlapping bomb": (overlapping_bomb, "orimligt stor"),
    "many parts": (lambda: rebuilt({f"xl/p{n}.xml": "<a/>" for n in range(1200)}), "många delar"),
    "double part": (_double_part, "samma namn"),
    "outside name": (lambda: rebuilt({"../../etc/x.xml": "<a/>"}), "otillåtna"),
    "external book": (lambda: rebuilt({"xl/externalLinks/externalLink1.xml": "<a/>"}), "länkar"),
    "external picture": (lambda: _relation("image", "http://example.org/x.png"), "länkar"),
    "template outside": (lambda: _relation("attachedTemplate", "http://example.org/x"), "länkar"),
    "connection": (lambda: rebuilt({"xl/connections.xml": "<a/>"}), "anslutning"),
    "embedded": (lambda: rebuilt({"xl/embeddings/oleObject1.bin": b"x"}), "inbäddade"),
    "dde": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A0</f></c></row>'),
        "hämtar",
    ),
    "web": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://x")</f></c></row>'),
        "hämtar",
    ),
    "entities": (lambda: rebuilt({SHEET: _BILLION}), "DOCTYPE"),
    "entities in utf-16": (
        lambda: rebuilt(
            {SHEET: _BILLION.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")}
        ),
        "DOCTYPE",
    ),
    "broken xml": (lambda: rebuilt({SHEET: "<worksheet><row>"}), "format"),
    "many cells": (lambda: _cells(130_000), "många celler"),
    "no workbook": (lambda: rebuilt({"xl/workbook.xml": None}), "format"),
    "no sheet": (lambda: rebuilt({SHEET: None}), ""),
}


def sparse(path: Path, size: int) -> Path:
    """A file of the given size that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path
