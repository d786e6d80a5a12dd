"""Everything that can be said of a budget from its facts, all at once."""

from __future__ import annotations

from samordna.budgets.facts import Budget
from samordna.budgets.rows import row_findings
from samordna.budgets.sheets import sheet_findings
from samordna.budgets.sums import wrong_sums
from samordna.budgets.years import year_findings
from samordna.kernel.findings import Finding, worst_first


def check(budget: Budget) -> list[Finding]:
    """Return every finding about the budget, errors first. Amounts are whole kronor.

    Codes and tolerance: ``docs/rules/budget-findings.md``.
    """
    return worst_first(
        [
            *year_findings(budget),
            *wrong_sums(budget),
            *sheet_findings(budget),
            *row_findings(budget),
        ]
    )
