"""The application for funds, as the board reads it and as the parties sign it."""

from __future__ import annotations

from dataclasses import dataclass

from samordna.documents.pdf.papers.common import Fact, FigureTable, TextSection
from samordna.kernel.dates import Period


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the form and what the applicant wrote (free text; empty is said to be so)."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A section of the form with its answers in order."""

    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A place to sign, or who has signed: ``signed`` says when and how, empty means not yet."""

    name: str
    title: str
    organisation: str
    signed: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """An application for funds (*ansökan om medel*).

    ``kind`` is what the initiative is in words (``Individinsats, förlängning``). ``facts`` are
    further lines at its head. ``budget`` holds the tables in reading order: to requisition per
    owner, own financing, per year, summary per owner. ``agreement`` is the fixed text
    (*överenskommelse*). The bytes that are signed carry no ``signatures``.
    """

    association: str
    name: str
    owner: str
    partners: tuple[str, ...]
    kind: str
    period: Period
    sections: tuple[AnswerSection, ...]
    dnr: str = ""
    facts: tuple[Fact, ...] = ()
    budget: tuple[FigureTable, ...] = ()
    agreement: tuple[TextSection, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
