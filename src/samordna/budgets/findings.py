"""Everything that can be said of a budget, all at once."""

from __future__ import annotations

from samordna.budgets.claims import Judge
from samordna.budgets.rows import row_findings
from samordna.budgets.shape import Budget
from samordna.budgets.statements import statement_findings
from samordna.budgets.years import year_findings
from samordna.kernel.findings import Finding, worst_first


def check(budget: Budget) -> list[Finding]:
    """Return every finding about the budget, errors first. Amounts are whole kronor.

    Codes and tolerance: ``docs/rules/budget-findings.md``.
    """
    judge = Judge(budget)
    return worst_first(
        [
            *judge.years(),
            *year_findings(budget),
            *judge.wrong_sums(),
            *statement_findings(budget),
            *judge.differing_sheets(),
            *row_findings(budget),
        ]
    )
