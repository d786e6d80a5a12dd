"""Everything that can be said of a budget from its facts, all at once."""

from __future__ import annotations

from samordna.funding.rules.budget.facts import Budget
from samordna.funding.rules.budget.rows import row_findings
from samordna.funding.rules.budget.sheets import sheet_findings
from samordna.funding.rules.budget.sums import wrong_sums
from samordna.funding.rules.budget.years import year_findings
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
