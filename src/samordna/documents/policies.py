"""Who may read a paper: one rule, asked about one paper or about all of them.

The office reads everything, and the auditor what is in the register. What else may be read is said
by the rooms that made the papers.
"""

from __future__ import annotations

from django.db.models import Q

from samordna.documents.models import DocumentVersion
from samordna.parties.access import of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.web.shared import shared_pages


def readable(actor: Actor | None, kind: str = "") -> Q:
    """The versions of papers that somebody may read, for lists and searches. None: the public.

    With a kind of paper it holds for papers of that kind alone, and is quicker asked.
    """
    if actor is not None and actor.is_office:
        return Q()
    papers: Q = shared_pages().papers(actor, kind)
    if actor is not None and actor.has(Role.AUDITOR):
        papers |= Q(record__isnull=False)
    return papers


@of_one_association(False)
def may_read(actor: Actor | None, version: DocumentVersion) -> bool:
    """Whether somebody may read a paper. At most one query."""
    if actor is not None:
        in_register = actor.has(Role.AUDITOR) and version.record_id is not None
        if actor.is_office or in_register:
            return True
    allowed = readable(actor, version.document.kind)
    return DocumentVersion.objects.filter(allowed, pk=version.pk).exists()
