"""The minutes, their page, the extract, the notice and the notice board word each § alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.render import render_pdf
from samordna.flows.services import sign_and_settle
from samordna.meetings.models import Minutes, Notice
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import choose_adjuster, record_absence, set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast, make_cast
from samordna.publicsite.tests.words import Words, extract, read, worded

pytestmark = pytest.mark.django_db

#: Words as somebody writes them: with and without att, with marks of their own, an empty one.
WRITTEN = ["att godkänna riktlinjerna;", "Att de följs upp i maj och", "", "uppdra åt kansliet."]


@pytest.fixture(params=[Body.Kind.BOARD, Body.Kind.WORKING_COMMITTEE])
def cast(request: pytest.FixtureRequest, db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        cast.board.kind = request.param
        cast.board.save()
        yield cast


def test_each_paragraph_is_worded_alike_everywhere(cast: Cast, client: Client) -> None:
    minutes, in_pdf = _posted(cast)
    notice = Notice.objects.get(minutes=minutes)
    assert len(in_pdf) == 6
    with story.on(story.MEETING_DAY + timedelta(days=7)):
        on_list = read(client, "/uppsala/anslagstavla/")
        on_notice = read(client, f"/uppsala/anslagstavla/{notice.pk}/")
        client.force_login(cast.people["registrar"])
        on_page = read(client, f"/uppsala/sammantraden/{minutes.meeting.number}/protokoll/")
        in_extracts = {number: extract(client, minutes, number) for number in in_pdf}
    assert in_pdf[1] == [
        (
            "Styrelsen beslutar",
            [
                "utse Viola Vik att jämte ordföranden justera protokollet, samt",
                "justeringen sker senast den 26 september 2024.",
            ],
        )
    ]
    proposes = cast.board.kind == Body.Kind.WORKING_COMMITTEE
    assert in_pdf[3] == [
        (
            "Styrelsen föreslår styrelsen besluta" if proposes else "Styrelsen beslutar",
            ["godkänna riktlinjerna,", "de följs upp i maj, samt", "uppdra åt kansliet."],
        )
    ]
    for told in (on_page, on_notice, on_list, in_extracts):
        assert told == in_pdf


def _posted(cast: Cast) -> tuple[Minutes, Words]:
    """The minutes with words of many kinds, adjusted and posted, and what their PDF was given."""
    meeting = story.opened(cast)
    keeper = story.keeper(cast)
    set_all_present(actor=keeper, meeting=meeting)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    with story.on(story.MEETING_DAY, 10):
        story.decide_all(cast, meeting)
        travel = story.item(meeting, "Riktlinjer")
        alva = story.person(meeting, "Alva")
        viola = story.person(meeting, "Viola")
        record_absence(
            actor=keeper, attendee=viola, reason="disqualified", from_item=travel, to_item=travel
        )
        choose_adjuster(actor=keeper, meeting=meeting, attendee=alva, item=travel)
        story.decide(cast, meeting, "Riktlinjer", "amended", clauses=list(WRITTEN))
        close_meeting(actor=keeper, meeting=meeting)
        with patch("samordna.meetings.services.minutes.render_pdf", wraps=render_pdf) as made:
            minutes = lock_minutes(actor=keeper, meeting=meeting)
    paragraphs = made.call_args.args[0].paragraphs
    with story.on(story.MEETING_DAY + timedelta(days=5)):
        for who in ("registrar", "chair", "vice_chair", "member_af"):
            fresh = Minutes.objects.get(pk=minutes.pk)
            sign_and_settle(actor=cast.actor(who, story.MEETING_DAY), minutes=fresh)
        minutes = Minutes.objects.get(pk=minutes.pk)
        post_notice(actor=keeper, minutes=minutes)
    return minutes, {p.number: worded(p.decisions) for p in paragraphs}
