"""The lines of Idag about what has happened to the items of an agenda since they were put there,
and to those who have been called."""

from __future__ import annotations

from samordna.meetings.models import AgendaItem
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.queries.shared import MeetingFacts
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.subjects import subject_of
from samordna.web.links import link
from samordna.web.shared import Task


def see_to_task(item: AgendaItem) -> Task | None:
    """For whoever keeps an agenda: its item's subject has been withdrawn, or is told otherwise than
    it now is. Until the item is struck or taken up with an outcome that ends it. What was decided
    before that stands, and nothing is left to do: the minutes' page and a letter say so."""
    subject, treatment, meeting = subject_of(item), treatment_of(item), item.meeting
    outcome = treatment.outcome if treatment is not None else ""
    if outcome and outcome not in subject.see_to_rules_out:
        return None
    return Task(
        "Se över",
        f"”{item.heading}”, {body_in_text(meeting)} {meeting.held_on}",
        _page(item),
        subject.see_to_in(item),
        meeting.held_on if meeting.state in PLANNING else None,
    )


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
