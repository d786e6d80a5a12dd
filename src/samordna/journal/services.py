"""Writing the journal. Every service that changes anything calls :func:`journal`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from samordna.ground import clock
from samordna.ground.kept_json import storable
from samordna.journal.changes import await_end
from samordna.journal.models import JournalEntry


class JournalActor(Protocol):
    """What the journal must know of whoever does something."""

    @property
    def kind(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def journal(
    *,
    actor: JournalActor,
    verb: str,
    subject: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> JournalEntry:
    """Append one entry about ``subject`` to its association's journal.

    Belongs to a change (``journal.changes``), and is written when that ends: it has its number
    then, and what follows it (``journal.following``), letters among it, is made in the same
    transaction. Raises RuntimeError outside one, since an entry without its change, or a change
    without its entry, would be a lie.
    """
    association_id: int = (
        subject.pk if subject._meta.label == "parties.Association" else subject.association_id  # type: ignore[attr-defined]
    )
    # Plain JSON both ways, so that what is hashed now is what the database gives back later.
    plain_before, plain_after = _plain(before), _plain(after)
    entry = JournalEntry(
        association_id=association_id,
        at=at or clock.now(),
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        actor_name=actor.name[:200],
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        before=plain_before,
        after=plain_after,
    )
    await_end(entry, subject)
    return entry


def journal_change(
    *,
    actor: JournalActor,
    verb: str,
    subject: models.Model,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> JournalEntry | None:
    """Append an entry about what was changed; none where everything was saved as it stood."""
    if _plain(before) == _plain(after):
        return None
    return journal(actor=actor, verb=verb, subject=subject, before=before, after=after)


#: How long one entry speaks for what the same person goes on writing in the same place.
WRITING = timedelta(minutes=10)


def journal_writing(
    *,
    actor: JournalActor,
    verb: str,
    subject: models.Model,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> JournalEntry | None:
    """Append an entry about a draft that is saved while it is written, unless the last one does.

    The last entry about ``subject`` speaks for ten minutes of what the same person goes on writing
    in the same place (``verb``, and ``section`` where there is one). So between two entries
    everything was written by the person of the earlier one, and what it had come to stands as
    ``before`` in the later one, or still in the row. See ``docs/decisions/0010-autosave.md``.
    """
    now = clock.now()
    last = (
        JournalEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .order_by("-number")
        .first()
    )
    if last is not None and timedelta() <= now - last.at < WRITING:
        by = (last.verb, last.actor_kind, last.actor_id, last.after.get("section"))
        if by == (verb, actor.kind, actor.person_id, after.get("section")):
            return None
    return journal_change(actor=actor, verb=verb, subject=subject, before=before, after=after)


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    text = json.dumps(values or {}, cls=DjangoJSONEncoder)
    plain: dict[str, Any] = storable(json.loads(text))
    return plain
