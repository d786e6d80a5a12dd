"""What the sheets say but for figures: ``sheet-missing``, ``name-differs``, the period's ends."""

from __future__ import annotations

from collections.abc import Iterator

from samordna.budgets import codes
from samordna.budgets.labels import PART_NAMES, same_name
from samordna.budgets.sentences import quoted
from samordna.budgets.shape import Budget, Part
from samordna.kernel.findings import Finding, Severity


def statement_findings(budget: Budget) -> Iterator[Finding]:
    """Yield the sheets that are missing, and the names and dates that differ between them."""
    for part in Part:
        if part not in budget.parts:
            severity = Severity.ERROR if part is Part.DETAILED else Severity.WARNING
            yield Finding(
                codes.SHEET_MISSING,
                severity,
                f"Det blad som har {PART_NAMES[part]} saknas i arbetsboken, eller känns inte igen.",
            )
    yield from _names(budget)
    yield from _days(budget)


def _names(budget: Budget) -> Iterator[Finding]:
    is_unread = "name" in budget.unread_places
    if not budget.name and not is_unread and Part.DETAILED in budget.parts:
        yield Finding(
            codes.NAME_MISSING,
            Severity.NOTE,
            "Insatsens namn står inte i den detaljerade budgeten.",
            budget.at("name"),
        )
    for stated in budget.names:
        known, kind = budget.name, "Insatsen"
        if stated.owner is not None:
            known, kind = budget.owners[stated.owner], "Ägaren"
        if known and stated.text and not same_name(known, stated.text):
            detailed = stated.part is Part.DETAILED
            place = "samma blads egenfinansiering" if detailed else PART_NAMES[stated.part]
            yield Finding(
                codes.NAME_DIFFERS,
                Severity.WARNING,
                f"{kind} heter {quoted(known)} i den detaljerade budgeten men "
                f"{quoted(stated.text)} i {place}.",
                stated.where,
            )


def _days(budget: Budget) -> Iterator[Finding]:
    for stated in budget.days:
        ours = budget.period_from if stated.is_start else budget.period_to
        if ours is not None and ours != stated.day:
            yield Finding(
                codes.SHEETS_DIFFER,
                Severity.WARNING,
                f"Insatsens {'start' if stated.is_start else 'slut'} är {ours} i den "
                f"detaljerade budgeten men {stated.day} i {PART_NAMES[stated.part]}.",
                stated.where,
            )
