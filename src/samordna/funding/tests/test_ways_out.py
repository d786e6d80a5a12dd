"""No application is stuck for ever: what the parties and the office can do when somebody is late,
gone or refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from samordna.flows.today import application_tasks, tasks_for
from samordna.funding.models import Application, WantedSignature
from samordna.funding.policies import may_edit
from samordna.funding.rules.standing import (
    APPLICATION_STANDING,
    CALL_STANDING,
    SIGNATURE_STANDING,
    STATEMENT_STANDING,
)
from samordna.funding.rules.states import (
    APPLICATION,
    CALL,
    SIGNATURE,
    STATEMENT,
    State,
    words_for,
)
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.services.errors import NobodySigns, NotLater, ReasonMissing
from samordna.funding.services.signing import (
    recall_application,
    refuse_signature,
    request_signatures,
    sign_application,
)
from samordna.funding.services.stuck import extend_call, extend_deadline, write_off_application
from samordna.funding.tests.browsing import Browser, page, send
from samordna.funding.tests.world import register, submit, write_application
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.kernel.standing import lacking
from samordna.meetings.tests.story import on
from samordna.parties.access import Refused
from samordna.parties.models import RoleAssignment
from samordna.parties.tests.cast import Cast
from samordna.web.markup import with_whole_days

AFTER = date(2024, 10, 7)  # the call closed on 30 September


@pytest.mark.parametrize(
    ("transitions", "standings"),
    [
        (APPLICATION, APPLICATION_STANDING),
        (SIGNATURE, SIGNATURE_STANDING),
        (STATEMENT, STATEMENT_STANDING),
        (CALL, CALL_STANDING),
    ],
)
def test_every_state_says_who_moves_it_on_and_which_way_is_out(transitions, standings) -> None:
    assert lacking(transitions, standings) == []


def test_whom_no_application_can_wait_for_asks_the_database_nothing(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    actor = cast.actor("member")
    with django_assert_num_queries(0):
        assert not list(application_tasks(actor, AFTER))


def lines(cast: Cast, who: str, day: date = date(2024, 9, 5)) -> list[str]:
    return [f"{t.verb} {t.thing}" for t in tasks_for(cast.actor(who, day), day)]


def last_verb() -> str:
    return JournalEntry.objects.latest("number").verb


@pytest.fixture
def recalled(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Application:
    """Sent in time, and taken back a week after the call closed."""
    application = write_application(cast)
    request_signatures(actor=cast.actor("applicant"), application=application)
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 10, 7, 8, tzinfo=UTC))
    return recall_application(actor=cast.actor("applicant"), application=application)


class TestRecalledAfterTheCallClosed:
    def test_it_can_be_sent_again_when_the_office_has_given_it_time(
        self, cast: Cast, recalled: Application
    ) -> None:
        with pytest.raises(Refused, match="mer tid"):
            request_signatures(actor=cast.actor("applicant", AFTER), application=recalled)
        extend_deadline(
            actor=cast.actor("registrar", AFTER),
            application=recalled,
            until=date(2024, 10, 15),
            reason="Budgeten skulle rättas",
        )
        assert last_verb() == "extend_deadline"
        version = request_signatures(actor=cast.actor("applicant", AFTER), application=recalled)
        assert version.number == 2

    def test_more_time_is_from_today_and_after_the_last_day(
        self, cast: Cast, recalled: Application
    ) -> None:
        def until(day: date) -> Application:
            return extend_deadline(
                actor=cast.actor("registrar", AFTER), application=recalled, until=day, reason="Sen"
            )

        with pytest.raises(NotLater, match="redan passerat"):
            until(date(2024, 10, 6))
        assert until(AFTER).last_day == AFTER
        with pytest.raises(NotLater, match="redan den 7 oktober"):
            until(AFTER)
        assert until(date(2024, 10, 8)).last_day == date(2024, 10, 8)

    def test_idag_says_what_can_be_done_and_nags_nobody_about_a_day_that_has_passed(
        self, cast: Cast, recalled: Application
    ) -> None:
        for who, verb in (
            ("applicant", "Be om mer tid för"),
            ("registrar", "Förläng eller avskriv"),
            ("director", "Förläng eller avskriv"),
        ):
            (task,) = [t for t in tasks_for(cast.actor(who, AFTER), AFTER) if t.verb == verb]
            assert recalled.name in task.thing
            assert task.due is None

    def test_the_office_ends_what_will_never_be_sent(
        self, cast: Cast, recalled: Application
    ) -> None:
        write_off_application(
            actor=cast.actor("case_officer", AFTER), application=recalled, reason="Drogs aldrig"
        )
        assert last_verb() == "write_off_application"
        for who in ("applicant", "registrar", "director", "case_officer"):
            assert lines(cast, who, AFTER) == []

    def test_a_whole_call_can_be_extended(self, cast: Cast, recalled: Application) -> None:
        with pytest.raises(NotLater):
            extend_call(
                actor=cast.actor("registrar", AFTER),
                call=recalled.call,
                until=date(2024, 9, 30),
                reason="Alla behöver mer tid",
            )
        extend_call(
            actor=cast.actor("registrar", AFTER),
            call=recalled.call,
            until=date(2024, 10, 20),
            reason="Alla behöver mer tid",
        )
        assert last_verb() == "extend_call"
        recalled = Application.objects.get(pk=recalled.pk)
        assert request_signatures(actor=cast.actor("applicant", AFTER), application=recalled)

    def test_the_pages_say_it_and_do_it(
        self, cast: Cast, browser: Browser, recalled: Application
    ) -> None:
        path = f"ansokningar/{recalled.number}/"
        assert "Be kansliet" in page(browser("applicant"), path)
        assert "Be kansliet om mer tid" in page(browser("applicant"), f"{path}skriv/skicka/")
        office = browser("registrar")
        assert "Förläng tiden" in page(office, path)
        wrong = send(office, f"{path}forlang/", {"until": "2024-10-01", "reason": "Rättas"})
        assert "har redan passerat" in wrong.content.decode()
        done = send(office, f"{path}forlang/", {"until": "2024-10-15", "reason": "Rättas"})
        assert with_whole_days("till och med den 15 oktober 2024") in done.content.decode()
        assert "Förlängd: Rättas" in page(browser("applicant"), path)


class TestAPartyWithoutASignatory:
    @pytest.fixture
    def draft(self, cast: Cast) -> Application:
        RoleAssignment.objects.filter(person=cast.people["partner_signatory"]).delete()
        return write_application(cast)

    def test_it_is_said_at_once_with_who_can_help(
        self, cast: Cast, browser: Browser, draft: Application
    ) -> None:
        with pytest.raises(NobodySigns, match="Arbetsförmedlingen"):
            request_signatures(actor=cast.actor("applicant"), application=draft)
        html = page(browser("applicant"), f"ansokningar/{draft.number}/skriv/skicka/")
        assert "Ingen är firmatecknare för Arbetsförmedlingen" in html
        assert "Skicka för underskrift</button>" not in html

    def test_the_office_sees_it_and_the_page_knows_whom_it_is_about(
        self, cast: Cast, browser: Browser, draft: Application
    ) -> None:
        for who in ("registrar", "director"):
            day = clock.today()
            (task,) = [t for t in tasks_for(cast.actor(who), day) if t.verb == "Ge någon rollen"]
            assert task.thing == "Firmatecknare för Arbetsförmedlingen"
        html = browser("registrar").get(task.url).content.decode()
        pk = cast.organisations["af"].pk
        assert '<option value="signatory" selected' in html
        assert f'<option value="{pk}" selected' in html

    def test_one_whose_role_ends_meanwhile_is_replaced(self, cast: Cast) -> None:
        application = write_application(cast)
        version = request_signatures(actor=cast.actor("applicant"), application=application)
        role = RoleAssignment.objects.get(person=cast.people["partner_signatory"])
        role.valid_to = date(2024, 9, 4)
        role.save()
        assert "Ge någon rollen Firmatecknare för Arbetsförmedlingen" in lines(cast, "registrar")
        RoleAssignment.objects.create(
            association=cast.association,
            person=cast.people["outsider"],
            role="signatory",
            organisation=cast.organisations["af"],
            valid_from=date(2024, 9, 5),
        )
        assert "Ge någon rollen Firmatecknare för Arbetsförmedlingen" not in lines(
            cast, "registrar"
        )
        sign_application(
            actor=cast.actor("outsider"),
            application=application,
            version_number=version.number,
            organisation_id=cast.organisations["af"].pk,
        )


class TestASignatureRefused:
    @pytest.fixture
    def refused(self, cast: Cast) -> Application:
        application = write_application(cast)
        version = request_signatures(actor=cast.actor("applicant"), application=application)
        refuse_signature(
            actor=cast.actor("partner_signatory"),
            application=application,
            version_number=version.number,
            organisation_id=cast.organisations["af"].pk,
            reason="Utbildningen är för dyr",
        )
        assert last_verb() == "refuse_signature"
        return Application.objects.get(pk=application.pk)

    def test_the_applicant_and_the_office_are_told_why(
        self, cast: Cast, browser: Browser, refused: Application
    ) -> None:
        for who in ("applicant", "registrar", "director"):
            (task,) = [t for t in tasks_for(cast.actor(who), clock.today()) if t.verb == "Åtgärda"]
            assert task.why == "Arbetsförmedlingen har nekat: Utbildningen är för dyr"
            assert task.due == refused.last_day and task.is_stopped
            assert browser(who).get(task.url).status_code == 200
        assert lines(cast, "partner_signatory") == []
        assert "Utbildningen är för dyr" in page(
            browser("applicant"), f"ansokningar/{refused.number}/"
        )

    def test_badge_list_thread_and_idag_say_it_alike(
        self, cast: Cast, browser: Browser, refused: Application
    ) -> None:
        for who in ("applicant", "registrar"):
            own = page(browser(who), f"ansokningar/{refused.number}/")
            listed = page(browser(who), "ansokningar/")
            today = page(browser(who), "idag/")
            assert own.count("1 nekad underskrift") >= 2  # the badge, and the thread's present step
            assert "1 nekad underskrift" in listed and "1 nekad underskrift: " in today
            assert "Väntar på underskrifter" not in own
            assert "Ansökan skrivs under" not in own

    def test_the_office_takes_it_back_alone_with_a_reason(
        self, cast: Cast, browser: Browser, refused: Application
    ) -> None:
        office = cast.actor("registrar")
        with pytest.raises(ReasonMissing):
            recall_application(actor=office, application=refused)
        path = f"ansokningar/{refused.number}/ta-tillbaka/"
        assert "Skriv varför" in send(browser("registrar"), path, {"reason": ""}).content.decode()
        done = send(browser("registrar"), path, {"reason": "AF skriver inte under"})
        assert "utkast igen" in done.content.decode()
        assert last_verb() == "recall_application"

    def test_it_may_be_signed_after_all(self, cast: Cast, refused: Application) -> None:
        sign_application(
            actor=cast.actor("partner_signatory"),
            application=refused,
            version_number=1,
            organisation_id=cast.organisations["af"].pk,
        )
        assert not WantedSignature.objects.get(organisation__short_name="AF").is_refused
        assert "Åtgärda" not in " ".join(lines(cast, "applicant"))

    def test_refusing_on_the_page_needs_a_reason(self, cast: Cast, browser: Browser) -> None:
        application = write_application(cast)
        request_signatures(actor=cast.actor("applicant"), application=application)
        path = f"ansokningar/{application.number}/skriv-under/"
        signatory = browser("partner_signatory")
        html = page(signatory, path)
        assert "neka/?organisation=" in html and "Ni har nekat" not in html
        form = {"organisation": cast.organisations["af"].pk, "version": 1}
        assert "Skriv ett skäl" in send(signatory, f"{path}neka/", form).content.decode()
        done = send(signatory, f"{path}neka/", {**form, "reason": "Fel belopp"})
        assert "Du har nekat" in done.content.decode()
        html = page(signatory, path)
        assert "Ni har nekat att skriva under" in html and "Neka med skäl" not in html
        assert "kan ni skriva under den här versionen ändå" in html


def test_an_earlier_link_to_sign_explains_what_has_become_of_the_application(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    path = f"ansokningar/{application.number}/skriv-under/"
    assert "Ansökan är återtagen" in page(browser("partner_signatory"), path)
    request_signatures(actor=cast.actor("applicant"), application=application)
    assert "Det här skriver du under" in page(browser("partner_signatory"), path)
    recall_application(actor=cast.actor("applicant"), application=application)
    html = page(browser("partner_signatory"), path)
    assert "Ansökan är återtagen" in html
    write_off_application(
        actor=cast.actor("registrar"), application=application, reason="Ska inte sökas"
    )
    html = page(browser("partner_signatory"), path)
    assert "Ansökan är avslutad" in html and "är avskriven och prövas inte" in html


def test_the_link_to_sign_says_that_the_application_was_withdrawn(
    cast: Cast, browser: Browser
) -> None:
    application = submit(cast, write_application(cast))
    withdraw_application(actor=cast.actor("applicant"), application=application)
    html = page(browser("partner_signatory"), f"ansokningar/{application.number}/skriv-under/")
    assert "återkallad av sökanden och prövas inte" in html and "väntar inte längre" not in html


def test_signatures_that_nobody_gives_are_told_to_the_office_after_two_weeks(cast: Cast) -> None:
    application = write_application(cast)
    request_signatures(actor=cast.actor("applicant"), application=application)
    line = f"Påminn om {application.name}, Heby kommun"
    assert line not in lines(cast, "registrar", date(2024, 9, 19))
    assert line in lines(cast, "registrar", date(2024, 9, 20))


def test_a_case_officer_who_has_left_leaves_nothing_behind_that_nobody_sees(
    cast: Cast, browser: Browser
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    line = f"Utse handläggare för {application.name}, Heby kommun"
    assert line not in lines(cast, "director")
    RoleAssignment.objects.filter(person=cast.people["case_officer"]).update(
        valid_to=date(2024, 9, 4)
    )
    assert line in lines(cast, "director")
    html = page(browser("director"), f"ansokningar/{application.number}/handlaggare/")
    assert f">{cast.people['case_officer'].name}<" not in html.replace("\n", "")


def test_what_is_prepared_waits_for_an_agenda_and_says_so(cast: Cast) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    for state in (Application.State.PREPARED, Application.State.POSTPONED):
        Application.objects.filter(pk=application.pk).update(state=state)
        for who in ("registrar", "director"):
            assert f"Ta upp {application.name}, Heby kommun" in lines(cast, who)


def test_writing_off_what_is_registered_stands_in_the_register(
    cast: Cast, browser: Browser
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    with pytest.raises(Refused):
        write_off_application(
            actor=cast.actor("applicant"), application=application, reason="Vill inte"
        )
    with on(date(2024, 9, 6)):
        done = write_off_application(
            actor=cast.actor("director"), application=application, reason="Parten finns inte kvar"
        )
    assert done.matter is not None
    assert done.matter.records.filter(subject__startswith="Avskrivning").exists()
    assert done.settled_on is not None
    # The reason that the letter promises stands on the application and in the register.
    assert done.matter.records.filter(subject__endswith="Skäl: Parten finns inte kvar").exists()
    for who in ("applicant", "registrar"):
        html = page(browser(who), f"ansokningar/{application.number}/")
        assert "Parten finns inte kvar" in html
        assert "Styrelsens beslut" not in html


def test_the_reason_for_taking_back_stands_on_the_draft(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    request_signatures(actor=cast.actor("applicant"), application=application)
    recall_application(
        actor=cast.actor("case_officer"), application=application, reason="Fel part är med"
    )
    html = page(browser("applicant"), f"ansokningar/{application.number}/")
    assert "Fel part är med" in html
    assert "Ansökan skrivs" in html


def test_a_late_draft_without_signatory_is_told_of_as_its_page_says(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    RoleAssignment.objects.filter(person=cast.people["partner_signatory"]).delete()
    office = lines(cast, "director", AFTER)
    assert any("Firmatecknare för" in line for line in office)
    path = f"ansokningar/{application.number}/skriv/skicka/"
    assert "en part saknar firmatecknare" in page(browser("applicant"), path)
    type(application.call).objects.update(closes_on=date(2024, 9, 1))
    html = page(browser("applicant"), path)
    assert "sista dagen har passerat" in html
    assert "Sista dagen att skicka den var" in html
    assert "kan skickas" not in html.partition('id="delar"')[2].partition("</nav>")[0]


def test_what_is_written_off_is_not_said_to_have_come_in(cast: Cast) -> None:
    application = write_application(cast)
    application.state = Application.State.WRITTEN_OFF
    _, reason = may_edit(cast.actor("applicant"), application)
    assert reason == "Ansökan är avskriven och kan inte ändras."


def test_a_signature_has_its_last_day_on_idag(cast: Cast) -> None:
    application = write_application(cast)
    request_signatures(actor=cast.actor("applicant"), application=application)
    today = date(2024, 9, 6)
    (task,) = tasks_for(cast.actor("partner_signatory", today), today)
    assert task.due == application.last_day


def test_after_the_meeting_nobody_reads_that_the_board_shall_take_it_up() -> None:
    words, _ = words_for(State.SCHEDULED, is_office=False)
    assert words == "Hos styrelsen tills protokollet är justerat"


def test_the_workbook_that_was_read_in_is_registered_as_that_and_not_as_the_budget(
    cast: Cast,
) -> None:
    application = submit(cast, write_application(cast))
    paper = application.versions.get().paper
    paper.pk, paper.number, paper._state.adding = None, 2, True
    paper.save()
    application.budget_file = paper
    application.save(update_fields=["budget_file"])
    done = register(cast, application)
    assert done.matter is not None
    subjects = [record.subject for record in done.matter.records.all()]
    assert any(subject.startswith("Inläst arbetsbok till ansökan") for subject in subjects)
    assert not any(subject.startswith("Budget") for subject in subjects)
