"""Which sheet is which: told by what stands in it, never by its title or order."""

from __future__ import annotations

from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.labels import PART_NAMES
from samordna.budgets.shape import Part
from samordna.budgets.workbook.outline import Outline
from samordna.budgets.workbook.summary import summary_columns
from samordna.budgets.workbook.words import RowKind, like
from samordna.budgets.workbook.yearheads import years_row
from samordna.documents.workbooks.cells import Workbook
from samordna.kernel.findings import Finding, Severity, Where

#: What a sheet must score to be taken for one of the three.
_ENOUGH = 4.0
#: What a sheet that nobody sees gives way by.
_HIDDEN = 1.5
_COSTS = ("lokalhyra", "utvärdering", "resor")


def find_parts(workbook: Workbook) -> tuple[dict[Part, Outline], list[Finding]]:
    """Find the three sheets among all; a hidden copy gives way to one that can be seen."""
    parts: dict[Part, Outline] = {}
    findings: list[Finding] = []
    outlines = [Outline(sheet) for sheet in workbook.sheets]
    scores = [_scores(outline) for outline in outlines]
    ranked = sorted(
        (
            (score - (0 if outlines[index].sheet.visible else _HIDDEN), -index, part)
            for index, of_sheet in enumerate(scores)
            for part, score in of_sheet.items()
            if score >= _ENOUGH
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    taken: set[str] = set()
    for _, order, part in ranked:
        outline, of_sheet = outlines[-order], scores[-order]
        if outline.title in taken:
            continue
        if part not in parts:
            parts[part] = outline
            taken.add(outline.title)
        elif outline.sheet.visible and max(of_sheet, key=of_sheet.__getitem__) is part:
            taken.add(outline.title)
            findings.append(_double(part, parts[part].title, outline.title))
    return parts, findings


def _double(part: Part, used: str, left: str) -> Finding:
    return Finding(
        codes.SHEET_DOUBLE,
        Severity.WARNING,
        f"Bladen {used} och {left} ser båda ut att ha {PART_NAMES[part]}. "
        f"Bara {used} är läst. Ta bort det andra.",
        Where(sheet=left),
    )


def _scores(sheet: Outline) -> dict[Part, float]:
    """How much a sheet looks like each of the three."""
    if not any(
        isinstance(cell.value, Decimal) for row in sheet.rows for cell in row.cells.values()
    ):
        return {}
    every = [text.words for text in sheet.texts]
    words = every[:600]
    kinds = {one.kind for one in every if len(one.text) < 80}
    has_percent = any(one.is_percent for one in words)
    detailed = 3.0 * has_percent
    detailed += 2.0 * any(like(one.folded, "budget detaljerad") for one in words)
    detailed += 1.0 * any(one.is_owner for one in words)
    detailed += 1.5 * bool({RowKind.HEAD_OWN, RowKind.SUM_OWN} & kinds)
    detailed += 1.0 * (RowKind.SUM_WAGE in kinds) + 0.5 * (RowKind.TOTAL_COST in kinds)
    detailed += 0.5 * any(like(one.folded, *_COSTS) for one in words)
    yearly = 3.0 * any(
        "fördelad över" in one.folded or "fördelning per år" in one.folded for one in words
    )
    yearly += 3.0 * bool(years_row(sheet))
    yearly += 1.0 * any(one.is_whole_period for one in words)
    yearly += 1.5 * (RowKind.RECONCILIATION in kinds)
    firsts = {one.folded.split(" ")[0] for one in words if one.folded}
    summary = 3.0 * any(like(first, "budgetsammanställning") for first in firsts)
    summary += 1.2 * len(summary_columns(sheet)[1])
    summary += 1.0 * any("projektets löptid" in one.folded for one in words)
    if detailed >= _ENOUGH and has_percent:
        summary -= 2.0
    return {Part.DETAILED: detailed, Part.YEARLY: yearly, Part.SUMMARY: summary}
