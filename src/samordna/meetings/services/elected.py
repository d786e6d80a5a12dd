"""Who was elected to adjust the minutes by closed ballot adjusts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from samordna.journal.services import journal
from samordna.meetings.models import Adjuster, AgendaItem, Attendee, Meeting, Treatment
from samordna.meetings.proceedings.decisions import elects_for_the_board
from samordna.meetings.rules.adjuster_words import is_about_adjusters, the_one
from samordna.meetings.rules.elections import election_of
from samordna.meetings.rules.outcomes import GRANTING
from samordna.parties.actors import Actor


def choose_elected(
    actor: Actor, meeting: Meeting, treatment: Treatment, before: Mapping[str, Any]
) -> None:
    """Choose those whom the ballot of a paragraph gave to adjust the minutes; journalled.

    Only when this save has changed the election or the outcome (``before`` are their earlier
    values): what is chosen by hand afterwards stands, and the minutes stop while the two disagree.
    A name that is nobody's at the meeting chooses nobody, and is told of. The caller has locked the
    meeting.
    """
    unchanged = all(before[name] == getattr(treatment, name) for name in ("election", "outcome"))
    election = election_of(treatment.election)
    if unchanged or election is None or not election.elected:
        return
    if treatment.outcome and treatment.outcome not in GRANTING:
        return
    if not _elects_adjusters(meeting, treatment.item):
        return
    people = {
        person.name: person
        for person in Attendee.objects.filter(meeting=meeting, person__isnull=False).exclude(
            capacity=Attendee.Capacity.OTHER
        )
    }
    found = [the_one(name, list(people)) for name in election.elected]
    chosen = [people[name] for name in found if name is not None]
    if len(chosen) < len(found):
        return
    earlier = Adjuster.objects.filter(meeting=meeting, item=None).select_related("attendee")
    if {row.attendee_id for row in earlier} == {person.pk for person in chosen}:
        return
    told = {"adjusters": [str(row) for row in earlier]}
    earlier.delete()
    for person in chosen:
        row = Adjuster.objects.create(
            association_id=actor.association_id, meeting=meeting, attendee=person
        )
        after = {"adjuster": person.name, "item": None, "elected_in": treatment.paragraph}
        journal(actor=actor, verb="choose_adjuster", subject=row, before=told, after=after)


def _elects_adjusters(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether an item elects who adjusts: as ``Decisions.electing_adjusters`` has it. One query."""
    if item.kind != AgendaItem.Kind.ELECTION:
        return False
    elections = meeting.items.filter(kind=AgendaItem.Kind.ELECTION).order_by(
        F("treatment__paragraph").asc(nulls_last=True), "position"
    )
    rows = [row for row in elections if not elects_for_the_board(row, meeting.body)]
    named = [row for row in rows if is_about_adjusters(row.heading)]
    return (named or rows)[:1] == [item]
