"""What a meeting never came to comes back, and a page says no more of a signature than it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django_scopes import scope

from samordna.flows.services import cancel_meeting, put_on_agenda
from samordna.flows.today import item_tasks
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Attendee, Meeting
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from tests.support.standings.board import lock, on_agenda, signed

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def _short(cast: Cast) -> Meeting:
    """The meeting ends before it has come to Internkontrollplan."""
    meeting, keeper = story.opened(cast), story.keeper(cast)
    with story.on(DAY, 10):
        set_all_present(actor=keeper, meeting=meeting)
        choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
        for row in meeting.items.order_by("position"):
            if "kontroll" not in row.heading:
                noted = row.kind in ("information", "formal")
                story.decide(cast, meeting, row.heading, "noted" if noted else "approved")
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11))
        signed(cast, lock_minutes(actor=keeper, meeting=meeting))
    return Meeting.objects.get(pk=meeting.pk)


def test_an_item_that_was_never_taken_up_comes_back(cast: Cast) -> None:
    meeting = _short(cast)
    (task,) = list(item_tasks(story.keeper(cast), DAY))
    assert (task.verb, task.thing) == ("Ta upp igen", "Internkontrollplan")
    assert task.why.endswith("den 12 september 2024, och togs inte upp.")
    later = story.plan(cast, "", DAY + timedelta(days=28))
    item = put_on_agenda(
        actor=story.keeper(cast),
        meeting=later,
        kind=SubjectKind.EARLIER_ITEM,
        subject_id=story.item(meeting, "kontroll").pk,
    )
    assert "togs inte upp" in item.background
    assert not list(item_tasks(story.keeper(cast), DAY))


def test_the_last_signature_says_that_money_is_granted_only_where_it_is(
    cast: Cast, client: Any
) -> None:
    plain = story.locked(cast)
    signed(cast, plain, "registrar", "chair")
    client.force_login(cast.people["vice_chair"])
    url = f"/uppsala/sammantraden/{plain.meeting.number}/justera/"
    with story.on(DAY):
        html = client.get(url).content.decode()
    assert "Protokollet blir justerat i dag." in html and "medel" not in html
    signed(cast, plain, "vice_chair")
    _, meeting, _ = on_agenda(cast)
    granting = lock(cast, meeting)
    signed(cast, granting, "registrar", "chair")
    with story.on(DAY):
        html = client.get(f"/uppsala/sammantraden/{meeting.number}/justera/").content.decode()
    assert "de medel som beslutats beviljas" in html


def test_a_meeting_to_which_nobody_came_is_cancelled_and_holds_nothing_up(
    cast: Cast, client: Any
) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(DAY):
        html = client.get(f"{url}vid-bordet/").content.decode()
        assert f"{url}stall-in/" in html
        assert "Den närvaro som har antecknats" in client.get(f"{url}stall-in/").content.decode()
        client.post(f"{url}stall-in/", {"reason": "Ingen kom"})
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.CANCELLED
        assert not Attendee.objects.filter(meeting=meeting).exists()
        assert client.get(f"{url}protokoll/").status_code == 404
    assert {task.thing for task in item_tasks(story.keeper(cast), DAY)} == {
        "Riktlinjer för resor",
        "Internkontrollplan",
        "Nationell konferens",
    }
    other = story.plan(cast)
    Meeting.objects.filter(pk=other.pk).update(state=Meeting.State.SUMMONED)
    with story.on(DAY):
        open_meeting(actor=story.keeper(cast), meeting=other)


def test_what_has_been_taken_up_is_minuted_and_not_cancelled(cast: Cast, client: Any) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    story.decide(cast, meeting, "resor")
    with pytest.raises(NotPossible, match="§ 1 har tagits upp"):
        cancel_meeting(actor=story.keeper(cast), meeting=meeting, reason="Ångrar oss")
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(DAY):
        assert "stall-in" not in client.get(f"{url}vid-bordet/").content.decode()
        assert "avsluta sammanträdet i stället" in client.get(f"{url}stall-in/").content.decode()
