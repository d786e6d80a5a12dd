"""Files that were chosen in a form which was not saved: kept for whoever chose them, for a day.

A browser never lays a file back into a form that is drawn anew. So the server keeps it, under a
random key that the drawn form carries; it is the person's who sent it and the form's alone. What
is kept is bounded for each person, and the oldest gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any, TypeAlias

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile

from samordna.ground import clock
from samordna.journal.changes import change
from samordna.web.models import KeptFile

#: What the keys of a field's files are named by, after the name of the field.
KEYS = "_kvar"

KEPT_FOR = timedelta(days=1)
#: The most that is kept for one person, in number and in bytes.
MOST_FILES = 40
MOST_BYTES = 60 * 1024 * 1024

Chosen: TypeAlias = "UploadedFile[Any]"


class KeptUpload(InMemoryUploadedFile):
    """A kept file, as if it had been sent again. ``key``: what its row is known by."""

    def __init__(self, row: KeptFile) -> None:
        data = bytes(row.data)
        super().__init__(BytesIO(data), row.field, row.filename, None, len(data), None)
        self.key = row.key


def kept_files(
    association_id: int, person: str, path: str, field: str, keys: Sequence[str]
) -> list[KeptUpload]:
    """The files that a form carries the keys of, in the order in which they were chosen: those of
    this person, this form and this day. At most one query."""
    if not keys:
        return []
    rows = _rows(association_id).filter(
        person=person, path=path, field=field, key__in=list(keys), kept_at__gt=_oldest()
    )
    return [KeptUpload(row) for row in rows.order_by("pk")]


def keep_files(
    association_id: int, person: str, path: str, field: str, files: Iterable[tuple[str, Chosen]]
) -> None:
    """Keep files under their keys; the person's oldest give way when they become too many."""
    with change():
        for key, file in files:
            file.seek(0)
            _rows(association_id).create(
                association_id=association_id,
                key=key,
                person=person,
                path=path,
                field=field,
                filename=(file.name or "")[:200],
                size=file.size or 0,
                data=file.read(),
                kept_at=clock.now(),
            )
        _let_oldest_go(association_id, person)


def forget_files(association_id: int, person: str, keys: Iterable[str]) -> None:
    """Throw away what the person took away, or has saved."""
    if listed := list(keys):
        _rows(association_id).filter(person=person, key__in=listed).delete()


def forget_old_files() -> None:
    """Throw away what has been kept for a day."""
    KeptFile._base_manager.filter(kept_at__lte=_oldest()).delete()


def _let_oldest_go(association_id: int, person: str) -> None:
    own = _rows(association_id).filter(person=person).order_by("-pk")
    together, over = 0, []
    for number, (pk, size) in enumerate(own.values_list("pk", "size"), 1):
        together += size
        if number > MOST_FILES or together > MOST_BYTES:
            over.append(pk)
    if over:
        _rows(association_id).filter(pk__in=over).delete()


def _rows(association_id: int) -> Any:
    # A post may meet an ended session before the association's scope is opened.
    return KeptFile._base_manager.filter(association_id=association_id)


def _oldest() -> Any:
    return clock.now() - KEPT_FOR
