"""Where a notice stands, and the members' boards that it hangs on."""

from __future__ import annotations

from samordna.kernel.deadlines import Deadlines
from samordna.meetings.models import BoardPosting, Meeting, Minutes, Notice
from samordna.meetings.rules.boards import BoardDays, Counting, days_of_notice


def board_days(board: BoardPosting) -> BoardDays:
    """The days of a member's board as facts."""
    return BoardDays(board.organisation.name, board.asked_on, board.posted_on, board.taken_down_on)


def boards_of(notice: Notice) -> list[BoardPosting]:
    """The members' boards of a notice, by name. One query."""
    return list(notice.boards.select_related("organisation").order_by("organisation__name"))


def days_with_notice(meeting: Meeting, minutes: Minutes | None, notice: Notice | None) -> Deadlines:
    """The law's days of a meeting, its minutes and its notice, as far as they have come."""
    return days_of_notice(
        meeting.held_on,
        minutes.adjusted_on if minutes else None,
        notice.posted_on if notice else None,
        notice.taken_down_on if notice else None,
        rule=notice.counts_from if notice else "",
        now=counting_of(notice),
    )


def counting_of(notice: Notice | None) -> Counting:
    """Where a notice stands, as it is written."""
    if notice is None:
        return Counting(None)
    return Counting(notice.counted_from, notice.waits_for, notice.taken_early)
