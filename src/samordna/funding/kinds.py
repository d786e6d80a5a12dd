"""The kinds of papers that the room makes."""

from __future__ import annotations

from samordna.kernel.choices import Choice


class PaperKind(Choice):
    """An application, its budget and the statement on it."""

    APPLICATION = "application", "Ansökan"
    BUDGET = "budget", "Budget"
    STATEMENT = "statement", "Tjänsteutlåtande"
