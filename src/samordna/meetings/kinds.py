"""The kinds of papers that the room makes."""

from __future__ import annotations

from samordna.kernel.choices import Choice


class PaperKind(Choice):
    """The papers of a meeting."""

    SUMMONS = "summons", "Kallelse"
    MINUTES = "minutes", "Protokoll"
    NOTICE = "notice", "Anslagsbevis"
    EXTRACT = "extract", "Protokollsutdrag"
