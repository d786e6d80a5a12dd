"""Writing the journal. Every service that changes anything calls :func:`journal`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from samordna.ground import clock
from samordna.ground.kept_json import storable
from samordna.journal import following
from samordna.journal.models import JournalEntry, JournalHead

#: Entries that wait for the end of :func:`gathered`, each with its subject.
_gathering: ContextVar[list[tuple[JournalEntry, models.Model]] | None] = ContextVar(
    "gathering", default=None
)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the entries of many changes of one association together, when all have been made.

    The journal's end is then held for a moment, and not while the changes are made. Inside the
    transaction of the changes; what follows the entries comes last.
    """
    entries: list[tuple[JournalEntry, models.Model]] = []
    token = _gathering.set(entries)
    try:
        yield
    finally:
        _gathering.reset(token)
    if entries:
        _append(entries)


class JournalActor(Protocol):
    """What the journal must know of whoever does something."""

    @property
    def kind(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def entry_hash(previous: str, facts: Mapping[str, Any]) -> str:
    """SHA-256 over the previous entry's hash and this entry's facts as canonical JSON."""
    body = json.dumps(
        facts, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def facts_of(entry: JournalEntry) -> dict[str, Any]:
    """The hashed facts of an entry, the same before saving and after reading back."""
    return {
        "association": entry.association_id,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": [entry.actor_kind, entry.actor_id, entry.actor_name],
        "verb": entry.verb,
        "subject": [entry.subject_type, entry.subject_id, entry.subject_label],
        "before": entry.before,
        "after": entry.after,
    }


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

    Must be called inside the transaction that makes the change; raises RuntimeError outside one,
    since an entry without its change, or a change without its entry, would be a lie. What follows
    the entry (``journal.following``), letters among it, is made in that transaction too. Inside
    :func:`gathered` the entry has its number when that ends.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal() needs the transaction of the change that it tells of")
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
    waiting = _gathering.get()
    if waiting is not None:
        waiting.append((entry, subject))
    else:
        _append([(entry, subject)])
    return entry


def _append(entries: Sequence[tuple[JournalEntry, models.Model]]) -> None:
    """Chain the entries, all of one association, to its journal's end."""
    [association_id] = {entry.association_id for entry, _ in entries}
    JournalHead.objects.get_or_create(association_id=association_id)
    head = JournalHead.objects.select_for_update().get(association_id=association_id)
    for entry, _ in entries:
        entry.number, entry.previous_hash = head.number + 1, head.hash
        entry.hash = entry_hash(head.hash, facts_of(entry))
        head.number, head.hash = entry.number, entry.hash
    if len(entries) == 1:
        entries[0][0].save(force_insert=True)
    else:
        JournalEntry.objects.bulk_create([entry for entry, _ in entries])
    head.save(update_fields=["number", "hash"])
    following.written(entries)


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
