"""The office's papers to the board: statement and economic information."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samordna.documents.pdf.papers.common import Clauses, FigureTable, Signer, TextSection


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """A statement (*tjänsteutlåtande*): proposal first, then the matter.

    ``matter`` is set under the heading *Ärendet*, usually as *Ansökan* and *Bedömning*.
    """

    association: str
    heading: str
    day: date
    proposal: Clauses
    matter: tuple[TextSection, ...]
    signer: Signer
    dnr: str = ""
    amounts: tuple[FigureTable, ...] = ()


@dataclass(frozen=True, slots=True)
class EconomicInformationPaper:
    """The decision space (*beslutsutrymme*) as a table on a landscape page.

    ``shortfall`` is the sentence about the years that do not reach, said first and set apart;
    empty when every year does. ``text`` is free text before the table, ``notes`` after it.
    """

    association: str
    day: date
    table: FigureTable
    heading: str = "Ekonomisk information"
    shortfall: str = ""
    text: str = ""
    notes: str = ""
    proposal: Clauses | None = None
    signer: Signer | None = None
    dnr: str = ""
