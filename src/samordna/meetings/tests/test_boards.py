"""From which day the time for appeal counts, and what members' boards have to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.flows.board_thread import board_steps
from samordna.flows.services import sign_and_settle
from samordna.flows.today import meeting_tasks
from samordna.journal.queries import entries_about
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Notice
from samordna.meetings.queries.notices import boards_of, standing_of
from samordna.meetings.rules.boards import (
    BoardDays,
    CountsFrom,
    board_days_wrong,
    counting,
    days_of_notice,
    effective_rule,
)
from samordna.meetings.services.notices import (
    post_notice,
    record_board_days,
    take_down_notice,
)
from samordna.meetings.tests import story
from samordna.parties.models import Organisation
from samordna.parties.services.association import save_setting
from samordna.parties.tests.cast import Cast, make_cast
from samordna.publicsite.queries import notice_for_public
from samordna.register.services import open_matter_by_hand

OWN, HEBY, TIERP = date(2024, 9, 17), date(2024, 9, 18), date(2024, 9, 20)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


class TestRule:
    def test_the_last_members_board_counts_when_all_have_posted(self) -> None:
        both = [BoardDays("Heby", None, HEBY), BoardDays("Tierp", None, TIERP)]
        assert counting(CountsFrom.LAST_MEMBER, OWN, both).counted_from == TIERP
        one = [both[0], BoardDays("Tierp")]
        assert counting(CountsFrom.LAST_MEMBER, OWN, one).counted_from is None
        assert counting(CountsFrom.LAST_MEMBER, OWN, one).waits_for == "Tierp"
        assert counting(CountsFrom.OWN, OWN, one).counted_from == OWN

    @pytest.mark.parametrize(
        ("rule", "boards", "found"),
        [
            ("own", 3, CountsFrom.OWN),
            ("last_member", 3, CountsFrom.LAST_MEMBER),
            ("last_member", 0, CountsFrom.NO_BOARDS),
        ],
    )
    def test_without_boards_the_own_one_counts(
        self, rule: str, boards: int, found: CountsFrom
    ) -> None:
        assert effective_rule(rule, boards) == found

    @given(own=days, posted=st.lists(st.none() | days, min_size=1, max_size=5))
    def test_no_last_day_while_a_board_is_awaited_and_never_before_any_board(
        self, own: date, posted: list[date | None]
    ) -> None:
        boards = [BoardDays(str(n), None, day) for n, day in enumerate(posted)]
        now = counting(CountsFrom.LAST_MEMBER, own, boards)
        found = days_of_notice(own, own, own, None, rule=CountsFrom.LAST_MEMBER, now=now)
        if None in posted:
            assert (found.appeal_last_day, found.legal_force_from) == (None, None)
        else:
            assert found.appeal_last_day is not None
            assert all(found.appeal_last_day >= day + timedelta(21) for day in posted if day)

    def test_taken_down_early_by_a_member_stops_the_period(self) -> None:
        boards = [BoardDays("Heby", None, HEBY, HEBY + timedelta(3)), BoardDays("T", None, TIERP)]
        rule = CountsFrom.LAST_MEMBER
        now = counting(rule, OWN, boards)
        found = days_of_notice(OWN, OWN, OWN, None, rule=rule, now=now)
        assert found.legal_force_from is None
        (finding,) = found.findings
        assert finding.message.startswith("Heby tog ned anslaget för tidigt")
        rule = CountsFrom.OWN
        now = counting(rule, OWN, boards)
        assert days_of_notice(OWN, OWN, OWN, None, rule=rule, now=now).legal_force_from

    @pytest.mark.parametrize(
        ("board", "field"),
        [
            (BoardDays("H", None, date(2024, 9, 15)), "posted_on"),
            (BoardDays("H", None, date(2024, 9, 30)), "posted_on"),
            (BoardDays("H", None, None, HEBY), "posted_on"),
            (BoardDays("H", None, TIERP, HEBY), "taken_down_on"),
        ],
    )
    def test_days_that_cannot_be_right_are_told(self, board: BoardDays, field: str) -> None:
        found = board_days_wrong(board, date(2024, 9, 16), date(2024, 9, 25))
        assert found is not None and found[0] == field


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        municipalities = Organisation.objects.filter(kind="municipality", is_member=True)
        assert municipalities.update(notice_board="Digital tavla") > 1
        yield cast


def posted(cast: Cast) -> Notice:
    minutes = story.locked(cast)
    with story.on(date(2024, 9, 16)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
    with story.on(OWN):
        return post_notice(actor=story.keeper(cast), minutes=minutes)


def all_post(cast: Cast, notice: Notice, day: date) -> Notice:
    boards = boards_of(notice)
    written = {b.pk: BoardDays(b.organisation.name, OWN, day) for b in boards}
    with story.on(day):
        return record_board_days(actor=story.keeper(cast), notice=notice, days=written)


def test_the_period_begins_with_the_last_members_board(cast: Cast, client: Client) -> None:
    notice = posted(cast)
    assert notice.appeal_last_day is None and "kommun" in notice.waits_for
    keeper = story.keeper(cast)
    matter = open_matter_by_hand(actor=keeper, subject="Sammanträde")
    Meeting.objects.update(matter=matter)
    last = list(board_steps(matter, keeper, OWN, None))[-1]
    assert last.state == "coming" and last.day is None
    assert "Väntar på anslag hos" in last.note and "sista medlemmens" in last.note
    (task,) = [t for t in meeting_tasks(keeper, OWN) if t.verb == "Anteckna när"]
    assert "har anslagit protokoll styrelsen 2024-09-12" in task.thing
    with story.on(OWN):
        for address in ("", "anslagstavla/", f"anslagstavla/{notice.pk}/"):
            page = client.get(f"/uppsala/{address}").content.decode()
            assert "ngen sista dag än" in page
        with pytest.raises(NotPossible, match="väntar på anslag hos"):
            take_down_notice(actor=keeper, notice=notice)
    notice = all_post(cast, notice, TIERP)
    assert (notice.counted_from, notice.appeal_last_day) == (TIERP, date(2024, 10, 11))
    assert notice_for_public(notice.pk, TIERP).legal_force_from == date(2024, 10, 12)
    assert not [t for t in meeting_tasks(keeper, TIERP) if t.verb == "Anteckna när"]
    entry = next(e for e in entries_about(notice) if e.verb == "record_board_days")
    assert entry.after["appeal_last_day"] == "2024-10-11"


def test_a_wrong_day_is_written_again_and_the_last_day_follows(cast: Cast) -> None:
    notice = all_post(cast, posted(cast), HEBY)
    assert notice.appeal_last_day == date(2024, 10, 9)
    assert all_post(cast, notice, TIERP).appeal_last_day == date(2024, 10, 11)


def test_the_own_board_counts_where_the_rule_says_so(cast: Cast) -> None:
    actor = cast.actor("director")
    save_setting(actor=actor, key="notice_counts_from", value="own", valid_from=date(2024, 1, 1))
    notice = posted(cast)
    assert notice.appeal_last_day == date(2024, 10, 8)
    assert notice.waits_for  # the members are to post it all the same
    days = standing_of(notice.minutes.meeting, notice.minutes, notice).days
    assert days.legal_force_from == date(2024, 10, 9)


def test_without_boards_the_page_says_that_the_own_one_counts(cast: Cast) -> None:
    Organisation.objects.update(notice_board="")
    notice = posted(cast)
    assert notice.appeal_last_day == date(2024, 10, 8)
    assert "ingen medlems anslagstavla är inlagd" in notice.get_counts_from_display()


def test_the_days_are_written_on_the_minutes_page(cast: Cast, client: Client) -> None:
    notice = posted(cast)
    number = notice.minutes.meeting.number
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    path = f"/uppsala/sammantraden/{number}/"
    with story.on(TIERP):
        page = client.get(f"{path}protokoll/").content.decode()
        names = re.findall(r'name="(posted_on-\d+)"', page)
        assert len(names) == len(boards_of(notice))
        # The day that is the same for all is saved where it is written, and each says its shape.
        same = page[page.index("Samma dag för alla</legend>") :]
        assert same.index("Spara samma dag") < same.index("<table")
        assert page.count(">Spara anslagen</button>") == 1
        assert page.index('id="paragraf-') < page.index("Samma dag för alla")
        # The way to what one came for stands first; nothing is to be taken down yet.
        assert page.index("Skriv in anslagen hos medlemmarna") < page.index("<dt>Läge</dt>")
        assert "Anslaget får inte tas ned förrän" in page and "Ta ned anslaget" not in page
        shape = page.index("Dagar skrivs ÅÅÅÅ-MM-DD.")
        assert 'id="anslag-dagar"' in page[:shape]
        assert page.count('aria-describedby="anslag-dagar"') == 3 * (len(names) + 1)
        wrong = client.post(f"{path}anslag/medlemmar/", {names[0]: "2024-09-01"})
        assert "Dagen kan inte vara före den" in wrong.content.decode()
        assert 'value="2024-09-01"' in wrong.content.decode()
        written = dict.fromkeys(names, "2024-09-18")
        saved = client.post(f"{path}anslag/medlemmar/", written, follow=True)
        # One lands where the receipt stands, and each board says what it has had.
        assert saved.redirect_chain[-1][0] == f"{path}protokoll/"
        assert "Anslagen hos medlemmarna är antecknade." in saved.content.decode()
        whole = '>Anslaget <span class="whole">2024-09-18</span><'
        assert saved.content.decode().count(whole) == len(names)
        again = client.post(f"{path}anslag/medlemmar/", written, follow=True).content.decode()
        assert "Inget var ändrat" in again and "är antecknade" not in again
    notice.refresh_from_db()
    assert notice.counted_from == HEBY


class TestSameDayForAll:
    """A day that is written once is each member's that is waited for and has none of its own."""

    def post(self, cast: Cast, client: Client, notice: Notice, **days: str) -> str:
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        path = f"/uppsala/sammantraden/{notice.minutes.meeting.number}/anslag/medlemmar/"
        sent = {name.replace("__", "-"): day for name, day in days.items()}
        with story.on(TIERP):
            return client.post(path, sent, follow=True).content.decode()

    def test_it_is_written_in_one_table(self, cast: Cast, client: Client) -> None:
        notice = posted(cast)
        own, *others = boards_of(notice)
        days = {"posted_on__alla": "2024-09-18", f"posted_on__{own.pk}": "2024-09-20"}
        page = self.post(cast, client, notice, asked_on__alla="2024-09-17", **days)
        assert page.count("anslag/medlemmar/") == page.count('class="table stack boards"') == 1
        found = {board.pk: (board.asked_on, board.posted_on) for board in boards_of(notice)}
        assert found.pop(own.pk) == (OWN, TIERP)
        assert others and found == {board.pk: (OWN, HEBY) for board in others}
        # The journal holds each member by its name.
        entry = next(e for e in entries_about(notice) if e.verb == "record_board_days")
        for board in others:
            assert entry.after[f"{board.organisation.name}, posted_on"] == "2024-09-18"
        # What has a day of its own keeps it, and nothing is taken down that was not put up.
        page = self.post(
            cast,
            client,
            notice,
            posted_on__alla="2024-09-19",
            **{f"posted_on__{b.pk}": str(b.posted_on) for b in boards_of(notice)},
            **{f"asked_on__{b.pk}": str(b.asked_on or "") for b in boards_of(notice)},
        )
        assert "Inget var ändrat" in page

    def test_who_has_posted_before_is_not_asked_afterwards(
        self, cast: Cast, client: Client
    ) -> None:
        notice = posted(cast)
        own, *others = boards_of(notice)
        days = {f"posted_on__{own.pk}": "2024-09-17"}
        self.post(cast, client, notice, asked_on__alla="2024-09-18", **days)
        found = {board.pk: (board.asked_on, board.posted_on) for board in boards_of(notice)}
        assert found.pop(own.pk) == (None, OWN)
        assert others and found == {board.pk: (HEBY, None) for board in others}

    def test_it_leaves_those_that_are_not_waited_for(self, cast: Cast, client: Client) -> None:
        notice = posted(cast)
        aside, *others = boards_of(notice)
        said = {f"aside__{aside.pk}": "not_posting", f"reason__{aside.pk}": "Har ingen tavla"}
        self.post(cast, client, notice, posted_on__alla="2024-09-18", **said)
        assert [b.posted_on for b in boards_of(notice)] == [None, *(HEBY for _ in others)]

    def test_what_is_wrong_in_it_is_said_once_at_its_field(
        self, cast: Cast, client: Client
    ) -> None:
        notice = posted(cast)
        page = self.post(cast, client, notice, posted_on__alla="2024-09-01")
        assert "Ett fel att rätta" in page and 'href="#anslag_posted_on-alla"' in page
        assert 'value="2024-09-01"' in page
        assert {board.posted_on for board in boards_of(notice)} == {None}
