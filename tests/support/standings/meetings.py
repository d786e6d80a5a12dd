"""Meetings, items, minutes, signers, effects and notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from samordna.flows.services import (
    cancel_meeting,
    put_on_agenda,
    set_effect_aside,
)
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Notice
from samordna.meetings.queries.notices import board_days, boards_of
from samordna.meetings.rules.boards import Aside, BoardDays
from samordna.meetings.rules.states import (
    BoardState,
    EffectState,
    ItemState,
    NoticeState,
    SignerState,
    VersionState,
)
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.minutes import recall_minutes
from samordna.meetings.services.notices import (
    post_notice,
    post_notice_again,
    record_board_days,
    take_down_notice,
)
from samordna.meetings.services.presence import set_all_present
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.services.signers import refuse_minutes, replace_signer, stand_ins
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import (
    close_meeting,
    reopen_meeting,
    treat_item,
)
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Body, Mandate, Organisation
from samordna.parties.tests.cast import Cast
from tests.support.standings.base import AFTER, HELD, Row, Step, makes, office, summon
from tests.support.standings.board import decided, hold, lock, on_agenda, signed


def _cancels(cast: Cast, meeting: Meeting) -> Step:
    return lambda: cancel_meeting(actor=office(cast), meeting=meeting, reason="För få kunde")


@makes("meeting", Meeting.State.PLANNED)
@makes("item", ItemState.PLANNED)
def planned(cast: Cast) -> Row:
    meeting = story.plan(cast)
    return Row({"number": meeting.number}, way_out=_cancels(cast, meeting))


@makes("meeting", Meeting.State.SUMMONING)
def summoning(cast: Cast) -> Row:
    meeting = story.plan(cast)
    send_summons(actor=office(cast), meeting=meeting)
    return Row({"number": meeting.number}, way_out=_cancels(cast, meeting))


@makes("meeting", Meeting.State.SUMMONED)
def summoned(cast: Cast) -> Row:
    meeting = story.plan(cast)
    summon(cast, meeting)
    return Row({"number": meeting.number}, way_out=_cancels(cast, meeting))


@makes("meeting", Meeting.State.IN_SESSION)
def in_session(cast: Cast) -> Row:
    meeting = story.opened(cast)

    def close() -> None:
        set_all_present(actor=story.keeper(cast), meeting=meeting)
        story.decide_all(cast, meeting)
        close_meeting(actor=story.keeper(cast), meeting=meeting, ended_at=time(12))

    return Row({"number": meeting.number}, HELD, close)


@makes("item", ItemState.TREATED)
def treated(cast: Cast) -> Row:
    meeting = story.opened(cast)
    keeper = story.keeper(cast)
    with story.on(HELD):
        set_all_present(actor=keeper, meeting=meeting)
        treatment = treat_item(actor=keeper, item=story.item(meeting, "resor"))
    treatment.item.meeting = meeting
    return Row(
        {"number": meeting.number},
        HELD,
        lambda: save_decision(
            actor=keeper,
            treatment=treatment,
            revision=treatment.revision,
            decision={"outcome": "approved"},
        ),
    )


@makes("meeting", Meeting.State.CLOSED)
def closed(cast: Cast) -> Row:
    meeting = story.plan(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    hold(cast, meeting)
    return Row(
        {"number": meeting.number},
        HELD,
        lambda: reopen_meeting(actor=story.keeper(cast), meeting=meeting),
    )


def _replaces(cast: Cast, minutes: Minutes, role: str = "adjuster") -> Step:
    signer = minutes.signers.get(role=role)
    signer.minutes = minutes
    return lambda: replace_signer(
        actor=story.keeper(cast),
        signer=signer,
        chosen=story.whole(signer, stand_ins(signer)[0]),
        reason="Svårt sjuk",
    )


@makes("meeting", Meeting.State.SIGNING)
@makes("minutes", VersionState.LOCKED)
@makes("signer", SignerState.WAITING)
def locked(cast: Cast) -> Row:
    minutes = story.locked(cast)
    return Row({"number": minutes.meeting.number}, HELD, _replaces(cast, minutes))


@makes("effect", EffectState.AWAITED)
def effect_awaited(cast: Cast) -> Row:
    _, meeting, _ = on_agenda(cast)
    minutes = lock(cast, meeting)
    return Row({"number": meeting.number}, HELD, _replaces(cast, minutes))


@makes("signer", SignerState.REFUSED)
def signer_refused(cast: Cast) -> Row:
    minutes = story.locked(cast)
    signed(cast, minutes, "chair")
    refuse_minutes(actor=cast.actor("vice_chair", HELD), minutes=minutes, reason="§ 2 stämmer inte")
    signer = minutes.signers.get(role="adjuster")
    return Row(
        {"number": minutes.meeting.number, "pk": signer.pk},
        HELD,
        lambda: recall_minutes(actor=story.keeper(cast), minutes=minutes, reason="§ 2 rättas"),
    )


def _recalls(cast: Cast, minutes: Minutes) -> Step:
    return lambda: recall_minutes(
        actor=story.keeper(cast), minutes=minutes, reason="Fel belopp i § 3"
    )


@makes("signer", SignerState.SIGNED)
def signer_signed(cast: Cast) -> Row:
    minutes = story.locked(cast)
    signed(cast, minutes, "chair")
    assert minutes.signers.get(role="chair").signature_id is not None
    return Row({"number": minutes.meeting.number}, HELD, _recalls(cast, minutes))


@makes("signer", SignerState.VOID)
@makes("signer", SignerState.NOT_WANTED)
def signer_of_recalled(cast: Cast) -> Row:
    row = signer_signed(cast)
    assert row.way_out is not None
    with story.on(HELD):
        row.way_out()
    version = Minutes.objects.get(meeting__number=row.arguments["number"])
    assert version.withdrawn_at is not None
    assert version.signers.get(role="chair").signature_id is not None
    return Row(row.arguments, HELD)


@makes("signer", SignerState.REPLACED)
@makes("minutes", VersionState.TAKEN_BACK)
def taken_back(cast: Cast) -> Row:
    minutes = story.locked(cast)
    with story.on(HELD):
        _replaces(cast, minutes)()
    assert Minutes.objects.get(pk=minutes.pk).withdrawn_at is not None
    return Row({"number": minutes.meeting.number}, HELD)


def _adjusted(cast: Cast) -> Minutes:
    return signed(cast, story.locked(cast))


@makes("meeting", Meeting.State.ADJUSTED)
@makes("minutes", VersionState.ADJUSTED)
def adjusted(cast: Cast) -> Row:
    minutes = _adjusted(cast)
    return Row(
        {"number": minutes.meeting.number},
        HELD,
        lambda: post_notice(actor=story.keeper(cast), minutes=minutes),
    )


@makes("meeting", Meeting.State.POSTED)
@makes("notice", NoticeState.HANGING)
def posted(cast: Cast) -> Row:
    minutes = _adjusted(cast)
    with story.on(HELD, 13):
        notice = post_notice(actor=story.keeper(cast), minutes=minutes)
    return Row(
        {"number": minutes.meeting.number},
        AFTER,
        lambda: take_down_notice(actor=office(cast, AFTER), notice=notice),
    )


@makes("notice", NoticeState.DOWN)
def taken_down(cast: Cast) -> Row:
    row = posted(cast)
    assert row.way_out is not None
    with story.on(AFTER):
        row.way_out()
    return Row(row.arguments, AFTER)


def _with_boards(cast: Cast, *days: BoardDays) -> tuple[Notice, Row]:
    """A notice of which the last member's board counts, and what became of the only one."""
    member = Organisation.objects.filter(kind="municipality", is_member=True)[0]
    Organisation.objects.filter(pk=member.pk).update(notice_board="Digital tavla")
    minutes = _adjusted(cast)
    with story.on(HELD, 13):
        notice = post_notice(actor=story.keeper(cast), minutes=minutes)
    for asked in days:
        _board(cast, notice, asked)

    def aside() -> None:
        kept = board_days(boards_of(notice)[0])
        _board(cast, notice, replace(kept, aside=Aside.NOT_POSTING, reason="Har ingen tavla"))

    return notice, Row({"number": minutes.meeting.number}, AFTER, aside)


def _board(cast: Cast, notice: Notice, asked: BoardDays) -> None:
    board = boards_of(notice)[0]
    with story.on(AFTER):
        record_board_days(actor=office(cast, AFTER), notice=notice, days={board.pk: asked})


@makes("board", BoardState.AWAITED)
def board_awaited(cast: Cast) -> Row:
    return _with_boards(cast)[1]


@makes("board", BoardState.UP)
def board_up(cast: Cast) -> Row:
    notice, row = _with_boards(cast, BoardDays("", None, HELD))
    down = BoardDays("", None, HELD, AFTER)
    return replace(row, way_out=lambda: _board(cast, notice, down))


@makes("board", BoardState.EARLY)
def board_early(cast: Cast) -> Row:
    return _with_boards(cast, BoardDays("", None, HELD, HELD + timedelta(days=5)))[1]


@makes("board", BoardState.ASIDE)
def board_aside(cast: Cast) -> Row:
    row = board_early(cast)
    assert row.way_out is not None
    row.way_out()
    return row


@makes("board", BoardState.DOWN)
def board_down(cast: Cast) -> Row:
    return _with_boards(cast, BoardDays("", None, HELD, AFTER))[1]


@makes("notice", NoticeState.DOWN_EARLY)
def taken_down_early(cast: Cast) -> Row:
    """The own board took it down in time, as it was known then; a member had not let it hang."""
    notice, row = _with_boards(cast, BoardDays("", None, HELD))
    with story.on(AFTER):
        take_down_notice(actor=office(cast, AFTER), notice=notice)
    _board(cast, notice, BoardDays("", None, HELD, HELD + timedelta(days=5)))
    return replace(row, way_out=lambda: post_notice_again(actor=office(cast, AFTER), notice=notice))


@makes("meeting", Meeting.State.CANCELLED)
def cancelled(cast: Cast) -> Row:
    meeting = story.plan(cast)
    _cancels(cast, meeting)()
    return Row({"number": meeting.number})


@makes("minutes", VersionState.FILED)
def filed(cast: Cast) -> Row:
    minutes = _adjusted(cast)
    Minutes.objects.filter(pk=minutes.pk).update(
        filed_by=minutes.meeting.items.order_by("position")[0].treatment
    )
    return Row({"number": minutes.meeting.number}, HELD)


def _tabled(cast: Cast) -> AgendaItem:
    meeting = story.plan(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    signed(cast, lock(cast, meeting, {"resor": "postponed"}))
    return story.item(meeting, "resor")


@makes("item", ItemState.RETURNED)
def returned(cast: Cast) -> Row:
    item = _tabled(cast)
    later = story.plan(cast, "", HELD + timedelta(days=28))
    return Row(
        {"number": item.meeting.number, "pk": item.pk},
        HELD,
        lambda: put_on_agenda(
            actor=story.keeper(cast),
            meeting=later,
            kind=SubjectKind.EARLIER_ITEM,
            subject_id=item.pk,
        ),
    )


def committee(cast: Cast) -> Cast:
    """The cast as the working committee sees it: the board's chair, vice chair and a member."""
    body = Body.objects.create(
        association=cast.association,
        kind=Body.Kind.WORKING_COMMITTEE,
        slug="arbetsutskottet",
        name="Arbetsutskottet",
        numbering=Body.Numbering.YEAR,
    )
    for name in ("chair", "vice_chair", "member"):
        seat = cast.mandates[name]
        Mandate.objects.create(
            association=cast.association,
            body=body,
            person=seat.person,
            contact=seat.contact,
            organisation=seat.organisation,
            position=seat.position,
            valid_from=seat.valid_from,
            papers_received_on=seat.papers_received_on,
        )
    return replace(cast, board=body)


@makes("item", ItemState.PROPOSED)
def proposed(cast: Cast) -> Row:
    of_committee = committee(cast)
    meeting = story.plan(of_committee)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    signed(of_committee, lock(of_committee, meeting))
    item = story.item(meeting, "resor")
    later = story.plan(cast, "", HELD + timedelta(days=28))
    return Row(
        {"number": meeting.number, "pk": item.pk},
        HELD,
        lambda: put_on_agenda(
            actor=story.keeper(cast),
            meeting=later,
            kind=SubjectKind.PROPOSAL,
            subject_id=item.pk,
        ),
    )


@makes("item", ItemState.TAKEN_UP)
def taken_up(cast: Cast) -> Row:
    row = returned(cast)
    assert row.way_out is not None
    row.way_out()
    return Row(row.arguments, HELD)


@makes("item", ItemState.LET_GO)
def let_go(cast: Cast) -> Row:
    item = _tabled(cast)
    let_item_go(actor=story.keeper(cast), item=item, reason="Frågan har fallit")
    return Row({"number": item.meeting.number, "pk": item.pk}, HELD)


@makes("item", ItemState.SETTLED)
def settled(cast: Cast) -> Row:
    minutes = _adjusted(cast)
    item = story.item(minutes.meeting, "resor")
    return Row({"number": minutes.meeting.number, "pk": item.pk}, HELD)


def _failed(cast: Cast) -> tuple[Row, Any]:
    _, minutes = decided(cast, "approved", lose_period=True)
    item = minutes.meeting.items.exclude(treatment__not_in_effect="").get(
        subject_kind=SubjectKind.APPLICATION
    )
    arguments = {"number": minutes.meeting.number, "paragraph": item.treatment.paragraph}
    item.treatment.item = item
    return Row(arguments, HELD), item.treatment


@makes("effect", EffectState.FAILED)
def effect_failed(cast: Cast) -> Row:
    row, treatment = _failed(cast)
    return Row(
        row.arguments,
        HELD,
        lambda: set_effect_aside(
            actor=story.keeper(cast), treatment=treatment, reason="Gjort för hand"
        ),
    )


@makes("effect", EffectState.ASIDE)
def effect_aside(cast: Cast) -> Row:
    row = effect_failed(cast)
    assert row.way_out is not None
    row.way_out()
    return Row(row.arguments, HELD)
