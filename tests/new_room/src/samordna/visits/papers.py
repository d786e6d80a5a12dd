"""The report of a visit, as a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from samordna.documents.pdf.papers.own import OwnPaper


@dataclass(frozen=True, kw_only=True)
class VisitPaper(OwnPaper):
    """Who came and what was said (free text)."""

    template: ClassVar[str] = "visits/visit.typ"
    guest: str
    text: str

    @property
    def title(self) -> str:
        return f"Studiebesök av {self.guest}"
