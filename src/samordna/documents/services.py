"""Registering a paper."""

from __future__ import annotations

from datetime import date

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF
from samordna.documents.pdf.foreign.check import check_pdf_file
from samordna.documents.steps import add_version
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.register.models import Matter, Record
from samordna.register.policies import may_add_record
from samordna.register.steps import register_record


@changes
def register_paper(
    *,
    actor: Actor,
    matter: Matter,
    direction: str,
    subject: str,
    dated: date,
    counterparty: str,
    secrecy_ground: str,
    pdf: bytes | None,
    filename: str,
) -> Record:
    """Register a record with its PDF, where there is one; journalled.

    Raises Refused to those who may not, and PdfRefused for a file
    that is not an ordinary PDF.
    """
    # Read anew and locked: somebody may have closed the matter since the page was opened.
    matter = for_change(Matter.objects.all()).get(pk=matter.pk)
    require(may_add_record(actor, matter))
    if pdf is not None:
        check_pdf_file(pdf)
    record = register_record(
        actor=actor,
        matter=matter,
        direction=direction,
        subject=subject,
        dated=dated,
        counterparty=counterparty,
        secrecy_ground=secrecy_ground,
    )
    if pdf is not None:
        add_version(
            actor=actor,
            data=pdf,
            media_type=PDF,
            filename=filename,
            kind=PaperKind.ATTACHMENT,
            title=subject,
            record=record,
        )
    return record
