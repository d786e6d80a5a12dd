"""What the parts of an .xlsx say about cells beside their values: formulas, percent, hidden rows.

The values themselves come from a library that reads every kind of workbook. What it leaves out is
found here in one pass over each sheet.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from samordna.documents.workbooks.guard import FETCHES, Package, WorkbookRefused

#: What is read of each sheet. Real budgets have some 60 rows and 12 columns.
LAST_ROW = 2000
LAST_COLUMN = 100
LAST_SHEET = 30

#: The most cells of a workbook, empty ones with a look included. A real budget has a thousand.
LARGEST_CELL_COUNT = 100_000

Place = tuple[int, int]

_DDE = re.compile(r"^[^\"']*\w\s*\|\s*(?:'[^']*'|\w+)\s*!", re.DOTALL)
_FETCHING = re.compile(r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE)
#: The formats of Excel's own list that are percent.
_PERCENT_FORMATS = frozenset((9, 10))
#: What a number format only shows: text in quotes, an escaped sign, colours and conditions.
_SHOWN_ONLY = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SHOWN_PERCENT = re.compile(r'"[^"]*%[^"]*"|\\%')


@dataclass(slots=True)
class SheetMarks:
    """What a sheet says beside its values.

    ``percent``: cells that show their number times a hundred. ``said_percent``: cells whose format
    only writes the sign after it, so that 85 is 85 %. ``valued``: cells of formulas that were saved
    with a value. ``beyond``: the places in the part, in bytes, of cells outside of what is read.
    """

    formulas: dict[Place, str] = field(default_factory=dict)
    valued: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    percent: set[Place] = field(default_factory=set)
    said_percent: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    beyond: list[tuple[int, int]] = field(default_factory=list)
    cut: bool = False
    last: Place = (0, 0)


@dataclass(slots=True)
class Marks:
    """What a workbook says beside its values: by sheet title, with the sheets' parts by title.

    ``stale``: the file says that its formulas must be counted anew when it is opened.
    """

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    stale: bool = False


def marks_of(package: Package) -> Marks:
    """Read the marks of every sheet. Raises what :class:`opened` turns into a refusal."""
    workbook = _workbook_part(package)
    folder, name = posixpath.split(workbook)
    relations = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    targets = {node.get("Id", ""): _path(folder, node.get("Target", "")) for node in relations}
    kinds = {
        node.get("Type", "").rpartition("/")[2]: targets[node.get("Id", "")] for node in relations
    }
    found = Marks()
    left = LARGEST_CELL_COUNT
    styles = kinds.get("styles", "")
    percent, said_percent = (
        _percent_styles(package, styles) if package.has(styles) else (set(), set())
    )
    if package.has(strings := kinds.get("sharedStrings", "")):
        _Scan().run(package.stream(strings))
    for node in package.tree(workbook).iter():
        local = node.tag.rpartition("}")[2]
        if local == "calcPr":
            found.stale = node.get("fullCalcOnLoad", "") in ("1", "true")
        elif local == "definedName":
            _check_formula(node.text or "")
        elif local == "sheet" and len(found.sheets) < LAST_SHEET:
            relation = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
            part = targets.get(relation, "")
            if package.has(part):
                scan = _SheetScan(percent, said_percent, left)
                scan.run(package.stream(part))
                left = scan.left
                found.sheets[node.get("name", "")] = scan.marks
                found.parts[node.get("name", "")] = part
    return found


def _workbook_part(package: Package) -> str:
    if package.has("_rels/.rels"):
        for node in package.tree("_rels/.rels"):
            if node.get("Type", "").endswith("/officeDocument"):
                return _path("", node.get("Target", ""))
    return "xl/workbook.xml"


def _path(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _percent_styles(package: Package, part: str) -> tuple[set[int], set[int]]:
    """The cell styles that show a number as percent, and those that write the sign after it."""
    percent, said = set(_PERCENT_FORMATS), set()
    shown: list[int] = []
    inside = ""
    for node in package.tree(part).iter():
        local = node.tag.rpartition("}")[2]
        if local == "numFmt":
            code, number = node.get("formatCode", ""), int(node.get("numFmtId", "0"))
            if "%" in _SHOWN_ONLY.sub("", code):
                percent.add(number)
            elif _SHOWN_PERCENT.search(code):
                said.add(number)
        elif local in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = local
        elif local == "xf" and inside == "cellXfs":
            shown.append(int(node.get("numFmtId", "0")))
    return (
        {style for style, number in enumerate(shown) if number in percent},
        {style for style, number in enumerate(shown) if number in said},
    )


def _check_formula(formula: str) -> None:
    if _DDE.match(formula) or _FETCHING.search(formula):
        raise WorkbookRefused(FETCHES)


class _Scan:
    """Looks at XML as it streams by; by itself only that it is whole and has no DOCTYPE."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype

    def run(self, pieces: Iterator[bytes]) -> None:
        """Read the whole part. Raises expat's error, which is a ValueError to nobody: see below."""
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ValueError("the part is not whole XML") from error

    def _doctype(self, *_: object) -> None:
        raise WorkbookRefused("Filens innehåll har en DOCTYPE, som inte hör hemma i Excel.")


class _SheetScan(_Scan):
    """Collects the marks of one sheet."""

    def __init__(self, percent: set[int], said_percent: set[int], left: int) -> None:
        super().__init__()
        self.marks = SheetMarks()
        self.left = left
        self._percent, self._said_percent = percent, said_percent
        self._row = self._column = 0
        self._type = ""
        self._text: list[str] | None = None
        self._formula: str | None = None
        self._value = ""
        self._shared: dict[str, tuple[str, Place]] = {}
        self._shares = ""
        #: Where a cell outside of what is read begins, and the last one that waits for its end.
        self._outside: int | None = None
        self._ended: int | None = None
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._stop
        self.parser.CharacterDataHandler = self._said

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._close_range()
        local = name.rpartition(" ")[2]
        if local == "c":
            self._begin_cell(attributes)
        elif local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden_rows.add(self._row)
        elif local == "col":
            if attributes.get("hidden") in ("1", "true"):
                first = int(attributes.get("min", 1))
                last = min(int(attributes.get("max", first)), LAST_COLUMN)
                self.marks.hidden_columns.update(range(first, last + 1))
        elif local == "f":
            self._text = []
            self._shares = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif local in ("v", "t"):
            self._text = []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise WorkbookRefused(
                "Arbetsboken har orimligt många celler. Ta bort tomma rader och kolumner."
            )
        if "r" in attributes:
            self._row, self._column = coordinate_to_tuple(attributes["r"])
        else:
            self._column += 1
        self._type = attributes.get("t", "")
        self._formula, self._value = None, ""
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            self._outside = self.parser.CurrentByteIndex
            return
        style = int(attributes.get("s", "0"))
        place = (self._row, self._column)
        if style in self._percent:
            self.marks.percent.add(place)
        elif style in self._said_percent:
            self.marks.said_percent.add(place)

    def _said(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _stop(self, name: str) -> None:
        self._close_range()
        local = name.rpartition(" ")[2]
        if local == "f":
            self._formula = "".join(self._text or ())
            self._text = None
            _check_formula(self._formula)
        elif local in ("v", "t"):
            self._value += "".join(self._text or ())
            self._text = None
        elif local == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        marks, place = self.marks, (self._row, self._column)
        if self._value or self._formula is not None:
            marks.last = max(marks.last[0], self._row), max(marks.last[1], self._column)
        if self._outside is not None:
            marks.cut = marks.cut or bool(self._value) or self._formula is not None
            self._ended = self.parser.CurrentByteIndex
            return
        if self._type == "e" and self._value:
            marks.errors[place] = self._value
        if self._formula is None:
            return
        marks.formulas[place] = self._written(place)
        # A formula whose value is the empty text is counted: it has a type and an empty value.
        if self._value or self._type == "str":
            marks.valued.add(place)

    def _written(self, place: Place) -> str:
        """The formula as it would stand in the cell: others may share the one of the first."""
        formula = self._formula or ""
        if self._shares and formula:
            self._shared[self._shares] = (formula, place)
        elif self._shares in self._shared:
            first, origin = self._shared[self._shares]
            moved = Translator(f"={first}", _reference(origin)).translate_formula(_reference(place))
            return str(moved)
        return f"={formula}" if formula else ""

    def _close_range(self) -> None:
        """A cell outside ends where the next thing begins."""
        if self._outside is not None and self._ended is not None:
            self.marks.beyond.append((self._outside, self.parser.CurrentByteIndex))
            self._outside = self._ended = None


def _reference(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
