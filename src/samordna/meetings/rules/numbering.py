"""Paragraph numbers: one run without gap or double, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import NBSP
from samordna.kernel.sentences import listed
from samordna.meetings.rules import codes


def numbering_findings(existing: Sequence[int], first: int = 1) -> list[Finding]:
    """Return ``number-missing`` and ``number-doubled`` for a run that is to start at ``first``."""
    found = []
    seen = set(existing)
    for number in range(first, max(existing, default=first - 1) + 1):
        if number not in seen:
            found.append(
                _about(number, codes.NUMBER_MISSING, f"{written([number])} saknas i nummerföljden.")
            )
    for number in sorted(seen):
        if (times := list(existing).count(number)) > 1:
            found.append(
                _about(
                    number, codes.NUMBER_DOUBLED, f"{written([number])} förekommer {times} gånger."
                )
            )
        if number < first:
            found.append(
                _about(
                    number,
                    codes.NUMBER_BEFORE_FIRST,
                    f"{written([number])} ligger före nummerföljdens första, {first}.",
                )
            )
    return found


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Group numbers that follow on each other: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    grouped: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if grouped and number == grouped[-1][1] + 1:
            grouped[-1] = (grouped[-1][0], number)
        else:
            grouped.append((number, number))
    return grouped


def written(numbers: Iterable[int]) -> str:
    """Write paragraph numbers: ``§ 73``, ``§§ 125–138``, ``§§ 60, 62 och 65–67``; "" for none."""
    grouped = runs(numbers)
    if not grouped:
        return ""
    parts = [str(low) if low == high else f"{low}–{high}" for low, high in grouped]
    sign = "§" if len(grouped) == 1 and grouped[0][0] == grouped[0][1] else "§§"
    return f"{sign}{NBSP}{listed(parts)}"


_RUN = re.compile(r"\b([0-9]{1,9})(?:–([0-9]{1,9}))?\b")


def numbers_in(mark: str, of: Iterable[int]) -> list[int]:
    """Which of some paragraphs a mark of :func:`written` is about, in order."""
    ranges = [(int(low), int(high or low)) for low, high in _RUN.findall(mark)]
    return sorted({n for n in of if any(low <= n <= high for low, high in ranges)})


def _about(number: int, code: str, sentence: str) -> Finding:
    return Finding(code, Severity.ERROR, sentence, Where(field=written([number])))
