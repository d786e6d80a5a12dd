"""The guard before every workbook from outside: refuses what is not a plain, small .xlsx.

Nothing is unpacked to disk and nothing is held whole but the file itself (at most 10 MB): the parts
are streamed, counted as they come (declared sizes can lie) and refused at the first bad sign. Each
refusal is one Swedish sentence that a person can act on.

What is refused: too large, zip bombs, macros, external links and data connections, DDE, embedded
files, encrypted and old formats, other Office files renamed, XML with a DOCTYPE, and workbooks with
more cells than any budget has.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

#: The largest file that is read, in bytes. A real budget is some 50 kB.
LARGEST_FILE = 10 * 1024 * 1024
#: The most that all parts may come to unpacked, in bytes, pictures included.
LARGEST_UNPACKED = 50 * 1024 * 1024
#: The most that the XML parts may come to unpacked, in bytes.
LARGEST_XML = 16 * 1024 * 1024
#: The most that a part above a megabyte may shrink when packed: real sheets shrink 5 to 50 times.
LARGEST_RATIO = 400
LARGEST_PART_COUNT = 1000
#: The most XML elements in all parts together: some 60 000 cells. A real budget has a thousand.
LARGEST_ELEMENT_COUNT = 120_000

_CHUNK = 64 * 1024
_PLAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
)
_LIBRE_PARTS = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|vml|bin)$", re.IGNORECASE)
_DDE = re.compile(r"^[^\"']*\w\s*\|\s*(?:'[^']*'|\w+)\s*!", re.DOTALL)
_FETCHING = re.compile(r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE)


class WorkbookRefused(Exception):
    """The file is not a workbook that may be read; the message is one Swedish sentence."""


def load_checked(source: bytes | str | os.PathLike[str]) -> bytes:
    """Return the workbook's bytes after every check. Raises :class:`WorkbookRefused`."""
    data = source if isinstance(source, bytes) else _read(Path(source))
    _check_size(len(data))
    _check_beginning(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive)
            _check_kind(archive)
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise WorkbookRefused(
            "Filen är skadad eller avkortad. Öppna den i Excel, spara den på nytt och försök igen."
        ) from error
    except (ParseError, DefusedXmlException, expat.ExpatError, ValueError, LookupError) as error:
        raise WorkbookRefused("Filens innehåll följer inte formatet för Excel (.xlsx).") from error
    return data


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


def _check_beginning(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookRefused(
                "Filen är skyddad med lösenord. Ta bort lösenordet och försök igen."
            )
        raise WorkbookRefused(
            "Filen är i ett äldre Office-format. Spara den som Excel-arbetsbok (.xlsx)."
        )
    if data.startswith(b"%PDF"):
        raise WorkbookRefused("Filen är en PDF. Ladda upp själva Excelfilen (.xlsx).")
    if not data.startswith(b"PK"):
        raise WorkbookRefused("Filen är ingen Excel-arbetsbok (.xlsx).")
    if not data.startswith(b"PK\x03\x04"):
        raise WorkbookRefused("Filen är ett tomt eller delat arkiv, ingen Excel-arbetsbok (.xlsx).")


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > LARGEST_PART_COUNT:
        raise WorkbookRefused("Filen har orimligt många delar och läses inte.")
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) != len(names):
        raise WorkbookRefused("Filen har två delar med samma namn och läses inte.")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookRefused("Filen är krypterad. Ta bort lösenordet och försök igen.")
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
            raise WorkbookRefused("Filen har delar med otillåtna namn och läses inte.")
        if entry.file_size > 2**20 and entry.file_size > LARGEST_RATIO * max(
            1, entry.compress_size
        ):
            raise _bomb()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise _bomb()
    _check_names([name.casefold() for name in names])


def _check_names(names: list[str]) -> None:
    def any_under(*starts: str) -> bool:
        return any(name.startswith(starts) for name in names)

    if any(name.endswith("vbaproject.bin") for name in names) or any_under(
        "xl/macrosheets/", "xl/dialogsheets/"
    ):
        raise _macros()
    if any_under("xl/externallinks/"):
        raise _external()
    if any_under("xl/connections", "xl/querytables/", "xl/model/"):
        raise WorkbookRefused(
            "Arbetsboken hämtar data utifrån. Ta bort anslutningarna och försök igen."
        )
    if any_under("xl/embeddings/", "xl/activex/"):
        raise WorkbookRefused(
            "Arbetsboken har inbäddade filer eller kontroller. Ta bort dem och försök igen."
        )


def _bomb() -> WorkbookRefused:
    return WorkbookRefused("Filen blir orimligt stor när den packas upp och läses inte.")


def _macros() -> WorkbookRefused:
    return WorkbookRefused(
        "Filen innehåller makron. Spara den som Excel-arbetsbok utan makron (.xlsx)."
    )


def _external() -> WorkbookRefused:
    return WorkbookRefused(
        "Arbetsboken har länkar till andra filer. Bryt länkarna i Excel och försök igen."
    )


def _check_kind(archive: zipfile.ZipFile) -> None:
    """Read the list of content types: what the file is, whatever its name says."""
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        if "mimetype" in names and b"opendocument" in _small(archive, "mimetype"):
            raise WorkbookRefused(
                "Filen är ett OpenDocument-dokument. Spara den som Excel-arbetsbok (.xlsx)."
            )
        raise WorkbookRefused("Filen är ett zip-arkiv, ingen Excel-arbetsbok (.xlsx).")
    types = _small(archive, "[Content_Types].xml")
    found = [node.get("ContentType", "") for node in fromstring(types, forbid_dtd=True)]
    if any("macroEnabled" in one or "vbaProject" in one for one in found):
        raise _macros()
    if any("wordprocessingml" in one for one in found):
        raise WorkbookRefused("Filen är ett Worddokument. Ladda upp budgeten i Excel (.xlsx).")
    if any("presentationml.presentation" in one for one in found):
        raise WorkbookRefused("Filen är en PowerPoint. Ladda upp budgeten i Excel (.xlsx).")
    if any("sheet.binary" in one for one in found):
        raise WorkbookRefused("Filen är en binär arbetsbok (.xlsb). Spara den som .xlsx.")
    if not any(one in _PLAIN_TYPES for one in found):
        raise WorkbookRefused("Filen är ingen Excel-arbetsbok (.xlsx).")


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    return b"".join(_stream(archive, name, limit=2**20))


def _stream(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """Yield a part in pieces, and stop where it grows past the limit."""
    size = 0
    with archive.open(name) as part:
        while piece := part.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise _bomb()
            yield piece


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Stream every part once: count what it really holds, and look at its XML."""
    unpacked = xml = 0
    scan = _Scan()
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        is_xml = not _LIBRE_PARTS.search(entry.filename)
        if is_xml:
            scan.begin(entry.filename)
        for piece in _stream(archive, entry.filename, LARGEST_UNPACKED - unpacked):
            unpacked += len(piece)
            if is_xml:
                xml += len(piece)
                if xml > LARGEST_XML:
                    raise _bomb()
                scan.feed(piece)
        if is_xml:
            scan.end()


class _Scan:
    """Looks at XML as it streams by: counts elements, refuses DOCTYPE, links out and DDE."""

    def __init__(self) -> None:
        self.elements = 0
        self.is_relations = False
        self.formula: list[str] | None = None

    def begin(self, name: str) -> None:
        self.is_relations = name.endswith(".rels")
        self.formula = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._stop
        self.parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes) -> None:
        self.parser.Parse(piece, False)

    def end(self) -> None:
        self.parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise WorkbookRefused("Filens innehåll har en DOCTYPE, som inte hör hemma i Excel.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > LARGEST_ELEMENT_COUNT:
            raise WorkbookRefused(
                "Arbetsboken har orimligt många celler. Ta bort tomma rader och kolumner."
            )
        local = name.rpartition(" ")[2]
        if self.is_relations and local == "Relationship":
            _check_relation(attributes)
        elif local in ("ddeLink", "oleLink"):
            raise _external()
        elif local in ("f", "definedName"):
            self.formula = []

    def _text(self, text: str) -> None:
        if self.formula is not None:
            self.formula.append(text)

    def _stop(self, name: str) -> None:
        if self.formula is not None and name.rpartition(" ")[2] in ("f", "definedName"):
            formula = "".join(self.formula)
            self.formula = None
            if _DDE.match(formula) or _FETCHING.search(formula):
                raise WorkbookRefused(
                    "Arbetsboken har formler som hämtar data utifrån. Ta bort dem och försök igen."
                )


def _check_relation(attributes: dict[str, str]) -> None:
    """Refuse what points out of the file, but let plain web and mail links in cells be."""
    if attributes.get("TargetMode", "").casefold() != "external":
        return
    target = attributes.get("Target", "").strip().casefold()
    is_link = attributes.get("Type", "").endswith("/hyperlink")
    if not (is_link and target.startswith(("http://", "https://", "mailto:"))):
        raise _external()
