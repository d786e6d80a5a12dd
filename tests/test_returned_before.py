"""What is to come up again is sought by what is rare, and is all the same everything that is."""

from __future__ import annotations

import pytest
from django_scopes import scope

from bench.clock import MOMENT
from bench.seed import Size, seed_association
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.queries.lists import returned_before, waiting_items
from samordna.meetings.rules.outcomes import GRANTING, OPEN_REST, Outcome
from samordna.meetings.rules.states import ADJUSTED
from samordna.parties.models import Body

pytestmark = pytest.mark.django_db


def test_the_halves_of_the_query_find_what_the_whole_finds() -> None:
    made = seed_association("pytteliten", "Samordningsförbundet Pytteliten", Size(5, 6, 40), MOMENT)
    with scope(association=made):
        _leave_things_open()
        meeting = Meeting.objects.select_related("body").filter(state="planned").latest("held_on")
        waiting = waiting_items().filter(meeting__held_on__lte=meeting.held_on)
        expected = [item.pk for item in waiting.exclude(meeting=meeting)]
        found = [item.pk for item in returned_before(meeting)]
    assert len(expected) >= 7
    assert sorted(found) == sorted(expected)


def _leave_things_open() -> None:
    """One item of each way to come up again, and a cancelled meeting with all that it had."""
    treated = Treatment.objects.filter(item__meeting__state__in=ADJUSTED, item__subject_kind="")
    open_ended = (Outcome.POSTPONED, Outcome.REMITTED, Outcome.UNDECIDED)
    decisions = treated.filter(item__kind=AgendaItem.Kind.DECISION)
    pks = list(decisions.order_by("item__meeting__held_on", "pk").values_list("pk", flat=True))
    for pk, outcome in zip(pks, open_ended, strict=False):
        Treatment.objects.filter(pk=pk).update(outcome=outcome)
    rest = {"rest": sorted(OPEN_REST)[0], "outcome": sorted(GRANTING)[0]}
    Treatment.objects.filter(pk=pks[3]).update(**rest)
    AgendaItem.objects.filter(treatment=pks[4]).update(is_standard=False)
    Treatment.objects.filter(pk=pks[4]).delete()
    first = Meeting.objects.filter(state__in=ADJUSTED).latest("held_on")
    other = Body.objects.create(
        association=first.association, kind=Body.Kind.WORKING_COMMITTEE, name="AU"
    )
    Meeting.objects.filter(pk=first.pk).update(body=other)
    told = Treatment.objects.filter(item__meeting=first, item__subject_kind="")
    last = told.latest("pk")
    Treatment.objects.filter(pk=last.pk).update(proposes=[{"text": "anta planen"}])
    summoned = Meeting.objects.filter(state=Meeting.State.SUMMONED).latest("held_on")
    Meeting.objects.filter(pk=summoned.pk).update(state=Meeting.State.CANCELLED)
