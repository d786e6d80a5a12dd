"""Where a notice stands, and the members' boards that it hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from samordna.ground.ordering import ByName
from samordna.kernel.deadlines import Deadlines
from samordna.kernel.findings import Finding
from samordna.meetings.models import BoardPosting, EarlierPosting, Meeting, Minutes, Notice
from samordna.meetings.rules.boards import (
    BoardDays,
    Counting,
    CountsFrom,
    counting,
    days_of_notice,
    effective_rule,
    late_boards,
    no_last_day,
    posting_words,
    rule_with,
)
from samordna.parties.models import Body, Organisation
from samordna.parties.settings import setting


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """Where a notice stands: the one home of it for pages, papers and *Idag*.

    ``no_last_day`` says why there is no last day of appeal, empty where there is one or no notice.
    ``is_down`` is about the association's own board.
    """

    days: Deadlines
    no_last_day: str = ""
    is_down: bool = False

    @property
    def must_go_up_again(self) -> bool:
        """Whether the own board took it down though the time for appeal has not run out."""
        return self.is_down and self.days.legal_force_from is None

    def may_come_down(self, today: date) -> bool:
        """Whether the own board's may be taken down: the time for appeal has run out."""
        earliest = self.days.take_down_earliest
        return earliest is not None and today >= earliest

    def is_over(self, today: date) -> bool:
        """Whether the time for appeal has run out."""
        return self.days.legal_force_from is not None and self.days.legal_force_from <= today


#: What was posted again, by the organisation whose board it is; None is the own board's.
Earlier = Mapping[int | None, Sequence[EarlierPosting]]


def board_days(board: BoardPosting, earlier: Earlier | None = None) -> BoardDays:
    """The days of a member's board as facts; when it was first posted comes from ``earlier``."""
    return BoardDays(
        board.organisation.name,
        board.asked_on,
        board.posted_on,
        board.taken_down_on,
        aside=board.aside,
        reason=board.aside_reason,
        aside_on=board.aside_on,
        first_on=_first_on((earlier or {}).get(board.organisation_id, ())),
    )


def boards_of(notice: Notice) -> list[BoardPosting]:
    """The members' boards of a notice, by name. One query."""
    return list(notice.boards.select_related("organisation").order_by(ByName("organisation__name")))


def earlier_of(notice: Notice) -> dict[int | None, list[EarlierPosting]]:
    """What was posted again, by the organisation whose board it is; None is the own board's. One
    query."""
    found: dict[int | None, list[EarlierPosting]] = defaultdict(list)
    for posting in notice.earlier.order_by("posted_on", "pk"):
        found[posting.organisation_id].append(posting)
    return dict(found)


def boards_and_earlier(
    notice: Notice,
) -> tuple[list[BoardPosting], dict[int | None, list[EarlierPosting]]]:
    """Both of :func:`boards_of` and :func:`earlier_of`. One query; one more without boards."""
    rows = notice.boards.select_related("organisation").annotate(
        earlier_pk=F("notice__earlier__pk"),
        earlier_board=F("notice__earlier__organisation_id"),
        earlier_posted=F("notice__earlier__posted_on"),
        earlier_down=F("notice__earlier__taken_down_on"),
    )
    boards: dict[int, BoardPosting] = {}
    earlier: dict[int, EarlierPosting] = {}
    for row in rows.order_by(ByName("organisation__name"), "earlier_posted", "earlier_pk"):
        boards.setdefault(row.pk, row)
        if row.earlier_pk is not None and row.earlier_pk not in earlier:
            earlier[row.earlier_pk] = EarlierPosting(
                pk=row.earlier_pk,
                association_id=row.association_id,
                notice=notice,
                organisation_id=row.earlier_board,
                posted_on=row.earlier_posted,
                taken_down_on=row.earlier_down,
            )
    if not boards:
        return [], earlier_of(notice)
    found: dict[int | None, list[EarlierPosting]] = defaultdict(list)
    for posting in earlier.values():
        found[posting.organisation_id].append(posting)
    return list(boards.values()), dict(found)


def count_again(notice: Notice, boards: Sequence[BoardPosting], earlier: Earlier) -> None:
    """Write on the notice what follows from the boards' days. The caller saves it."""
    days = [board_days(board, earlier) for board in boards]
    rule = rule_with(notice.counts_from, days)
    now = counting(rule, notice.up_since, days, first=_first_on(earlier.get(None, ())))
    notice.counts_from = rule
    notice.counted_from, notice.waits_for = now.counted_from, now.waits_for
    notice.taken_early = now.taken_early
    law = standing_of(notice.minutes.meeting, notice.minutes, notice).days
    notice.appeal_last_day = law.appeal_last_day
    notice.take_down_earliest = law.take_down_earliest


def standing_of(meeting: Meeting, minutes: Minutes | None, notice: Notice | None) -> NoticeStanding:
    """Where the notice of a meeting stands, and the law's days as far as they have come."""
    return standing_from(
        meeting.held_on,
        minutes.adjusted_on if minutes else None,
        posted_on=notice.posted_on if notice else None,
        taken_down_on=notice.taken_down_on if notice else None,
        rule=notice.counts_from if notice else "",
        now=counting_of(notice),
        agreed=meeting.adjustment.last,
    )


def standing_from(
    held_on: date,
    adjusted_on: date | None,
    *,
    posted_on: date | None,
    taken_down_on: date | None,
    rule: str,
    now: Counting,
    agreed: date | None = None,
) -> NoticeStanding:
    """The same from the facts one by one, for lists that bring them along."""
    days = days_of_notice(
        held_on, adjusted_on, posted_on, taken_down_on, rule=rule, now=now, agreed=agreed
    )
    if posted_on is None:
        return NoticeStanding(days)
    why = no_last_day(rule, now, days, taken_down_on)
    return NoticeStanding(days, why, taken_down_on is not None)


def counting_of(notice: Notice | None) -> Counting:
    """Where a notice stands, as it is written."""
    if notice is None:
        return Counting(None)
    return Counting(notice.counted_from, notice.waits_for, notice.taken_early)


def board_words(board: BoardPosting, earlier: Earlier) -> str:
    """What a member's board has had and when; ``earlier`` as :func:`earlier_of` gives it."""
    return posting_words(board_days(board), _days(earlier.get(board.organisation_id, ())))


def late_of(
    notice: Notice, adjusted_on: date, boards: Sequence[BoardPosting], earlier: Earlier
) -> list[Finding]:
    """The members' boards that had the notice too late, and what it means."""
    days = [board_days(board, earlier) for board in boards]
    rule, now = CountsFrom(notice.counts_from), counting_of(notice)
    return late_boards(days, adjusted_on, rule, now, notice.taken_down_on)


def own_words(notice: Notice, earlier: Earlier) -> str:
    """The days of the association's own board, in words."""
    own = BoardDays("", None, notice.up_since, notice.taken_down_on)
    said = posting_words(own, _days(earlier.get(None, ())))
    return said[0].upper() + said[1:]


def _days(earlier: Iterable[EarlierPosting]) -> list[tuple[date, date]]:
    return [(posting.posted_on, posting.taken_down_on) for posting in earlier]


def _first_on(earlier: Sequence[EarlierPosting]) -> date | None:
    return min((posting.posted_on for posting in earlier), default=None)


def posting_members(meeting: Meeting) -> list[Organisation]:
    """The members whose boards the association has entered; of the board's minutes alone."""
    if meeting.body.kind != Body.Kind.BOARD:
        return []
    return [
        member
        for member in Organisation.objects.all()
        if member.posts_notices
        and (member.notice_board or member.notice_board_url or member.notice_board_email)
    ]


def rule_of(meeting: Meeting, boards: int, today: date) -> CountsFrom:
    """What the time for appeal counts from in a notice that is posted today. One query."""
    if meeting.body.kind != Body.Kind.BOARD:
        return CountsFrom.OWN
    return effective_rule(setting(meeting.association, "notice_counts_from", today), boards)


def rule_to_come(meeting: Meeting, today: date) -> CountsFrom:
    """The same before it is posted, with the members as they are. Two queries."""
    return rule_of(meeting, len(posting_members(meeting)), today)
