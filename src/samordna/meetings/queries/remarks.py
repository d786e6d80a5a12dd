"""What has become of what items are about, read with the items: no query a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, JSONField, QuerySet, Subquery, When

from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.rules.states import LOCKED
from samordna.meetings.subjects import Remark, handlers, subject_of


def with_what_became(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The items with what their remarks rest on, for :func:`remarks_on`."""
    kinds = [
        When(subject_kind=handler.kind, then=Subquery(rows, output_field=JSONField()))
        for handler in handlers()
        if (rows := handler.became()) is not None
    ]
    return items.annotate(became=Case(*kinds, output_field=JSONField())) if kinds else items


def remarks_on(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, str]:
    """What has become of the subjects of the meeting's items, by the items' keys. No query where
    they were read :func:`with_what_became`, else one.

    Nothing once the minutes are locked: then they stand.
    """
    if meeting.state in LOCKED:
        return {}
    about = [item for item in items if item.subject_id is not None]
    unread = [item.pk for item in about if not hasattr(item, "became")]
    read: dict[int, Any] = {item.pk: vars(item).get("became") for item in about}
    if unread:
        rows = with_what_became(AgendaItem.objects.filter(pk__in=unread))
        read |= {row.pk: vars(row).get("became") for row in rows}
    found = {}
    for item in about:
        item.meeting = meeting
        if (became := read[item.pk]) is not None and (
            said := subject_of(item).remark(item, became)
        ):
            found[item.pk] = said
    return found


def remarked(meeting: Meeting, items: Sequence[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    """The items to look over, each with what has become of its subject, and with the one above
    that has the same heading; queries as :func:`remarks_on`."""
    remarks, above = remarks_on(meeting, items), dict[str, AgendaItem]()
    found = []
    for item in items:
        if item.pk in remarks:
            found.append((item, remarks[item.pk]))
        first = above.setdefault(same_heading(item.heading), item)
        if first is not item:
            found.append((item, _DOUBLED.format(first.position)))
    return found


_DOUBLED = "Rubriken är densamma som i punkt {}. Är det samma ärende tar du bort den ena."


def same_heading(heading: str) -> str:
    """What is alike for headings that a reader takes for the same."""
    return " ".join(heading.casefold().split())


def headings_of(meeting: Meeting) -> frozenset[str]:
    """The headings of an agenda, as :func:`same_heading` knows them. No query where the agenda has
    been read with what may come back to it, else one."""
    headings = getattr(meeting, "headings", None)  # what the agenda's query brought along
    if headings is None:
        headings = meeting.items.values_list("heading", flat=True)
    return frozenset(map(same_heading, headings))


def waived(item: AgendaItem, meeting: Meeting) -> str:
    """That what an item decided comes to nothing, read :func:`with_what_became`; else empty."""
    became = vars(item).get("became")
    if became is None:
        return ""
    item.meeting = meeting
    said = subject_of(item).remark(item, became)
    return said if isinstance(said, Remark) and said.waives else ""


def not_told(item: AgendaItem) -> frozenset[str]:
    """The names of those who would have been sent the decision about what has been taken back
    since, of an item that was read :func:`with_what_became`; else none."""
    became = vars(item).get("became")
    said = subject_of(item).remark(item, became) if became is not None else ""
    return said.not_told if isinstance(said, Remark) else frozenset()


def day(written: str | None) -> date | None:
    """A day of a JSON object that was read with an item."""
    return None if written is None else date.fromisoformat(written)
