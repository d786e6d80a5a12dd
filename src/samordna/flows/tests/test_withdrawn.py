"""An application is withdrawn when a meeting has been called to decide it: who is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from samordna.documents.pdf.tests.reading import text
from samordna.flows.subjects.application import ApplicationSubject
from samordna.flows.tests import settling
from samordna.flows.today import application_tasks, tasks_for
from samordna.flows.waived import TAKEN_BACK_ADVICE, what_to_do
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.tests.world import make_application, make_call
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import AgendaItem, Meeting, Minutes
from samordna.meetings.tests import story
from samordna.parties.models import Person
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.services import close_matter
from samordna.web.shared import Task

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


def test_at_the_table_nobody_is_told_to_strike_the_item(cast: Cast) -> None:
    """What has been taken up is ended there, and what has not is taken up first."""
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    meeting.refresh_from_db()
    assert what_to_do(meeting, None).startswith("Ta upp punkten vid bordet")
    treatment = story.decide(cast, meeting, "Plattform", "")
    with story.on(story.MEETING_DAY, 8):
        withdraw_application(actor=cast.actor("applicant"), application=_fresh(application))
        tasks = tasks_for(cast.actor("registrar"), story.MEETING_DAY)
    (task,) = [task for task in tasks if task.verb == "Se över"]
    said = f"välj ”Inget beslut” i § {treatment.paragraph} vid bordet"
    letter = Letter.objects.get(kind=Kind.WITHDRAWN, person=cast.people["registrar"])
    for told in (task.why, letter.text):
        assert said in told and "Ta bort punkten" not in told


def _fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def _ended(cast: Cast) -> Minutes:
    """Minutes with a paragraph that was taken up, and ended because the application was gone."""
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "")
    with story.on(story.MEETING_DAY, 8):
        withdraw_application(actor=cast.actor("applicant"), application=_fresh(application))
    story.decide(cast, meeting, "Plattform", "undecided")
    story.decide(cast, meeting, "Övriga", "undecided")
    return settling.signed(cast, meeting)


def test_the_applicant_is_told_of_the_paragraph_that_ended_it_and_nobody_is_sent_a_decision(
    cast: Cast,
) -> None:
    minutes = _ended(cast)
    letter = Letter.objects.filter(kind=Kind.WITHDRAWN, person=cast.people["applicant"]).get()
    assert "Styrelsen fattade inget beslut, § 3, eftersom ansökan var återkallad" in letter.text
    said = text(bytes(minutes.paper.file.data))
    assert "återkallad" in said and "Expedieras till" not in said


def test_whom_the_secretary_has_written_is_sent_that_there_is_no_decision(cast: Cast) -> None:
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "")
    with story.on(story.MEETING_DAY, 8):
        withdraw_application(actor=cast.actor("applicant"), application=_fresh(application))
    story.decide(cast, meeting, "Plattform", "undecided", informed="Tierps kommun")
    story.decide(cast, meeting, "Övriga", "undecided")
    assert "Tierps kommun" in text(bytes(settling.signed(cast, meeting).paper.file.data))


def _to_close(cast: Cast, who: str) -> list[Task]:
    return [task for task in application_tasks(cast.actor(who), DAY) if task.verb == "Avsluta"]


def test_idag_asks_to_close_the_matter_when_nothing_holds_it_any_more(cast: Cast) -> None:
    application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "")
    with story.on(story.MEETING_DAY, 8):
        withdraw_application(actor=cast.actor("applicant"), application=_fresh(application))
    assert not _to_close(cast, "registrar")  # the minutes are not adjusted
    story.decide(cast, meeting, "Plattform", "undecided")
    story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    matter = application.matter
    assert matter is not None
    (task,) = _to_close(cast, "registrar")
    assert (task.verb, task.thing) == ("Avsluta", f"Ärende {matter.number} Plattform")
    assert task.url == f"/uppsala/diarium/{matter.year}-{matter.serial}/"
    assert not _to_close(cast, "economist")
    close_matter(actor=cast.actor("registrar"), matter=matter)
    assert not _to_close(cast, "registrar")


@pytest.mark.parametrize("page", ["kallelse", "item"])
def test_the_summons_and_the_items_page_say_it_before_anything_is_sent(
    cast: Cast, client: Client, page: str
) -> None:
    meeting = meeting_in(cast, "planned")
    withdrawn(cast, meeting)
    item = AgendaItem.objects.get(meeting=meeting, position=90)
    client.force_login(cast.people["registrar"])
    name, arguments = (
        ("meetings:summon", {}) if page == "kallelse" else ("meetings:edit_item", {"pk": item.pk})
    )
    path = reverse(name, kwargs={"association": "uppsala", "number": meeting.number, **arguments})
    with story.on(DAY), CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    said = answer.content.decode()
    assert answer.status_code == 200 and len(asked) <= 12
    assert "ses över" in said or "se över innan kallelsen går" in said
    assert "återkallad" in said
