"""The last of what is allowed, and the first of what is not: hours, days, items and who adjusts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from django_scopes import scope

from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Absence, Attendee, Meeting
from samordna.meetings.services.planning import plan_meeting
from samordna.meetings.services.presence import choose_adjuster, record_absence
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

DAY = date(2024, 9, 12)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def planned(cast: Cast, ends: time | None, adjusted: date | None) -> Meeting:
    with story.on(date(2024, 8, 20)):
        return plan_meeting(
            actor=cast.actor("registrar"),
            body=cast.board,
            details={
                "held_on": DAY,
                "starts_at": time(9),
                "ends_at": ends,
                "place": "",
                "mode": Meeting.Mode.PHYSICAL,
                "hindrance_contact": "",
                "proposed_adjustment_on": adjusted,
                "secretary": cast.people["registrar"],
            },
        )


def test_a_meeting_takes_some_time_and_may_be_adjusted_on_its_day(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="sluta efter att det har börjat"):
        planned(cast, time(9), None)
    with pytest.raises(NotPossible, match="före sammanträdet"):
        planned(cast, None, date(2024, 9, 11))
    meeting = planned(cast, time(9, 1), DAY)
    assert (meeting.ends_at, meeting.proposed_adjustment_on) == (time(9, 1), DAY)


def test_a_meeting_that_ends_when_it_begins_is_not_closed(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.decide_all(cast, meeting)
    with pytest.raises(NotPossible, match="sluta efter att det har börjat"):
        close_meeting(actor=story.keeper(cast), meeting=meeting, ended_at=time(9))
    closed = close_meeting(actor=story.keeper(cast), meeting=meeting, ended_at=time(9, 1))
    assert closed.ends_at == time(9, 1)


@pytest.mark.parametrize("reason", [Absence.Reason.DISQUALIFIED, Absence.Reason.ABSTAINS])
def test_who_takes_no_part_in_an_item_takes_part_in_the_next(cast: Cast, reason: str) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Lars")
    item = meeting.items.order_by("position")[0]
    absence = record_absence(
        actor=story.keeper(cast),
        attendee=story.person(meeting, "Lars"),
        reason=reason,
        from_item=item,
    )
    assert (absence.from_item, absence.to_item) == (item, item)


def test_nobody_who_only_attends_adjusts(cast: Cast) -> None:
    meeting = story.opened(cast)
    viola = story.person(meeting, "Viola")
    Attendee.objects.filter(pk=viola.pk).update(capacity=Attendee.Capacity.OTHER)
    viola.refresh_from_db()
    assert viola.person_id is not None
    with pytest.raises(NotPossible, match="har inte rösträtt"):
        choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
