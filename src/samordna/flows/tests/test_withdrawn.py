"""An application is withdrawn when a meeting has been called to decide it: who is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django_scopes import scope

from samordna.flows.subjects.application import ApplicationSubject
from samordna.flows.waived import TAKEN_BACK_ADVICE
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.tests.world import make_application, make_call
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.tests import story
from samordna.parties.models import Person
from samordna.parties.tests.cast import Cast, make_cast

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def withdrawn(cast: Cast, *meetings: Meeting, officer: str = "case_officer") -> list[Letter]:
    """The letters about an application that stands on the agendas, when it is withdrawn."""
    application = make_application(cast, make_call(cast), state=Application.State.PREPARED)
    application.case_officer = cast.people[officer]
    application.save()
    for meeting in meetings:
        AgendaItem.objects.create(
            association=cast.association,
            meeting=meeting,
            position=90,
            heading="Plattform",
            subject_kind="application",
            subject_id=application.pk,
        )
    with story.on(DAY):
        withdraw_application(actor=cast.actor("applicant"), application=application)
    return list(Letter.objects.filter(kind=Kind.WITHDRAWN).select_related("person"))


def meeting_in(cast: Cast, state: str, days: int = 0) -> Meeting:
    meeting = story.plan(cast, agenda="", day=story.MEETING_DAY + timedelta(days=days))
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    return meeting


def of(cast: Cast, *names: str) -> set[Person]:
    return {cast.people[name] for name in names}


@pytest.mark.parametrize("state", ["summoning", "summoned", "in_session"])
def test_those_who_make_and_lead_a_called_meeting_are_told_with_the_item(
    cast: Cast, state: str
) -> None:
    meeting = meeting_in(cast, state)
    letters = withdrawn(cast, meeting)
    of_meeting = [letter for letter in letters if "punkt 90" in letter.text]
    assert {letter.person for letter in of_meeting} == of(cast, "registrar", "director", "chair")
    assert {x.path for x in of_meeting} == {f"/uppsala/sammantraden/{meeting.number}/"}
    assert {letter.person for letter in letters} == of(
        cast, "registrar", "director", "chair", "case_officer"
    )
    assert len(letters) == 4


@pytest.mark.parametrize("state", ["planned", "cancelled", "closed"])
def test_of_a_meeting_that_is_not_called_or_is_over_nobody_more_is_told(
    cast: Cast, state: str
) -> None:
    letters = withdrawn(cast, meeting_in(cast, state))
    assert {letter.person for letter in letters} == of(cast, "case_officer")


def test_each_gets_one_letter_also_as_case_officer_and_of_two_meetings(cast: Cast) -> None:
    later, nearest = meeting_in(cast, "summoned", 60), meeting_in(cast, "summoned")
    letters = withdrawn(cast, later, nearest, officer="director")
    assert len(letters) == 3
    assert {letter.person for letter in letters} == of(cast, "registrar", "director", "chair")
    assert {x.path for x in letters} == {f"/uppsala/sammantraden/{nearest.number}/"}


def test_who_cannot_change_the_agenda_is_not_told_to(cast: Cast) -> None:
    """One advice to the others, the same that the agenda and Idag give."""
    letters = withdrawn(cast, meeting_in(cast, "summoned"))
    advised = {letter.person for letter in letters if TAKEN_BACK_ADVICE in letter.text}
    assert advised == of(cast, "registrar", "director")
    (chair,) = [letter for letter in letters if letter.person == cast.people["chair"]]
    assert "punkt 90" in chair.text and "Kansliet ser till det." in chair.text
    assert TAKEN_BACK_ADVICE in ApplicationSubject.see_to
