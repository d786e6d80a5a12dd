"""Boards that came down too early, that are posted again, and that are not waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.models import DocumentVersion
from samordna.documents.pdf.tests.reading import text
from samordna.flows.today import meeting_tasks
from samordna.journal.queries import entries_about
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import BoardPosting, EarlierPosting, Notice
from samordna.meetings.queries.notices import board_days, boards_of, count_again, standing_of
from samordna.meetings.rules.boards import (
    Aside,
    BoardDays,
    CountsFrom,
    board_days_wrong,
    counting,
    days_of_notice,
    no_last_day,
    posting_words,
    rule_with,
)
from samordna.meetings.services.notices import (
    post_notice_again,
    record_board_days,
    take_down_notice,
)
from samordna.meetings.tests import story
from samordna.meetings.tests.test_boards import OWN, all_post, posted
from samordna.parties.models import Organisation
from samordna.parties.services.association import save_setting
from samordna.parties.tests.cast import Cast, make_cast
from samordna.publicsite.queries import notice_for_public, notices_on_board
from samordna.web.markup import with_whole_days

#: The last day of appeal, and the first on which all may take it down.
LAST, DOWN = date(2024, 10, 9), date(2024, 10, 10)
HEBY, EARLY, AGAIN = date(2024, 9, 18), date(2024, 10, 5), date(2024, 10, 20)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        municipalities = Organisation.objects.filter(kind="municipality", is_member=True)
        assert municipalities.update(notice_board="Digital tavla") > 1
        yield cast


def change(cast: Cast, notice: Notice, on: date, **changes: object) -> Notice:
    """The first board's days, changed on a day."""
    board = boards_of(notice)[0]
    days = replace(board_days(board), **changes)  # type: ignore[arg-type]
    with story.on(on):
        return record_board_days(actor=story.keeper(cast), notice=notice, days={board.pk: days})


def name_of(notice: Notice) -> str:
    return boards_of(notice)[0].organisation.name


def interrupted(cast: Cast) -> Notice:
    """All have posted; the first member takes it down four days too early."""
    return change(cast, all_post(cast, posted(cast), HEBY), EARLY, taken_down_on=EARLY)


def lines(cast: Cast, today: date) -> list[tuple[str, str]]:
    return [(t.verb, t.thing) for t in meeting_tasks(story.keeper(cast), today)]


class TestRule:
    def test_nothing_tells_a_last_day_while_a_member_has_it_down(self) -> None:
        boards = [BoardDays("Heby", None, HEBY, EARLY), BoardDays("Tierp", None, HEBY)]
        now = counting(CountsFrom.LAST_MEMBER, OWN, boards)
        days = days_of_notice(OWN, OWN, OWN, None, rule=CountsFrom.LAST_MEMBER, now=now)
        assert (days.appeal_last_day, days.take_down_earliest) == (None, None)
        (finding,) = days.findings
        assert "fick tas ned tidigast 2024-10-10" in finding.message

    def test_what_is_not_waited_for_counts_as_the_office_says(self) -> None:
        gone = BoardDays("Heby", aside=Aside.NOT_POSTING, reason="x")
        otherwise = BoardDays("Heby", None, AGAIN, aside=Aside.OTHERWISE, reason="x")
        up = BoardDays("Tierp", None, HEBY)
        rule = CountsFrom.LAST_MEMBER
        assert counting(rule, OWN, [gone, up]).counted_from == HEBY
        assert counting(rule, OWN, [otherwise, up]).counted_from == AGAIN
        assert rule_with(rule, [gone, up]) == rule
        assert rule_with(rule, [gone]) == CountsFrom.NONE_POSTS
        assert rule_with(CountsFrom.NONE_POSTS, [up]) == rule
        assert counting(CountsFrom.NONE_POSTS, OWN, [gone]).counted_from == OWN

    def test_a_member_set_aside_counts_from_the_day_that_it_was_said(self) -> None:
        gone = BoardDays("Heby", aside=Aside.NOT_POSTING, reason="x", aside_on=EARLY)
        up, late = BoardDays("Tierp", None, HEBY), BoardDays("Tierp", None, AGAIN)
        rule = CountsFrom.LAST_AWAITED
        assert rule_with(CountsFrom.LAST_MEMBER, [gone, up]) == rule
        assert rule_with(CountsFrom.NONE_POSTS, [gone]) == rule
        assert rule_with(rule, [up]) == CountsFrom.LAST_MEMBER
        assert counting(rule, OWN, [gone, up]).counted_from == EARLY
        assert counting(rule, OWN, [gone, late]).counted_from == AGAIN
        assert counting(rule, OWN, [gone]).counted_from == EARLY
        assert counting(rule, EARLY, [replace(gone, aside_on=OWN)]).counted_from == EARLY
        assert rule_with(CountsFrom.OWN, [gone]) == CountsFrom.OWN
        assert counting(CountsFrom.OWN, OWN, [gone]).counted_from == OWN
        assert "väntas inte in från 2024-10-05: x" in posting_words(gone)
        # One that is waited for still holds the time back, and one that took it down stops it.
        more = BoardDays("Älvkarleby")
        now = counting(rule, OWN, [gone, more])
        days = days_of_notice(OWN, OWN, OWN, None, rule=rule, now=now)
        assert days.appeal_last_day is None
        assert no_last_day(rule, now, days, None) == "väntar på anslag hos Älvkarleby"
        now = counting(rule, OWN, [gone, replace(up, taken_down_on=AGAIN)])
        assert now.taken_early == "Tierp"
        assert days_of_notice(OWN, OWN, OWN, None, rule=rule, now=now).legal_force_from is None

    @pytest.mark.parametrize("rule", [CountsFrom.OWN, CountsFrom.LAST_MEMBER])
    def test_what_hung_its_time_out_is_not_blamed_when_the_own_board_posts_again(
        self, rule: CountsFrom
    ) -> None:
        tierp = BoardDays("Tierp", None, HEBY, DOWN)
        heby = BoardDays("Heby", None, HEBY, EARLY)
        assert counting(rule, AGAIN, [heby, tierp], first=OWN).taken_early == "Heby"
        heby = BoardDays("Heby", None, AGAIN, first_on=HEBY)
        now = counting(rule, AGAIN, [heby, tierp], first=OWN)
        assert (now.counted_from, now.taken_early) == (AGAIN, "")
        # What is posted again is to hang until the new time is over.
        heby = replace(heby, taken_down_on=AGAIN + timedelta(days=3))
        assert counting(rule, AGAIN, [heby, tierp], first=OWN).taken_early == "Heby"

    @pytest.mark.parametrize(
        ("down", "who"), [(DOWN, "Heby"), (LAST, "Förbundet och Heby"), (None, "Heby")]
    )
    def test_the_own_board_is_blamed_only_for_what_it_did(
        self, down: date | None, who: str
    ) -> None:
        rule = CountsFrom.LAST_MEMBER
        now = counting(rule, OWN, [BoardDays("Heby", None, HEBY, EARLY)])
        days = days_of_notice(OWN, OWN, OWN, down, rule=rule, now=now)
        assert no_last_day(rule, now, days, down).startswith(f"{who} tog ned anslaget för tidigt")

    def test_the_own_board_posted_again_begins_the_time_anew(self) -> None:
        up = [BoardDays("Heby", None, HEBY)]
        assert counting(CountsFrom.LAST_MEMBER, AGAIN, up, first=OWN).counted_from == AGAIN
        assert counting(CountsFrom.LAST_MEMBER, AGAIN, up).counted_from == HEBY

    @pytest.mark.parametrize(
        ("board", "field"),
        [
            (BoardDays("H", HEBY, OWN), "asked_on"),
            (BoardDays("H", HEBY, OWN, EARLY), "asked_on"),
            (BoardDays("H", None, HEBY, again_on=AGAIN), "again_on"),
            (BoardDays("H", None, HEBY, EARLY, again_on=HEBY), "again_on"),
            (BoardDays("H", aside=Aside.NOT_POSTING), "reason"),
            (BoardDays("H", aside=Aside.OTHERWISE, reason="Ortstidning"), "posted_on"),
        ],
    )
    def test_what_cannot_be_right_is_told(self, board: BoardDays, field: str) -> None:
        found = board_days_wrong(board, OWN, AGAIN)
        assert found is not None and found[0] == field

    @pytest.mark.parametrize(
        "board",
        [
            BoardDays("H", None, OWN),
            BoardDays("H", OWN, OWN),
            BoardDays("H", EARLY, HEBY, EARLY),
            BoardDays("H", EARLY, HEBY, EARLY, AGAIN),
            BoardDays("H", EARLY, HEBY, aside=Aside.OTHERWISE, reason="Ortstidning"),
        ],
    )
    def test_who_posted_unasked_or_was_asked_again_is_written_so(self, board: BoardDays) -> None:
        assert board_days_wrong(board, OWN, AGAIN) is None

    def test_the_words_of_a_board_tell_all_that_it_has_had(self) -> None:
        board = BoardDays("Heby", None, AGAIN)
        said = posting_words(board, [(HEBY, EARLY)])
        assert said == (
            "anslaget 2024-09-18, nedtaget för tidigt 2024-10-05; anslaget igen 2024-10-20"
        )


def test_the_notice_stays_up_while_the_time_has_not_run_out(cast: Cast, client: Client) -> None:
    notice = interrupted(cast)
    member = name_of(notice)
    with story.on(DOWN), pytest.raises(NotPossible, match=f"{member} tog ned anslaget för tidigt"):
        take_down_notice(actor=story.keeper(cast), notice=notice)
    notice.refresh_from_db()
    assert notice.taken_down_on is None
    assert ("Be", f"{member} anslå protokoll styrelsen 2024-09-12 igen") in lines(cast, DOWN)
    assert not [verb for verb, _ in lines(cast, DOWN) if verb == "Ta ned"]
    public = notice_for_public(notice.pk, DOWN)
    assert (public.appeal_last_day, public.legal_force_from) == (None, None)
    assert public.may_be_appealed
    with story.on(DOWN):
        for address in ("", "anslagstavla/", f"anslagstavla/{notice.pk}/"):
            page = client.get(f"/uppsala/{address}").content.decode()
            assert "ngen sista dag än" in page and "2024-10-09" not in page
    said = text(bytes(notice.paper.file.data))
    assert "Ingen sista dag än" in said and "nedtaget 2024-10-05" in said


def test_a_member_that_posts_again_begins_the_time_anew_and_its_first_days_are_kept(
    cast: Cast,
) -> None:
    notice = change(cast, interrupted(cast), AGAIN, again_on=AGAIN)
    board = boards_of(notice)[0]
    assert (board.posted_on, board.taken_down_on) == (AGAIN, None)
    kept = EarlierPosting.objects.get(organisation=board.organisation)
    assert (kept.posted_on, kept.taken_down_on) == (HEBY, EARLY)
    assert notice.appeal_last_day == date(2024, 11, 11)  # three weeks, and no Sunday
    assert notice.posted_on == OWN
    field = f"{name_of(notice)}, posted_on"
    told = [(e.before[field], e.after[field]) for e in entries_about(notice) if field in e.after]
    assert ("2024-09-18", "2024-10-20") in told


def test_what_came_down_before_it_was_known_goes_up_again(cast: Cast, client: Client) -> None:
    notice = all_post(cast, posted(cast), HEBY)
    keeper = story.keeper(cast)
    with story.on(DOWN):
        with pytest.raises(NotPossible, match="sitter redan uppe"):
            post_notice_again(actor=keeper, notice=notice)
        take_down_notice(actor=keeper, notice=notice)
        with pytest.raises(NotPossible, match="suttit uppe hela tiden"):
            post_notice_again(actor=keeper, notice=notice)
        assert notices_on_board(DOWN) == []
    notice = change(cast, notice, AGAIN, taken_down_on=EARLY)
    assert ("Anslå igen", "Anslag styrelsen 2024-09-12") in lines(cast, AGAIN)
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    path = f"/uppsala/sammantraden/{notice.minutes.meeting.number}/"
    with story.on(AGAIN):
        assert "Ska anslås igen" in client.get(f"{path}protokoll/").content.decode()
        assert client.post(f"{path}anslag/igen/").status_code == 302
        page = client.get(f"{path}protokoll/").content.decode()
        assert len(notices_on_board(AGAIN)) == 1
    assert (
        with_whole_days(
            "Anslaget 2024-09-17, nedtaget för tidigt 2024-10-10; anslaget igen 2024-10-20"
        )
        in page
    )
    notice.refresh_from_db()
    assert (notice.posted_on, notice.taken_down_on) == (OWN, None)
    own = notice.earlier.get(organisation=None)
    assert (own.posted_on, own.taken_down_on) == (OWN, DOWN)
    entry = next(e for e in entries_about(notice) if e.verb == "post_notice_again")
    assert entry.before["taken_down_on"] == "2024-10-10"
    # The member is still to do it, and the first posting is not told to be late for that.
    standing = standing_of(notice.minutes.meeting, notice.minutes, notice)
    assert standing.days.appeal_last_day is None
    assert {f.code for f in standing.days.findings} == {"taken-down-early"}


def test_the_certificate_says_what_is_true_and_its_older_versions_are_kept(cast: Cast) -> None:
    notice = posted(cast)
    first = text(bytes(notice.paper.file.data))
    assert "Ingen sista dag än" in first and "har inte anslagit" in first
    notice = all_post(cast, notice, HEBY)
    second = text(bytes(notice.paper.file.data))
    assert "2024-10-09" in second and "Ingen sista dag" not in second
    with story.on(DOWN):
        notice = take_down_notice(actor=story.keeper(cast), notice=notice)
    third = text(bytes(notice.paper.file.data))
    assert "nedtaget 2024-10-10" in third and "Tas ned tidigast" not in third
    versions = DocumentVersion.objects.filter(document=notice.paper.document)
    assert [v.number for v in versions.order_by("number")] == [1, 2, 3]


def test_members_are_asked_for_also_where_the_own_board_counts_and_is_down(cast: Cast) -> None:
    actor = cast.actor("director")
    save_setting(actor=actor, key="notice_counts_from", value="own", valid_from=date(2024, 1, 1))
    notice = posted(cast)
    later = OWN + timedelta(days=53)
    with story.on(DOWN):
        asked = [verb for verb, _ in lines(cast, DOWN)]
        assert "Ta ned" in asked and "Anteckna när" in asked
        take_down_notice(actor=story.keeper(cast), notice=notice)
    assert "Anteckna när" in [verb for verb, _ in lines(cast, later)]
    all_post(cast, notice, later)
    assert lines(cast, later) == []


def test_a_member_that_never_posts_is_set_aside_with_a_reason(cast: Cast, client: Client) -> None:
    notice = posted(cast)
    boards = boards_of(notice)
    for board in boards[1:]:
        with story.on(HEBY):
            record_board_days(
                actor=story.keeper(cast),
                notice=notice,
                days={board.pk: replace(board_days(board), posted_on=HEBY)},
            )
    notice.refresh_from_db()
    assert notice.appeal_last_day is None
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    path = f"/uppsala/sammantraden/{notice.minutes.meeting.number}/"
    pk = boards[0].pk
    with story.on(EARLY):
        assert f'name="aside-{pk}"' in client.get(f"{path}protokoll/").content.decode()
        wrong = client.post(f"{path}anslag/medlemmar/", {f"aside-{pk}": "not_posting"})
        assert f"{name_of(notice)}, skäl" in wrong.content.decode()
        dates = {f"posted_on-{board.pk}": "2024-09-18" for board in boards[1:]}
        answer = client.post(
            f"{path}anslag/medlemmar/",
            {**dates, f"aside-{pk}": "not_posting", f"reason-{pk}": "Har ingen anslagstavla"},
        )
        assert answer.status_code == 302
        page = client.get(f"{path}protokoll/").content.decode()
        public = client.get(f"/uppsala/anslagstavla/{notice.pk}/").content.decode()
    assert (
        with_whole_days("Anslår inte och väntas inte in från 2024-10-05: Har ingen anslagstavla")
        in page
    )
    assert "eller inte längre väntades in" in page
    notice.refresh_from_db()
    # Three weeks from the day that it was said, and no Saturday: nobody saw a last day before.
    assert (notice.counted_from, notice.appeal_last_day) == (EARLY, date(2024, 10, 28))
    assert "2024-10-28" in public and "eller inte längre väntades in" in public
    assert "Har ingen anslagstavla" in text(bytes(notice.paper.file.data))
    entry = next(e for e in entries_about(notice) if e.verb == "set_board_aside")
    assert entry.after[name_of(notice)] == ["not_posting", "Har ingen anslagstavla"]
    # Another reason is not another day.
    same = change(cast, notice, AGAIN, reason="Har ingen tavla alls")
    assert (same.counted_from, same.appeal_last_day) == (EARLY, date(2024, 10, 28))
    # It is taken back when the member posts after all.
    again = change(cast, notice, EARLY, aside="", reason="")
    assert (again.appeal_last_day, again.counts_from) == (None, CountsFrom.LAST_MEMBER)
    row = BoardPosting.objects.get(pk=pk)
    assert (row.aside_reason, row.aside_on) == ("", None)


def test_with_no_member_left_the_time_counts_from_the_day_that_it_was_said(cast: Cast) -> None:
    notice = posted(cast)
    gone = {
        board.pk: replace(board_days(board), aside=Aside.NOT_POSTING, reason="Ingen tavla")
        for board in boards_of(notice)
    }
    with story.on(EARLY):
        notice = record_board_days(actor=story.keeper(cast), notice=notice, days=gone)
    assert (notice.counted_from, notice.appeal_last_day) == (EARLY, date(2024, 10, 28))
    assert "inte längre väntades in" in notice_for_public(notice.pk, EARLY).counts_from
    assert lines(cast, EARLY) == []


def test_without_a_written_day_the_last_day_that_was_told_stays(cast: Cast) -> None:
    notice = posted(cast)
    notice.boards.update(aside=Aside.NOT_POSTING, aside_reason="Ingen tavla")
    with story.on(EARLY):
        count_again(notice, boards_of(notice), {})
    assert (notice.counted_from, notice.appeal_last_day) == (OWN, date(2024, 10, 8))
    assert "ingen medlem anslår" in notice.get_counts_from_display()


def test_members_that_hung_it_out_are_not_asked_for_when_the_own_board_posts_again(
    cast: Cast,
) -> None:
    notice = all_post(cast, posted(cast), HEBY)
    keeper = story.keeper(cast)
    down = {b.pk: replace(board_days(b), taken_down_on=DOWN) for b in boards_of(notice)}
    with story.on(DOWN):
        notice = record_board_days(actor=keeper, notice=notice, days=down)
        take_down_notice(actor=keeper, notice=notice)
    notice = change(cast, notice, AGAIN, taken_down_on=EARLY)
    standing = standing_of(notice.minutes.meeting, notice.minutes, notice)
    assert "Förbundet" not in standing.no_last_day and standing.must_go_up_again
    with story.on(AGAIN):
        notice = post_notice_again(actor=keeper, notice=notice)
    assert notice.taken_early == name_of(notice)
    notice = change(cast, notice, AGAIN, again_on=AGAIN)
    assert (notice.taken_early, notice.appeal_last_day) == ("", date(2024, 11, 11))
    assert lines(cast, AGAIN) == []


def test_a_day_that_cannot_be_read_names_the_member(cast: Cast, client: Client) -> None:
    notice = posted(cast)
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    path = f"/uppsala/sammantraden/{notice.minutes.meeting.number}/"
    pk = boards_of(notice)[0].pk
    with story.on(HEBY):
        page = client.post(f"{path}anslag/medlemmar/", {f"asked_on-{pk}": "igår"})
    assert f"{name_of(notice)}, ombedd" in page.content.decode()
