"""The guard before every workbook from outside: says what it is, and refuses what may not be read.

Nothing is unpacked to disk, and only the parts that a reader of values needs are unpacked at all:
those are streamed, counted as they come (declared sizes can lie) and refused at the first bad sign.
Each refusal is one Swedish sentence that a person can act on.

What is refused: too large, zip bombs, macros, links to other workbooks and data connections, DDE,
embedded files, files with a password, other Office files renamed, and XML with a DOCTYPE. What a
reader of values never looks at is let be, however odd: pictures, signatures, links in cells, and
whatever a program or a Mac has packed beside.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

#: The largest file that is read, in bytes. A real budget is some 50 kB.
LARGEST_FILE = 10 * 1024 * 1024
#: The most that all parts may claim to come to unpacked, in bytes, pictures included.
LARGEST_CLAIM = 200 * 1024 * 1024
#: The most that the parts that are read may come to unpacked, in bytes.
LARGEST_UNPACKED = 48 * 1024 * 1024
#: The most that a part above a megabyte may shrink when packed: real sheets shrink 5 to 50 times.
LARGEST_RATIO = 400
LARGEST_PART_COUNT = 1000

_CHUNK = 64 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "spreadsheetml.sheet.main+xml"
_TEMPLATE = "spreadsheetml.template.main+xml"
_BINARY = "vnd.ms-excel.sheet.binary"
#: What archives hold beside the workbook, and nobody reads.
_BESIDE = ("__macosx/", "[trash]/")
#: How what may be plain text begins: neither a picture nor an archive.
_TEXT = re.compile(rb"^[^\x00-\x08\x0e-\x1f]+$")


class Kind(StrEnum):
    """What a workbook is, whatever its name says."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


#: How each is served to whoever fetches it.
MEDIA_TYPES = {
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.XLSB: "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv",
}
#: What a field for workbooks lets its reader choose among.
ACCEPTED = ",".join(f".{kind}" for kind in Kind)


class WorkbookRefused(Exception):
    """The file is not a workbook that may be read; the message is one Swedish sentence."""


BROKEN = "Filen är skadad eller avkortad. Öppna den i Excel, spara den på nytt och försök igen."
NOT_FOLLOWED = "Filens innehåll följer inte formatet för Excel (.xlsx)."
_LOCKED = "Filen är skyddad med lösenord. Ta bort lösenordet och försök igen."
_SWELLS = "Filen blir orimligt stor när den packas upp och läses inte."
_MACROS = "Filen innehåller makron. Spara den som Excel-arbetsbok utan makron (.xlsx)."
_OTHER_BOOKS = (
    "Arbetsboken hämtar värden ur andra filer. Bryt de länkarna i Excel (Data, Redigera länkar) "
    "och försök igen."
)
_DOCTYPE = "Filens innehåll har en DOCTYPE, som inte hör hemma i Excel."
FETCHES = "Arbetsboken har formler som hämtar data utifrån. Ta bort dem och försök igen."


def load(source: bytes | str | os.PathLike[str]) -> bytes:
    """A workbook's bytes, of a size that is read. Raises :class:`WorkbookRefused`."""
    data = source if isinstance(source, bytes) else _read(Path(source))
    _check_size(len(data))
    return data


def kind_of(data: bytes) -> Kind:
    """What kind of workbook the bytes are, by what they hold, after every check.

    Raises :class:`WorkbookRefused`.
    """
    if data.startswith(_COMPOUND):
        return _kind_of_compound(data)
    if data.startswith(b"%PDF"):
        raise WorkbookRefused("Filen är en PDF. Ladda upp själva Excelfilen (.xlsx).")
    if data.startswith(b"PK\x03\x04"):
        with opened(data) as package:
            return package.kind
    if data.startswith(b"PK"):
        raise WorkbookRefused("Filen är ett tomt eller delat arkiv, ingen Excel-arbetsbok (.xlsx).")
    if _TEXT.match(data[:4096]) and any(sign in data[:4096] for sign in (b";", b"\t", b",")):
        return Kind.CSV
    raise WorkbookRefused("Filen är ingen Excel-arbetsbok (.xlsx).")


def _kind_of_compound(data: bytes) -> Kind:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise WorkbookRefused(_LOCKED)
    if holds("_VBA_PROJECT") or holds("Macros"):
        raise WorkbookRefused(_MACROS)
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    if holds("WordDocument"):
        raise WorkbookRefused("Filen är ett Worddokument. Ladda upp budgeten i Excel (.xlsx).")
    raise WorkbookRefused(
        "Filen är i ett äldre Office-format. Spara den som Excel-arbetsbok (.xlsx)."
    )


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise WorkbookRefused(f"{path} är en mapp, inte en fil.")
        if not stat.S_ISREG(status.st_mode):
            raise WorkbookRefused(f"{path} är ingen vanlig fil.")
        _check_size(status.st_size)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise WorkbookRefused(f"Filen {path} finns inte.") from error
    except (OSError, ValueError) as error:
        raise WorkbookRefused(f"Filen {path} går inte att öppna.") from error


def _check_size(size: int) -> None:
    if size == 0:
        raise WorkbookRefused("Filen är tom.")
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise WorkbookRefused(
            f"Filen är {size / (1024 * 1024):.0f} MB. Den får vara högst {limit} MB."
        )


class Package:
    """A workbook that is an archive of parts, which are found as Excel finds them.

    Part names differ in case and in their slashes between the programs that write them.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = LARGEST_UNPACKED
        self._entries: dict[str, ZipInfo] = {}
        for entry in archive.infolist():
            name = _plain_name(entry.filename)
            if entry.is_dir() or name.startswith(_BESIDE):
                continue
            if name in self._entries:
                raise WorkbookRefused("Filen har två delar med samma namn och läses inte.")
            self._entries[name] = entry
        _check_entries(archive.infolist())
        self.kind = self._kind()
        self._check_names()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _plain_name(name) in self._entries

    def under(self, *starts: str) -> list[str]:
        """The names of parts that begin so, in small letters."""
        return [name for name in self._entries if name.startswith(starts)]

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces. Raises :class:`WorkbookRefused` when all grows too large."""
        with self._archive.open(self._entries[_plain_name(name)]) as part:
            while piece := part.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise WorkbookRefused(_SWELLS)
                yield piece

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        return b"".join(self.stream(name))

    def tree(self, name: str) -> Element:
        """A part as XML. Raises ParseError, or DefusedXmlException for a DOCTYPE."""
        found: Element = fromstring(self.read(name), forbid_dtd=True)
        return found

    def _kind(self) -> Kind:
        """Read the list of content types: what the file is, whatever its name says."""
        if not self.has("[Content_Types].xml"):
            if self.has("mimetype") and b"opendocument" in (mime := self.read("mimetype")):
                if b"spreadsheet" in mime:
                    return Kind.ODS
                raise WorkbookRefused(
                    "Filen är ett OpenDocument-dokument utan kalkylblad. Ladda upp budgeten i "
                    "Excel (.xlsx) eller OpenDocument-kalkyl (.ods)."
                )
            raise WorkbookRefused("Filen är ett zip-arkiv, ingen Excel-arbetsbok (.xlsx).")
        types = self.tree("[Content_Types].xml")
        found = [node.get("ContentType", "") for node in types]
        if any("wordprocessingml" in one for one in found):
            raise WorkbookRefused("Filen är ett Worddokument. Ladda upp budgeten i Excel (.xlsx).")
        if any("presentationml.presentation" in one for one in found):
            raise WorkbookRefused("Filen är en PowerPoint. Ladda upp budgeten i Excel (.xlsx).")
        # A binary workbook's own type says that it may have macros, whether it has any or not.
        if any(one.endswith("vbaProject") for one in found):
            raise WorkbookRefused(_MACROS)
        if any(_BINARY in one for one in found):
            return Kind.XLSB
        if any("macroEnabled" in one for one in found):
            raise WorkbookRefused(_MACROS)
        if not any(one.endswith((_MAIN, _TEMPLATE)) for one in found):
            raise WorkbookRefused("Filen är ingen Excel-arbetsbok (.xlsx).")
        return Kind.XLSX

    def _check_names(self) -> None:
        if any(name.endswith("vbaproject.bin") for name in self._entries) or self.under(
            "xl/macrosheets/", "xl/dialogsheets/", "basic/", "scripts/"
        ):
            raise WorkbookRefused(_MACROS)
        if self.under("xl/externallinks/"):
            raise WorkbookRefused(_OTHER_BOOKS)
        if self.under("xl/connections", "xl/querytables/", "xl/model/"):
            raise WorkbookRefused(
                "Arbetsboken hämtar data utifrån. Ta bort anslutningarna och försök igen."
            )
        if self.under("xl/embeddings/", "xl/activex/"):
            raise WorkbookRefused(
                "Arbetsboken har inbäddade filer eller kontroller. Ta bort dem och försök igen."
            )
        for name in self._entries:
            if name.endswith(".rels") and not name.startswith("_xmlsignatures/"):
                for node in self.tree(name):
                    _check_relation(node)


class opened:  # noqa: N801 (used like ``open``)
    """``with opened(data) as package``: whatever is wrong in it is said in a sentence.

    Raises :class:`WorkbookRefused`, also for what is found while the package is read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> Package:
        try:
            self._archive = ZipFile(BytesIO(self._data))
            return Package(self._archive)
        except Exception as error:
            raise said(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._archive.close()
        if isinstance(error, Exception) and (refusal := said(error)) is not error:
            raise refusal from error


def said(error: Exception) -> Exception:
    """The refusal for what the libraries raise; other exceptions as they are."""
    if isinstance(error, BadZipFile | zlib.error | EOFError | NotImplementedError | OSError):
        return WorkbookRefused(BROKEN)
    if isinstance(error, DefusedXmlException):
        return WorkbookRefused(_DOCTYPE)
    if isinstance(error, ParseError | ValueError | LookupError):
        return WorkbookRefused(NOT_FOLLOWED)
    return error


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").removeprefix("./").casefold()


def _check_entries(entries: list[ZipInfo]) -> None:
    if len(entries) > LARGEST_PART_COUNT:
        raise WorkbookRefused("Filen har orimligt många delar och läses inte.")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookRefused("Filen är krypterad. Ta bort lösenordet och försök igen.")
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise WorkbookRefused("Filen har delar med otillåtna namn och läses inte.")
        packed = max(1, entry.compress_size)
        if entry.file_size > 2**20 and entry.file_size > LARGEST_RATIO * packed:
            raise WorkbookRefused(_SWELLS)
    if sum(entry.file_size for entry in entries) > LARGEST_CLAIM:
        raise WorkbookRefused(_SWELLS)


def _check_relation(node: Element) -> None:
    """Refuse what a program would fetch from outside. A link in a cell is nobody's to follow."""
    if node.get("TargetMode", "").casefold() != "external":
        return
    if node.get("Type", "").rpartition("/")[2] != "hyperlink":
        raise WorkbookRefused(_OTHER_BOOKS)
