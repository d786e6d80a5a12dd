"""Codes of the findings about an application and the office's proposal for it.

Those that a budget has as well stand in ``budgets.codes``.
"""

from __future__ import annotations

from typing import Final

# What an application lacks before it can be sent.
ANSWER_MISSING: Final = "answer-missing"
INTAKE_OUTSIDE_PERIOD: Final = "intake-outside-period"
PERIOD_UNLIKELY: Final = "period-unlikely"
TOO_FEW_PARTIES: Final = "too-few-parties"
EXTENDS_MISSING: Final = "extends-missing"
BUDGET_EMPTY: Final = "budget-empty"
PARTY_MISSING: Final = "party-missing"
AGES_WRONG: Final = "ages-wrong"
PARTICIPANTS_WRONG: Final = "participants-wrong"

# What stands in the way of a proposal.
PROPOSED_MORE_THAN_APPLIED: Final = "proposed-more-than-applied"
CLAUSE_DIFFERS_FROM_TABLE: Final = "clause-differs-from-table"
CLAUSE_CONTRARY: Final = "clause-contrary"
TEXT_DIFFERS_FROM_TABLE: Final = "text-differs-from-table"
REASON_MISSING: Final = "reason-missing"
NOTHING_PROPOSED: Final = "nothing-proposed"
ASSESSMENT_MISSING: Final = "assessment-missing"
CLAUSE_MISSING: Final = "clause-missing"

# What a call lacks.
NO_WAY_TO_ASK: Final = "no-way-to-ask"
