"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "leave_withdrawn": "Lät en återkallad ansökan vara",
}
