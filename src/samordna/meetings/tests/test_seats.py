"""Empty seats: a mandate that ends makes no board smaller (KL 6:27)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Attendee, Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.quorum import needed_of
from samordna.meetings.services.presence import set_all_present, set_presence
from samordna.meetings.services.table import open_meeting
from samordna.parties.models import AssociationSetting, Mandate
from samordna.parties.seats import Held, empty_seats, empty_until_filled, most_at_once
from samordna.parties.tests.cast import make_cast

START, TODAY = date(2023, 4, 1), date(2024, 9, 5)


def ended(member: int) -> Held:
    return Held(member, START, TODAY - timedelta(days=1))


def test_six_of_eleven_ended_mandates_leave_six_empty_seats():
    held = [ended(m) for m in range(6)] + [Held(m, START) for m in range(6, 11)]
    empty = empty_seats(held, TODAY, members=range(11))
    assert sorted(empty, key=str) == list(range(6))
    assert needed_of(5 + len(empty)) == 6


def test_four_seats_with_one_that_nobody_was_ever_entered_for_need_three():
    held = [Held(m, START) for m in range(3)]
    assert empty_seats(held, TODAY, members=range(4)) == [3]
    assert needed_of(4) == 3


def test_who_takes_over_the_seat_leaves_none_empty():
    held = [ended(1), Held(1, TODAY), Held(2, START)]
    assert empty_seats(held, TODAY, members=[1, 2]) == []
    assert most_at_once(held, TODAY) == 2


def test_a_body_whose_seats_belong_to_nobody_counts_as_a_whole():
    assert empty_seats([ended(1), Held(2, TODAY)], TODAY, members=None) == []
    assert empty_seats([ended(1), Held(2, START)], TODAY, members=None) == [None]


@pytest.mark.parametrize(
    ("total", "empty"), [(1, [2]), (2, [2]), (3, [2]), (4, [2, 1]), (5, [2, 1, None])]
)
def test_the_number_that_the_association_has_said_wins_over_all_but_the_law(total, empty):
    held = [Held(1, START), Held(1, START), ended(1), ended(2)]
    assert empty_seats(held, TODAY, members=[1, 2], total=total) == empty


days = st.integers(0, 1000).map(lambda n: START + timedelta(days=n))


@given(
    st.lists(st.builds(Held, st.integers(1, 4), days, st.none() | days), max_size=12),
    st.none() | st.integers(1, 15),
)
def test_nobody_who_holds_a_seat_is_without_one(held, total):
    on = START + timedelta(days=500)
    now = sum(seat.on(on) for seat in held)
    for members in (None, [1, 2, 3, 4]):
        empty = empty_seats(held, on, members=members, total=total)
        # By law each member has at least one seat, whatever has been said (Act 10 §).
        unseated = {*(members or ())} - {seat.member for seat in held if seat.on(on)}
        assert unseated <= set(empty)
        assert now + len(empty) == (max(now + len(unseated), total) if total else now + len(empty))
        if total is None and members is not None:
            assert now + len(empty) >= most_at_once(held, on)


def test_who_comes_later_fills_one_seat_and_not_another():
    tomorrow = TODAY + timedelta(days=1)
    follower, leaver = Held(1, tomorrow), Held(1, START, TODAY)
    assert empty_until_filled([ended(1), follower], TODAY, members=[1]) == []
    assert empty_until_filled([ended(1), leaver, follower], TODAY, members=[1]) == [1]


@given(
    st.lists(st.builds(Held, st.integers(1, 4), days, st.none() | days), max_size=12),
    st.none() | st.integers(1, 15),
)
def test_what_waits_to_be_filled_is_empty_today(held, total):
    on = START + timedelta(days=500)
    for members in (None, [1, 2, 3, 4]):
        empty = empty_seats(held, on, members=members, total=total)
        waits = empty_until_filled(held, on, members=members, total=total)
        assert not Counter(waits) - Counter(empty)
        if all(seat.since <= on for seat in held):
            assert Counter(waits) == Counter(empty)


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


def _opened(cast) -> Meeting:
    meeting = Meeting.objects.create(
        association=cast.association,
        body=cast.board,
        number=1,
        held_on=TODAY,
        starts_at="09:00",
        state=Meeting.State.SUMMONED,
    )
    return open_meeting(actor=cast.actor("registrar"), meeting=meeting)


def test_a_substitute_serves_on_the_empty_seat_of_the_same_member(cast, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: TODAY)
    for name in ("member_tierp", "chair", "member"):
        Mandate.objects.filter(pk=cast.mandates[name].pk).update(valid_to=TODAY - timedelta(days=1))
    meeting = _opened(cast)
    actor = cast.actor("registrar")
    assert set_all_present(actor=actor, meeting=meeting) == 2
    assert load_proceedings(meeting).members == 5
    sanna = meeting.attendees.get(name="Sanna Sten")
    tierp = meeting.attendees.get(empty_seat=True, seat_of=cast.organisations["tierp"])
    fk = meeting.attendees.get(empty_seat=True, seat_of=cast.organisations["fk"])
    with pytest.raises(NotPossible, match="Försäkringskassan fyller"):
        set_presence(actor=actor, attendee=sanna, present=True, serves_for=fk)
    with pytest.raises(NotPossible, match="Platsen är ledig"):
        set_presence(actor=actor, attendee=fk, present=True)
    set_presence(actor=actor, attendee=sanna, present=True, serves_for=tierp)
    proceedings = load_proceedings(meeting)
    served = [a for a in proceedings.presence.attendees if a.serving_for]
    assert [a.name for a in served] == ["Sanna Sten"]


def test_the_number_of_seats_is_a_setting_of_the_body(cast, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: TODAY)
    AssociationSetting.objects.create(
        association=cast.association, body=cast.board, key="seats", valid_from=START, value=11
    )
    meeting = _opened(cast)
    assert load_proceedings(meeting).members == 11
    assert Attendee.objects.filter(meeting=meeting, empty_seat=True).count() == 6


def test_the_secretary_who_opens_the_meeting_is_ticked_and_nobody_else(cast, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: TODAY)
    meeting = _opened(cast)
    there = meeting.attendees.filter(present=True)
    assert [(one.name, one.capacity) for one in there] == [
        ("Ragnhild Rask", Attendee.Capacity.OTHER)
    ]


def test_a_secretary_for_whom_another_opens_is_not_known_to_be_there(cast, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: TODAY)
    meeting = Meeting.objects.create(
        association=cast.association,
        body=cast.board,
        number=1,
        held_on=TODAY,
        starts_at="09:00",
        state=Meeting.State.SUMMONED,
        secretary=cast.people["registrar"],
    )
    open_meeting(actor=cast.actor("director"), meeting=meeting)
    assert not meeting.attendees.filter(present=True).exists()
