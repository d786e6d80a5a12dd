"""Which characters the fonts of the papers can show, measured once and kept beside this module.

PDF/UA-1 and PDF/A-2 forbid text without a glyph, so the engine must know before it sets anything.
The table follows the fonts inside the ``typst`` package and the one in ``fonts/``; run
``python -m samordna.documents.pdf.coverage`` when either is changed, and commit the result.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst

FONT_DIRECTORY = Path(__file__).parent / "fonts"
_TABLE = Path(__file__).parent / "fonts" / "coverage.txt"

_PROBE = """
#set document(title: "Probe")
#set text(lang: "sv", font: ("Libertinus Serif", "DejaVu Sans"))
= Probe
#for s in json(bytes(sys.inputs.data)) { par(s) }
"""
_COMPLAINT = re.compile(r'the text `"(.*?)"` could not')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@cache
def fonts() -> typst.Fonts:
    """The fonts of every paper: those inside typst and ours, never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONT_DIRECTORY])


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in _TABLE.read_text("ascii").split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def is_shown(character: str) -> bool:
    """Return whether the fonts have a glyph for the character."""
    firsts, lasts = _ranges()
    position = bisect_right(firsts, ord(character)) - 1
    return position >= 0 and ord(character) <= lasts[position]


def measure(code_points: Iterable[int]) -> list[int]:
    """Ask typst itself which of the code points it can show; those are returned, sorted."""
    left = sorted(code_points)
    while left:
        missing = _missing(left)
        if not missing:
            break
        left = [point for point in left if point not in missing]
    return left


def _missing(code_points: list[int]) -> set[int]:
    data = json.dumps([chr(point) for point in code_points])
    try:
        typst.compile(
            _PROBE.encode(),
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["a-2a", "ua-1"],
            font_paths=fonts(),
        )
    except typst.TypstError as error:
        named = {_unescaped(text) for text in _COMPLAINT.findall(error.diagnostic)}
        if not named:
            raise
        return named
    return set()


def _unescaped(text: str) -> int:
    if match := _ESCAPED.fullmatch(text):
        return int(match[1], 16)
    plain = {"\\t": "\t", "\\n": "\n", "\\r": "\r"}.get(text, text[-1])
    return ord(plain)


def _everything() -> list[int]:
    whole = [*range(0x20, 0xD800), *range(0xF900, 0x20000)]
    return [p for p in whole if p & 0xFFFE != 0xFFFE and not 0xFDD0 <= p <= 0xFDEF]


def write_table() -> int:
    """Measure every character outside the private areas, write the table, return how many."""
    points = _everything()
    shown = [p for i in range(0, len(points), 1024) for p in measure(points[i : i + 1024])]
    ranges: list[list[int]] = []
    for point in shown:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    _TABLE.write_text("".join(f"{a:x}-{b:x}\n" for a, b in ranges), "ascii")
    return len(shown)


if __name__ == "__main__":
    print(f"{write_table()} characters")  # a maintainer's command
