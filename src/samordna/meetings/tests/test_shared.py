"""What other rooms and pages get from the meetings: Idag, the thread, papers, the notice board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django_scopes import scope

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF
from samordna.documents.policies import may_read
from samordna.documents.steps import add_version
from samordna.flows import today
from samordna.flows.board_thread import board_steps
from samordna.letters.delivery import deliver_due
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.services.notices import post_notice, take_down_notice
from samordna.meetings.services.planning import attach_paper
from samordna.meetings.services.summons import send_summons
from samordna.meetings.steps import sign_minutes
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from samordna.publicsite.queries import notice_for_public, notices_on_board, posted_minutes

pytestmark = pytest.mark.django_db

ADJUSTED, POSTED = date(2024, 9, 16), date(2024, 9, 17)


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _sign(cast: Cast, minutes: Minutes) -> Minutes:
    with story.on(ADJUSTED):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_minutes(actor=cast.actor(who), minutes=minutes)
    return minutes


def _lines(tasks: Any) -> list[str]:
    return [f"{t.verb}: {t.thing} {t.due}" for t in tasks]


def test_the_keepers_next_step_of_a_meeting_with_its_day(cast: Cast) -> None:
    def steps(day: date = story.MEETING_DAY) -> list[str]:
        return _lines(today.meeting_tasks(cast.actor("registrar"), day))

    meeting = story.plan(cast)
    assert steps() == ["Skicka: Kallelse till styrelsen 2024-09-12 2024-09-05"]
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    assert steps() == ["Håll: Sammanträde styrelsen 2024-09-12 2024-09-12"]
    meeting.items.all().delete()
    meeting.delete()
    minutes = story.locked(cast)
    assert steps() == []  # it is the signers' turn
    minutes = _sign(cast, minutes)
    assert steps() == ["Anslå: Protokoll styrelsen 2024-09-12 2024-09-18"]
    with story.on(POSTED):
        post_notice(actor=story.keeper(cast), minutes=minutes)
    assert steps(date(2024, 10, 8)) == []
    assert steps(date(2024, 10, 9)) == ["Ta ned: Anslag styrelsen 2024-09-12 2024-10-09"]


def test_signers_and_members_have_their_own_lines(cast: Cast) -> None:
    story.plan(cast)
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    member = cast.actor("member")
    assert _lines(today.meeting_tasks(member, date(2024, 9, 5))) == [
        "Läs: Läs handlingarna inför styrelsen 2024-09-12 2024-09-12"
    ]
    assert _lines(today.meeting_tasks(cast.actor("applicant"), date(2024, 9, 5))) == []
    minutes = story.locked(cast)
    chair = cast.actor("chair")
    due = ["Justera: Protokoll styrelsen 2024-09-12 2024-09-26"]
    assert _lines(today.signer_tasks(chair, ADJUSTED)) == due
    _sign(cast, minutes)
    assert _lines(today.signer_tasks(chair, ADJUSTED)) == []


def test_each_provider_asks_once(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for day in (10, 11, 12):
        story.plan(cast, "", date(2024, 10, day))
    actor = cast.actor("registrar")
    with django_assert_max_num_queries(1):
        assert len(list(today.meeting_tasks(actor, date(2024, 9, 1)))) == 3
    with django_assert_max_num_queries(1):
        list(today.signer_tasks(actor, date(2024, 9, 1)))


def test_the_thread_of_the_meetings_matter_follows_the_law(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    meeting = story.plan(cast)
    with story.on(date(2024, 9, 4)):
        meeting = send_summons(actor=cast.actor("registrar"), meeting=meeting)
        deliver_due()
    matter = meeting.matter
    assert matter is not None

    actor = cast.actor("registrar")

    def steps(day: date) -> list[str]:
        with django_assert_max_num_queries(1):
            found = list(board_steps(matter, actor, day, None))
        return [f"{s.label} {s.day} {s.state}" for s in found]

    assert steps(date(2024, 9, 5)) == [
        "Kallelse 2024-09-04 done",
        "Sammanträde 2024-09-12 coming",
        "Justeras senast 2024-09-26 coming",
        "Anslås senast 2024-09-28 coming",
        "Laga kraft None coming",
    ]
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PLANNED)
    Meeting.objects.filter(pk=meeting.pk).update(matter=None)
    minutes = story.locked(cast)
    Meeting.objects.filter(pk=minutes.meeting_id).update(
        matter=matter, summoned_on=date(2024, 9, 4)
    )
    minutes = _sign(cast, minutes)
    with story.on(POSTED):
        post_notice(actor=story.keeper(cast), minutes=minutes)
    assert steps(date(2024, 9, 20)) == [
        "Kallelse 2024-09-04 done",
        "Sammanträde 2024-09-12 done",
        "Justerat 2024-09-16 done",
        "Anslaget 2024-09-17 done",
        "Laga kraft 2024-10-09 coming",
    ]
    assert steps(date(2024, 10, 9))[-1] == "Laga kraft 2024-10-09 done"


def test_who_reads_which_paper(cast: Cast) -> None:
    meeting = story.plan(cast)
    actor = cast.actor("registrar")
    paper = add_version(
        actor=actor,
        data=b"%PDF-1.7",
        media_type=PDF,
        filename="riktlinjer.pdf",
        kind=PaperKind.ATTACHMENT,
        title="Riktlinjer",
    )
    attach_paper(actor=actor, item=story.item(meeting, "Riktlinjer"), version=paper)
    readers = ("chair", "substitute", "auditor", "applicant", "outsider")

    def may(version: Any) -> list[str]:
        found = [who for who in readers if may_read(cast.actor(who), version)]
        return [*found, "public"] if may_read(None, version) else found

    assert may(paper) == []
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    assert may(paper) == ["chair", "substitute", "auditor"]
    Meeting.objects.update(state=Meeting.State.POSTED)
    minutes = story.locked(cast)
    assert may(minutes.paper) == ["chair"]  # named to sign
    minutes = _sign(cast, minutes)
    assert may(minutes.paper) == ["chair", "substitute", "auditor"]
    with story.on(POSTED):
        notice = post_notice(actor=actor, minutes=minutes)
    everybody = [*readers, "public"]
    assert may(minutes.paper) == everybody
    assert may(notice.paper) == everybody
    assert may(paper) == ["chair", "substitute", "auditor"]


def test_the_notice_board_tells_what_was_decided_and_until_when(cast: Cast) -> None:
    minutes = _sign(cast, story.locked(cast))
    assert notices_on_board(ADJUSTED) == []
    with story.on(POSTED):
        notice = post_notice(actor=story.keeper(cast), minutes=minutes)
    assert [n.pk for n in notices_on_board(POSTED)] == [notice.pk]
    public = notice_for_public(notice.pk, POSTED)
    assert public.paragraphs == "§§\u00a01–6"
    assert public.appeal_last_day == date(2024, 10, 8)
    third = public.decisions[2]
    (block,) = third.blocks
    assert (third.number, third.heading, block.lead, block.clauses) == (
        3,
        "Riktlinjer för resor",
        "Styrelsen beslutar",
        ("godkänna riktlinjer för resor.",),
    )
    with story.on(date(2024, 10, 9)):
        take_down_notice(actor=story.keeper(cast), notice=notice)
    assert notices_on_board(date(2024, 10, 9)) == []
    assert [n.minutes for n in posted_minutes(POSTED)] == [minutes]
    with pytest.raises(Http404):
        notice_for_public(notice.pk + 1, POSTED)
