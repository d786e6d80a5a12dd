"""The letters by what they are about: those that one entry of the journal caused, of one kind, are
a group; a letter that nothing caused is one by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from samordna.letters.models import Letter
from samordna.letters.queries import late_before, tried_before
from samordna.letters.rules import COUNTED_AS, UNDELIVERED, State


@dataclass(frozen=True, slots=True)
class Group:
    """Letters about one thing, those with something to see to first. ``is_problem``: some did not
    come out, or have waited for too long."""

    letters: Sequence[Letter]
    is_problem: bool

    @property
    def first(self) -> Letter:
        """The letter whose heading tells what the group is about."""
        return self.letters[0]

    @property
    def counts(self) -> list[tuple[State, str]]:
        """How many there are of each state, in words."""
        found = []
        for state, words in COUNTED_AS.items():
            if number := sum(letter.state == state for letter in self.letters):
                found.append((state, f"{number} {words[number > 1]}"))
        return found


def groups_of(letters: QuerySet[Letter]) -> QuerySet[Letter, Any]:
    """The keys of the groups of some letters: those with something to see to first, then the newest
    first."""
    alone = Case(When(event=None, then=F("pk")), default=Value(0), output_field=IntegerField())
    lost = Q(state__in=UNDELIVERED)
    late = late_before()
    if late is not None:
        lost |= Q(tried_before(late), state=State.WAITING, to_gather=False)
    return (
        letters.order_by()
        .annotate(alone=alone)
        .values("event", "kind", "alone")
        .annotate(newest=Max("made_at"), last=Max("pk"), lost=Count("pk", filter=lost))
        .annotate(first=Case(When(lost__gt=0, then=0), default=1, output_field=IntegerField()))
        .order_by("first", "-newest", "-last")
    )


def with_letters(letters: QuerySet[Letter], keys: Iterable[Mapping[str, Any]]) -> list[Group]:
    """The groups with their letters. One query."""
    wanted = list(keys)
    events = {key["event"] for key in wanted if key["event"]}
    alone = {key["alone"] for key in wanted}
    found: dict[tuple[int | None, str, int], list[Letter]] = {}
    for letter in letters.filter(Q(event__in=events) | Q(event=None, pk__in=alone)):
        place = (letter.event_id, letter.kind, 0 if letter.event_id else letter.pk)
        found.setdefault(place, []).append(letter)
    groups = []
    for key in wanted:
        own = found.get((key["event"], key["kind"], key["alone"]), [])
        own.sort(key=lambda letter: list(COUNTED_AS).index(State(letter.state)))
        if own:
            groups.append(Group(own, key["lost"] > 0))
    return groups
