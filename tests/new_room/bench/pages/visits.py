"""Study visits."""

from __future__ import annotations

from datetime import timedelta

from samordna.visits.models import Visit

from bench.pages import Page
from bench.seed.parties import Ground
from samordna.documents.models import DocumentVersion


def seed(ground: Ground) -> None:
    """Three visits, each with some report."""
    report = DocumentVersion.objects.first()
    Visit.objects.bulk_create(
        Visit(
            association=ground.association,
            number=number,
            guest=f"Besökare {number}",
            held_on=ground.today - timedelta(days=number),
            report=report,
        )
        for number in range(1, 4)
    )


PAGES = (Page("Visits", "visits:visits", "registrar", Visit),)
