"""The lines of Idag about a notice: the association's own board, and the members'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samordna.kernel.standing import Standing
from samordna.meetings.models import Meeting
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.queries.shared import MeetingFacts
from samordna.meetings.rules.standing import BOARD_STANDING, NOTICE_STANDING
from samordna.meetings.rules.states import BoardState, NoticeState
from samordna.web.links import link
from samordna.web.shared import Task

_BOARDS = "Justeringen anslås hos varje kommun och region som är medlem (19 §)"


def notice_tasks(facts: MeetingFacts, today: date) -> Iterator[Task]:
    """What is to be done with the notice of a meeting, each board for itself.

    The members are to post it also where the time counts from the association's own board, and
    after that one has taken it down.
    """
    meeting, now = facts.meeting, facts.standing
    if meeting.state != Meeting.State.POSTED:
        return
    what = f"{body_in_text(meeting)} {meeting.held_on}"
    slug, number = meeting.association.slug, meeting.number

    def task(standing: Standing, thing: str, why: str, due: date | None) -> Task:
        return Task(standing.task, thing, link(slug, standing.page, number=number), why, due)

    if now.must_go_up_again:
        standing = NOTICE_STANDING[NoticeState.DOWN_EARLY]
        why = f"Ingen sista dag att överklaga: {now.no_last_day}"
        yield task(standing, f"Anslag {what}", why, today)
    elif not now.is_down and now.is_over(today):
        standing = NOTICE_STANDING[NoticeState.HANGING]
        down = now.days.take_down_earliest
        yield task(standing, f"Anslag {what}", "Tiden för överklagande är ute", down)
    # Where the time counts from the own board and has run out, it is too late to mend.
    if (early := facts.taken_early) and not now.is_over(today):
        standing = BOARD_STANDING[BoardState.EARLY]
        why = "Togs ned innan tiden för överklagande var ute (KL 8:12)"
        yield task(standing, f"{early} anslå protokoll {what} igen", why, today)
    if missing := facts.waits_for:
        standing = BOARD_STANDING[BoardState.AWAITED]
        thing = f"{missing} har anslagit protokoll {what}"
        yield task(standing, thing, _BOARDS, now.days.post_by)
