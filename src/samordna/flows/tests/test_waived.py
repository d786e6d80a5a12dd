"""An application that is withdrawn when the board has decided it, before the minutes are adjusted:
the decision stands as minuted and comes to nothing, and everything says so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samordna.documents.pdf.tests.reading import squeezed, text
from samordna.documents.queries import bytes_of
from samordna.flows.services import sign_and_settle
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import tasks_for
from samordna.funding.models import Application, ApplicationPartner, WantedSignature
from samordna.funding.services.drafting import withdraw_application
from samordna.initiatives.models import Grant
from samordna.kernel.sentences import listed
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.tests.cast import FROM, Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
NEXT_DAY = story.MEETING_DAY + timedelta(days=1)
NO_EFFECT = (
    "Beslutet i § 3 får ingen verkan: ansökan återkallades den 13 september 2024, efter "
    "sammanträdet."
)


@pytest.fixture(params=["approved", "rejected", "postponed", "remitted"])
def decided(cast: Cast, application: Application, request: Any) -> Meeting:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", request.param)
    story.decide(cast, meeting, "Övriga", "noted")
    with story.on(story.MEETING_DAY):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
    return meeting


def _locked(cast: Cast, meeting: Meeting) -> Minutes:
    with story.on(story.MEETING_DAY, 12):
        return lock_minutes(actor=cast.actor("registrar"), meeting=meeting)


def _withdraw(cast: Cast, application: Application) -> None:
    application.refresh_from_db()
    with story.on(NEXT_DAY):
        withdraw_application(actor=cast.actor("applicant"), application=application)
    application.refresh_from_db()


def _sign(cast: Cast, minutes: Minutes) -> None:
    with story.on(date(2024, 9, 16)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
    assert minutes.adjusted_on


def _line(cast: Cast, who: str) -> Any:
    with story.on(NEXT_DAY):
        tasks = tasks_for(cast.actor(who, NEXT_DAY), NEXT_DAY)
    found = [task for task in tasks if task.verb == "Se över" and "Plattform" in task.thing]
    return found[0] if found else None


def _text(client: Client, url: str) -> str:
    """A page's words: a day that stays on one line stands in an element of its own."""
    return " ".join(re.sub("<[^>]+>", "", client.get(url).content.decode()).split())


def test_the_page_for_withdrawing_says_that_it_was_decided_and_what_it_means(
    cast: Cast, application: Application, decided: Meeting, client: Client
) -> None:
    client.force_login(cast.people["applicant"])
    with story.on(NEXT_DAY):
        html = client.get(f"/uppsala/ansokningar/{application.number}/aterkalla/").content.decode()
    assert "Styrelsen har redan tagit upp ansökan" in html
    said = " ".join(re.sub("<[^>]+>", "", html).split())
    assert "Det skedde den 12 september 2024, § 3, och protokollet är inte justerat än" in said
    assert "det får ingen verkan" in html
    assert "prövas inte" not in html
    # The outcome is told when it is adjusted.
    assert not any(word in html for word in ("beviljat", "avslagit", "bordlagt", "återremitt"))


def test_before_the_decision_the_page_says_that_it_will_not_be_tried(
    cast: Cast, application: Application, client: Client
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")  # the meeting goes on, and may decide otherwise
    client.force_login(cast.people["applicant"])
    with story.on(story.MEETING_DAY):
        html = client.get(f"/uppsala/ansokningar/{application.number}/aterkalla/").content.decode()
    assert "En återkallad ansökan prövas inte." in html and "redan tagit upp" not in html


def test_the_letters_say_that_it_was_decided_to_the_office_too(
    cast: Cast, application: Application, decided: Meeting
) -> None:
    application.case_officer = cast.people["case_officer"]
    application.save()
    _locked(cast, decided)
    _withdraw(cast, application)
    letters = list(Letter.objects.filter(kind=Kind.WITHDRAWN))
    wanted = {"registrar", "director", "chair", "case_officer"}
    assert {letter.person for letter in letters} == {cast.people[who] for who in wanted}
    assert len(letters) == len(wanted)
    for letter in letters:
        assert NO_EFFECT in letter.text and "den 12 september 2024" in letter.text
        assert "avgörs inte" not in letter.text
    minutes = f"/uppsala/sammantraden/{decided.number}/protokoll/"
    assert {x.path for x in letters if x.person != cast.people["case_officer"]} == {minutes}


@pytest.mark.parametrize("lock_first", [True, False])
def test_the_minutes_page_says_it_to_the_office_and_idag_asks_for_nothing(
    cast: Cast, application: Application, decided: Meeting, client: Client, *, lock_first: bool
) -> None:
    if lock_first:
        minutes = _locked(cast, decided)
    _withdraw(cast, application)
    # The paragraph stands as it is: there is nothing to do.
    assert _line(cast, "registrar") is None and _line(cast, "director") is None
    page = f"/uppsala/sammantraden/{decided.number}/protokoll/"
    client.force_login(cast.people["registrar"])
    with story.on(NEXT_DAY):
        assert NO_EFFECT in _text(client, page)
    if not lock_first:
        minutes = _locked(cast, decided)
    _sign(cast, minutes)
    assert _line(cast, "registrar") is None
    assert not Grant.objects.exists()
    with story.on(date(2024, 9, 17)):
        assert NO_EFFECT in _text(client, page)


def test_the_application_and_its_thread_say_one_thing(
    cast: Cast, application: Application, decided: Meeting, client: Client
) -> None:
    minutes = _locked(cast, decided)
    _withdraw(cast, application)
    before = thread_of(cast.actor("applicant"), NEXT_DAY, application=application)
    assert (before[-1].label, before[-1].note) == (
        "Återkallad",
        "Beslutet i § 3 får ingen verkan",
    )
    assert not any(step.decision for step in before)
    _sign(cast, minutes)
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 17)):
        answer = client.get(f"/uppsala/ansokningar/{application.number}/")
    (step,) = answer.context["decisions"]
    assert step.appeal == NO_EFFECT
    assert "laglighetsprövning" not in answer.content.decode()
    assert not any(step.label == "Laga kraft" for step in answer.context["thread"])


def test_the_notice_and_the_extract_say_it_with_the_decision(
    cast: Cast, application: Application, decided: Meeting, client: Client
) -> None:
    _withdraw(cast, application)
    minutes = _locked(cast, decided)
    _sign(cast, minutes)
    with story.on(date(2024, 9, 17)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
        for page in ("/uppsala/anslagstavla/", f"/uppsala/anslagstavla/{notice.pk}/"):
            assert NO_EFFECT in _text(client, page)
        client.force_login(cast.people["applicant"])
        path = f"/uppsala/sammantraden/{decided.number}/paragraf/3/utdrag.pdf"
        for data in (client.get(path).content, bytes_of(notice.paper)):
            assert squeezed(NO_EFFECT) in squeezed(text(data))


def test_what_was_tabled_and_then_withdrawn_does_not_come_up_again(
    cast: Cast, application: Application, client: Client
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "postponed")
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    application.refresh_from_db()
    with story.on(date(2024, 9, 20)):
        withdraw_application(actor=cast.actor("applicant"), application=application)
        client.force_login(cast.people["applicant"])
        answer = client.get(f"/uppsala/ansokningar/{application.number}/")
    (step,) = answer.context["decisions"]
    assert "bordlagt" in step.decision and step.appeal == ""
    assert answer.context["thread"][-1].note == ""


def test_what_was_tabled_at_two_meetings_comes_to_nothing_in_the_last_alone(
    cast: Cast, application: Application, client: Client
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "postponed")
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 20)):
        html = client.get(f"/uppsala/ansokningar/{application.number}/aterkalla/").content.decode()
        assert "En återkallad ansökan prövas inte." in html and "redan tagit upp" not in html
        application.refresh_from_db()
        withdraw_application(actor=cast.actor("applicant"), application=application)
        client.force_login(cast.people["registrar"])
        page = f"/uppsala/sammantraden/{meeting.number}/protokoll/"
        assert "får ingen verkan" not in _text(client, page)


def test_what_was_left_without_a_decision_says_when_it_was_withdrawn(
    cast: Cast, application: Application
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "undecided")
    story.decide(cast, meeting, "Övriga", "noted")
    with story.on(story.MEETING_DAY):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
    _withdraw(cast, application)
    _sign(cast, _locked(cast, meeting))
    letter = Letter.objects.get(kind=Kind.WITHDRAWN, person=cast.people["applicant"])
    assert "§ 3. Ansökan är återkallad efter sammanträdet." in letter.text
    assert "eftersom" not in letter.text


def test_the_page_and_a_letter_tell_the_partners_that_theirs_falls_too(
    cast: Cast, application: Application, decided: Meeting, client: Client
) -> None:
    partner = cast.organisations["tierp"]
    ApplicationPartner.objects.get_or_create(
        association=cast.association, application=application, organisation=partner
    )
    names = [one.organisation.name for one in application.partners.all()]
    WantedSignature.objects.create(
        association=cast.association, version=application.versions.get(), organisation=partner
    )
    RoleAssignment.objects.create(
        association=cast.association, person=cast.people["member_tierp"], role=Role.APPLICANT,
        organisation=partner, valid_from=FROM,
    )  # fmt: skip
    client.force_login(cast.people["applicant"])
    with story.on(NEXT_DAY):
        page = _text(client, f"/uppsala/ansokningar/{application.number}/aterkalla/")
    assert f"Det som {listed(names)} har sökt faller med den" in page and partner.name in names
    _withdraw(cast, application)
    letter = Letter.objects.get(kind=Kind.WITHDRAWN, person=cast.people["member_tierp"])
    assert NO_EFFECT in letter.text
