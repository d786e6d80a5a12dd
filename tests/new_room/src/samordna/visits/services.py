"""Receiving visitors."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from samordna.visits.kinds import PaperKind
from samordna.visits.models import Visit
from samordna.visits.papers import VisitPaper

from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.parties.actors import Actor
from samordna.parties.numbers import take_number


@transaction.atomic
def receive(*, actor: Actor, guest: str, held_on: date, text: str) -> Visit:
    """Keep a visit with its report."""
    paper = VisitPaper(association="Förbundet", guest=guest, text=text)
    report = add_version(
        actor=actor,
        data=render_pdf(paper, moment=clock.now()),
        media_type=PDF,
        filename="besok.pdf",
        kind=PaperKind.VISIT,
        title=paper.title,
    )
    number = take_number(actor.association_id, kind="visit", key="")
    return Visit.objects.create(
        association_id=actor.association_id,
        number=number,
        guest=guest,
        held_on=held_on,
        report=report,
    )
