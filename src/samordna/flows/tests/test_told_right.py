"""Days and words that were told wrong: the day of a decision, the day that a meeting has decided
for its adjustment, and what is asked of the office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from samordna.flows.coming import coming_for
from samordna.flows.letters import meetings as letters
from samordna.flows.services import sign_and_settle
from samordna.flows.tests import settling
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.initiatives.models import Grant
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.boards import BoardDays, CountsFrom, counting, late_boards
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
AGREED = story.MEETING_DAY + timedelta(days=7)


def _granted_in_part(cast: Cast, application: Application) -> Meeting:
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="rejected")
    story.decide(cast, meeting, "Övriga", "noted")
    return meeting


def test_a_decision_is_of_the_meetings_day(cast: Cast, application: Application) -> None:
    settling.signed(cast, _granted_in_part(cast, application))
    day = date(2024, 9, 20)
    with story.on(day):
        groups = coming_for(cast.actor("applicant", day), day)
    (line,) = [one for group in groups for one in group.lines if "Plattform" in one.thing]
    assert (line.day_is, line.day) == ("beslutad", story.MEETING_DAY)


def test_the_grant_keeps_that_it_is_of_a_part_and_what_became_of_the_rest(
    cast: Cast, application: Application
) -> None:
    meeting = _granted_in_part(cast, application)
    minutes = settling.signed(cast, meeting)
    conditions = Grant.objects.get().conditions
    assert any("beviljas till en del: 3\u00a0000\u00a0000\u00a0kr" in one for one in conditions)
    assert conditions[-1] == "avslå ansökan i övrigt"
    proceedings = load_proceedings(minutes.meeting)
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    said = [c for block in proceedings.decided(item).blocks for c in block.clauses]
    bare = [text.removesuffix("samt").rstrip(" ,.") for text in said]
    assert conditions == bare


def _locked(cast: Cast, meeting: Meeting) -> Minutes:
    with story.on(story.MEETING_DAY):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
        return lock_minutes(actor=cast.actor("registrar"), meeting=meeting)


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("proposed_adjustment_on", "den dag som föreslogs i kallelsen"),
        ("decided_adjustment_on", "den dag som sammanträdet har bestämt"),
    ],
)
def test_the_day_that_was_proposed_or_decided_is_the_last_to_adjust(
    cast: Cast, application: Application, client: Client, field: str, why: str
) -> None:
    meeting = _granted_in_part(cast, application)
    Meeting.objects.filter(pk=meeting.pk).update(**{field: AGREED})
    meeting.refresh_from_db()
    with story.on(story.MEETING_DAY):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
        waiting = tasks_for(cast.actor("registrar"), story.MEETING_DAY)
    assert [t.due for t in waiting if t.why == f"Justeras senast {why}"] == [AGREED]
    with story.on(story.MEETING_DAY):
        minutes = lock_minutes(actor=cast.actor("registrar"), meeting=meeting)
    letter = Letter.objects.filter(kind=Kind.MINUTES_TO_SIGN)[0]
    assert "senast 19 september 2024" in letter.text and "26 september" not in letter.text
    with story.on(date(2024, 9, 13)):
        tasks = tasks_for(cast.actor("chair"), date(2024, 9, 13))
        client.force_login(cast.people["registrar"])
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/")
    (task,) = [task for task in tasks if task.verb == "Justera"]
    assert task.due == AGREED
    assert page.context["dates"].adjust_by == AGREED
    with story.on(AGREED + timedelta(days=2)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/")
    (finding,) = [
        f for f in page.context["date_findings"] if f.code == "adjusted-later-than-agreed"
    ]
    assert "2 dagar efter den dag som sammanträdet hade bestämt: senast 2024-09-19" in (
        finding.message
    )


def test_nobody_is_asked_to_post_the_minutes_of_a_body_that_prepares(
    cast: Cast, application: Application
) -> None:
    minutes = settling.signed(cast, _granted_in_part(cast, application))
    with story.on(date(2024, 9, 17)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
        assert list(letters.notice_posted(None, notice))  # type: ignore[arg-type]
        notice.minutes.meeting.body.kind = Body.Kind.WORKING_COMMITTEE
        assert not list(letters.notice_posted(None, notice))  # type: ignore[arg-type]


def test_a_board_that_was_late_is_given_no_last_day_where_there_is_none() -> None:
    rule, adjusted = CountsFrom.LAST_MEMBER, date(2024, 9, 19)
    late = BoardDays("Heby", None, date(2024, 9, 27), taken_down_on=date(2024, 10, 1))
    (early,) = late_boards([late], adjusted, rule, counting(rule, adjusted, [late]))
    hanging = BoardDays("Heby", None, date(2024, 9, 27))
    now = counting(rule, adjusted, [hanging])
    (own,) = late_boards([hanging], adjusted, rule, now, date(2024, 10, 2))
    (fine,) = late_boards([hanging], adjusted, rule, now, date(2024, 10, 19))
    for found in (early, own):
        assert "sista dagen att överklaga 2024" not in found.message
        assert "har ingen sista dag: anslaget togs ned för tidigt" in found.message
    assert "sista dagen att överklaga 2024-10-18" in fine.message


@pytest.mark.parametrize(
    ("role", "words"),
    [("adjuster", "som justerare"), ("for_adjust", "i justerarens ställe")],
)
def test_who_signs_instead_does_not_sign_as_in_anothers_place(role: str, words: str) -> None:
    assert SigningRole(role).as_who_signs == words
