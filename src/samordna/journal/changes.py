"""A change: one transaction, with its entries at the journal's end.

All changes of an association meet at its journal's head, which is held until the transaction ends.
Whoever took the head and went on to lock a row would wait for somebody who holds the row and waits
for the head: PostgreSQL lets one of them fail. So entries wait until everything else of the change
has been done, and the head is the last row that is locked.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django_scopes import get_scope, scope

from samordna.ground.locking import for_change
from samordna.journal import following
from samordna.journal.models import JournalEntry, JournalHead

P = ParamSpec("P")
R = TypeVar("R")

#: An entry that has no number yet, and the row that it is about.
Waiting = tuple[JournalEntry, models.Model]

_waiting: ContextVar[list[Waiting] | None] = ContextVar("waiting", default=None)


@contextmanager
def change() -> Iterator[None]:
    """Make a change in one transaction; what is journalled in it is written when it ends.

    Within another change it is a part of that one: its entries are written with those of the whole,
    and are forgotten, as its rows are, where it fails and the whole goes on.
    """
    outer = _waiting.get()
    if outer is not None:
        before = len(outer)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del outer[before:]
            raise
        return
    entries: list[Waiting] = []
    token = _waiting.set(entries)
    try:
        with transaction.atomic():
            yield
            while entries:
                written = list(entries)
                entries.clear()
                _write(written)
    finally:
        _waiting.reset(token)


def changes(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function be a :func:`change`: what ``transaction.atomic`` is for what journals."""

    @wraps(function)
    def changing(*args: P.args, **kwargs: P.kwargs) -> R:
        with change():
            return function(*args, **kwargs)

    return changing


def await_end(entry: JournalEntry, subject: models.Model) -> None:
    """Let an entry be written when the change ends. Raises RuntimeError outside a change."""
    waiting = _waiting.get()
    if waiting is None:
        raise RuntimeError("an entry of the journal belongs to a change: see journal.changes")
    waiting.append((entry, subject))


def _write(entries: Sequence[Waiting]) -> None:
    """Number the entries in each association's journal, with what follows them."""
    by_association: dict[int, list[Waiting]] = defaultdict(list)
    for entry, subject in entries:
        by_association[entry.association_id].append((entry, subject))
    # Two changes that reach the same associations take their heads in the same order.
    for association_id in sorted(by_association):
        ours = by_association[association_id]
        with _within(ours[0][0]):
            finish = following.of(ours)
            _append(association_id, [entry for entry, _ in ours])
            finish()


def _within(entry: JournalEntry) -> AbstractContextManager[Any]:
    """The scope of the entry's association, where the change has left it or never was in it."""
    open_for = get_scope().get("association")
    if open_for is not None and open_for.pk == entry.association_id:
        return nullcontext()
    entered: AbstractContextManager[Any] = scope(association=entry.association)
    return entered


def _append(association_id: int, entries: Sequence[JournalEntry]) -> None:
    head = _head(association_id)
    for entry in entries:
        entry.number, entry.previous_hash = head.number + 1, head.hash
        entry.hash = entry_hash(head.hash, facts_of(entry))
        head.number, head.hash = entry.number, entry.hash
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        JournalEntry.objects.bulk_create(entries)
    head.save(update_fields=["number", "hash"])


def _head(association_id: int) -> JournalHead:
    """The head of an association's journal, held; it is made for the first entry."""
    heads = for_change(JournalHead.objects.filter(association_id=association_id))
    head = next(iter(heads), None)
    if head is None:
        JournalHead.objects.get_or_create(association_id=association_id)
        head = heads.get()
    return head


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
