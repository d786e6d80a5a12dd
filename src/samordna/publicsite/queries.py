"""Reading what anyone may see. Every function needs the association's scope to be open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from samordna.funding.models import Call
from samordna.ground.ordering import ByName
from samordna.kernel.sentences import listed
from samordna.meetings.models import BoardPosting, Notice
from samordna.meetings.proceedings.decisions import DecidedParagraph, decides_by_number
from samordna.meetings.proceedings.load import load_decisions
from samordna.meetings.queries.notices import standing_of
from samordna.meetings.rules.appeals import NOTHING_TO_APPEAL, may_be_tried, not_to_be_appealed
from samordna.meetings.rules.boards import BY_MEMBERS
from samordna.meetings.rules.numbering import written
from samordna.parties.models import Organisation


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A notice of adjusted minutes, and where it stands today."""

    pk: int
    body: str
    held_on: date
    paragraphs: str
    adjusted_on: date | None
    #: That it is later than the meeting had agreed, in words; or nothing.
    adjusted_later: str
    posted_on: date
    appeal_last_day: date | None
    take_down_earliest: date | None
    taken_down_on: date | None
    paper_id: int
    paper_size: int
    decisions: tuple[DecidedParagraph, ...]
    may_be_appealed: bool
    legal_force_from: date | None
    counts_from: str
    no_last_day: str
    up_since: date
    #: The day that the time for appeal counts from, and the members whose board it was.
    counted_from: date | None
    counted_at: str

    @property
    def only_prepares(self) -> str:
        """The sentence about the paragraphs that cannot be appealed; empty for none."""
        return not_to_be_appealed(decides_by_number(self.decisions))

    @property
    def decides(self) -> bool:
        """Whether any paragraph can be appealed, or their words have not been read."""
        return may_be_tried(decides_by_number(self.decisions))

    @property
    def nothing_to_appeal(self) -> str:
        """What stands instead of the last day to appeal where there is nothing to; else empty."""
        return "" if self.decides else NOTHING_TO_APPEAL

    @property
    def is_up(self) -> bool:
        """Whether the notice hangs on the board."""
        return self.taken_down_on is None


def notices_on_board(today: date) -> list[PublicNotice]:
    """The notices that hang on the board, the newest first, with their decisions. Five queries."""
    hanging = Q(taken_down_on=None) | Q(taken_down_on__gt=today)
    rows = list(_with_boards(_posted(today).filter(hanging)))
    decisions = load_decisions([notice.minutes.meeting for notice in rows])
    return [_public(n, decisions[n.minutes.meeting_id], today) for n in rows]


def latest_notices(today: date, count: int) -> list[PublicNotice]:
    """The last notices posted, on the board or not, without their decisions. One query."""
    return [_public(notice, (), today) for notice in _posted(today)[:count]]


def notice_for_public(pk: int, today: date) -> PublicNotice:
    """One notice with its decisions as the minutes word them, also when it is taken down.

    Raises Http404.
    """
    found = get_object_or_404(_with_boards(_posted(today).filter(pk=pk)))
    meeting = found.minutes.meeting
    return _public(found, load_decisions([meeting])[meeting.pk], today)


def posted_minutes(today: date) -> QuerySet[Notice]:
    """Every minutes that have been posted, the latest meeting first, for the archive."""
    return _posted(today).order_by("-minutes__meeting__held_on", "-pk")


def _posted(today: date) -> QuerySet[Notice]:
    return (
        Notice.objects.filter(posted_on__lte=today, minutes__withdrawn_at=None)
        .select_related("minutes__meeting__body", "minutes__paper__file")
        .defer("minutes__paper__file__data")
        .order_by("-posted_on", "-pk")
    )


def _with_boards(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    boards = BoardPosting.objects.select_related("organisation").order_by(
        ByName("organisation__name")
    )
    return notices.prefetch_related(Prefetch("boards", boards, to_attr="read_boards"))


def _counted_at(notice: Notice) -> str:
    """The members whose boards the time counts from, where it does and the boards were read."""
    if notice.counts_from not in BY_MEMBERS or notice.counted_from is None:
        return ""
    day, boards = notice.counted_from, vars(notice).get("read_boards", ())
    return listed([b.organisation.name for b in boards if day in (b.posted_on, b.aside_on)])


def _public(notice: Notice, decisions: tuple[DecidedParagraph, ...], today: date) -> PublicNotice:
    minutes, meeting = notice.minutes, notice.minutes.meeting
    standing = standing_of(meeting, minutes, notice)
    law = standing.days
    return PublicNotice(
        pk=notice.pk,
        body=minutes.body_name,
        held_on=meeting.held_on,
        paragraphs=written(range(minutes.first_paragraph, minutes.last_paragraph + 1)),
        adjusted_on=minutes.adjusted_on,
        adjusted_later=meeting.adjustment.later_words(minutes.adjusted_on),
        posted_on=notice.posted_on,
        appeal_last_day=law.appeal_last_day,
        take_down_earliest=law.take_down_earliest,
        taken_down_on=notice.taken_down_on
        if notice.taken_down_on and notice.taken_down_on <= today
        else None,
        paper_id=minutes.paper_id,
        paper_size=minutes.paper.file.size,
        decisions=decisions,
        may_be_appealed=law.appeal_last_day is None or today <= law.appeal_last_day,
        legal_force_from=law.legal_force_from,
        counts_from=notice.get_counts_from_display(),
        no_last_day=standing.no_last_day,
        up_since=notice.up_since,
        counted_from=notice.counted_from if law.appeal_last_day else None,
        counted_at=_counted_at(notice),
    )


def archived(notices: Iterable[Notice], today: date) -> list[PublicNotice]:
    """Rows of the archive, without their decisions. No query of its own."""
    return [_public(notice, (), today) for notice in notices]


def open_calls(today: date) -> QuerySet[Call]:
    """The calls that are open today, the first to close first."""
    return Call.objects.filter(opens_on__lte=today, closes_on__gte=today).order_by("closes_on")


def coming_calls(today: date) -> QuerySet[Call]:
    """The calls that have not opened yet."""
    return Call.objects.filter(opens_on__gt=today).order_by("opens_on")


def call_for_public(number: int) -> Call:
    """A call with its form, whether it is open or not. Raises Http404."""
    return get_object_or_404(Call.objects.select_related("form"), number=number)


def members() -> QuerySet[Organisation]:
    """The association's members, by name."""
    return Organisation.objects.filter(is_member=True)
