"""A member's board that had the notice too late is told of, with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.kernel.findings import Severity
from samordna.meetings.rules.boards import Aside, BoardDays, CountsFrom, counting, late_boards
from samordna.meetings.tests import story
from samordna.meetings.tests import test_boards as boards
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days

ADJUSTED, MONDAY = date(2024, 9, 19), date(2024, 9, 23)
LATE, LATER = date(2024, 9, 27), date(2024, 9, 30)


def _told(rule: CountsFrom, *rows: BoardDays) -> list[str]:
    found = late_boards(rows, ADJUSTED, rule, counting(rule, ADJUSTED, rows))
    assert all(f.severity == Severity.WARNING for f in found)
    return [f.message for f in found]


def test_the_table_of_the_page() -> None:
    by_last = CountsFrom.LAST_MEMBER
    assert _told(by_last, BoardDays("Heby", None, MONDAY)) == []
    (said,) = _told(by_last, BoardDays("Heby", None, LATE), BoardDays("Tierp", None, MONDAY))
    assert said.startswith("Heby satte upp anslaget 2024-09-27. Det skulle sitta uppe senast 2024")
    assert said.endswith("därför blir sista dagen att överklaga 2024-10-18.")
    first, last = _told(by_last, BoardDays("Heby", None, LATE), BoardDays("Tierp", None, LATER))
    assert first.endswith("räknas från 2024-09-30, och påverkas inte av den dagen.")
    assert "sista dagen att överklaga 2024-10-21" in last
    (own,) = _told(CountsFrom.OWN, BoardDays("Heby", None, LATE))
    assert "förbundets egen anslagstavla har justeringen, och påverkas inte." in own


def test_while_a_board_is_awaited_and_one_set_aside() -> None:
    (said,) = _told(CountsFrom.LAST_MEMBER, BoardDays("Heby", None, LATE), BoardDays("Tierp"))
    assert "den sista medlemmens anslag, som inte har kommit" in said
    aside = BoardDays("Heby", None, LATE, aside=Aside.OTHERWISE, reason="Kungjort i tidningen")
    assert _told(CountsFrom.LAST_MEMBER, aside) == []


def test_what_was_late_at_first_is_told_when_it_is_posted_again() -> None:
    again = BoardDays("Heby", None, LATER, first_on=MONDAY)
    assert _told(CountsFrom.LAST_MEMBER, again) == []


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        Organisation.objects.filter(kind="municipality").update(notice_board="Digital tavla")
        yield cast


@pytest.mark.parametrize(("day", "late"), [(boards.HEBY, False), (boards.TIERP, True)])
def test_the_page_says_what_a_late_board_means(
    cast: Cast, client: Client, day: date, *, late: bool
) -> None:
    notice = boards.all_post(cast, boards.posted(cast), day)
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    with story.on(day):
        number = notice.minutes.meeting.number
        page = client.get(f"/uppsala/sammantraden/{number}/protokoll/").content.decode()
    assert ("Förseningen ändrar inte beslutet." in page) is late
    assert (with_whole_days("därför blir sista dagen att överklaga 2024-10-11.") in page) is late
