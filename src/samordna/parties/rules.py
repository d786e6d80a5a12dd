"""What the parties' rows hold, in words."""

from __future__ import annotations

from samordna.kernel.choices import Choice


class Position(Choice):
    """What somebody is elected to within a body, the foremost first."""

    CHAIR = "chair", "Ordförande"
    FIRST_VICE_CHAIR = "vice1", "1:e vice ordförande"
    SECOND_VICE_CHAIR = "vice2", "2:e vice ordförande"
    MEMBER = "member", "Ledamot"
    SUBSTITUTE = "substitute", "Ersättare"
