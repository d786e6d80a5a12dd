"""What the board tabled, sent back or refused is told as that, and so is a cancelled meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samordna.flows.services import cancel_meeting
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import application_tasks
from samordna.funding.models import Application
from samordna.meetings.queries.shared import items_today
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
LATER = story.MEETING_DAY + timedelta(days=40)


def decided(cast: Cast, application: Application, outcome: str) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", outcome)
    settling.signed(cast, meeting)
    application.refresh_from_db()


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        ("postponed", "Tas upp igen av styrelsen"),
        ("remitted", "Bereds igen och tas upp av styrelsen"),
    ],
)
def test_what_comes_back_has_no_legal_force_to_come(
    cast: Cast, application: Application, outcome: str, step: str
) -> None:
    decided(cast, application, outcome)
    steps = [s.label for s in thread_of(cast.actor("director"), LATER, application=application)]
    assert step in steps and "Laga kraft" not in steps


def test_a_remitted_application_says_so_in_the_list_and_on_today(
    cast: Cast, application: Application, client: Any
) -> None:
    decided(cast, application, "remitted")
    assert application.remitted_as.endswith(str(story.MEETING_DAY))
    Application.objects.update(case_officer=cast.people["case_officer"])
    client.force_login(cast.people["case_officer"])
    with story.on(LATER):
        for path in ("", f"{application.number}/"):
            html = client.get(f"/uppsala/ansokningar/{path}").content.decode()
            assert f"Återremitterad {application.remitted_as}, bereds igen" in html
    (task,) = [
        t for t in application_tasks(cast.actor("case_officer"), LATER) if "Plattform" in t.thing
    ]
    assert "Styrelsen återremitterade den, §" in task.why


def test_a_refused_applicant_is_told_how_to_appeal(
    cast: Cast, application: Application, client: Any
) -> None:
    decided(cast, application, "rejected")
    client.force_login(cast.people["applicant"])
    with story.on(LATER):
        html = client.get(f"/uppsala/ansokningar/{application.number}/").content.decode()
    assert "Styrelsen har avslagit ansökan" in html
    assert 'href="/uppsala/anslagstavla/"' in html


def test_what_the_board_had_tabled_is_tabled_again_when_a_meeting_is_cancelled(
    cast: Cast, application: Application
) -> None:
    decided(cast, application, "postponed")
    actor = cast.actor("registrar")
    again = story.plan(cast, "", LATER)
    settling.place(actor, application, again)
    cancel_meeting(actor=actor, meeting=again, reason="Lokalen brann")
    application.refresh_from_db()
    assert application.state == Application.State.POSTPONED


def test_what_every_agenda_has_does_not_come_back_from_a_cancelled_meeting(cast: Cast) -> None:
    actor = cast.actor("registrar")
    meeting = story.plan(cast)
    cancel_meeting(actor=actor, meeting=meeting, reason="Lokalen brann")
    assert {item.heading for item in items_today(actor, 50).to_mend} == {
        "Riktlinjer för resor",
        "Internkontrollplan",
        "Nationell konferens",
    }
