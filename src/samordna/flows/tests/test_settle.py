"""An application goes on the agenda, is decided, and its grant stands when the minutes do."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from samordna.documents.pdf.tests.reading import text
from samordna.economy import kinds as economy_kinds
from samordna.flows import services as flows
from samordna.flows.board_thread import board_steps
from samordna.flows.tests import settling
from samordna.flows.tests.settling import (
    CLAUSES,
    GRANTED,
    on_the_agenda,
    opened,
    paper,
    place,
    signed,
)
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.initiatives.models import Grant
from samordna.journal.queries import entries_about
from samordna.kernel.transitions import IllegalTransition
from samordna.kernel.wording.clauses import kept
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast
from samordna.web.markup import with_whole_days

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


def test_the_item_says_what_the_statement_says(cast: Cast, application: Application) -> None:
    meeting = story.plan(cast, "")
    item = place(cast.actor("registrar"), application, meeting)
    assert (item.position, item.heading) == (3, "Ansökan Plattform – Heby")
    assert item.proposal == kept(CLAUSES)
    assert [str(a) for a in item.attachments.all()] == ["3", "3.1"]
    application.refresh_from_db()
    assert application.state == Application.State.SCHEDULED
    with story.on(date(2024, 9, 4)):
        summoned = send_summons(actor=cast.actor("registrar"), meeting=meeting)
    assert summoned.summons.file.size > 1_000


def test_taken_off_the_agenda_it_is_prepared_again(cast: Cast, application: Application) -> None:
    meeting = story.plan(cast, "")
    actor = cast.actor("registrar")
    item = place(actor, application, meeting)
    with pytest.raises(NotPossible, match="redan"):
        place(actor, application, meeting)
    pk = item.pk
    flows.take_off_agenda(actor=actor, item=item)
    application.refresh_from_db()
    assert application.state == Application.State.PREPARED
    assert not meeting.items.filter(subject_id=application.pk).exists()
    item.pk = pk
    with pytest.raises(NotPossible, match="redan borttagen"):
        flows.take_off_agenda(actor=actor, item=item)


def test_granted_as_proposed(cast: Cast, application: Application) -> None:
    meeting = on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    minutes = signed(cast, meeting)
    grant = Grant.objects.get()
    assert minutes.adjusted_on == grant.adjusted_on == date(2024, 9, 16)
    assert (grant.decided_on, grant.paragraph) == (date(2024, 9, 12), "§ 3/2024")
    assert grant.conditions[:-1] == GRANTED
    assert grant.conditions[-1].replace("\u00a0", " ") == (
        "medlen till Heby kommun fördelas med 3 000 000 kr för 2025 och 4 000 000 kr för 2026"
    )
    assert {a.year: a.amount_kr for a in grant.amounts.all()} == {2025: 3_000_000, 2026: 4_000_000}
    application.refresh_from_db()
    assert application.state == Application.State.GRANTED
    letters = Letter.objects.filter(kind=Kind.DECISION)
    assert {letter.name for letter in letters} == {"Sixten Sand", "Hedda Hav", "Parvati Palm"}
    assert "Styrelsen har den 12 september 2024, § 3, beviljat ansökan Plattform" in letters[0].text
    assert letters[0].path == f"/uppsala/sammantraden/{meeting.number}/paragraf/3/utdrag.pdf"
    assert "7 000 000" not in letters[0].text  # the amounts are read in the extract


def test_granted_with_a_change_of_the_amounts(cast: Cast, application: Application) -> None:
    meeting = on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 3_500_000})
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    (decision,) = paper.paragraphs[2].decisions
    assert [c.replace("\u00a0", " ") for c in decision.items] == [
        "bevilja Plattform finansiellt stöd med högst 6 500 000 kr,",
        "insatsen följer ansökan,",
        "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader,",
        "medlen till Heby kommun fördelas med 3 000 000 kr för 2025 och 3 500 000 kr för 2026,",
        "ansökan därmed beviljas till en del: 6 500 000 kr av sökta 7 000 000 kr, samt",
        "inget beslut fattas om resten.",
    ]
    story.decide(cast, meeting, "Övriga", "noted")
    signed(cast, meeting)
    assert {a.year: a.amount_kr for a in Grant.objects.get().amounts.all()} == {
        2025: 3_000_000,
        2026: 3_500_000,
    }


def test_a_changed_sum_does_not_outlive_the_refusal(cast: Cast, application: Application) -> None:
    meeting = on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 3_500_000})
    refused = story.decide(cast, meeting, "Plattform", "rejected")
    assert decided_words(refused) == ["avslå ansökan"]
    again = story.decide(cast, meeting, "Plattform", "approved")
    assert decided_words(again) == GRANTED
    assert sum(a.amount_kr for a in again.amounts.all()) == 7_000_000


@pytest.mark.parametrize("outcome", ["rejected", "postponed"])
def test_not_granted_gives_no_grant(cast: Cast, application: Application, outcome: str) -> None:
    meeting = on_the_agenda(cast, application)
    treatment = story.decide(cast, meeting, "Plattform", outcome)
    assert not treatment.amounts.exists()
    story.decide(cast, meeting, "Övriga", "noted")
    signed(cast, meeting)
    application.refresh_from_db()
    assert application.state == outcome
    assert not Grant.objects.exists()


def test_an_application_is_never_only_noted(cast: Cast, application: Application) -> None:
    meeting = on_the_agenda(cast, application)
    with pytest.raises(NotPossible, match="beviljas, avslås eller bordläggs"):
        story.decide(cast, meeting, "Plattform", "noted")


def test_the_meeting_does_not_close_before_the_application(
    cast: Cast, application: Application
) -> None:
    meeting = on_the_agenda(cast, application)
    with pytest.raises(NotPossible, match="Plattform"):
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)


def test_no_adjustment_without_the_grant(cast: Cast, application: Application) -> None:
    """When the grant fails, the last signature does not stand either."""
    meeting = on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    with (
        patch("samordna.flows.subjects.application.grant_funds", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        signed(cast, meeting)
    minutes = Minutes.objects.get()
    assert minutes.adjusted_on is None
    assert minutes.signers.filter(signature=None).count() == 1
    application.refresh_from_db()
    assert application.state == Application.State.SCHEDULED


def test_a_body_that_prepares_neither_schedules_nor_grants(
    cast: Cast, application: Application
) -> None:
    """The arbetsutskott proposes to the board; the application waits for the board's agenda."""
    cast.board.kind = Body.Kind.WORKING_COMMITTEE
    cast.board.name = "Arbetsutskottet"
    cast.board.save()
    meeting = on_the_agenda(cast, application)
    application.refresh_from_db()
    assert application.state == Application.State.PREPARED
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    (decision,) = paper.paragraphs[2].decisions
    assert decision.intro == "Arbetsutskottet föreslår styrelsen besluta"
    signed(cast, meeting)
    application.refresh_from_db()
    assert application.state == Application.State.PREPARED
    assert not Grant.objects.exists()


def test_only_those_who_keep_the_meeting_put_on_its_agenda(
    cast: Cast, application: Application
) -> None:
    meeting = story.plan(cast, "")
    for who in ("case_officer", "chair", "applicant"):
        with pytest.raises(Refused):
            place(cast.actor(who), application, meeting)


def test_what_is_not_prepared_cannot_be_taken_up(cast: Cast, application: Application) -> None:
    Application.objects.update(state=Application.State.WITHDRAWN)
    with pytest.raises(IllegalTransition):
        place(cast.actor("registrar"), application, story.plan(cast, ""))


def test_the_applicant_reads_its_paragraph_when_the_minutes_are_adjusted(
    cast: Cast, application: Application, client: Any
) -> None:
    meeting = on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    client.force_login(cast.people["applicant"])
    url = "/uppsala/sammantraden/1/paragraf/{}/utdrag.pdf"
    with story.on(date(2024, 9, 16)):
        assert client.get(url.format(3)).status_code == 404
        signed(cast, meeting)
        answer = client.get(url.format(3))
        assert answer.content.startswith(b"%PDF-")
        assert client.get(url.format(2)).status_code == 404
        assert "är inte bestyrkt" in text(answer.content)
        assert "intygas" not in text(answer.content)
        for who, name in (
            ("registrar", "Ragnhild Rask Sekreterare"),  # who kept these minutes
            ("director", "Frida Falk Förbundschef"),
        ):
            client.force_login(cast.people[who])
            made_out = text(client.get(url.format(3)).content)
            assert "intygas 2024-09-16" in made_out and name in made_out


def _steps(matter: Any, cast: Cast, who: str) -> list[str]:
    found = board_steps(matter, cast.actor(who), date(2024, 9, 20), matter.application)
    return [f"{s.label} {s.day} {s.state} {s.note}".strip() for s in found]


def test_the_thread_of_an_application_goes_through_the_board(
    cast: Cast, application: Application
) -> None:
    matter = application.matter
    assert [s.split()[0] for s in _steps(matter, cast, "applicant")] == [
        "På", "Styrelsens", "Justerat", "Anslaget", "Laga",
    ]  # fmt: skip
    meeting = on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    assert _steps(matter, cast, "applicant")[:3] == [
        "På föredragningslistan 2024-09-12 done",
        "Styrelsens beslut 2024-09-12 coming",  # the meeting goes on, and may decide otherwise
        "Justeras senast 2024-09-26 coming",
    ]
    assert _steps(matter, cast, "registrar")[1] == "Styrelsens beslut 2024-09-12 coming"
    signed(cast, meeting)
    assert _steps(matter, cast, "applicant")[1:3] == [
        "Styrelsen § 3 2024-09-12 done Beviljad",
        "Justerat 2024-09-16 done",
    ]


def test_the_registrar_puts_applications_on_the_agenda_in_the_page(
    cast: Cast, application: Application, client: Any
) -> None:
    meeting = story.plan(cast, "beslut Ekonomisk information")
    client.force_login(cast.people["registrar"])
    page = "/uppsala/sammantraden/1/"
    assert "Plattform" in client.get(page).content.decode()
    answer = client.post(
        f"{page}lagg-till/", {"slag": "application", "valda": application.pk}, follow=True
    )
    assert "En ansökan ligger nu på föredragningslistan" in answer.content.decode()
    item = story.item(meeting, "Plattform")
    assert (item.position, [str(a) for a in item.attachments.all()]) == (4, ["4", "4.1"])

    economy = story.item(meeting, "Ekonomisk")
    url = f"{page}punkt/{economy.pk}/ekonomi/"
    assert client.post(url, follow=True).status_code == 200
    assert not economy.attachments.exists()  # there is no plan yet, and the page says so
    made = paper(cast, economy_kinds.PaperKind.ECONOMY, "Ekonomisk information per 2024-09-05")
    with patch("samordna.flows.services.economic_information_paper", return_value=made):
        answer = client.post(url, follow=True)
    assert "Ekonomisk information per 2024-09-05" in answer.content.decode()

    answer = client.post(f"{page}punkt/{item.pk}/ta-bort/", follow=True)
    application.refresh_from_db()
    assert application.state == Application.State.PREPARED
    assert "borttagen" in answer.content.decode()


def _withdraw(cast: Cast, application: Application) -> None:
    withdraw_application(actor=cast.actor("applicant"), application=application)


@pytest.mark.parametrize("outcome", ["approved", "rejected"])
def test_what_was_taken_back_before_the_decision_cannot_be_settled(
    cast: Cast, application: Application, client: Any, outcome: str
) -> None:
    """Planning, table and minutes say it, and the minutes stop until nothing is decided."""
    meeting = story.plan(cast, "")
    registrar = cast.actor("registrar")
    place(registrar, application, meeting)
    assert remarks_on(meeting, meeting.items.all()) == {}
    with story.on(date(2024, 9, 5)):
        _withdraw(cast, application)
    said = "Ansökan är återkallad av sökanden den 5 september 2024."
    client.force_login(cast.people["registrar"])
    assert said in client.get("/uppsala/sammantraden/1/").content.decode()
    opened(cast, meeting)
    with story.on(story.MEETING_DAY):
        item = story.item(meeting, "Plattform")
        page = f"/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}"
        assert with_whole_days(said) in client.get(page).content.decode()
        story.decide(cast, meeting, "Plattform", outcome)
        story.decide(cast, meeting, "Övriga", "noted")
        for url in (page, "/uppsala/sammantraden/1/protokoll/"):
            assert with_whole_days(said) in client.get(url).content.decode()
    with pytest.raises(NotPossible, match=r"återkallad .*[.] Välj ”Inget beslut”[.]"):
        signed(cast, meeting)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "undecided")
        assert lock_minutes(actor=registrar, meeting=meeting).paper is not None
    assert not Grant.objects.exists()


def test_a_withdrawal_does_not_stop_the_minutes(cast: Cast, application: Application) -> None:
    """The applicant takes the application back after the meeting, before all have signed."""
    meeting = on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "noted")
    _withdraw(cast, application)
    minutes = signed(cast, meeting)
    assert minutes.adjusted_on == date(2024, 9, 16)
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN
    assert not Grant.objects.exists()
    assert entries_about(application).last().verb == "leave_withdrawn"


def test_what_was_withdrawn_need_not_be_taken_up(cast: Cast, application: Application) -> None:
    meeting = on_the_agenda(cast, application)
    _withdraw(cast, application)
    story.decide(cast, meeting, "Övriga", "noted")
    assert signed(cast, meeting).adjusted_on is not None


def test_what_was_withdrawn_can_be_taken_off_the_agenda(
    cast: Cast, application: Application
) -> None:
    actor, meeting = cast.actor("registrar"), story.plan(cast, "")
    item = place(actor, application, meeting)
    _withdraw(cast, application)
    flows.take_off_agenda(actor=actor, item=item)
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN


def test_a_grant_of_nothing_is_stopped_before_anybody_signs(
    cast: Cast, application: Application
) -> None:
    meeting = on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    nothing = {(heby, 2025): 0, (heby, 2026): 0}
    story.decide(cast, meeting, "Plattform", "amended", amounts=nothing)
    story.decide(cast, meeting, "Övriga", "noted")
    with pytest.raises(NotPossible, match="§ 3 beviljar en ansökan men inget belopp"):
        signed(cast, meeting)


@pytest.mark.parametrize("state", ["registered", "withdrawn", "granted"])
def test_a_preparing_body_takes_up_only_what_is_prepared(
    cast: Cast, application: Application, state: str
) -> None:
    cast.board.kind = Body.Kind.WORKING_COMMITTEE
    cast.board.save()
    Application.objects.update(state=state)
    application.refresh_from_db()
    with pytest.raises(NotPossible, match="inte beredd"):
        place(cast.actor("registrar"), application, story.plan(cast, ""))
