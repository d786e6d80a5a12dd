"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "correct_plan": "Rättade den ekonomiska planens dag och år",
    "remove_plan": "Tog bort den ekonomiska planen",
    "save_contribution_key": "Sparade parternas andelar",
    "save_plan": "Sparade den ekonomiska planen",
}
