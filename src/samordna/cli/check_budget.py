"""``samordna check-budget``: reads a budget workbook and says everything that is odd in it."""

from __future__ import annotations

import argparse
import textwrap
from datetime import date

from samordna.budgets.workbook.reading import ReadBudget, read_budget
from samordna.budgets.workbook.values import Unit
from samordna.cli.printing import complain, print_json, say
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.kernel.findings import Finding, Severity, Where, has_errors
from samordna.kernel.money import format_kr

NAME = "check-budget"
HELP = "kontrollera en ansökans budget (.xlsx, .xlsb, .xls, .ods eller .csv)"

_WIDTH = 96
_HEADINGS = {
    Severity.ERROR: "Fel",
    Severity.WARNING: "Varningar",
    Severity.NOTE: "Upplysningar",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to the parser."""
    parser.add_argument("file", metavar="FIL", help="arbetsboken med budgeten")
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")


def run(args: argparse.Namespace) -> int:
    """Print the budget and its findings; return 0, 1 with errors, 2 when it cannot be read."""
    try:
        read = read_budget(args.file)
    except WorkbookRefused as error:
        if args.json:
            print_json({"error": str(error)})
        complain(error)
        return 2
    findings = read.all_findings()
    if args.json:
        print_json(_as_json(read, findings))
    else:
        say(*_as_text(read, findings))
    return 1 if has_errors(findings) else 0


def _as_json(read: ReadBudget, findings: list[Finding]) -> dict[str, object]:
    budget = read.budget
    return {
        "initiative": budget.name,
        "unit": str(read.unit),
        "period": {"from": _iso(budget.period_from), "to": _iso(budget.period_to)},
        "requested_total_kr": budget.requested_kr,
        "own_financing_total_kr": budget.own_kr,
        "total_cost_kr": budget.total_cost_kr,
        "per_year_kr": {str(year): kr for year, kr in budget.per_year_kr.items()},
        "findings": [finding.as_dict() for finding in findings],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_text(read: ReadBudget, findings: list[Finding]) -> list[str]:
    budget = read.budget
    unit = "kronor" if read.unit is Unit.KR else "tusental kronor, här omräknade till kronor"
    period = f"{_iso(budget.period_from) or 'okänt'}–{_iso(budget.period_to) or 'okänt'}"
    amounts = [
        ("Att rekvirera från förbundet", budget.requested_kr),
        ("Egenfinansiering", budget.own_kr),
        ("Total kostnad", budget.total_cost_kr),
    ]
    years = [(f"Att rekvirera {year}", kr) for year, kr in budget.per_year_kr.items()]
    width = max(len(format_kr(kr)) for _, kr in [*amounts, *years])
    lines = [
        budget.name or "Insats utan namn",
        f"Löptid   {period}",
        f"Beloppen är skrivna i {unit}.",
        "",
        *[f"{label:<30}{format_kr(kr):>{width}}" for label, kr in amounts],
    ]
    if years:
        lines += ["", *[f"{label:<30}{format_kr(kr):>{width}}" for label, kr in years]]
    for severity, heading in _HEADINGS.items():
        of_kind = [finding for finding in findings if finding.severity is severity]
        if of_kind:
            lines += ["", f"{heading} ({len(of_kind)})"]
            for finding in of_kind:
                lines += _finding_lines(finding)
    if not findings:
        lines += ["", "Inget att anmärka på."]
    elif not has_errors(findings):
        lines += ["", "Inga fel."]
    return lines


def _finding_lines(finding: Finding) -> list[str]:
    place = _place(finding.where)
    head = f"  {place}: " if place else "  "
    text = textwrap.wrap(
        head + finding.message,
        _WIDTH,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if finding.expected_kr is not None and finding.found_kr is not None:
        text.append(
            f"    väntat {format_kr(finding.expected_kr)}, funnet {format_kr(finding.found_kr)}"
        )
    return text


def _place(where: Where) -> str:
    return " ".join(part for part in (where.sheet, where.cell) if part)
