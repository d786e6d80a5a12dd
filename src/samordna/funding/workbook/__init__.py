"""The budget as an Excel workbook: read it however it has drifted, and write it. No Django."""

from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.funding.workbook.reading import ReadBudget, budget_of, read_budget
from samordna.funding.workbook.values import Unit
from samordna.funding.workbook.writer import write_budget

__all__ = ["ReadBudget", "Unit", "WorkbookRefused", "budget_of", "read_budget", "write_budget"]
