"""Meetings that so few came to that nobody is left to adjust: each is got out of all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from samordna.flows.services import cancel_meeting
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import ItemState
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, record_absence, remove_absence
from samordna.meetings.services.signers import replace_signer, stand_ins
from samordna.meetings.services.table import close_meeting, treat_item
from samordna.meetings.services.untaking import untake_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.support.standings.base import HELD, Row, also


def _held(cast: Cast, *names: str, then: Callable[[Meeting], object] = lambda _: None) -> Meeting:
    """A meeting to which these came and that decided nothing, closed."""
    meeting, keeper = story.opened(cast), story.keeper(cast)
    with story.on(HELD, 10):
        story.seat(cast, meeting, *names)
        for row in meeting.items.order_by("position"):
            story.decide(cast, meeting, row.heading, "undecided")
        then(meeting)
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
    return meeting


def _locks(cast: Cast, meeting: Meeting) -> Row:
    return Row(
        {"number": meeting.number},
        HELD,
        lambda: lock_minutes(actor=story.keeper(cast), meeting=meeting),
    )


@also("meeting", Meeting.State.CLOSED)
def one_came(cast: Cast) -> Row:
    return _locks(cast, _held(cast, "Orvar"))


@also("meeting", Meeting.State.CLOSED)
def one_came_who_is_not_the_chair(cast: Cast) -> Row:
    return _locks(cast, _held(cast, "Lars"))


def _jav(cast: Cast, meeting: Meeting, *names: str) -> None:
    about, keeper = story.item(meeting, "resor"), story.keeper(cast)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    for name in names:
        record_absence(
            actor=keeper,
            attendee=story.person(meeting, name),
            reason="disqualified",
            from_item=about,
            to_item=about,
        )


@also("meeting", Meeting.State.CLOSED)
def two_came_and_the_adjuster_has_jav(cast: Cast) -> Row:
    return _locks(cast, _held(cast, "Orvar", "Viola", then=lambda m: _jav(cast, m, "Viola")))


@also("meeting", Meeting.State.CLOSED)
def two_came_and_the_chair_has_jav(cast: Cast) -> Row:
    return _locks(cast, _held(cast, "Orvar", "Viola", then=lambda m: _jav(cast, m, "Orvar")))


@also("meeting", Meeting.State.CLOSED)
def two_came_and_both_have_jav(cast: Cast) -> Row:
    both = _held(cast, "Orvar", "Viola", then=lambda m: _jav(cast, m, "Orvar", "Viola"))
    return _locks(cast, both)


@also("meeting", Meeting.State.SIGNING)
def one_came_and_cannot_sign(cast: Cast) -> Row:
    meeting = _held(cast, "Orvar")
    with story.on(HELD, 12):
        minutes = lock_minutes(actor=story.keeper(cast), meeting=meeting)
    signer = minutes.signers.get(role="chair")
    signer.minutes = minutes
    return Row(
        {"number": meeting.number},
        HELD,
        lambda: replace_signer(
            actor=story.keeper(cast),
            signer=signer,
            chosen=story.whole(signer, stand_ins(signer)[0]),
            reason="Avliden; styrelsen valde den 10 oktober, § 2",
        ),
    )


@also("meeting", Meeting.State.IN_SESSION)
def nobody_came_and_an_item_was_taken_up(cast: Cast) -> Row:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    with story.on(HELD, 10):
        story.decide(cast, meeting, "resor", "undecided")

    def cancel() -> None:
        untake_item(actor=keeper, item=story.item(meeting, "resor"), reason="Ingen kom")
        cancel_meeting(actor=keeper, meeting=meeting, reason="Ingen kom")

    return Row({"number": meeting.number}, HELD, cancel)


@also("item", ItemState.TREATED)
def taken_up_by_mistake(cast: Cast) -> Row:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    with story.on(HELD, 10):
        story.seat(cast, meeting, "Orvar")
        about = treat_item(actor=keeper, item=story.item(meeting, "resor")).item
    return Row(
        {"number": meeting.number},
        HELD,
        lambda: untake_item(actor=keeper, item=about, reason="Fel punkt"),
    )


@also("item", ItemState.TREATED)
def taken_up_by_mistake_where_somebody_left(cast: Cast) -> Row:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    with story.on(HELD, 10):
        story.seat(cast, meeting, "Orvar", "Lars")
        about = treat_item(actor=keeper, item=story.item(meeting, "resor")).item
        left = record_absence(
            actor=keeper, attendee=story.person(meeting, "Lars"), reason="left", from_item=about
        )

    def untake() -> None:
        remove_absence(actor=keeper, absence=left)
        untake_item(actor=keeper, item=about, reason="Fel punkt")

    return Row({"number": meeting.number}, HELD, untake)
