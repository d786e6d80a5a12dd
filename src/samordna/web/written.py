"""What is written in a form that its button saves: its writer's own draft, kept meanwhile.

Such a form shows what others read, does something, or makes what is not there yet: nothing of it
may take effect before the button is pressed. So what the browser keeps of it
(``static/web/kept.js``) is kept here too, as the browser sent it, for the writer alone; the page
offers it when it is opened again, on any computer. What is kept is bounded for each person, and the
oldest gives way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from samordna.ground import clock
from samordna.journal.changes import change
from samordna.web.models import WrittenText
from samordna.web.sent_json import read_json

#: As long as the browser keeps it (``static/web/texts.js``).
KEPT_FOR = timedelta(days=7)
#: The most texts that are kept for one person, and the most characters of one and of its key.
MOST_TEXTS = 60
LONGEST = 500_000
LONGEST_KEY = 500
#: The most that are thrown at once: what a browser waits to tell of.
MOST_AT_ONCE = 200


class NotKept(Exception):
    """What was sent is no text of a form, or longer than any form's."""


def keep_text(association_id: int, person: str, path: str, key: str, text: str) -> None:
    """Keep what one opened page holds, over what it held before. Raises :class:`NotKept`."""
    if not (_is_key(key) and _is_key(path) and isinstance(read_json(text, LONGEST), dict)):
        raise NotKept
    holds = {"path": path, "text": text, "kept_at": clock.now()}
    own = _rows(association_id).filter(person=person)
    with change():
        if own.filter(key=key).update(**holds):
            return
        named = {"association_id": association_id, "person": person, "key": key}
        # Sent twice at once, when the first answer was long in coming: one of them makes the row.
        _rows(association_id).get_or_create(**named, defaults=holds)
        older = own.order_by("-kept_at", "-pk").values_list("pk", flat=True)
        if over := list(older[MOST_TEXTS : MOST_TEXTS * 2]):
            own.filter(pk__in=over).delete()


def forget_texts(association_id: int, person: str, keys: Iterable[str]) -> None:
    """Throw away what the person has saved, or thrown."""
    if listed := [key for key in keys if _is_key(key)][:MOST_AT_ONCE]:
        with change():
            _rows(association_id).filter(person=person, key__in=listed).delete()


def texts_at(association_id: int, person: str, path: str) -> dict[str, str]:
    """What the person has written in the forms that are sent to an address, by key. One query."""
    rows = _rows(association_id).filter(person=person, path=path, kept_at__gt=_oldest())
    return dict(rows.order_by("kept_at", "pk").values_list("key", "text"))


def forget_old_texts() -> None:
    """Throw away what no page shows any longer."""
    WrittenText._base_manager.filter(kept_at__lte=_oldest()).delete()


def _is_key(text: str) -> bool:
    return 0 < len(text) <= LONGEST_KEY and "\x00" not in text


def _rows(association_id: int) -> Any:
    return WrittenText._base_manager.filter(association_id=association_id)


def _oldest() -> datetime:
    return clock.now() - KEPT_FOR
