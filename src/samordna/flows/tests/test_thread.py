"""The thread puts what is done first, by day, and marks the step that is going on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django_scopes import scope

from samordna.flows.tests import settling
from samordna.flows.thread import in_order, thread_of
from samordna.funding.models import Application
from samordna.funding.tests.world import make_application, make_call
from samordna.meetings.models import Notice
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.shared import ThreadStep

#: Two rooms' parts: the board's decision with its legal force, and the grant that adjusting gave.
BOARD = [
    ThreadStep("Styrelsen § 5", "done", date(2024, 9, 12)),
    ThreadStep("Handlingen kom in", "done"),
    ThreadStep("Justerat", "done", date(2024, 9, 26)),
    ThreadStep("Laga kraft", "coming", date(2024, 10, 19)),
]
GRANT = [
    ThreadStep("Beviljat", "done", date(2024, 9, 26), amount_kr=1),
    ThreadStep("Expedierat", "now"),
]


@pytest.fixture
def thread() -> list[ThreadStep]:
    return in_order([*BOARD, *GRANT])


def test_done_steps_stand_first_in_the_order_of_their_days(thread: list[ThreadStep]) -> None:
    assert [step.label for step in thread] == [
        "Styrelsen § 5", "Handlingen kom in", "Justerat", "Beviljat",
        "Väntar på laga kraft", "Expedierat",
    ]  # fmt: skip


def test_one_step_is_going_on_and_the_rest_are_coming(thread: list[ThreadStep]) -> None:
    assert [step.state for step in thread] == ["done"] * 4 + ["now", "coming"]


def test_a_step_keeps_what_it_carries(thread: list[ThreadStep]) -> None:
    assert thread[3].amount_kr == 1


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _labels(cast: Cast, application: Any) -> list[str]:
    found = thread_of(cast.actor("applicant"), date(2024, 9, 20), application=application)
    return [step.label for step in found]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["withdrawn", "written_off"])
def test_what_was_taken_back_ends_there(cast: Cast, state: str) -> None:
    application = make_application(
        cast, make_call(cast), state=state, settled_on=date(2030, 1, 1), submitted_at=None
    )
    assert _labels(cast, application)[-1] == Application.State(state).label
    assert not {"Ansökan inlämnad", "Styrelsens beslut", "Laga kraft"} & set(
        _labels(cast, application)
    )


def test_a_last_day_is_told_as_work() -> None:
    (step,) = in_order([ThreadStep("Anslås senast", "coming", date(2024, 9, 28))])
    assert (step.label, step.day, step.note) == (
        "Protokollet ska anslås",
        None,
        "senast 2024-09-28",
    )


@pytest.mark.django_db
def test_what_the_time_counts_from_and_what_it_waits_for_are_two_sentences(cast: Cast) -> None:
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    minutes = settling.signed(cast, meeting)
    day = date(2024, 9, 16)
    with story.on(day):
        post_notice(actor=cast.actor("registrar"), minutes=minutes)
    Notice.objects.filter(minutes=minutes).update(
        counts_from="last_member", counted_from=None, waits_for="", taken_early="Älvby kommun",
        appeal_last_day=None,
    )  # fmt: skip
    steps = thread_of(cast.actor("director"), day, application=application)
    (note,) = [step.note for step in steps if "laga kraft" in step.label.lower()]
    assert note == (
        "Räknas från den dag då den sista medlemmens anslagstavla har justeringen. Älvby kommun "
        "tog ned anslaget för tidigt, och tiden börjar om när det är anslaget igen"
    )


@pytest.mark.django_db
def test_while_the_meeting_goes_on_nothing_is_told_as_done(cast: Cast) -> None:
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")

    def steps() -> dict[str, str]:
        found = thread_of(cast.actor("applicant"), story.MEETING_DAY, application=application)
        return {step.label: step.state for step in found}

    assert steps()["Styrelsens beslut"] == steps()["Justeras senast"] == "coming"
    assert "Styrelsen § 3" not in steps()
    story.decide(cast, meeting, "Övriga", "noted")
    with story.on(story.MEETING_DAY):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
    assert steps()["Styrelsen § 3"] == "done"
