"""The entrance: a paper in, the bytes of its PDF out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samordna.documents.pdf.bundle import render_bundle
from samordna.documents.pdf.engine import PAPER, as_data, typeset
from samordna.documents.pdf.papers.bundle import BundlePaper
from samordna.documents.pdf.papers.every import Paper
from samordna.documents.pdf.papers.meeting import MinutesPaper, SummonsPaper
from samordna.documents.pdf.papers.own import OwnPaper
from samordna.documents.pdf.summons import render_summons
from samordna.documents.pdf.titles import title_of


def render_pdf(paper: Paper, *, moment: datetime, logo: bytes = b"") -> bytes:
    """Make the PDF of a paper: the same paper and moment always give the same bytes.

    The file is PDF/UA-1 and PDF/A-2a. A summons or a bundle with uploaded files in it is PDF/UA-1
    when every one of them is, and not PDF/A. ``moment`` becomes the file's date and must know its
    time zone, else ValueError.
    ``logo`` is what :func:`~samordna.documents.logos.logo_of` gives. Raises ``PdfRefused`` for a
    paper with an uploaded file that may not go out, and ``PdfNotMade`` when the engine fails.
    """
    if isinstance(paper, SummonsPaper):
        return render_summons(paper, moment=moment, logo=logo)
    if isinstance(paper, BundlePaper):
        return render_bundle(paper, moment=moment, logo=logo)
    template = paper.template if isinstance(paper, OwnPaper) else PAPER
    return typeset(template, paper_data(paper), moment=moment, logo=logo)


def paper_data(paper: Paper) -> dict[str, Any]:
    """The paper as the templates take it, with its title."""
    data: dict[str, Any] = {**as_data(paper), "title": title_of(paper)}
    if isinstance(paper, MinutesPaper):
        data["paragraph_range"] = paper.paragraph_range
    return data
