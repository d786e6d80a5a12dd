"""Who may read the papers that the room makes."""

from __future__ import annotations

from samordna.documents.models import Document, DocumentVersion
from samordna.economy.policies import may_read_decision_space
from samordna.parties.actors import Actor


def economic_information(actor: Actor | None, version: DocumentVersion) -> bool:
    """The economic information is read by those who may read the decision space."""
    if actor is None or version.document.kind != Document.Kind.ECONOMY:
        return False
    return may_read_decision_space(actor)[0]
