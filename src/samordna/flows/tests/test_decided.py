"""The applicant reads what was decided; Idag lists the meetings of those who keep them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from samordna.flows.decided import appeal_sentence, decision_sentence, in_part
from samordna.flows.services import sign_and_settle
from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.funding.rules.states import IN_PART
from samordna.kernel.money import part_of_kr
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
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
    said = decision_sentence("undecided", DAY, 73)
    assert said.endswith("§ 73, inte fattat något beslut om ansökan.")
    for outcome, word in (("postponed", "bordlägga"), ("remitted", "återremittera")):
        said = appeal_sentence(outcome, "", last, DAY)
        assert f"att {word} är bara ett led i beredningen och kan inte överklagas" in said


def test_a_part_of_what_was_applied_for_is_called_so() -> None:
    part = in_part("approved", 3_000_000, 7_000_000)
    assert part.replace("\u00a0", " ") == "3 000 000 kr av sökta 7 000 000 kr"
    said = decision_sentence("amended", DAY, 73, part)
    assert said == (
        f"Styrelsen har den 12 september 2024, § 73, beviljat ansökan till en del: {part}."
    )
    for outcome, granted, sought in (
        ("approved", 7_000_000, 7_000_000),
        ("approved", 7_000_000, None),
        ("rejected", 0, 7_000_000),
    ):
        assert in_part(outcome, granted, sought) == ""
    assert decision_sentence("amended", DAY, 73).endswith("§ 73, beviljat ansökan.")


@pytest.mark.parametrize(("year", "given"), [(2026, 3_500_000), (2026, 0), (2025, 2_999_999)])
def test_a_part_is_told_alike_everywhere(
    cast: Cast, application: Application, client: Client, year: int, given: int
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    amounts = {(cast.organisations["heby"].pk, year): given}
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "amended", amounts=amounts)
        story.decide(cast, meeting, "Övriga", "noted")
    minutes = settling.signed(cast, meeting)
    granted = 7_000_000 - (4_000_000 if year == 2026 else 3_000_000) + given
    part = part_of_kr(granted, 7_000_000)
    application.refresh_from_db()
    letter = Letter.objects.filter(kind=Kind.DECISION)[0]
    assert f"ansökan Plattform från Heby kommun till en del: {part}." in letter.text
    with story.on(story.MEETING_DAY + timedelta(days=6)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
        public = client.get(f"/uppsala/anslagstavla/{notice.pk}/").content.decode()
        assert f"ansökan därmed beviljas till en del: {part}" in public
        client.force_login(cast.people["applicant"])
        page = client.get(f"/uppsala/ansokningar/{application.number}/").content.decode()
        listed = client.get("/uppsala/ansokningar/").content.decode()
    assert f"beviljat ansökan till en del: {part}." in page
    assert f"Beviljad till en del: {part}" in page  # the thread
    assert IN_PART in listed and f">{IN_PART}<" in page  # the badge


def test_what_was_applied_for_is_kept_with_what_is_granted_alone(
    cast: Cast, application: Application
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    amounts = {(heby, 2025): 2_500_000, (heby, 2026): 4_000_000}
    treatment = story.decide(cast, meeting, "Plattform", "amended", amounts=amounts)
    assert treatment.sought_kr == 7_000_000 and treatment.in_part
    assert not story.decide(cast, meeting, "Plattform", "approved").in_part
    assert story.decide(cast, meeting, "Plattform", "rejected").sought_kr is None


@pytest.mark.parametrize("outcome", ["approved", "rejected", "postponed", "remitted", "undecided"])
def test_the_letter_says_of_an_appeal_what_the_page_says(
    cast: Cast, application: Application, client: Client, outcome: str
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", outcome)
        story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 17)):
        page = client.get(f"/uppsala/ansokningar/{application.number}/").context["decisions"]
    letter = Letter.objects.filter(kind=Kind.DECISION)[0].text
    assert page[0].appeal and page[0].appeal in letter
    assert letter.count("överklaga beslutet") <= 1


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
    meeting = settling.on_the_agenda(cast, application)
    client.force_login(cast.people["applicant"])
    page = f"/uppsala/ansokningar/{application.number}/"
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", outcome)
        story.decide(cast, meeting, "Övriga", "noted")
        assert f"{verb} ansökan" not in client.get(page).content.decode()  # not adjusted yet
    settling.signed(cast, meeting)
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
    meeting = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "postponed")
        story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    page = f"/uppsala/ansokningar/{application.number}/"
    later = story.MEETING_DAY + timedelta(days=28)
    with story.on(story.MEETING_DAY + timedelta(days=10)):
        assert "Ansökan är inte avgjord" in client.get(page).content.decode()
        application.refresh_from_db()
        again = story.plan(cast, "", day=later)
        settling.place(cast.actor("registrar"), application, again)
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
    assert "bordlagt ansökan." in html
    assert "beviljat ansökan: 7\u00a0000\u00a0000\u00a0kr." in html
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


def test_who_gets_all_that_was_sought_is_told_so_whatever_was_proposed(
    cast: Cast, application: Application, client: Client
) -> None:
    """The office proposes 6 000 000 of 7 000 000 kr; the board grants all of it."""
    application.statement.amounts.filter(year=2026).update(amount_kr=3_000_000)
    version = application.versions.get()
    meeting = settling.on_the_agenda(cast, application)
    amounts = {
        (cast.organisations["heby"].pk, 2025): 3_000_000,
        (cast.organisations["heby"].pk, 2026): 4_000_000,
    }
    assert version.snapshot == {}
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "amended", amounts=amounts)
        story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    client.force_login(cast.people["applicant"])
    with story.on(date(2024, 9, 17)):
        page = client.get(f"/uppsala/ansokningar/{application.number}/").content.decode()
    letter = Letter.objects.filter(kind=Kind.DECISION)[0].text
    for said in (page, letter):
        assert "ändring" not in said
    assert "beviljat ansökan" in letter


def test_the_time_for_appeal_is_told_as_the_notice_tells_it(
    cast: Cast, application: Application, client: Client
) -> None:
    """In the letter, on the page before and after it is posted, and in the notice."""
    Organisation.objects.filter(name__in=["Heby kommun", "Tierps kommun"]).update(
        notice_board="Kommunhuset"
    )
    meeting = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "rejected")
        story.decide(cast, meeting, "Övriga", "noted")
    minutes = settling.signed(cast, meeting)
    said = (
        "inom tre veckor från den dag då den sista medlemmens anslagstavla har justeringen. Den "
        "sista dagen står på förbundets anslagstavla när den är känd."
    )
    assert said in Letter.objects.filter(kind=Kind.DECISION)[0].text

    def page(path: str) -> str:
        with story.on(date(2024, 9, 17)):
            return " ".join(client.get(path).content.decode().split())

    client.force_login(cast.people["applicant"])
    own = f"/uppsala/ansokningar/{application.number}/"
    assert said in page(own)
    with story.on(date(2024, 9, 17)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
    assert said in page(own)
    assert said in page(f"/uppsala/anslagstavla/{notice.pk}/")
    board = page("/uppsala/anslagstavla/")
    assert "Står ingen dag där är den inte känd än" in board
