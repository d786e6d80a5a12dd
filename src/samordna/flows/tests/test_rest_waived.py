"""What a grant left open of an application that was withdrawn before the minutes were adjusted, or
afterwards where the grant could not be put into effect: nothing of it comes up again, anywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samordna.flows import services as flows
from samordna.flows.board_thread import OF_THE_REST
from samordna.flows.services import sign_and_settle
from samordna.flows.subjects.earlier_item import EarlierItemSubject
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import item_tasks
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.queries.lists import agenda_of, returned_items
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.services.table import close_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
NEXT_DAY = story.MEETING_DAY + timedelta(days=1)
LATER = story.MEETING_DAY + timedelta(days=40)


@pytest.fixture(params=["remitted", "postponed"])
def rest(request: Any) -> str:
    return str(request.param)


@pytest.fixture
def waived(cast: Cast, application: Application, rest: str) -> Meeting:
    """Granted for 2025, the rest left open; locked, withdrawn, and then adjusted."""
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest=rest,
        back_because="Underlag saknas", back_by=LATER,
    )  # fmt: skip
    story.decide(cast, meeting, "Övriga", "noted")
    with story.on(story.MEETING_DAY, 12):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
        story.read_words(cast, meeting)
        minutes = lock_minutes(actor=cast.actor("registrar"), meeting=meeting)
    _withdraw(cast, application)
    with story.on(date(2024, 9, 16)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
    assert minutes.adjusted_on
    application.refresh_from_db()
    return meeting


def _withdraw(cast: Cast, application: Application) -> None:
    application.refresh_from_db()
    application.case_officer = cast.people["case_officer"]
    application.save()
    with story.on(NEXT_DAY):
        withdraw_application(actor=cast.actor("applicant"), application=application)


def _next_meeting(cast: Cast) -> Meeting:
    return story.plan(cast, agenda="", day=LATER)


def _lines(cast: Cast) -> list[str]:
    return [task.verb for task in item_tasks(cast.actor("registrar"), LATER)]


def test_idag_asks_nobody_to_take_it_up_again(cast: Cast, waived: Meeting) -> None:
    assert "Ta upp igen" not in _lines(cast)


def test_no_agenda_is_offered_it_and_none_takes_it(cast: Cast, waived: Meeting) -> None:
    coming = _next_meeting(cast)
    for read_before in (True, False):
        if read_before:
            agenda_of(coming, with_returned=True)
        offers = EarlierItemSubject().offers(coming)
        assert offers is not None and offers.rows == []
        vars(coming).pop("returned", None)
    item = story.item(waived, "Plattform")
    with pytest.raises(NotPossible, match="väntar inte"):
        flows.put_on_agenda(
            actor=cast.actor("registrar"), meeting=coming, kind=SubjectKind.EARLIER_ITEM,
            subject_id=item.pk,
        )  # fmt: skip
    with pytest.raises(NotPossible, match="väntar inte"):
        let_item_go(actor=cast.actor("registrar"), item=item, reason="Återkallad")


def test_the_page_and_the_thread_say_that_nothing_comes_back(
    cast: Cast, waived: Meeting, application: Application, rest: str, client: Client
) -> None:
    thread = thread_of(cast.actor("applicant"), LATER, application=application)
    assert not any(step.label == OF_THE_REST for step in thread)
    client.force_login(cast.people["applicant"])
    with story.on(LATER):
        answer = client.get(f"/uppsala/ansokningar/{application.number}/")
    (step,) = answer.context["decisions"]
    became = {"remitted": "återremitterades", "postponed": "bordlades"}[rest]
    assert f"Det som inte beviljades {became} och tas inte upp igen." in step.decision
    page = answer.content.decode()
    assert "tas upp igen av styrelsen" not in page and "ska tas upp igen" not in page


def test_no_letter_says_that_it_comes_back(cast: Cast, waived: Meeting) -> None:
    said = [letter.text for letter in Letter.objects.all() if "Plattform" in letter.subject]
    assert said and not any("erbjuds" in one or "tas upp igen" in one for one in said)
    letters = Letter.objects.filter(kind=Kind.WITHDRAWN)
    assert letters and all("tar inte upp ansökan igen" in letter.text for letter in letters)


def test_what_was_withdrawn_when_the_rest_stood_on_an_agenda_comes_up_no_more(
    cast: Cast, application: Application, rest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grant was not put into effect, so that its application could still be withdrawn."""
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest=rest)
    story.decide(cast, meeting, "Övriga", "noted")
    with monkeypatch.context() as broken:
        broken.setattr(
            "samordna.flows.subjects.application.grant_funds",
            _not_possible,
        )
        settling.signed(cast, meeting)
    coming = _next_meeting(cast)
    flows.put_on_agenda(
        actor=cast.actor("registrar"), meeting=coming, kind=SubjectKind.EARLIER_ITEM,
        subject_id=story.item(meeting, "Plattform").pk,
    )  # fmt: skip
    assert "Se över" not in _lines(cast)
    _withdraw(cast, application)
    assert "Se över" in _lines(cast)
    item = AgendaItem.objects.get(meeting=coming, subject_kind=SubjectKind.EARLIER_ITEM)
    Meeting.objects.filter(pk=coming.pk).update(state=Meeting.State.CANCELLED)
    assert not returned_items().filter(pk__in=[item.pk, item.subject_id]).exists()


def _not_possible(**_: Any) -> None:
    raise NotPossible("Går inte.")
