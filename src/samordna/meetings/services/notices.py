"""The notice (anslag): posting it, on members' boards too, and taking it down when the law lets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import BoardPosting, Meeting, Minutes, Notice
from samordna.meetings.papers.notices import notice_paper
from samordna.meetings.papers.words import filename, inside, meeting_title
from samordna.meetings.queries.notices import board_days, boards_of
from samordna.meetings.rules.boards import (
    BoardDays,
    CountsFrom,
    board_days_wrong,
    counting,
    days_of_notice,
    effective_rule,
)
from samordna.meetings.rules.states import MEETING
from samordna.meetings.services.locking import locked_meeting
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Organisation
from samordna.parties.settings import setting
from samordna.register.models import Record
from samordna.register.steps import register_record


@transaction.atomic
def post_notice(*, actor: Actor, minutes: Minutes) -> Notice:
    """Post the notice today, with the dates that the law gives, and register it; journalled.

    A late notice is posted all the same: that it is late is a finding, and the appeal period must
    begin. Raises Refused and IllegalTransition.
    """
    meeting = locked_meeting(actor, minutes.meeting)
    state = MEETING.next(meeting.state, "post")
    fresh = Minutes.objects.select_for_update().get(pk=minutes.pk)
    fresh.meeting = meeting
    today = clock.today()
    members = _posting_members(meeting)
    rule = _rule_of(meeting, len(members), today)
    now = counting(rule, today, [BoardDays(member.name) for member in members])
    dates = days_of_notice(meeting.held_on, fresh.adjusted_on, today, None, rule=rule, now=now)
    if not fresh.adjusted_on:
        raise NotPossible("Protokollet är inte justerat och kan inte anslås.")
    record = None
    if meeting.matter is not None:
        record = register_record(
            actor=actor,
            matter=meeting.matter,
            direction=Record.Direction.INTERNAL,
            subject=f"Anslagsbevis, {inside(meeting_title(meeting))}",
        )
    paper = notice_paper(
        fresh,
        dates,
        posted=today,
        rule=rule,
        waits_for=now.waits_for,
        posted_by=actor.name if actor.person_id else "",
        title=actor.titles[0] if actor.titles else "",
    )
    notice = Notice.objects.create(
        association_id=actor.association_id,
        minutes=fresh,
        posted_on=today,
        counts_from=rule,
        counted_from=now.counted_from,
        waits_for=now.waits_for,
        appeal_last_day=dates.appeal_last_day,
        take_down_earliest=dates.take_down_earliest,
        posted_by_id=actor.person_id,
        paper=add_version(
            actor=actor,
            data=render_pdf(paper, moment=clock.now(), logo=logo_of(actor.association_id)),
            media_type=PDF,
            filename=filename("anslagsbevis", meeting),
            kind=PaperKind.NOTICE,
            title=f"Anslagsbevis {meeting.body.name} {meeting.held_on}",
            record=record,
        ),
    )
    BoardPosting.objects.bulk_create(
        BoardPosting(association_id=actor.association_id, notice=notice, organisation=member)
        for member in members
    )
    before = {"state": meeting.state}
    meeting.state = state
    meeting.save(update_fields=["state"])
    after = {
        "state": state,
        "posted_on": today,
        "counts_from": rule,
        "waits_for": notice.waits_for,
        "appeal_last_day": notice.appeal_last_day,
        "take_down_earliest": notice.take_down_earliest,
        "findings": [f.code for f in dates.findings],
    }
    journal(actor=actor, verb="post_notice", subject=notice, before=before, after=after)
    return notice


@transaction.atomic
def take_down_notice(*, actor: Actor, notice: Notice) -> Notice:
    """Take the notice down today; journalled.

    Refused before the day after the last day of appeal: taken down earlier, the appeal period never
    ends (KL 8:12, 13:5). Raises Refused and :class:`NotPossible`.
    """
    locked_meeting(actor, notice.minutes.meeting)
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    today = clock.today()
    if locked.taken_down_on is not None:
        raise NotPossible(f"Anslaget togs ned {locked.taken_down_on}.")
    if locked.take_down_earliest is None:
        raise NotPossible(
            f"Tiden för överklagande har inte börjat: {locked.waits_for} har inte anslagit. "
            "Anteckna dagen när det är gjort."
        )
    if today < locked.take_down_earliest:
        raise NotPossible(
            f"Anslaget får tas ned tidigast {locked.take_down_earliest}. Sista dagen att överklaga "
            f"är {locked.appeal_last_day}, och om anslaget tas ned tidigare löper tiden för "
            "överklagande aldrig ut."
        )
    locked.taken_down_on = today
    locked.save(update_fields=["taken_down_on"])
    journal(actor=actor, verb="take_down_notice", subject=locked, after={"taken_down_on": today})
    return locked


@transaction.atomic
def record_board_days(*, actor: Actor, notice: Notice, days: Mapping[int, BoardDays]) -> Notice:
    """Write when members were asked, posted and took down, by the key of the posting; journalled.

    What is left out of ``days`` stays as it is; a day that was wrong is written again. The last day
    of appeal follows. Raises Refused and :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, notice.minutes.meeting)
    locked = Notice.objects.select_for_update().select_related("minutes").get(pk=notice.pk)
    adjusted = locked.minutes.adjusted_on or locked.posted_on
    boards = boards_of(locked)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for board in boards:
        asked = days.get(board.pk)
        if asked is None:
            continue
        if wrong := board_days_wrong(asked, adjusted, clock.today()):
            raise NotPossible(f"{board.organisation.name}: {wrong[1]}")
        for name in ("asked_on", "posted_on", "taken_down_on"):
            if getattr(board, name) != getattr(asked, name):
                before[f"{board.organisation.name}, {name}"] = getattr(board, name)
                after[f"{board.organisation.name}, {name}"] = getattr(asked, name)
                setattr(board, name, getattr(asked, name))
        board.save(update_fields=["asked_on", "posted_on", "taken_down_on"])
    if after:
        before["appeal_last_day"] = locked.appeal_last_day
        _count_again(meeting, locked, boards)
        after["appeal_last_day"] = locked.appeal_last_day
        journal(actor=actor, verb="record_board_days", subject=locked, before=before, after=after)
    return locked


def _count_again(meeting: Meeting, notice: Notice, boards: list[BoardPosting]) -> None:
    now = counting(
        CountsFrom(notice.counts_from), notice.posted_on, [board_days(b) for b in boards]
    )
    dates = days_of_notice(
        meeting.held_on,
        notice.minutes.adjusted_on,
        notice.posted_on,
        notice.taken_down_on,
        rule=notice.counts_from,
        now=now,
    )
    notice.counted_from, notice.waits_for = now.counted_from, now.waits_for
    notice.taken_early = now.taken_early
    notice.appeal_last_day = dates.appeal_last_day
    notice.take_down_earliest = dates.take_down_earliest
    notice.save()


def _posting_members(meeting: Meeting) -> list[Organisation]:
    """The members whose boards the association has entered; of the board's minutes alone."""
    if meeting.body.kind != Body.Kind.BOARD:
        return []
    return [
        member
        for member in Organisation.objects.order_by("name")
        if member.posts_notices
        and (member.notice_board or member.notice_board_url or member.notice_board_email)
    ]


def _rule_of(meeting: Meeting, boards: int, today: date) -> CountsFrom:
    if meeting.body.kind != Body.Kind.BOARD:
        return CountsFrom.OWN
    return effective_rule(setting(meeting.association, "notice_counts_from", today), boards)
