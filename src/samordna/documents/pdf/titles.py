"""What each paper is called: the title of the file, shown in its header and by its reader."""

from __future__ import annotations

from functools import singledispatch

from samordna.documents.pdf.papers.application import ApplicationPaper
from samordna.documents.pdf.papers.bundle import BundlePaper
from samordna.documents.pdf.papers.every import Paper
from samordna.documents.pdf.papers.meeting import (
    ExtractPaper,
    MinutesPaper,
    NoticePaper,
    SummonsPaper,
    TextPaper,
)
from samordna.documents.pdf.papers.own import OwnPaper
from samordna.documents.pdf.papers.signature import SignaturePage
from samordna.documents.pdf.papers.statement import EconomicInformationPaper, StatementPaper


@singledispatch
def title_of(paper: Paper) -> str:
    """Return the paper's title, in Swedish. Raises TypeError for what is no paper."""
    raise TypeError(f"{type(paper).__name__} is no paper")


@title_of.register
def _(paper: ApplicationPaper) -> str:
    return f"Ansökan om medel: {paper.name}"


@title_of.register
def _(paper: StatementPaper) -> str:
    return f"Tjänsteutlåtande: {paper.heading}"


@title_of.register
def _(paper: EconomicInformationPaper) -> str:
    return f"{paper.heading}, {paper.day}"


@title_of.register
def _(paper: TextPaper) -> str:
    return paper.heading


@title_of.register
def _(paper: SummonsPaper) -> str:
    return f"Kallelse, {paper.body}, {paper.day}"


@title_of.register
def _(paper: BundlePaper) -> str:
    return "Bilagor"


@title_of.register
def _(paper: MinutesPaper) -> str:
    return f"Protokoll, {paper.body}, {paper.day}"


@title_of.register
def _(paper: NoticePaper) -> str:
    return f"Anslag om protokoll, {paper.body}, {paper.meeting_day}"


@title_of.register
def _(paper: ExtractPaper) -> str:
    return f"Protokollsutdrag § {paper.paragraph.number}, {paper.body}, {paper.day}"


@title_of.register
def _(paper: SignaturePage) -> str:
    return f"Underskriftssida: {paper.document_title}"


@title_of.register
def _(paper: OwnPaper) -> str:
    return paper.title
