"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "grant_funds": "Beviljade medel",
}
