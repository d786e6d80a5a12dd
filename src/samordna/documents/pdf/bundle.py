"""Files that were checked, in one PDF without a summons before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samordna.documents.pdf.attachments import label_in_bundle, with_attachments
from samordna.documents.pdf.foreign.facts import NotJoined
from samordna.documents.pdf.papers.bundle import BundlePaper
from samordna.documents.pdf.papers.meeting import Attachment, ForeignPdf
from samordna.documents.pdf.titles import title_of


@dataclass(frozen=True, slots=True)
class Bundled:
    """Files in one PDF; no bytes where none could be. ``why``: the reasons of those that cannot
    join the others, by their places among the files."""

    data: bytes
    why: dict[int, tuple[str, ...]]


def bundle(files: Sequence[tuple[str, bytes]], *, moment: datetime) -> Bundled:
    """Put files, each a title and its bytes, into one PDF as a summons would hold them.

    Each is known to be accepted alone (``check_attachment``). They are numbered as they come, and
    without those that cannot join the others, which is asked of them as of a summons.
    """
    left, why = list(range(len(files))), dict[int, tuple[str, ...]]()
    while left:
        numbered = {label_in_bundle(str(n)): place for n, place in enumerate(left, 1)}
        paper = BundlePaper(tuple(_attachment(n, *files[place]) for n, place in enumerate(left, 1)))
        try:
            return Bundled(render_bundle(paper, moment=moment), why)
        except NotJoined as error:
            why |= {numbered[label]: reasons for label, reasons in error.why.items()}
            left = [place for place in left if place not in why]
    return Bundled(b"", why)


def render_bundle(paper: BundlePaper, *, moment: datetime, logo: bytes = b"") -> bytes:
    """Set a list of attachments and let them take their places behind it. See ``render_pdf``."""

    def with_list(attachments: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "type": "BundlePaper",
            "title": title_of(paper),
            "association": paper.association,
            "attachments": attachments,
        }

    return with_attachments(with_list, paper.attachments, moment=moment, logo=logo)


def _attachment(number: int, title: str, data: bytes) -> Attachment:
    return Attachment(str(number), title, ForeignPdf(data))
