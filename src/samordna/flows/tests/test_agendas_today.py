"""Idag tells whoever keeps an agenda what has happened to its items, and to those called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows.services import put_on_agenda, take_off_agenda
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.tests.world import write_application
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.services.presence import set_all_present
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.services.mandates import end_mandate, receive_papers
from samordna.parties.tests.cast import Cast, make_cast
from tests.permissions.funding import _prepared as prepare
from tests.support.standings.board import on_agenda

DAY = story.MEETING_DAY
BEFORE = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def tasks(cast: Cast, who: str, day: date = BEFORE) -> dict[str, Any]:
    with story.on(day):
        return {f"{t.verb} {t.thing}": t for t in tasks_for(cast.actor(who, day), day)}


def _line(cast: Cast, item: AgendaItem, who: str = "registrar", day: date = BEFORE) -> Any:
    return tasks(cast, who, day).get(f"Se över ”{item.heading}”, styrelsen 2024-09-12")


def _withdraw(cast: Cast, application: Application) -> None:
    with story.on(BEFORE):
        withdraw_application(
            actor=cast.actor("applicant", BEFORE), application=application, reason="Vi avstår"
        )


class TestWithdrawn:
    def test_before_the_meeting_the_line_leads_to_where_the_item_is_struck(
        self, cast: Cast
    ) -> None:
        application, meeting, item = on_agenda(cast)
        assert _line(cast, item) is None
        _withdraw(cast, application)
        task = _line(cast, item)
        assert "återkallad" in task.why
        assert task.url == f"/uppsala/sammantraden/{meeting.number}/punkt/{item.pk}/"
        assert _line(cast, item, "director") and not _line(cast, item, "economist")
        with story.on(BEFORE):
            item.meeting = meeting
            take_off_agenda(actor=story.keeper(cast), item=item)
        assert _line(cast, item) is None

    def test_at_the_table_it_leads_there_until_the_minutes_say_so(self, cast: Cast) -> None:
        application, meeting, item = on_agenda(cast)
        with story.on(DAY):
            open_meeting(actor=story.keeper(cast), meeting=meeting)
            set_all_present(actor=story.keeper(cast), meeting=meeting)
        _withdraw(cast, application)
        where = f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={item.pk}"
        assert _line(cast, item, day=DAY).url == where
        with story.on(DAY):
            story.decide(cast, meeting, item.heading, "approved")
            assert _line(cast, item, day=DAY)  # what it rules out is no end of it
            story.decide(cast, meeting, item.heading, "undecided")
        assert _line(cast, item, day=DAY) is None

    def test_the_meetings_own_secretary_is_told_too(self, cast: Cast) -> None:
        application, meeting, item = on_agenda(cast)
        _withdraw(cast, application)
        assert _line(cast, item, "case_officer") is None
        Meeting.objects.filter(pk=meeting.pk).update(secretary=cast.people["case_officer"])
        assert _line(cast, item, "case_officer")


def test_a_replaced_decision_of_an_appointment_is_told(cast: Cast) -> None:
    mandate = cast.mandates["substitute"]
    actor = cast.actor("registrar")
    with story.on(date(2024, 8, 21)):
        receive_papers(actor=actor, mandate=mandate, received_on=date(2024, 8, 20))
        meeting = story.plan(cast)
        item = put_on_agenda(
            actor=actor, meeting=meeting, kind=SubjectKind.APPOINTMENT, subject_id=mandate.pk
        )
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    assert _line(cast, item) is None
    with story.on(date(2024, 9, 2)):
        receive_papers(
            actor=actor,
            mandate=mandate,
            received_on=date(2024, 9, 2),
            appointed_by="Kommunstyrelsen i Tierp",
        )
    task = _line(cast, item)
    assert "Uppdraget har ändrats" in task.why
    assert task.url.endswith(f"/punkt/{item.pk}/")


class TestCalledWithoutSeat:
    LINE = "Se över Kallade till styrelsen 2024-09-12"

    def test_who_loses_the_mandate_after_the_summons(self, cast: Cast, client: Any) -> None:
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 1)):
            send_summons(actor=cast.actor("registrar"), meeting=meeting)
        assert self.LINE not in tasks(cast, "registrar")
        mandate = cast.mandates["substitute"]
        with story.on(BEFORE):
            end_mandate(actor=cast.actor("registrar"), mandate=mandate, last_day=date(2024, 9, 6))
        task = tasks(cast, "registrar")[self.LINE]
        assert task.why.startswith("Sanna Sten är kallad men har inget uppdrag")
        client.force_login(cast.people["registrar"])
        with story.on(BEFORE):
            html = client.get(task.url).content.decode()
        assert "Är kallad men har inget uppdrag den dagen" in html and "Sanna Sten" in html
        with story.on(BEFORE, 12):
            meeting.refresh_from_db()
            send_summons(actor=cast.actor("registrar"), meeting=meeting)
        assert self.LINE not in tasks(cast, "registrar")


def test_the_lines_ask_the_same_for_one_meeting_and_for_five(cast: Cast) -> None:
    def asked() -> int:
        with story.on(BEFORE), CaptureQueriesContext(connection) as captured:
            actor = cast.actor("registrar", BEFORE)
            tasks_for(actor, BEFORE)
        return len(captured)

    application, _, item = on_agenda(cast)
    _withdraw(cast, application)
    one = asked()
    for day in (19, 20, 23, 24):
        other = story.plan(cast, day=date(2024, 9, day))
        AgendaItem.objects.filter(meeting=other, heading__contains="resor").update(
            subject_kind=SubjectKind.APPLICATION, subject_id=item.subject_id
        )
    assert len([t for t in tasks(cast, "registrar") if t.startswith("Se över ”")]) == 5
    assert asked() == one


def test_idag_keeps_its_number_of_queries(cast: Cast, client: Any) -> None:
    """With a withdrawn application and an appointment on the agenda, and one that was tabled."""
    application, meeting, _ = on_agenda(cast)
    _withdraw(cast, application)
    with story.on(date(2024, 8, 21)):
        tabled = prepare(cast, write_application(cast, name="Framsteget"))
        Application.objects.filter(pk=tabled.pk).update(state=Application.State.POSTPONED)
        mandate = cast.mandates["substitute"]
        actor = cast.actor("registrar")
        receive_papers(actor=actor, mandate=mandate, received_on=date(2024, 8, 20))
        put_on_agenda(
            actor=actor, meeting=meeting, kind=SubjectKind.APPOINTMENT, subject_id=mandate.pk
        )
    for who in ("registrar", "director", "chair"):
        client.force_login(cast.people[who])
        with story.on(BEFORE):
            client.get("/uppsala/idag/")
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/uppsala/idag/").status_code == 200
        assert len(captured) <= 12, who
