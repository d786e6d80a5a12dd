"""What the board has decided about an application, and whether it can be appealed, in words.

Whoever applies is no party that can appeal: a decision of an association is tried for its
lawfulness, when a member of a municipality or region of it asks (28 § lagen 2003:1210, KL 13 kap.).
What only prepares, as to table and to remit, cannot be tried (KL 13:2).
"""

from __future__ import annotations

from datetime import date

from samordna.flows.letters.words.applications import DECIDED
from samordna.kernel.dates import format_long
from samordna.meetings.models import Treatment

_Outcome = Treatment.Outcome
_ONLY_PREPARES = {
    _Outcome.POSTPONED: "Ett beslut att bordlägga",
    _Outcome.REMITTED: "Ett beslut att återremittera",
}


def decision_sentence(outcome: str, day: date, paragraph: int) -> str:
    """What was decided, when and in which paragraph; empty for what decides nothing of it."""
    if not outcome or _Outcome(outcome) not in DECIDED:
        return ""
    verb, _ = DECIDED[_Outcome(outcome)]
    return f"Styrelsen har den {format_long(day)}, § {paragraph}, {verb} ansökan."


def appeal_sentence(outcome: str, court: str, last_day: date | None, today: date) -> str:
    """Whether and how the decision can be appealed, and until when; empty as above."""
    if not outcome or _Outcome(outcome) not in DECIDED:
        return ""
    if (what := _ONLY_PREPARES.get(_Outcome(outcome))) is not None:
        return (
            f"Ansökan är inte avgjord. {what} är bara ett led i beredningen och kan inte "
            "överklagas (13 kap. 2 § kommunallagen). Ni behöver inte göra något nu."
        )
    if last_day is not None and last_day < today:
        return f"Beslutet kan inte längre överklagas: sista dagen var {format_long(last_day)}."
    until = (
        f"senast den {format_long(last_day)}"
        if last_day is not None
        else "inom tre veckor; den sista dagen står på förbundets anslagstavla när den är känd"
    )
    return (
        "Den som söker kan inte överklaga beslutet som part. Den som är medlem i en kommun eller "
        "en region som ingår i förbundet kan begära att rätten prövar om det är lagligt "
        f"(laglighetsprövning), skriftligt till {court} {until}."
    )
