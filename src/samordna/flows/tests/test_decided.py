"""The applicant reads what was decided; Idag lists the meetings of those who keep them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from samordna.flows.decided import appeal_sentence, decision_sentence
from samordna.flows.services import sign_and_settle
from samordna.flows.tests import test_settle as settle
from samordna.funding.models import Application
from samordna.meetings.models import Meeting
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settle.cast, settle.application
DAY = date(2024, 9, 12)


def test_the_sentences():
    said = decision_sentence("rejected", DAY, 73)
    assert said == "Styrelsen har den 12 september 2024, § 73, avslagit ansökan."
    assert decision_sentence("", DAY, 73) == decision_sentence("noted", DAY, 73) == ""
    last = date(2024, 10, 7)
    how = appeal_sentence("rejected", "Förvaltningsrätten i Uppsala", last, DAY)
    assert "kan inte överklaga beslutet som part" in how
    assert "till Förvaltningsrätten i Uppsala senast den 7 oktober 2024" in how
    over = appeal_sentence("rejected", "", last, date(2024, 10, 8))
    assert over == "Beslutet kan inte längre överklagas: sista dagen var 7 oktober 2024."
    assert "rätten i Umeå inom tre veckor" in appeal_sentence(
        "rejected", "rätten i Umeå", None, DAY
    )
    for outcome, word in (("postponed", "bordlägga"), ("remitted", "återremittera")):
        said = appeal_sentence(outcome, "", last, DAY)
        assert f"att {word} är bara ett led i beredningen och kan inte överklagas" in said


@pytest.mark.parametrize(
    ("outcome", "verb", "appeal"),
    [
        ("rejected", "avslagit", "laglighetsprövning"),
        ("postponed", "bordlagt", "kan inte överklagas"),
        ("remitted", "återremitterat", "kan inte överklagas"),
    ],
)
def test_the_applicant_reads_what_was_decided_and_what_can_be_done(
    cast: Cast,
    application: Application,
    client: Client,
    outcome: str,
    verb: str,
    appeal: str,
) -> None:
    meeting = settle._on_the_agenda(cast, application)
    client.force_login(cast.people["applicant"])
    page = f"/uppsala/ansokningar/{application.number}/"
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", outcome)
        story.decide(cast, meeting, "Övriga", "noted")
        assert f"{verb} ansökan" not in client.get(page).content.decode()  # not adjusted yet
    settle._signed(cast, meeting)
    with story.on(story.MEETING_DAY + timedelta(days=10)):
        html = client.get(page).content.decode()
        today = client.get("/uppsala/idag/").content.decode()
    assert 'id="beslut"' in html and f"{verb} ansökan." in html and appeal in html
    assert "Protokollsutdrag" in html
    assert f"{page}#beslut" in today and "Plattform" in today
    with story.on(story.MEETING_DAY + timedelta(days=120)):
        later = client.get("/uppsala/idag/").content.decode()
    assert (f"{page}#beslut" in later) is (outcome != "rejected")


def test_what_was_tabled_once_is_decided_when_it_has_been_granted(
    cast: Cast, application: Application, client: Client
) -> None:
    meeting = settle._on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "postponed")
        story.decide(cast, meeting, "Övriga", "undecided")
    settle._signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    page = f"/uppsala/ansokningar/{application.number}/"
    later = story.MEETING_DAY + timedelta(days=28)
    with story.on(story.MEETING_DAY + timedelta(days=10)):
        assert "Ansökan är inte avgjord" in client.get(page).content.decode()
        application.refresh_from_db()
        again = story.plan(cast, "", day=later)
        settle._place(cast.actor("registrar"), application, again)
    assert "Ansökan är inte avgjord" in client.get(page).content.decode()
    Meeting.objects.filter(pk=again.pk).update(state=Meeting.State.SUMMONED)
    with story.on(later):
        open_meeting(actor=cast.actor("registrar"), meeting=again)
        set_all_present(actor=cast.actor("registrar"), meeting=again)
        viola = story.person(again, "Viola")
        choose_adjuster(actor=cast.actor("registrar"), meeting=again, attendee=viola)
        for row in again.items.order_by("position"):
            formal = row.kind == "formal" and "Övriga" in row.heading
            story.decide(cast, again, row.heading, "undecided" if formal else "approved")
        close_meeting(actor=cast.actor("registrar"), meeting=again)
        minutes = lock_minutes(actor=cast.actor("registrar"), meeting=again)
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
    with story.on(later + timedelta(days=10)):
        html = client.get(page).content.decode()
    assert "bordlagt ansökan." in html and "beviljat ansökan." in html
    assert "Ansökan är inte avgjord" not in html


@pytest.mark.parametrize("who", ["director", "registrar"])
def test_a_planned_meeting_is_to_come_for_who_keeps_it_within_the_queries(
    cast: Cast, client: Client, who: str, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    days = [story.MEETING_DAY + timedelta(days=30 * n) for n in (2, 0, 1)]
    for number, day in enumerate(days, start=50):
        Meeting.objects.create(
            association=cast.association,
            body=cast.board,
            number=number,
            held_on=day,
            starts_at="09:00",
        )
    client.force_login(cast.people[who])
    few = django_assert_max_num_queries(12)  # type: ignore[operator]
    with story.on(story.MEETING_DAY - timedelta(days=20)), few:
        answer = client.get("/uppsala/idag/")
    (group,) = [one for one in answer.context["coming"] if one.heading == "Sammanträden"]
    assert [line.day for line in group.lines] == sorted(days)
    assert {line.words for line in group.lines} == {"Planeras"}
