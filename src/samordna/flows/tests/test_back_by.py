"""A tabling or a remission may say why, and by which day the matter is to come up again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from samordna.flows.services import put_on_agenda
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import application_tasks, item_tasks
from samordna.funding.models import Application
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.rules import codes
from samordna.meetings.services.presence import set_all_present
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.support.standings.board import lock, signed

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
BACK_BY = date(2024, 10, 10)
MORE = {"back_because": "budgeten för 2026 saknas.", "back_by": BACK_BY}
LATER = story.MEETING_DAY + timedelta(days=14)


def words(meeting: Meeting, heading: str) -> list[str]:
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    found = next(p for p in paper.paragraphs if heading in p.heading)
    return [clause for decision in found.decisions for clause in decision.items]


@pytest.mark.parametrize(
    ("outcome", "first", "what"),
    [
        ("postponed", "bordlägga ärendet till ett kommande sammanträde,", "bordläggningen"),
        (
            "remitted",
            "återremittera ärendet, förslaget att godkänna riktlinjer för resor, till kansliet för "
            "vidare beredning,",
            "återremissen",
        ),
    ],
)
def test_the_words_follow(cast: Cast, outcome: str, first: str, what: str) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    story.decide(cast, meeting, "resor", outcome, **MORE)
    assert words(meeting, "resor") == [
        first,
        f"{what} motiveras med följande: budgeten för 2026 saknas, samt",
        "ärendet ska tas upp igen senast den 10 oktober 2024.",
    ]
    story.decide(cast, meeting, "resor", "approved")
    assert words(meeting, "resor") == ["godkänna riktlinjer för resor."]
    treatment = Treatment.objects.get()
    assert (treatment.back_because, treatment.back_by) == ("", None)


def _written(cast: Cast, meeting: Meeting, line: str) -> Treatment:
    treatment = story.decide(cast, meeting, "resor", "postponed", **MORE)
    texts = [one.text for one in story.shown_in(treatment)]
    return story.decide(cast, meeting, "resor", "postponed", clauses=[*texts, line])


@pytest.mark.parametrize(
    "line",
    [
        "ärendet tas upp igen den 10 oktober 2024",
        "bordläggningen motiveras med att budgeten för 2026 saknas",
    ],
)
def test_what_somebody_has_written_of_it_is_told_once(cast: Cast, line: str) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    _written(cast, meeting, line)
    told = " ".join(words(meeting, "resor"))
    assert told.count("10 oktober 2024") == told.count("budgeten för 2026 saknas") == 1


def test_another_day_than_was_said_stops_the_minutes(cast: Cast) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    _written(cast, meeting, "ärendet tas upp igen den 24 oktober 2024")
    findings = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    (wrong,) = [f for f in findings if f.code == codes.TEXT_CONTRADICTED]
    assert "24 oktober 2024" in wrong.message and "10 oktober 2024" in wrong.message


def test_a_day_that_is_not_after_the_meeting_is_told(cast: Cast) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    with pytest.raises(NotPossible, match="senare dag"):
        story.decide(cast, meeting, "resor", "postponed", back_by=story.MEETING_DAY)


def test_the_page_asks_where_it_comes_back(cast: Cast, client: Any) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/sammantraden/{meeting.number}/vid-bordet/"
    about = story.item(meeting, "resor").pk
    for outcome, asked in (("approved", False), ("postponed", True), ("remitted", True)):
        story.decide(cast, meeting, "resor", outcome)
        with story.on(story.MEETING_DAY):
            html = client.get(f"{url}?punkt={about}").content.decode()
        assert ("Tas upp igen senast" in html) is asked


def test_idag_and_the_next_agenda_follow(cast: Cast) -> None:
    meeting = story.plan(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    minutes = lock(cast, meeting, {"resor": "postponed"})
    Treatment.objects.filter(item__heading__contains="resor").update(**MORE)
    signed(cast, minutes)
    (task,) = [t for t in item_tasks(story.keeper(cast), LATER) if "resor" in t.thing]
    assert task.due == BACK_BY
    assert "Skäl: budgeten för 2026 saknas." in task.why
    for day, said in ((BACK_BY, False), (BACK_BY + timedelta(days=1), True)):
        coming = story.plan(cast, "", day)
        item = put_on_agenda(
            actor=story.keeper(cast),
            meeting=coming,
            kind=SubjectKind.EARLIER_ITEM,
            subject_id=story.item(meeting, "resor").pk,
        )
        assert "senast den 10 oktober 2024" in item.background
        assert bool(remarks_on(coming, [item])) is said
        item.delete()


@pytest.mark.parametrize("outcome", ["postponed", "remitted"])
def test_an_application_says_why_and_by_when(
    cast: Cast, application: Application, outcome: str
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", outcome, **MORE)
    settling.signed(cast, meeting)
    Application.objects.update(case_officer=cast.people["case_officer"])
    who = "registrar" if outcome == "postponed" else "case_officer"
    tasks = application_tasks(cast.actor(who, LATER), LATER)
    (task,) = [t for t in tasks if "Plattform" in t.thing]
    assert "Skäl: budgeten för 2026 saknas" in task.why and task.due == BACK_BY
    steps = thread_of(cast.actor("director"), LATER, application=application)
    assert any(step.note == "senast 2024-10-10" for step in steps)
