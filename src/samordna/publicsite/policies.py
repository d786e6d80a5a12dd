"""Which papers anyone may read."""

from __future__ import annotations

from samordna.documents.models import Document, DocumentVersion
from samordna.journal import clock
from samordna.parties.actors import Actor
from samordna.publicsite.queries import is_posted_minutes


def anyone_reads_posted_minutes(actor: Actor | None, version: DocumentVersion) -> bool:
    """Minutes are public from the day their adjustment is posted. One query for minutes."""
    return version.document.kind == Document.Kind.MINUTES and is_posted_minutes(
        version, clock.today()
    )
