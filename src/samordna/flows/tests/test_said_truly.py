"""What Idag, the minutes and the lists say is so: nobody is told to be elected, sent or late who is
not, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.tests.test_moved import called, changed
from samordna.flows.today import meeting_tasks, signer_tasks
from samordna.letters.models import Letter
from samordna.letters.rules import State as LetterState
from samordna.meetings.models import Meeting, MinutesSigner
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.facts import _with_mark
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.elections import Election
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.presence import choose_adjuster
from samordna.meetings.services.summons import send_summons
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.shared import Task
from tests.support.standings.board import signed

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def told_in(meeting: Meeting, heading: str) -> tuple[str, ...]:
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    (one,) = [p for p in paper.paragraphs if heading in p.heading]
    return tuple(line.replace("\xa0", " ") for line in one.presence)


@pytest.mark.parametrize(
    ("present", "said"),
    [
        (("Orvar", "Viola"), "§ 1 justeras av Orvar Orre och Viola Vik."),
        (("Orvar", "Viola", "Lars"), "Styrelsen utser Viola Vik att justera § 1."),
    ],
)
def test_a_body_that_is_no_quorum_elects_nobody_to_adjust(
    cast: Cast, present: tuple[str, ...], said: str
) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, *present)
    story.decide(cast, meeting, "resor", "undecided")
    choose_adjuster(
        actor=story.keeper(cast),
        meeting=meeting,
        attendee=story.person(meeting, "Viola"),
        item=story.item(meeting, "resor"),
    )
    told = told_in(meeting, "resor")
    assert said in told
    assert ("utser" in " ".join(told)) is (len(present) > 2)


class TestASummonsToBeMadeAnew:
    def line(self, cast: Cast, day: date) -> Task:
        (task,) = [t for t in meeting_tasks(cast.actor("registrar"), day) if "Kallelse" in t.thing]
        return task

    @pytest.mark.parametrize("later", [DAY + timedelta(days=2), DAY - timedelta(days=1)])
    def test_of_a_meeting_that_was_moved_is_due_at_once(
        self, cast: Cast, client: Client, later: date
    ) -> None:
        meeting, today = story.plan(cast), date(2024, 9, 3)
        with story.on(date(2024, 9, 2)):
            called(cast, meeting)
        with story.on(today):
            changed(cast, Meeting.objects.get(), later)
            task = self.line(cast, today)
            assert (task.verb, task.due) == ("Gör om", today)
            assert task.why.startswith("Flyttat från 2024-09-12.")
            client.force_login(cast.people["registrar"])
            html = client.get("/uppsala/sammantraden/1/").content.decode()
        assert "Kallelsen är äldre än föredragningslistan" not in html

    def test_that_was_changed_otherwise_is_due_a_week_before(self, cast: Cast) -> None:
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 2)):
            called(cast, meeting)
        for today, due in ((date(2024, 9, 3), date(2024, 9, 5)), (date(2024, 9, 9),) * 2):
            with story.on(today):
                changed(cast, Meeting.objects.get(), DAY)
                assert self.line(cast, today).due == due

    def test_that_came_back_says_how_many(self, cast: Cast) -> None:
        with story.on(date(2024, 9, 2)):
            send_summons(actor=cast.actor("registrar"), meeting=story.plan(cast))
        Letter.objects.update(state=LetterState.BOUNCED, next_try_at=None)
        task = self.line(cast, date(2024, 9, 3))
        assert task.why == "Kallelsen har inte nått någon: 6 brev har kommit tillbaka"


class TestSigners:
    def test_one_who_is_late_in_two_roles_is_one_line(self, cast: Cast) -> None:
        minutes = story.locked(cast)
        chair = MinutesSigner.objects.get(person=cast.people["chair"])
        other = MinutesSigner.objects.get(person=cast.people["vice_chair"])
        MinutesSigner.objects.filter(pk=other.pk).update(person=chair.person, name=chair.name)
        late = DAY + timedelta(days=20)
        keeper = cast.actor("director", late)
        lines = [t for t in signer_tasks(keeper, late) if chair.name in t.thing]
        (line,) = lines
        assert "som ordförande" in line.why and "som justerare" in line.why
        assert line.url.endswith(f"/{minutes.meeting.number}/protokoll/")

    def test_why_the_version_that_was_signed_was_taken_back(self, cast: Cast) -> None:
        minutes, keeper = story.locked(cast), story.keeper(cast)
        signed(cast, minutes, "chair")
        for why in ("Fel datum", "Fel namn"):
            with story.on(DAY, 12):
                recall_minutes(actor=keeper, minutes=minutes, reason=why)
                minutes = lock_minutes(actor=keeper, meeting=minutes.meeting)
        (line,) = signer_tasks(cast.actor("chair", DAY), DAY)
        assert "version 1 gäller inte den nya: Fel datum" in line.why


def test_a_lot_begins_its_sentence_with_a_capital() -> None:
    even: Any = {"counts": (("Cia Carp", 5), ("Ida Idh", 5)), "seats": 1}
    drawn = Election(**even, drawn=("Cia Carp",), drawn_by="ordföranden")
    assert any(". Ordföranden drog lott" in said for said in drawn.sentences)


def test_a_paragraph_is_named_once() -> None:
    said = "Beslutet i §\xa047 får ingen verkan."
    assert _with_mark("§ 47", said) == said
    assert _with_mark("§ 4", said) == f"§ 4: {said}"
