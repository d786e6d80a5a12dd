"""Minutes that are adjusted later than the meeting had agreed: waited for from the day after, and
told wherever the day of adjustment stands."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.tests.reading import pages
from samordna.flows.services import sign_and_settle
from samordna.flows.tests import settling
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.meetings.models import Meeting, Minutes, Notice
from samordna.meetings.papers.notices import notice_paper
from samordna.meetings.queries.notices import boards_and_earlier
from samordna.meetings.rules.adjustment import AdjustmentDay
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
HELD = story.MEETING_DAY
AGREED, BY_LAW = HELD + timedelta(days=4), HELD + timedelta(days=14)
LATER = "senare än sammanträdet hade bestämt: senast 16 september 2024"


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    made = settling.on_the_agenda(cast, application)
    story.decide(cast, made, "Plattform", "approved")
    story.decide(cast, made, "Övriga", "noted")
    return made


def locked(cast: Cast, meeting: Meeting, **said: Any) -> Minutes:
    Meeting.objects.filter(pk=meeting.pk).update(**said)
    with story.on(HELD):
        actor = cast.actor("registrar")
        close_meeting(actor=actor, meeting=Meeting.objects.get(pk=meeting.pk))
        return lock_minutes(actor=actor, meeting=Meeting.objects.get(pk=meeting.pk))


def watched(cast: Cast, day: date) -> bool:
    with story.on(day):
        return any(task.verb == "Bevaka" for task in tasks_for(cast.actor("director", day), day))


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ({"decided_adjustment_on": AGREED}, AGREED),
        ({"proposed_adjustment_on": AGREED}, AGREED),
        ({"proposed_adjustment_on": AGREED, "decided_adjustment_on": BY_LAW}, BY_LAW),
        ({"proposed_adjustment_on": AGREED, "adjusted_at_once": True}, HELD),
        ({"adjusted_at_once": True}, HELD),
        ({"proposed_adjustment_on": HELD - timedelta(days=1), "decided_adjustment_on": BY_LAW},
         BY_LAW),
        ({}, BY_LAW),
    ],
)  # fmt: skip
def test_a_late_signature_is_waited_for_from_the_day_after_the_last(
    cast: Cast, meeting: Meeting, said: dict[str, Any], last: date
) -> None:
    locked(cast, meeting, **said)
    assert not watched(cast, last) and watched(cast, last + timedelta(days=1))


def seen(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ").split())


def test_it_is_told_on_the_page_the_notice_its_paper_and_the_extract(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    minutes = locked(cast, meeting, decided_adjustment_on=AGREED)
    with story.on(AGREED + timedelta(days=2)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
        post_notice(actor=cast.actor("registrar"), minutes=minutes)
        client.force_login(cast.people["registrar"])
        notice = Notice.objects.select_related("minutes__meeting__body").get()
        own = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/").content.decode()
        extract = client.get(
            f"/uppsala/sammantraden/{meeting.number}/paragraf/{minutes.last_paragraph}/utdrag.pdf"
        )
        client.logout()
        public = client.get(f"/uppsala/anslagstavla/{notice.pk}/").content.decode()
    told = f"2024-09-18, {LATER}"
    assert told in seen(own) and told in seen(public)
    assert told in " ".join(pages(extract.content)[0].replace("\u00a0", " ").split())
    boards, earlier = boards_and_earlier(notice)
    paper = notice_paper(
        notice, boards, earlier, certified=date(2024, 9, 18), certifier="", title=""
    )
    data = render_pdf(paper, moment=settling.MOMENT)
    assert told in " ".join(pages(data)[0].replace("\u00a0", " ").split())


def test_it_is_told_of_no_other() -> None:
    day = AdjustmentDay(HELD, decided=AGREED)
    assert day.later_words(None) == "" == day.later_words(AGREED)
    assert day.later_words(AGREED + timedelta(days=1)) == f", {LATER}"
    assert AdjustmentDay(HELD).later_words(BY_LAW + timedelta(days=9)) == ""
    at_once = AdjustmentDay(HELD, at_once=True)
    assert at_once.later_words(AGREED) == ", senare än sammanträdet hade bestämt: omedelbart"
