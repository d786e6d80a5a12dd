"""Reads a budget workbook: from a file's bytes to the facts of a budget in kronor."""

from __future__ import annotations

import os
from dataclasses import dataclass

from samordna.budgets.facts import Budget, Part
from samordna.budgets.findings import check
from samordna.budgets.workbook.assembly import assemble
from samordna.budgets.workbook.detailed import read_detailed
from samordna.budgets.workbook.raw import RawBook, RawDetailed, RawSummary, RawYearly
from samordna.budgets.workbook.remarks import reading_findings
from samordna.budgets.workbook.settling import settle_units
from samordna.budgets.workbook.sheets import find_parts
from samordna.budgets.workbook.summary import read_summary
from samordna.budgets.workbook.values import Unit
from samordna.budgets.workbook.yearly import read_yearly
from samordna.documents.workbooks.cells import Workbook
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.documents.workbooks.reader import read_workbook
from samordna.kernel.findings import Finding, worst_first


@dataclass(frozen=True, slots=True)
class ReadBudget:
    """A budget as read from a workbook.

    ``unit`` is what the workbook's figures are; ``budget`` is in kronor whatever it is.
    ``findings`` are those that only reading can give: dates that are none, amounts as text, the
    unit. :meth:`all_findings` adds those that follow from the budget's facts.
    """

    budget: Budget
    unit: Unit
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> list[Finding]:
        """Every finding about the workbook, errors first."""
        return worst_first([*self.findings, *check(self.budget)])


def read_budget(source: bytes | str | os.PathLike[str]) -> ReadBudget:
    """Read a workbook in the layout applicants use, however it has drifted.

    Raises :class:`WorkbookRefused` with a Swedish sentence for a file that may not be read or that
    has no budget in it. Slips in a budget are never raised: they are findings.
    """
    workbook = read_workbook(source)
    try:
        return budget_of(workbook)
    except WorkbookRefused:
        raise
    except Exception as error:
        # A sheet can be odd in ways that nobody has thought of; the person gets a sentence.
        raise WorkbookRefused(
            "Arbetsboken är uppställd på ett sätt som inte går att läsa. Använd förbundets mall."
        ) from error


def budget_of(workbook: Workbook) -> ReadBudget:
    """Read the budget out of a workbook's cells."""
    parts = find_parts(workbook)
    if not parts.sheets:
        raise WorkbookRefused(
            "Arbetsboken har ingen budget som känns igen. Använd förbundets mall för budget, med "
            "bladen för detaljerad budget, fördelning över insatstid och budgetsammanställning."
        )
    sheets = parts.sheets
    book = RawBook(sheets, RawDetailed(""), RawYearly(""), RawSummary(""))
    if Part.DETAILED in sheets:
        book.detailed = read_detailed(sheets[Part.DETAILED])
    if Part.YEARLY in sheets:
        book.yearly = read_yearly(sheets[Part.YEARLY], book.detailed.period.date_from)
    if Part.SUMMARY in sheets:
        book.summary = read_summary(sheets[Part.SUMMARY])
    units = settle_units(book)
    findings = (*parts.findings, *reading_findings(book, units))
    return ReadBudget(assemble(book, units), units.main, findings)
