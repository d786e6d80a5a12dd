"""Which sheet is which: told by what stands in it, never by its title or order."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.facts import Part
from samordna.budgets.labels import PART_NAMES, fold
from samordna.budgets.workbook.headings import texts
from samordna.budgets.workbook.summary import summary_columns
from samordna.budgets.workbook.words import (
    RowKind,
    is_owner_heading,
    is_percent_heading,
    is_whole_period_heading,
    like,
    row_kind,
)
from samordna.budgets.workbook.yearly import years_row
from samordna.documents.workbooks.cells import Sheet, Workbook
from samordna.kernel.findings import Finding, Severity, Where

#: What a sheet must score to be taken for one of the three.
_ENOUGH = 4.0


@dataclass(slots=True)
class Parts:
    """The sheets that were recognised."""

    sheets: dict[Part, Sheet] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def find_parts(workbook: Workbook) -> Parts:
    """Find the three sheets among all; a hidden copy gives way to one that can be seen."""
    found = Parts()
    scored = [
        (score - (0 if sheet.visible else 1.5), -index, part, sheet)
        for index, sheet in enumerate(workbook.sheets)
        for part, score in _scores(sheet).items()
        if score >= _ENOUGH
    ]
    taken: set[str] = set()
    for _, _, part, sheet in sorted(scored, key=lambda one: one[:2], reverse=True):
        if sheet.title in taken:
            continue
        if part not in found.sheets:
            found.sheets[part] = sheet
            taken.add(sheet.title)
        elif sheet.visible and _best(sheet) is part:
            taken.add(sheet.title)
            found.findings.append(_double(part, found.sheets[part], sheet))
    return found


def _double(part: Part, used: Sheet, left: Sheet) -> Finding:
    return Finding(
        codes.SHEET_DOUBLE,
        Severity.WARNING,
        f"Bladen {used.title} och {left.title} ser båda ut att ha {PART_NAMES[part]}. "
        f"Bara {used.title} är läst. Ta bort det andra.",
        Where(sheet=left.title),
    )


def _best(sheet: Sheet) -> Part:
    scores = _scores(sheet)
    return max(scores, key=lambda part: scores[part])


def _scores(sheet: Sheet) -> dict[Part, float]:
    """How much a sheet looks like each of the three."""
    if not any(isinstance(cell.value, Decimal) for cell in sheet.cells.values()):
        return {}
    folded = [fold(text) for _, _, text in texts(sheet)][:600]
    kinds = {row_kind(text) for _, _, text in texts(sheet) if len(text) < 80}
    detailed = 3.0 * any(is_percent_heading(text) for text in folded)
    detailed += 2.0 * any(like(text, "budget detaljerad") for text in folded)
    detailed += 1.0 * any(is_owner_heading(text) for text in folded)
    detailed += 1.5 * bool({RowKind.HEAD_OWN, RowKind.SUM_OWN} & kinds)
    detailed += 1.0 * (RowKind.SUM_WAGE in kinds) + 0.5 * (RowKind.TOTAL_COST in kinds)
    detailed += 0.5 * any(like(text, "lokalhyra", "utvärdering", "resor") for text in folded)
    yearly = 3.0 * any("fördelad över" in text or "fördelning per år" in text for text in folded)
    yearly += 3.0 * bool(years_row(sheet))
    yearly += 1.0 * any(is_whole_period_heading(text) for text in folded)
    yearly += 1.5 * (RowKind.RECONCILIATION in kinds)
    summary = 3.0 * any(
        like(text.split(" ")[0], "budgetsammanställning") for text in folded if text
    )
    _, columns = summary_columns(sheet)
    summary += 1.2 * len(columns)
    summary += 1.0 * any("projektets löptid" in text for text in folded)
    if detailed >= _ENOUGH and any(is_percent_heading(text) for text in folded):
        summary -= 2.0
    return {Part.DETAILED: detailed, Part.YEARLY: yearly, Part.SUMMARY: summary}
