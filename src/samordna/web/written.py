"""What is written in a form that its button saves: its writer's own draft, kept meanwhile.

Such a form shows what others read, does something, or makes what is not there yet: nothing of it
may take effect before the button is pressed. So what the browser keeps of it
(``static/web/kept.js``) is kept here too, as the browser sent it, for the writer alone; the page
offers it when it is opened again, on any computer. What is kept is bounded for each person, and the
oldest gives way; so is what a page carries of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from samordna.ground import clock
from samordna.journal.changes import change
from samordna.web.models import WrittenText
from samordna.web.sent_json import read_json

#: As long as the browser keeps it (``static/web/texts.js``).
KEPT_FOR = timedelta(days=7)
#: The most texts that are kept for one person, and the most bytes of one as a page carries it, of
#: those of one form and of all of a person. The page of a form carries no more than its own.
MOST_TEXTS = 60
LONGEST = 500_000
MOST_OF_FORM = 1_000_000
MOST_OF_PERSON = 2_000_000
LONGEST_KEY = 500
#: The most that are thrown at once: what a browser waits to tell of.
MOST_AT_ONCE = 200


#: In JSON they stand within texts alone: so written they end no element of a page.
_IN_PAGE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class NotKept(Exception):
    """What was sent is no text of a form, or longer than any form's."""


class _Bytes(Func):
    """How many bytes a text is in UTF-8."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **extra
        )


def keep_text(association_id: int, person: str, path: str, key: str, text: str) -> None:
    """Keep what one opened page holds, over what it held before. Raises :class:`NotKept`."""
    if not (_is_key(key) and _is_key(path) and isinstance(read_json(text, LONGEST), dict)):
        raise NotKept
    carried = text.translate(_IN_PAGE)
    if len(carried.encode()) > LONGEST:
        raise NotKept
    holds = {"path": path, "text": carried, "kept_at": clock.now()}
    own = _rows(association_id).filter(person=person)
    with change():
        if not own.filter(key=key).update(**holds):
            named = {"association_id": association_id, "person": person, "key": key}
            # Sent twice at once, when the first answer was long in coming: one makes the row.
            _rows(association_id).get_or_create(**named, defaults=holds)
        _let_oldest_go(own)


def _let_oldest_go(own: Any) -> None:
    too_many = Q(number__gt=MOST_TEXTS)
    too_much = Q(of_all__gt=MOST_OF_PERSON) | Q(of_form__gt=MOST_OF_FORM)
    counted = own.annotate(
        number=Window(RowNumber(), order_by=_NEWEST), of_all=_up_to(), of_form=_up_to("path")
    )
    if over := list(counted.filter(too_many | too_much).values_list("pk", flat=True)):
        own.filter(pk__in=over).delete()


_NEWEST = [F("kept_at").desc(), F("pk").desc()]


def _up_to(*alike: str) -> Window:
    """The bytes of a text and of all that are newer."""
    return Window(Sum(_Bytes("text")), partition_by=[F(n) for n in alike] or None, order_by=_NEWEST)


def forget_texts(association_id: int, person: str, keys: Iterable[str]) -> None:
    """Throw away what the person has saved, or thrown."""
    if listed := [key for key in keys if _is_key(key)][:MOST_AT_ONCE]:
        with change():
            _rows(association_id).filter(person=person, key__in=listed).delete()


def texts_at(association_id: int, person: str, path: str) -> dict[str, str]:
    """What the person has written in the forms that are sent to an address, by key, the newest
    last: no more than is kept of one form. One query."""
    rows = _rows(association_id).filter(person=person, path=path, kept_at__gt=_oldest())
    newest = rows.annotate(of_form=_up_to()).filter(of_form__lte=MOST_OF_FORM)
    return dict(newest.order_by("kept_at", "pk").values_list("key", "text"))


def as_carried(texts: Mapping[str, str]) -> SafeString:
    """Texts by their keys as one JSON object in a data element of a page: each is JSON as it is
    and is not written out once more."""
    pairs = (
        f"{json.dumps(key, ensure_ascii=False)}:{text}".translate(_IN_PAGE)
        for key, text in texts.items()
    )
    carried = ",".join(pairs)
    return SafeString(f'<script type="application/json" data-own-drafts>{{{carried}}}</script>')


def forget_old_texts() -> None:
    """Throw away what no page shows any longer."""
    WrittenText._base_manager.filter(kept_at__lte=_oldest()).delete()


def _is_key(text: str) -> bool:
    return 0 < len(text) <= LONGEST_KEY and "\x00" not in text


def _rows(association_id: int) -> Any:
    return WrittenText._base_manager.filter(association_id=association_id)


def _oldest() -> datetime:
    return clock.now() - KEPT_FOR
