"""The papers as values: what each one says, and nothing about how it looks."""

from samordna.documents.pdf.papers.application import (
    Answer,
    AnswerSection,
    ApplicationPaper,
    SignatureLine,
)
from samordna.documents.pdf.papers.common import (
    Clauses,
    Fact,
    FigureTable,
    Row,
    RowKind,
    Signer,
    TextSection,
    kr_row,
)
from samordna.documents.pdf.papers.meeting import (
    AgendaItem,
    AttachedContent,
    Attachment,
    Attendee,
    ExtractPaper,
    ForeignPdf,
    MemberSeat,
    MinutesPaper,
    MinutesParagraph,
    NoticePaper,
    Signatory,
    SummonsPaper,
    TextPaper,
    Vote,
    VoteSide,
)
from samordna.documents.pdf.papers.own import OwnPaper
from samordna.documents.pdf.papers.signature import SignaturePage, SignatureRecord
from samordna.documents.pdf.papers.statement import EconomicInformationPaper, StatementPaper

#: Every paper that ``render_pdf`` makes a file of.
Paper = (
    ApplicationPaper
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

__all__ = [
    "AgendaItem",
    "Answer",
    "AnswerSection",
    "ApplicationPaper",
    "AttachedContent",
    "Attachment",
    "Attendee",
    "Clauses",
    "EconomicInformationPaper",
    "ExtractPaper",
    "Fact",
    "FigureTable",
    "ForeignPdf",
    "MemberSeat",
    "MinutesPaper",
    "MinutesParagraph",
    "NoticePaper",
    "OwnPaper",
    "Paper",
    "Row",
    "RowKind",
    "Signatory",
    "SignatureLine",
    "SignaturePage",
    "SignatureRecord",
    "Signer",
    "StatementPaper",
    "SummonsPaper",
    "TextPaper",
    "TextSection",
    "Vote",
    "VoteSide",
    "kr_row",
]
