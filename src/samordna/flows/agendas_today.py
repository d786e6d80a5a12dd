"""The lines of Idag about what has happened to the items of an agenda since they were put there,
and to those who have been called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samordna.meetings.models import AgendaItem
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.queries.shared import MeetingFacts
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.subjects import Remark, remarks_to_see_to
from samordna.web.links import link
from samordna.web.shared import Task


def subject_tasks(found: Iterable[AgendaItem]) -> Iterator[Task]:
    """The items to see to whose subjects have been withdrawn, or are told otherwise than they now
    are, until the item is struck or minuted so."""
    items = {item.pk: item for item in found}
    for pk, said in remarks_to_see_to(items.values()).items():
        item = items[pk]
        if _is_seen_to(item, said):
            continue
        meeting = item.meeting
        yield Task(
            "Se över",
            f"”{item.heading}”, {body_in_text(meeting)} {meeting.held_on}",
            _page(item),
            said,
            meeting.held_on if meeting.state in PLANNING else None,
        )


def _is_seen_to(item: AgendaItem, said: str) -> bool:
    """Whether the item has been taken up with an outcome that what has happened does not rule out:
    then the minutes say what they say."""
    treatment = treatment_of(item)
    if treatment is None or not treatment.outcome:
        return False
    ruled_out = said.rules_out if isinstance(said, Remark) else frozenset()
    return treatment.outcome not in ruled_out


def _page(item: AgendaItem) -> str:
    """Where the item is struck, before the meeting, or minuted."""
    slug, number = item.meeting.association.slug, item.meeting.number
    if item.meeting.state in PLANNING:
        return link(slug, "meetings:edit_item", number=number, pk=item.pk)
    return f"{link(slug, 'meetings:table', number=number)}?punkt={item.pk}"


def seat_task(facts: MeetingFacts) -> Task | None:
    """For a meeting of ``meetings_to_keep``: somebody has been called and lost the seat since."""
    meeting, name = facts.meeting, facts.called_without_seat
    if not name:
        return None
    return Task(
        "Se över",
        f"Kallade till {body_in_text(meeting)} {meeting.held_on}",
        link(meeting.association.slug, "meetings:meeting", number=meeting.number),
        f"{name} är kallad men har inget uppdrag den dagen. Säg till, och kalla en ersättare",
        meeting.held_on,
    )
