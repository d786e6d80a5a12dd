"""A later paragraph about what a grant left out is a decision of its own: its days, its appeal, its
letter and its extract; and why something was tabled is told to whoever applied."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from samordna.flows.tests import settling
from samordna.flows.tests.test_rest import LATER, _adjusted, _later
from samordna.flows.thread import thread_of
from samordna.funding.models import Application
from samordna.journal.queries import entries_about
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting, Minutes, Notice
from samordna.meetings.services.informed import first_informed
from samordna.meetings.services.notices import post_notice
from samordna.meetings.tests import story
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
#: When the time to appeal the grant is over, and that of the later refusal is not.
BETWEEN = LATER + timedelta(days=8)


@pytest.fixture
def granted(cast: Cast, application: Application) -> Meeting:
    """Granted for 2025, and tabled for 2026; the notice is up."""
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(
        cast,
        meeting,
        "Plattform",
        "amended",
        amounts={(heby, 2026): 0},
        rest="postponed",
        back_because="En bilaga saknas",
        back_by=LATER,
    )
    minutes = settling.signed(cast, meeting)
    with story.on(date(2024, 9, 17)):
        post_notice(actor=cast.actor("registrar"), minutes=minutes)
    return meeting


def _refused(cast: Cast, granted: Meeting, outcome: str = "rejected") -> Meeting:
    again = _later(cast, granted)
    story.decide(cast, again, "Plattform", outcome)
    _adjusted(cast, again, LATER)
    return again


def _paragraph(meeting: Meeting) -> int:
    return story.item(meeting, "Plattform").treatment.paragraph


@pytest.mark.parametrize("outcome", ["rejected", "noted"])
def test_a_fresh_refusal_of_the_rest_is_not_said_to_be_closed(
    cast: Cast, granted: Meeting, application: Application, client: Client, outcome: str
) -> None:
    again = _refused(cast, granted, outcome)
    number = _paragraph(again)
    client.force_login(cast.people["applicant"])
    page = f"/uppsala/ansokningar/{application.number}/"
    with story.on(BETWEEN):
        (told,) = client.get(page).context["decisions"]
    first = f"§ {_paragraph(granted)} den 12 september 2024"
    later = f"§ {number} den 22 oktober 2024"
    assert f"Beslutet i {first} kan inte längre överklagas: sista dagen var" in told.appeal
    assert f"Den som söker kan inte överklaga beslutet i {later} som part" in told.appeal
    assert (
        "inom tre veckor från den dag då förbundets egen anslagstavla har justeringen"
        in told.appeal
    )
    minutes = Minutes.objects.get(meeting=again)
    with story.on(LATER + timedelta(days=5)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
    last = notice.appeal_last_day
    assert last is not None
    with story.on(last):
        (told,) = client.get(page).context["decisions"]
    assert "skriftligt till" in told.appeal and "senast den 18 november 2024" in told.appeal
    with story.on(last + timedelta(days=1)):
        (told,) = client.get(page).context["decisions"]
    assert f"Beslutet i {later} kan inte längre överklagas" in told.appeal
    assert "laglighetsprövning" not in told.appeal


def test_the_thread_has_the_days_of_the_later_paragraph(
    cast: Cast, granted: Meeting, application: Application
) -> None:
    again = _refused(cast, granted)
    mark = f"§ {_paragraph(again)}"
    actor = cast.actor("applicant")
    application.submitted_at = settling.MOMENT
    steps = thread_of(actor, BETWEEN, application=application)
    days = {step.label: step for step in steps}
    assert days[f"Justerat {mark}"].day == LATER + timedelta(days=4)
    assert days["Justerat"].day == date(2024, 9, 16)
    assert days["Protokollet ska anslås"].note == f"{mark}, senast 2024-10-28"
    assert [s.note for s in steps if s.label == "Laga kraft" and s.state == "coming"] == [mark]
    minutes = Minutes.objects.get(meeting=again)
    with story.on(LATER + timedelta(days=5)):
        post_notice(actor=cast.actor("registrar"), minutes=minutes)
    days = {s.label: s for s in thread_of(actor, date(2025, 1, 2), application=application)}
    assert days[f"Anslaget {mark}"].day == LATER + timedelta(days=5)
    notices = Notice.objects.filter(minutes=minutes)
    notices.update(counts_from="last_member", counted_from=None, taken_early="Älvby kommun",
                   waits_for="", appeal_last_day=None)  # fmt: skip
    (force,) = [s for s in thread_of(actor, BETWEEN, application=application)
                if "laga kraft" in s.label.lower() and s.note.startswith(mark)]  # fmt: skip
    assert force.note.startswith(f"{mark}, räknas från den dag då den sista medlemmens")
    assert ". Älvby kommun tog ned anslaget för tidigt" in force.note
    notices.update(counts_from="own", counted_from=minutes.notice.posted_on, taken_early="",
                   appeal_last_day=minutes.notice.appeal_last_day)  # fmt: skip
    assert days[f"Laga kraft {mark}"].day == date(2024, 11, 19)


def test_what_is_tabled_again_gets_no_legal_force(
    cast: Cast, granted: Meeting, application: Application
) -> None:
    again = _refused(cast, granted, "postponed")
    steps = thread_of(cast.actor("applicant"), BETWEEN, application=application)
    mark = f"§ {_paragraph(again)}"
    assert f"Justerat {mark}" in [step.label for step in steps]
    assert not any(s.label.startswith("Laga kraft") and s.state != "done" for s in steps)
    assert steps[-1].label == "Det som inte beviljades"


@pytest.mark.parametrize("outcome", ["rejected", "noted", "postponed", "remitted", "undecided"])
def test_who_applied_is_told_of_what_became_of_the_rest(
    cast: Cast, granted: Meeting, application: Application, client: Client, outcome: str
) -> None:
    application.case_officer = cast.people["case_officer"]
    application.save()
    RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["partner_signatory"],
        role=Role.SIGNATORY,
        organisation=cast.organisations["heby"],
        valid_from=date(2024, 1, 1),
    )
    Letter.objects.all().delete()
    again = _refused(cast, granted, outcome)
    letters = list(Letter.objects.filter(kind=Kind.DECISION))
    assert cast.people["applicant"] in [letter.person for letter in letters]
    assert cast.people["partner_signatory"] in [letter.person for letter in letters]
    number = _paragraph(again)
    for letter in letters:
        assert letter.subject == "Beslut om det som inte beviljades: Plattform"
        assert f"(den 22 oktober 2024, § {number})" in letter.text
        assert letter.path == f"/uppsala/sammantraden/{again.number}/paragraf/{number}/utdrag.pdf"
    client.force_login(cast.people["applicant"])
    assert client.get(letters[0].path).status_code == 200
    with story.on(BETWEEN):
        (decided,) = client.get(f"/uppsala/ansokningar/{application.number}/").context["decisions"]
    settles = outcome in ("rejected", "noted")
    assert ("laglighetsprövning" in letters[0].text) is settles
    if settles:
        assert letters[0].text.split("\n\n")[-1] in decided.appeal
    officer = Letter.objects.filter(kind=Kind.REMITTED, person=cast.people["case_officer"])
    assert officer.exists() is (outcome in ("postponed", "remitted"))
    (entry,) = entries_about(application).filter(verb="decide_rest")
    assert entry.after["paragraph"] == f"§ {number}/2024"


def test_a_paragraph_about_the_rest_is_sent_to_the_parties_unless_else_is_written(
    cast: Cast, granted: Meeting
) -> None:
    again = _later(cast, granted)
    item = story.item(again, "Plattform")
    assert first_informed(item) == "Heby kommun, Arbetsförmedlingen"
    treatment = story.decide(cast, again, "Plattform", "rejected")
    assert treatment.informed == "Heby kommun, Arbetsförmedlingen"


def test_why_the_rest_was_tabled_and_by_when_is_told(
    cast: Cast, granted: Meeting, application: Application, client: Client
) -> None:
    why = "Skäl: En bilaga saknas. Det ska tas upp igen senast den 22 oktober 2024."
    letter = Letter.objects.filter(kind=Kind.DECISION)[0]
    assert why in letter.text
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 18)):
        (decided,) = client.get(f"/uppsala/ansokningar/{application.number}/").context["decisions"]
    assert why in decided.decision


@pytest.mark.parametrize("outcome", ["postponed", "remitted"])
def test_why_and_by_when_it_was_tabled_is_told_and_nobody_is_told_to_do_nothing(
    cast: Cast, application: Application, client: Client, outcome: str
) -> None:
    application.case_officer = cast.people["case_officer"]
    application.save()
    meeting = settling.on_the_agenda(cast, application)
    story.decide(
        cast,
        meeting,
        "Plattform",
        outcome,
        back_because="budgeten ska kompletteras, se www.exempel.se",
        back_by=date(2024, 12, 5),
    )
    settling.signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 18)):
        (decided,) = client.get(f"/uppsala/ansokningar/{application.number}/").context["decisions"]
    day = "Det ska tas upp igen senast den 5 december 2024."
    letter = Letter.objects.filter(kind=Kind.DECISION)[0].text
    for said in (letter, f"{decided.decision} {decided.appeal}"):
        assert "Skäl: budgeten ska kompletteras" in said and day in said
        assert "Ni behöver inte göra något nu" not in said
        assert "tala med kansliet om det är något som ni ska göra" in said
    assert "www.exempel.se" not in letter
    officer = Letter.objects.filter(kind=Kind.REMITTED)
    assert [one.person for one in officer] == [cast.people["case_officer"]]
    assert "Skäl: budgeten ska kompletteras" in officer[0].text and day in officer[0].text
