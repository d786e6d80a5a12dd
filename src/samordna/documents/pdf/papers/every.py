"""Every paper there is."""

from __future__ import annotations

from samordna.documents.pdf.papers.application import ApplicationPaper
from samordna.documents.pdf.papers.bundle import BundlePaper
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

#: Every paper that ``render_pdf`` makes a file of.
Paper = (
    ApplicationPaper
    | BundlePaper
    | EconomicInformationPaper
    | ExtractPaper
    | MinutesPaper
    | NoticePaper
    | OwnPaper
    | SignaturePage
    | StatementPaper
    | SummonsPaper
    | TextPaper
)
