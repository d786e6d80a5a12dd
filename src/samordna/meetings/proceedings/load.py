"""Reading meetings whole: one with everything, or many with what they decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, JSONField, Prefetch, QuerySet, Subquery, prefetch_related_objects

from samordna.ground.prepared import Kept, Key
from samordna.kernel.wording.clauses import Facts
from samordna.meetings.models import (
    Absence,
    Adjuster,
    AgendaAttachment,
    AgendaItem,
    Attendee,
    DecidedAmount,
    InStead,
    Meeting,
)
from samordna.meetings.proceedings.decisions import DecidedParagraph, Decisions, treatment_of
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.queries.remarks import with_what_became
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.subjects import Decided
from samordna.parties.models import AssociationSetting
from samordna.parties.settings import BodySettings, rows_of_setting, settings_of_bodies


def load_proceedings(meeting: Meeting, *, attachments: bool = True) -> Proceedings:
    """Read a meeting whole. Four queries whatever the number of items, three without attachments,
    and when the words are made, one for each kind of subject whose clauses rest on facts."""
    rows = _items_of(Key(meeting.pk))
    prefetch_related_objects(rows, _amounts())
    for row in rows:
        row.meeting = meeting
    rows.sort(key=_order)
    papers = _attachments(meeting, rows) if attachments else {}
    people, adjusters, absences, in_stead, settings = _people(meeting)
    facts = FactsWhenAsked(rows)
    return Proceedings(
        meeting, rows, adjusters, facts, settings, people, absences, in_stead, papers
    )


def was_not_handled(decided: Decided) -> bool:
    """Whether a paragraph left its matter since the body was no quorum. Reads the meeting whole."""
    if decided.treatment.outcome != Outcome.UNDECIDED:
        return False
    proceedings = load_proceedings(decided.meeting, attachments=False)
    item = next(i for i in proceedings.treated if i.pk == decided.treatment.item_id)
    return proceedings.not_handled(item)


def load_decisions(meetings: Sequence[Meeting]) -> dict[int, tuple[DecidedParagraph, ...]]:
    """What each meeting decided, by its key. Four queries whatever the number of meetings, and
    one for each kind of subject whose clauses rest on facts.

    The meetings must be loaded with their bodies.
    """
    items: dict[int, list[AgendaItem]] = {meeting.pk: [] for meeting in meetings}
    for row in sorted(with_what_became(_items(meetings)), key=_order):
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
    found = AgendaItem.objects.filter(meeting__in=meetings).select_related("treatment", "matter")
    return found.prefetch_related(_amounts()).order_by()


@Kept
def _items_of(meeting: Any) -> QuerySet[AgendaItem]:
    """One meeting's items with treatments, matters and what has become of them, in no order: each
    page at the table asks for them, and each save there."""
    found = AgendaItem.objects.filter(meeting=meeting).select_related("treatment", "matter")
    return with_what_became(found).order_by()


def _amounts() -> Prefetch[str]:
    amounts = DecidedAmount.objects.select_related("organisation")
    return Prefetch("treatment__amounts", queryset=amounts)


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


class FactsWhenAsked(Mapping[int, Facts]):
    """What the clauses of items rest on, read when somebody asks: locked words rest on nothing."""

    def __init__(self, items: Sequence[AgendaItem]) -> None:
        self._items = items

    @cached_property
    def _found(self) -> dict[int, Facts]:
        return proposed_facts(self._items)

    def __getitem__(self, item: int) -> Facts:
        return self._found[item]

    def __iter__(self) -> Iterator[int]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


#: What is read of who signs in another's stead.
_IN_STEAD = ("pk", "item_id", "role", "instead_of_id", "reason", "decided_by", "decided_on")

#: The settings that a meeting's proceedings rest on.
_SETTINGS = ("lead", "quorum")


def _people(
    meeting: Meeting,
) -> tuple[list[Attendee], list[Adjuster], list[Absence], list[InStead], BodySettings]:
    """Attendees, what each adjusts, signs for another and is absent from, and the body's settings
    on that day, in one query: who adjusts two items, or is absent twice, has two rows. One more
    where nobody is noted.
    """
    body, association = Key(meeting.body_id), Key(meeting.association_id)
    rows = _attendees(Key(meeting.pk), body, association, meeting.held_on)
    people: dict[int, Attendee] = {}
    adjusters: dict[int, Adjuster] = {}
    absences: dict[int, Absence] = {}
    in_stead: dict[int, InStead] = {}
    for row in rows:
        person = people.setdefault(row.pk, row)
        own = {"association_id": row.association_id, "attendee": person}
        if row.adjuster_pk is not None and row.adjuster_pk not in adjusters:
            adjusters[row.adjuster_pk] = Adjuster(
                pk=row.adjuster_pk, meeting=meeting, item_id=row.adjusted_item, **own
            )
        if row.absence_pk is not None and row.absence_pk not in absences:
            absences[row.absence_pk] = Absence(
                pk=row.absence_pk,
                reason=row.absent_because,
                from_item_id=row.absent_from,
                to_item_id=row.absent_to,
                at=row.absent_at,
                **own,
            )
        instead = {name: getattr(row, f"stead_{name}") for name in _IN_STEAD}
        if instead["pk"] is not None and instead["pk"] not in in_stead:
            in_stead[instead["pk"]] = InStead(
                association_id=row.association_id, meeting=meeting, by=person, **instead
            )
    return (
        list(people.values()),
        list(adjusters.values()),
        [absences[pk] for pk in sorted(absences)],
        [in_stead[pk] for pk in sorted(in_stead)],
        _settings(meeting, rows),
    )


@Kept
def _attendees(meeting: Any, body: Any, association: Any, held_on: date) -> QuerySet[Attendee, Any]:
    settings = {
        f"set_{key}": Subquery(
            rows_of_setting(body, key, held_on, association=association).values("value")[:1],
            output_field=JSONField(),
        )
        for key in _SETTINGS
    }
    return (
        Attendee.objects.filter(meeting=meeting)
        .select_related("mandate")
        .annotate(
            adjuster_pk=F("adjusts__pk"),
            adjusted_item=F("adjusts__item_id"),
            absence_pk=F("absences__pk"),
            absent_because=F("absences__reason"),
            absent_from=F("absences__from_item_id"),
            absent_to=F("absences__to_item_id"),
            absent_at=F("absences__at"),
            **{f"stead_{name}": F(f"signs_instead__{name}") for name in _IN_STEAD},
            **settings,
        )
        .order_by("position", "pk", "adjusts__pk")
    )


def _settings(meeting: Meeting, rows: Sequence[Attendee]) -> BodySettings:
    """The settings as the rows of the people have brought them along."""
    if not rows:
        return settings_of_bodies([meeting.body], *_SETTINGS)
    found = {key: getattr(rows[0], f"set_{key}") for key in _SETTINGS}
    return BodySettings(
        [
            AssociationSetting(
                association_id=meeting.association_id,
                body=meeting.body,
                key=key,
                valid_from=meeting.held_on,
                value=value,
            )
            for key, value in found.items()
            if value is not None
        ]
    )


def _order(item: AgendaItem) -> tuple[bool, int]:
    treatment = treatment_of(item)
    return (True, item.position) if treatment is None else (False, treatment.paragraph)
