"""No meeting, item or appointment is stuck for ever."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from samordna.flows.services import (
    cancel_meeting,
    put_on_agenda,
)
from samordna.flows.tests import stuck
from samordna.flows.tests.stuck import DAY, last, prepared_application, sign, tasks
from samordna.funding.models import Application
from samordna.funding.tests.world import make_application, make_call
from samordna.ground import clock
from samordna.letters.delivery import deliver_all
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.planning import edit_meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.services.summons import record_dispatch, send_summons
from samordna.meetings.services.table import close_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast
from samordna.register.models import Record
from samordna.web.markup import with_whole_days
from samordna.web.tests.drawn import form_with

LATER = date(2024, 10, 10)
cast, page = stuck.cast, stuck.page


# Meetings -----------------------------------------------------------------------------------------


class TestCancelledAndMoved:
    def test_a_meeting_whose_day_has_passed_is_not_late_for_ever(
        self, cast: Cast, page: Any
    ) -> None:
        meeting = story.plan(cast)
        for who in ("registrar", "director"):
            found = tasks(cast, who, DAY + timedelta(days=1))
            task = found["Ta ställning till Sammanträde styrelsen 2024-09-12"]
            assert task.due is None
        with story.on(DAY + timedelta(days=1)):
            html = page("registrar", task.url).content.decode()
            assert "Dagen har passerat" in html
            done = page("registrar", f"{meeting.number}/stall-in/", {"reason": "För få kunde"})
        assert "Sammanträdet är inställt" in done.content.decode()
        assert last().verb == "cancel_meeting"
        assert not any("Sammanträde" in line for line in tasks(cast, "registrar", LATER))

    def test_cancelling_needs_a_reason_and_is_for_meetings_that_have_taken_nothing_up(
        self, cast: Cast
    ) -> None:
        meeting = story.plan(cast)
        actor = cast.actor("registrar")
        with pytest.raises(NotPossible, match="varför"):
            cancel_meeting(actor=actor, meeting=meeting, reason=" ")
        opened = story.opened(cast)
        set_all_present(actor=story.keeper(cast), meeting=opened)
        story.decide_all(cast, opened)
        with pytest.raises(NotPossible, match="tagits upp"):
            cancel_meeting(actor=actor, meeting=opened, reason="För få kunde")
        close_meeting(actor=story.keeper(cast), meeting=opened)
        with pytest.raises(ValueError, match="ställa in"):
            cancel_meeting(actor=actor, meeting=opened, reason="För få kunde")

    def test_what_was_on_the_agenda_is_given_back(self, cast: Cast) -> None:
        actor = cast.actor("registrar")
        meeting = story.plan(cast)
        application = prepared_application(cast)
        put_on_agenda(
            actor=actor,
            meeting=meeting,
            kind=SubjectKind.APPLICATION,
            subject_id=application.pk,
        )
        cancel_meeting(actor=actor, meeting=meeting, reason="Lokalen brann")
        application.refresh_from_db()
        assert application.state == Application.State.PREPARED
        again = story.plan(cast, "", LATER)
        item = story.item(meeting, "resor")
        back = put_on_agenda(
            actor=actor, meeting=again, kind=SubjectKind.EARLIER_ITEM, subject_id=item.pk
        )
        assert back.heading == item.heading
        assert back.proposal == item.proposal
        assert "ställdes in" in back.background
        put_on_agenda(
            actor=actor, meeting=again, kind=SubjectKind.APPLICATION, subject_id=application.pk
        )

    def test_members_read_that_it_is_cancelled_also_before_the_summons(
        self, cast: Cast, page: Any
    ) -> None:
        actor = cast.actor("registrar")
        never, called = story.plan(cast), story.plan(cast, day=LATER)
        with story.on(date(2024, 9, 2)):
            _summon(cast, called)
            called.refresh_from_db()
            for meeting in (never, called):
                cancel_meeting(actor=actor, meeting=meeting, reason="För få kunde")
            deliver_all()
            known = page("member", f"{never.number}/").content.decode()
            assert "För få kunde" in known and "Riktlinjer" not in known
            html = page("member", f"{called.number}/").content.decode()
        assert "För få kunde" in html
        assert Record.objects.filter(matter=called.matter, subject__startswith="Inställt").exists()

    def test_a_summons_is_out_of_date_when_the_meeting_moves(self, cast: Cast, page: Any) -> None:
        actor = cast.actor("registrar")
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 2)):
            _summon(cast, meeting)
        with story.on(date(2024, 9, 3)):
            meeting.refresh_from_db()
            as_it_stands = _details(cast, meeting.held_on) | {
                "starts_at": meeting.starts_at,
                "ends_at": meeting.ends_at,
                "place": meeting.place,
                "mode": meeting.mode,
                "hindrance_contact": meeting.hindrance_contact,
                "proposed_adjustment_on": meeting.proposed_adjustment_on,
                "secretary": meeting.secretary,
            }
            edit_meeting(actor=actor, meeting=meeting, details=as_it_stands)
            shown = page("registrar", f"{meeting.number}/").content.decode()
            assert "äldre än föredragningslistan" not in shown
            edit_meeting(actor=actor, meeting=meeting, details=_details(cast, LATER))
            shown = page("registrar", f"{meeting.number}/").content.decode()
            assert "Flyttat från 2024-09-12" in shown
            assert "Kallelsen gäller" in shown
        assert "Gör om Kallelse till styrelsen 2024-10-10" in tasks(
            cast, "registrar", date(2024, 9, 3)
        )


def _summon(cast: Cast, meeting: Meeting) -> None:
    actor = cast.actor("registrar")
    send_summons(actor=actor, meeting=meeting)
    fresh = Meeting.objects.get(pk=meeting.pk)
    record_dispatch(actor=actor, meeting=fresh, how=Dispatch.HAND, sent_on=clock.today())


def _details(cast: Cast, day: date) -> Any:
    return {
        "held_on": day,
        "starts_at": time(13),
        "ends_at": time(15),
        "place": "På distans",
        "mode": Meeting.Mode.DIGITAL,
        "hindrance_contact": "",
        "proposed_adjustment_on": None,
        "secretary": cast.people["registrar"],
    }


# Items that come back -----------------------------------------------------------------------------


def tabled(cast: Cast, outcome: str = "postponed") -> Meeting:
    """A meeting that tabled the guidelines for travel, adjusted."""
    meeting = story.opened(cast)
    keeper = story.keeper(cast)
    set_all_present(actor=keeper, meeting=meeting)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    with story.on(DAY, 10):
        for row in meeting.items.order_by("position"):
            noted = row.kind in ("information", "formal")
            usual = "noted" if noted else "approved"
            story.decide(cast, meeting, row.heading, outcome if "resor" in row.heading else usual)
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
        minutes = lock_minutes(actor=keeper, meeting=meeting)
    sign(cast, minutes, "registrar", "chair", "vice_chair")
    return meeting


@pytest.mark.parametrize("outcome", ["postponed", "remitted", "undecided"])
def test_an_item_that_was_not_settled_comes_back_until_it_stands_on_an_agenda(
    cast: Cast, page: Any, outcome: str
) -> None:
    meeting = tabled(cast, outcome)
    line = "Ta upp igen Riktlinjer för resor"
    task = tasks(cast, "registrar", LATER)[line]
    assert line in tasks(cast, "director", LATER)
    assert "§ 3/2024" in task.why or "§" in task.why
    coming = story.plan(cast, "", LATER)
    with story.on(date(2024, 9, 30)):
        html = page("registrar", task.url).content.decode()
        assert f"/sammantraden/{meeting.number}/protokoll/#paragraf-" in html
        html = page("registrar", f"{coming.number}/").content.decode()
        assert "Punkter som ska tas upp igen" in html
        assert "Riktlinjer för resor" in html
        item = story.item(meeting, "resor")
        page(
            "registrar",
            f"{coming.number}/lagg-till/",
            {"slag": "earlier_item", "valda": str(item.pk)},
        )
        back = coming.items.get(subject_kind="earlier_item")
        assert back.heading == "Riktlinjer för resor"
        html = page("registrar", f"{coming.number}/").content.decode()
        assert "Tidigare behandling" in html
        where = page("registrar", f"punkt/{item.pk}/")
        assert where["Location"].startswith(f"/uppsala/sammantraden/{meeting.number}/protokoll/#")
    assert line not in tasks(cast, "registrar", LATER)
    with pytest.raises(NotPossible, match="redan på en föredragningslista"):
        put_on_agenda(
            actor=cast.actor("registrar"),
            meeting=story.plan(cast, "", date(2024, 11, 7)),
            kind=SubjectKind.EARLIER_ITEM,
            subject_id=item.pk,
        )


def test_an_item_may_be_let_go_with_a_reason(cast: Cast, page: Any) -> None:
    item = story.item(tabled(cast), "resor")
    with pytest.raises(NotPossible, match="varför"):
        let_item_go(actor=cast.actor("registrar"), item=item, reason="")
    url = tasks(cast, "registrar", LATER)["Ta upp igen Riktlinjer för resor"].url
    with story.on(LATER):
        done = page("registrar", url, {"reason": "Kommunens riktlinjer används"})
    assert "utgår" in done.content.decode()
    assert last().verb == "let_item_go"
    assert tasks(cast, "registrar", LATER) == tasks(cast, "registrar", LATER)
    assert "Ta upp igen Riktlinjer för resor" not in tasks(cast, "registrar", LATER)


# Appointments -------------------------------------------------------------------------------------


def test_papers_of_an_appointment_that_come_later_are_recorded_and_the_message_says_what_was_saved(
    cast: Cast, page: Any
) -> None:
    mandate = cast.mandates["member"]
    Mandate.objects.filter(pk=mandate.pk).update(papers_received_on=None)
    line = "Registrera Beslutet om valet av Lars Lind, Styrelsen"
    task = tasks(cast, "registrar", DAY)[line]
    assert line in tasks(cast, "director", DAY)
    decision = {
        "appointed_by": "Försäkringskassans styrelse",
        "appointed_on": "2024-08-30",
        "received_on": "2024-09-10",
    }

    def sent(**written: str) -> str:
        drawn = form_with(page("registrar", task.url).content.decode(), "ritat")
        return page("registrar", task.url, {**drawn, **written}).content.decode()

    with story.on(DAY):
        assert with_whole_days("kom in den 10 september 2024") in sent(**decision)
        again = sent(appointed_by="FK")
    assert "är ändrade" in again
    assert "kom in den" not in again
    assert line not in tasks(cast, "registrar", DAY)


def test_nothing_of_this_is_asked_of_a_member(cast: Cast) -> None:
    make_application(cast, make_call(cast), state=Application.State.PREPARED)
    story.plan(cast, day=LATER)
    assert tasks(cast, "member", DAY) == {}
