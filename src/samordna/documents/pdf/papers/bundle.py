"""Files from outside in one PDF, without a summons before them."""

from __future__ import annotations

from dataclasses import dataclass

from samordna.documents.pdf.papers.meeting import Attachment


@dataclass(frozen=True, slots=True)
class BundlePaper:
    """Attachments as a summons holds them: a list of them, and behind a cover the pages of each.

    ``association`` is who stands in the header, where anybody does. The numbers must differ.
    """

    attachments: tuple[Attachment, ...]
    association: str = ""
