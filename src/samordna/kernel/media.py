"""What kind of file some bytes are, told by the bytes; among texts also by the name.

A name and what a browser says of a file are whatever somebody wrote. The bytes decide, except among
plain texts, which look alike: there the ending tells a bank's SIE file from a letter. Nothing is
unpacked or followed, and what is not known is just a file.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
#: What may open in a page, when it is sound.
OPENS = (PDF, PNG, JPEG)
TEXT, UNKNOWN = "text/plain", "application/octet-stream"
OLE, ZIP = "application/x-ole-storage", "application/zip"
LOCKED_OFFICE = "application/x-ole-storage; encrypted"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_DOCX = f"{_OFFICE}.wordprocessingml.document"
_XLSX = f"{_OFFICE}.spreadsheetml.sheet"
_PPTX = f"{_OFFICE}.presentationml.presentation"
_XLSM = "application/vnd.ms-excel.sheet.macroenabled.12"
_XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"

#: What people call each kind.
_LABELS = {
    PDF: "PDF",
    PNG: "Bild (PNG)",
    JPEG: "Bild (JPEG)",
    "image/gif": "Bild (GIF)",
    "image/tiff": "Bild (TIFF)",
    "image/webp": "Bild (WebP)",
    "image/heic": "Bild (HEIC)",
    "image/bmp": "Bild (BMP)",
    "image/svg+xml": "Bild (SVG)",
    "message/rfc822": "E-post (.eml)",
    "application/vnd.ms-outlook": "E-post (.msg)",
    _DOCX: "Word",
    _XLSX: "Excel",
    _XLSM: "Excel med makron",
    _XLSB: "Excel (.xlsb)",
    _PPTX: "PowerPoint",
    "application/msword": "Word (.doc)",
    "application/vnd.ms-excel": "Excel (.xls)",
    "application/vnd.ms-powerpoint": "PowerPoint (.ppt)",
    LOCKED_OFFICE: "Office, låst med lösenord",
    OLE: "Office, äldre",
    f"{_ODF}.text": "Textdokument (.odt)",
    f"{_ODF}.spreadsheet": "Kalkylblad (.ods)",
    f"{_ODF}.presentation": "Presentation (.odp)",
    "application/vnd.etsi.asic-e+zip": "Undertecknat paket (ASiC)",
    "application/pkcs7-mime": "Undertecknad fil (P7M)",
    "application/epub+zip": "E-bok",
    "application/rtf": "RTF",
    ZIP: "Zip",
    "application/x-7z-compressed": "7-Zip",
    "application/vnd.rar": "RAR",
    "application/gzip": "Gzip",
    "audio/mpeg": "Ljud",
    "audio/wav": "Ljud",
    "video/mp4": "Film",
    "text/csv": "CSV",
    "text/html": "Webbsida",
    "text/xml": "XML",
    "application/json": "JSON",
    "text/x-sie": "SIE",
    "text/calendar": "Kalender",
    "text/vcard": "Kontaktuppgifter",
    TEXT: "Text",
    "application/x-msdownload": "Program",
}

#: Among texts the ending decides.
_TEXT_ENDINGS = {
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".se": "text/x-sie",
    ".si": "text/x-sie",
    ".sie": "text/x-sie",
    ".svg": "image/svg+xml",
    ".vcf": "text/vcard",
    ".xhtml": "text/html",
    ".xml": "text/xml",
}
_TEXTS = {TEXT, *_TEXT_ENDINGS.values()}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
)
#: The names of the parts of an Office file as they stand in it, and what each is the mark of.
_OLE_PARTS = (
    ("EncryptedPackage", LOCKED_OFFICE),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
)
#: The headers of a mail's own, among others such as *X-Mailer*.
_MAIL_HEADERS = (b"from", b"received", b"return-path", b"mime-version", b"message-id")
_MARKUP = re.compile(rb"<(!doctype html|html|\?xml|svg)\b", re.IGNORECASE)
_MARKUP_TYPES = {b"?xml": "text/xml", b"svg": "image/svg+xml"}
#: Signs below the space that stand in texts: tab, ends of lines and pages, and the end of DOS.
_NOT_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
#: So much is looked at, in bytes, to tell a text from what is none.
_LOOKED_AT = 64 * 1024


def media_type_of(data: bytes, name: str = "") -> str:
    """The media type of a file: of its bytes, and of its name where the bytes are a plain text."""
    beginning = data[:1024]
    if b"%PDF-" in beginning:
        return PDF
    for signature, media_type in _BEGINNINGS:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data.startswith(b"MZ"):
        return "application/x-msdownload"
    if PurePosixPath(name).suffix.lower() in (".p7m", ".p7s"):
        return "application/pkcs7-mime"
    return _of_text(data, name) if _is_text(data[:_LOOKED_AT]) else UNKNOWN


def label_of(media_type: str) -> str:
    """What people call a kind of file, such as *PDF* or *E-post (.eml)*."""
    return _LABELS.get(media_type, "Fil")


def type_by_name(media_type: str, name: str) -> str:
    """A kept file's media type under another name: the same bytes may be a text and a table."""
    by_name = _TEXT_ENDINGS.get(PurePosixPath(name).suffix.lower())
    return by_name if by_name and media_type in _TEXTS else media_type


def plain_name(filename: str) -> str:
    """The name of a file that was sent without its ending and its folder, which Windows may send
    along, to be a title; never empty."""
    return title_of_name(filename.replace("\\", "/").rpartition("/")[2])


def title_of_name(name: str) -> str:
    """The name of a file without its ending, to be a title; never empty. It is in no folder, and a
    backslash is one of its letters."""
    name = name.strip()
    stem = PurePosixPath(name).stem if name.strip(".") else name
    return " ".join(stem.replace("_", " ").split()) or name or "Fil"


def _of_ole(data: bytes) -> str:
    found = (kind for part, kind in _OLE_PARTS if f"{part}\0".encode("utf-16-le") in data)
    return next(found, OLE)


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {n.replace("\\", "/").lstrip("/").casefold() for n in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ZIP
    # ODF and its kin say what they are first of all, unpacked.
    if (
        said := re.match(rb"PK\x03\x04.{26}mimetype([\x20-\x7e]{5,100}?)PK", data, re.S)
    ) is not None:
        media_type = said[1].decode("ascii")
        return media_type if media_type in _LABELS else ZIP
    if "[content_types].xml" not in names:
        return ZIP
    if "xl/workbook.bin" in names:
        return _XLSB
    if "xl/vbaproject.bin" in names:
        return _XLSM
    folders = {name.partition("/")[0] for name in names}
    kinds = (("word", _DOCX), ("xl", _XLSX), ("ppt", _PPTX))
    return next((kind for folder, kind in kinds if folder in folders), ZIP)


def _is_text(data: bytes) -> bool:
    """Whether bytes are a text in any of the ways that letters are written as bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(data) and data.translate(None, _NOT_IN_TEXT) == data


def _of_text(data: bytes, name: str) -> str:
    if by_name := _TEXT_ENDINGS.get(PurePosixPath(name).suffix.lower()):
        return by_name
    beginning = data.removeprefix(b"\xef\xbb\xbf")[:4096]
    if beginning.startswith(b"#FLAGGA"):
        return "text/x-sie"
    if markup := _MARKUP.match(_without_comments(beginning)):
        return _MARKUP_TYPES.get(markup[1].lower(), "text/html")
    return "message/rfc822" if _begins_as_mail(beginning) else TEXT


def _without_comments(markup: bytes) -> bytes:
    """Markup from its first element, which comments may stand before."""
    left = markup.lstrip()
    while left.startswith(b"<!--"):
        left = left.partition(b"-->")[2].lstrip()
    return left


def _begins_as_mail(text: bytes) -> bool:
    """Whether a text begins with headers, of which two at least are a mail's own."""
    own = 0
    for line in text.splitlines():
        name, colon, _ = line.partition(b":")
        if line[:1] in (b" ", b"\t"):
            continue  # goes on with the header above
        if not colon or not name.replace(b"-", b"").isalnum():
            break
        own += name.lower() in _MAIL_HEADERS
    return own > 1
