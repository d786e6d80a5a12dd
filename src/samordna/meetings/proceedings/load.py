"""Reading meetings whole: one with everything, or many with what they decided."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Prefetch, QuerySet

from samordna.meetings.models import (
    Absence,
    Adjuster,
    AgendaAttachment,
    AgendaItem,
    Attendee,
    DecidedAmount,
    Meeting,
)
from samordna.meetings.proceedings.decisions import DecidedParagraph, Decisions, treatment_of
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.queries.proposed import proposed_facts
from samordna.parties.settings import settings_of_bodies


def load_proceedings(meeting: Meeting, *, attachments: bool = True) -> Proceedings:
    """Read a meeting whole. Six queries whatever the number of items, five without attachments,
    and one for each kind of subject whose clauses rest on facts."""
    rows = list(_items([meeting]))
    for row in rows:
        row.meeting = meeting
    rows.sort(key=_order)
    papers = _attachments(meeting, rows) if attachments else {}
    people, adjusters = _people(meeting)
    by_person = {person.pk: person for person in people}
    absences = list(Absence.objects.filter(attendee__meeting=meeting).order_by("pk"))
    for absence in absences:
        absence.attendee = by_person[absence.attendee_id]
    settings = settings_of_bodies([meeting.body], "lead", "quorum")
    facts = proposed_facts(rows)
    return Proceedings(meeting, rows, adjusters, facts, settings, people, absences, papers)


def load_decisions(meetings: Sequence[Meeting]) -> dict[int, tuple[DecidedParagraph, ...]]:
    """What each meeting decided, by its key. Four queries whatever the number of meetings, and
    one for each kind of subject whose clauses rest on facts.

    The meetings must be loaded with their bodies.
    """
    items: dict[int, list[AgendaItem]] = {meeting.pk: [] for meeting in meetings}
    for row in sorted(_items(meetings), key=_order):
        items[row.meeting_id].append(row)
    adjusters: dict[int, list[Adjuster]] = {meeting.pk: [] for meeting in meetings}
    for chosen in Adjuster.objects.filter(meeting__in=meetings).select_related("attendee"):
        adjusters[chosen.meeting_id].append(chosen)
    facts = proposed_facts([item for rows in items.values() for item in rows])
    settings = settings_of_bodies([meeting.body for meeting in meetings], "lead")
    decided = {m.pk: Decisions(m, items[m.pk], adjusters[m.pk], facts, settings) for m in meetings}
    return {pk: tuple(map(found.decided, found.treated)) for pk, found in decided.items()}


def _items(meetings: Sequence[Meeting]) -> QuerySet[AgendaItem]:
    """Their items with treatments, matters and amounts, in no order. Two queries."""
    amounts = DecidedAmount.objects.select_related("organisation")
    return (
        AgendaItem.objects.filter(meeting__in=meetings)
        .select_related("treatment", "matter")
        .prefetch_related(Prefetch("treatment__amounts", queryset=amounts))
        .order_by()
    )


def _attachments(
    meeting: Meeting, items: Sequence[AgendaItem]
) -> dict[int, list[AgendaAttachment]]:
    by_pk = {item.pk: item for item in items}
    papers: dict[int, list[AgendaAttachment]] = {}
    for paper in AgendaAttachment.objects.filter(item__meeting=meeting).select_related(
        "version__document"
    ):
        paper.item = by_pk[paper.item_id]
        papers.setdefault(paper.item_id, []).append(paper)
    return papers


def _people(meeting: Meeting) -> tuple[list[Attendee], list[Adjuster]]:
    """Attendees and what each adjusts, in one query: who adjusts two items has two rows."""
    rows = (
        Attendee.objects.filter(meeting=meeting)
        .select_related("mandate")
        .annotate(adjuster_pk=F("adjusts__pk"), adjusted_item=F("adjusts__item_id"))
        .order_by("position", "pk", "adjusts__pk")
    )
    people: dict[int, Attendee] = {}
    adjusters = []
    for row in rows:
        person = people.setdefault(row.pk, row)
        if row.adjuster_pk is not None:
            adjusters.append(
                Adjuster(
                    pk=row.adjuster_pk,
                    association_id=row.association_id,
                    meeting=meeting,
                    attendee=person,
                    item_id=row.adjusted_item,
                )
            )
    return list(people.values()), adjusters


def _order(item: AgendaItem) -> tuple[bool, int]:
    treatment = treatment_of(item)
    return (True, item.position) if treatment is None else (False, treatment.paragraph)
