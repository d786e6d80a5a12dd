"""Giving the paragraphs of minutes that are not locked other numbers."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.rules.states import State
from samordna.meetings.services.locking import in_states, locked_meeting
from samordna.parties.actors import Actor
from samordna.parties.models import NumberSeries
from samordna.parties.numbers import paragraph_key, paragraph_period

#: While the paragraphs of a meeting may get other numbers: nothing of it is locked.
UNLOCKED = frozenset({State.IN_SESSION, State.CLOSED})
#: A number no paragraph has, from where they are set down again one by one.
_ASIDE = 1_000_000


@changes
def renumber_paragraphs(*, actor: Actor, meeting: Meeting, first: int, reason: str) -> int:
    """Let the paragraphs of the run that stand in no locked minutes begin at another number.

    They keep their order, also those of the body's other meetings that are not locked. Journalled
    on each meeting; what is locked, signed or posted keeps its numbers. Returns how many paragraphs
    there are. Raises Refused, and :class:`NotPossible` for a number that locked minutes have.
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, UNLOCKED, "ändra paragrafernas nummer")
    key = paragraph_key(locked.body, locked.held_on)
    known: dict[str, Any] = {
        "association_id": actor.association_id,
        "kind": "paragraph",
        "key": key,
    }
    NumberSeries.objects.get_or_create(**known)
    series = for_change(NumberSeries.objects.all()).get(**known)
    period = paragraph_period(locked.body, locked.held_on)
    run = Treatment.objects.filter(body=locked.body, paragraph_period=period)
    kept = run.exclude(item__meeting__state__in=UNLOCKED)
    highest = kept.aggregate(highest=Max("paragraph"))["highest"]
    if highest is not None and first <= highest:
        raise NotPossible(
            f"§ {highest} står i ett protokoll som är låst eller justerat, och ligger fast. Skriv "
            f"ett nummer från {highest + 1}."
        )
    movable = run.filter(item__meeting__state__in=UNLOCKED, paragraph__gt=highest or 0)
    movable = movable.select_related("item__meeting")
    rows = list(for_change(movable, of=("self",)).order_by("paragraph"))
    if not rows:
        raise NotPossible("Inga paragrafer har getts ännu. Ange den första på organets sida.")
    numbers = {row.pk: row.paragraph for row in rows}
    for place, row in enumerate(rows):
        Treatment.objects.filter(pk=row.pk).update(paragraph=_ASIDE + place)
    for place, row in enumerate(rows):
        Treatment.objects.filter(pk=row.pk).update(paragraph=first + place)
        row.paragraph = first + place
    series.last = first + len(rows) - 1
    if highest is None:
        series.first = first
    series.save(update_fields=["first", "last"])
    for one in {row.item.meeting.pk: row.item.meeting for row in rows}.values():
        own = [row for row in rows if row.item.meeting_id == one.pk]
        journal(
            actor=actor,
            verb="renumber_paragraphs",
            subject=one,
            before={"paragraphs": [numbers[row.pk] for row in own]},
            after={"paragraphs": [row.paragraph for row in own], "reason": reason},
        )
    return len(rows)
