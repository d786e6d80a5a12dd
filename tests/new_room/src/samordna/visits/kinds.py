"""The kinds of papers that the room makes."""

from __future__ import annotations

from samordna.kernel.choices import Choice


class PaperKind(Choice):
    """What is written of a visit."""

    VISIT = "visit", "Besöksrapport"
