"""Registering papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samordna.documents.kinds import PaperKind
from samordna.documents.looking import Incoming, Looked, look_at
from samordna.documents.steps import add_version
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.kernel.media import OPENS, plain_name
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.register.models import Matter, Record
from samordna.register.policies import may_add_record
from samordna.register.steps import register_record


def register_paper(
    *,
    actor: Actor,
    matter: Matter,
    direction: str,
    subject: str,
    dated: date,
    counterparty: str,
    secrecy_ground: str,
    files: Sequence[Incoming] = (),
) -> Record:
    """Register a record with the files that came with it; journalled.

    What came in or went out at once is one record, as its day, its sender and its subject are one
    (OSL 5:2), and each file is a document of it. Files of any kind are kept byte for byte; several
    have the titles of their own names. Raises Refused to those who may not.
    """
    require(may_add_record(actor, matter))
    # Before anything is held: it can take seconds.
    looked = look_at(files)
    return _register(
        actor=actor,
        matter=matter,
        direction=direction,
        subject=subject,
        dated=dated,
        counterparty=counterparty,
        secrecy_ground=secrecy_ground,
        files=looked,
    )


@changes
def _register(
    *,
    actor: Actor,
    matter: Matter,
    direction: str,
    subject: str,
    dated: date,
    counterparty: str,
    secrecy_ground: str,
    files: Sequence[Looked],
) -> Record:
    # Read anew and locked: somebody may have closed the matter since the page was opened.
    matter = for_change(Matter.objects.all()).get(pk=matter.pk)
    require(may_add_record(actor, matter))
    record = register_record(
        actor=actor,
        matter=matter,
        direction=direction,
        subject=subject,
        dated=dated,
        counterparty=counterparty,
        secrecy_ground=secrecy_ground,
    )
    for file in files:
        add_version(
            actor=actor,
            data=file.data,
            media_type=file.media_type,
            filename=file.filename,
            kind=PaperKind.ATTACHMENT,
            title=subject if len(files) == 1 else plain_name(file.filename),
            record=record,
            only_downloaded=file.media_type in OPENS and not file.opens,
        )
    return record
