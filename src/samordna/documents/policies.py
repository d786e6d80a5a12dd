"""Who may read a paper. The office reads everything and the auditor what is in the register;
other rooms say what their papers allow."""

from __future__ import annotations

from collections.abc import Callable

from samordna.documents.models import DocumentVersion
from samordna.parties.actors import Actor
from samordna.parties.models import Role

Reader = Callable[[Actor | None, DocumentVersion], bool]

_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Add a function (actor or None for the public, version) -> may read. Rooms call it in ready().

    It must answer False for papers that are not its own.
    """
    _readers.append(reader)


def may_read(actor: Actor | None, version: DocumentVersion) -> bool:
    """Whether somebody may read a paper."""
    if actor is not None and actor.is_office:
        return True
    if actor is not None and actor.has(Role.AUDITOR) and version.record_id is not None:
        return True
    return any(reader(actor, version) for reader in _readers)
