"""The notice (anslag): posting it, on members' boards too, taking it down when the law lets, and
posting it again where it came down too early; with its certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import BoardPosting, EarlierPosting, Meeting, Minutes, Notice
from samordna.meetings.papers.notices import notice_paper
from samordna.meetings.papers.words import inside, next_filename
from samordna.meetings.queries.notices import (
    Earlier,
    boards_of,
    count_again,
    earlier_of,
    posting_members,
    rule_of,
    standing_of,
)
from samordna.meetings.rules.boards import (
    Aside,
    BoardDays,
    board_days_wrong,
)
from samordna.meetings.rules.states import MEETING
from samordna.meetings.services.locking import locked_meeting
from samordna.parties.actors import Actor
from samordna.parties.models import Organisation
from samordna.register.models import Record
from samordna.register.steps import register_record


@changes
def post_notice(*, actor: Actor, minutes: Minutes) -> Notice:
    """Post the notice today, with the dates that the law gives, and register it; journalled.

    A late notice is posted all the same: that it is late is a finding, and the appeal period must
    begin. Raises Refused and IllegalTransition.
    """
    meeting = locked_meeting(actor, minutes.meeting)
    state = MEETING.next(meeting.state, "post")
    fresh = for_change(Minutes.objects.all()).get(pk=minutes.pk)
    fresh.meeting = meeting
    today = clock.today()
    members = posting_members(meeting)
    rule = rule_of(meeting, len(members), today)
    if not fresh.adjusted_on:
        raise NotPossible("Protokollet är inte justerat och kan inte anslås.")
    record = None
    if meeting.matter is not None:
        record = register_record(
            actor=actor,
            matter=meeting.matter,
            direction=Record.Direction.INTERNAL,
            subject=f"Anslagsbevis, sammanträde {inside(fresh.body_name)} {meeting.held_on}",
        )
    notice = Notice.objects.create(
        association_id=actor.association_id,
        minutes=fresh,
        posted_on=today,
        counts_from=rule,
        posted_by_id=actor.person_id,
    )
    BoardPosting.objects.bulk_create(
        BoardPosting(association_id=actor.association_id, notice=notice, organisation=member)
        for member in members
    )
    boards = boards_of(notice)
    count_again(notice, boards, {})
    _certify(actor, notice, boards, {}, record=record)
    notice.save()
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
        "findings": [f.code for f in standing_of(meeting, fresh, notice).days.findings],
    }
    journal(actor=actor, verb="post_notice", subject=notice, before=before, after=after)
    return notice


@changes
def take_down_notice(*, actor: Actor, notice: Notice) -> Notice:
    """Take the notice down today; journalled.

    Refused before the day after the last day of appeal, and while there is none: taken down
    earlier, the appeal period never ends (KL 8:12, 13:5). Raises Refused and :class:`NotPossible`.
    """
    meeting, locked = _locked(actor, notice)
    today = clock.today()
    if locked.taken_down_on is not None:
        raise NotPossible(f"Anslaget togs ned {locked.taken_down_on}.")
    standing = standing_of(meeting, locked.minutes, locked)
    earliest = standing.days.take_down_earliest
    if earliest is None:
        raise NotPossible(
            f"Anslaget ska sitta uppe tills tiden för överklagande är ute, och den har ingen sista "
            f"dag: {standing.no_last_day}. Anteckna under Anslag hos medlemmarna när det är gjort."
        )
    if not standing.may_come_down(today):
        raise NotPossible(
            f"Anslaget får tas ned tidigast {earliest}. Sista dagen att överklaga "
            f"är {standing.days.appeal_last_day}, och om anslaget tas ned tidigare löper tiden för "
            "överklagande aldrig ut."
        )
    locked.taken_down_on = today
    _certify(actor, locked, boards_of(locked), earlier_of(locked))
    locked.save(update_fields=["taken_down_on", "paper"])
    journal(actor=actor, verb="take_down_notice", subject=locked, after={"taken_down_on": today})
    return locked


@changes
def post_notice_again(*, actor: Actor, notice: Notice) -> Notice:
    """Post a notice again today that came down though the time for appeal has not run out;
    journalled. The days that it hung before are kept, and the time begins anew (KL 8:12, 13:5).

    Raises Refused and :class:`NotPossible`.
    """
    meeting, locked = _locked(actor, notice)
    if locked.taken_down_on is None:
        raise NotPossible("Anslaget sitter redan uppe på förbundets anslagstavla.")
    if not standing_of(meeting, locked.minutes, locked).must_go_up_again:
        raise NotPossible("Anslaget har suttit uppe hela tiden för överklagande.")
    before = {
        "posted_on": locked.up_since,
        "taken_down_on": locked.taken_down_on,
        "appeal_last_day": locked.appeal_last_day,
    }
    _keep_days(locked, None, locked.up_since, locked.taken_down_on)
    locked.posted_again_on, locked.taken_down_on = clock.today(), None
    boards = boards_of(locked)
    earlier = earlier_of(locked)
    count_again(locked, boards, earlier)
    _certify(actor, locked, boards, earlier)
    locked.save()
    after = {"posted_on": locked.posted_again_on, "appeal_last_day": locked.appeal_last_day}
    journal(actor=actor, verb="post_notice_again", subject=locked, before=before, after=after)
    return locked


@changes
def record_board_days(*, actor: Actor, notice: Notice, days: Mapping[int, BoardDays]) -> Notice:
    """Write when members were asked, posted, took down and posted again, and which boards are not
    waited for and why, by the key of the posting; journalled. A member that is said not to post is
    not waited for from today.

    What is left out of ``days`` stays as it is; a day that was wrong is written again. Posted
    again, the days before are kept. The last day of appeal follows, and the certificate says it.
    Raises Refused and :class:`NotPossible`.
    """
    _, locked = _locked(actor, notice)
    adjusted = locked.minutes.adjusted_on or locked.posted_on
    boards = boards_of(locked)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    aside: dict[str, dict[str, object]] = {"before": {}, "after": {}}
    for board in boards:
        asked = days.get(board.pk)
        if asked is None:
            continue
        name = board.organisation.name
        if wrong := board_days_wrong(asked, adjusted, clock.today()):
            raise NotPossible(f"{name}: {wrong[1]}")
        if asked.again_on and asked.posted_on and asked.taken_down_on:
            _keep_days(locked, board.organisation, asked.posted_on, asked.taken_down_on)
            asked = replace(asked, posted_on=asked.again_on, taken_down_on=None)
        for field in ("asked_on", "posted_on", "taken_down_on"):
            if getattr(board, field) != getattr(asked, field):
                before[f"{name}, {field}"] = getattr(board, field)
                after[f"{name}, {field}"] = getattr(asked, field)
                setattr(board, field, getattr(asked, field))
        reason = asked.reason.strip()[:300] if asked.aside else ""
        if (board.aside, board.aside_reason) != (asked.aside, reason):
            aside["before"][name] = [board.aside, board.aside_reason]
            aside["after"][name] = [asked.aside, reason]
            _set_aside(board, asked.aside, reason)
        board.save()
    if not after and not aside["after"]:
        return locked
    last = {"appeal_last_day": locked.appeal_last_day}
    earlier = earlier_of(locked)
    count_again(locked, boards, earlier)
    _certify(actor, locked, boards, earlier)
    locked.save()
    now = {"appeal_last_day": locked.appeal_last_day}
    for verb, was, became in (
        ("record_board_days", before, after),
        ("set_board_aside", aside["before"], aside["after"]),
    ):
        if became:
            was, became = {**was, **last}, {**became, **now}
            journal(actor=actor, verb=verb, subject=locked, before=was, after=became)
    return locked


def _set_aside(board: BoardPosting, aside: str, reason: str) -> None:
    """Another reason for the same is not said anew: the day stays."""
    if board.aside != aside:
        board.aside_on = clock.today() if aside == Aside.NOT_POSTING else None
    board.aside, board.aside_reason = aside, reason


def _locked(actor: Actor, notice: Notice) -> tuple[Meeting, Notice]:
    meeting = locked_meeting(actor, notice.minutes.meeting)
    found = for_change(Notice.objects.all(), of=("self",)).select_related("minutes")
    locked = found.get(pk=notice.pk)
    locked.minutes.meeting = meeting
    return meeting, locked


def _keep_days(notice: Notice, member: Organisation | None, posted: date, down: date) -> None:
    EarlierPosting.objects.create(
        association_id=notice.association_id,
        notice=notice,
        organisation=member,
        posted_on=posted,
        taken_down_on=down,
    )


def _certify(
    actor: Actor,
    notice: Notice,
    boards: Sequence[BoardPosting],
    earlier: Earlier,
    *,
    record: Record | None = None,
) -> None:
    """Make the certificate as things stand; older versions stay. The caller saves the notice."""
    meeting, last = notice.minutes.meeting, notice.paper
    paper = notice_paper(
        notice,
        boards,
        earlier,
        certified=clock.today(),
        certifier=actor.name if actor.person_id else "",
        title=actor.titles[0] if actor.titles else "",
    )
    notice.paper = add_version(
        actor=actor,
        data=render_pdf(paper, moment=clock.now(), logo=logo_of(actor.association_id)),
        media_type=PDF,
        filename=next_filename("anslagsbevis", meeting, last),
        kind=PaperKind.NOTICE,
        title=f"Anslagsbevis {notice.minutes.body_name} {meeting.held_on}",
        document=last.document if last else None,
        record=last.record if last else record,
    )
