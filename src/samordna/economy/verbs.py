"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "save_contribution_key": "Sparade parternas andelar",
    "save_plan": "Sparade den ekonomiska planen",
}
