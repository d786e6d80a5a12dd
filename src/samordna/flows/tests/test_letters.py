"""Who gets which letter, for each thing that is done; digests, wishes and reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django_scopes import scope

from samordna.flows.decided import appeal_sentence
from samordna.flows.letters import LETTERS, WELCOMES
from samordna.flows.letters.readers import writers
from samordna.flows.letters.words.applications import decision
from samordna.flows.letters_today import letter_tasks
from samordna.flows.reminders import remind_all
from samordna.flows.services import cancel_meeting, sign_and_settle
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.services.preparing import assign_case_officer, register_application
from samordna.funding.services.signing import (
    recall_application,
    refuse_signature,
    request_signatures,
    sign_application,
)
from samordna.funding.services.stuck import write_off_application
from samordna.funding.steps import remit_application
from samordna.funding.tests.world import (
    make_application,
    make_call,
    make_statement,
    write_application,
)
from samordna.ground import clock
from samordna.journal.words import verb_labels
from samordna.letters.delivery import deliver_all
from samordna.letters.digests import gather_due
from samordna.letters.models import Letter
from samordna.letters.rules import Delivery, Kind, State
from samordna.letters.services import NotSendable, hand_letter_over, save_preference, send_again
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.summons import send_summons
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.services.roles import end_role, give_role
from samordna.parties.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def at(day: date, hour: int = 9, minute: int = 0):
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    return patch.object(clock, "_clock", lambda _path: lambda: moment)


def got(kind: Kind) -> set[str]:
    """By first name, who gets a letter of a kind."""
    return {letter.name.split()[0] for letter in Letter.objects.filter(kind=kind)}


DAY = date(2024, 9, 5)


@pytest.fixture
def signing(cast):
    """An application of Heby with AF, sent for signature."""
    with at(DAY):
        application = write_application(cast)
        request_signatures(actor=cast.actor("applicant"), application=application)
        application.refresh_from_db()
    return application


def remit_letter(cast, application) -> None:
    """The board sends it back: its statement was complete, and it was tabled a moment."""
    make_statement(cast, application, {("heby", 2025): 1})
    Application.objects.filter(pk=application.pk).update(state=Application.State.POSTPONED)
    application.refresh_from_db()
    remit_application(actor=cast.actor("registrar"), application=application, mark="§ 3")


@pytest.mark.parametrize(
    ("state", "outcome", "words", "money"),
    [
        ("granted", "approved", "beviljat", True),
        ("rejected", "rejected", "avslagit", False),
        ("postponed", "postponed", "bordlagt", False),
        ("postponed", "remitted", "återremitterat", False),
        ("postponed", "undecided", "inte fattat något beslut om", False),
    ],
)
def test_a_decision_says_what_happened_and_what_comes_next(
    cast, state, outcome, words, money
) -> None:
    application = make_application(cast, make_call(cast), state=state)
    meeting = Meeting(held_on=DAY)
    treatment = Treatment(item=AgendaItem(meeting=meeting), outcome=outcome, paragraph=3)
    _, text = decision(application, treatment, DAY)
    assert f", § 3, {words} ansökan" in text
    assert appeal_sentence(outcome, cast.association.court_in_text, None, DAY) in text
    assert ("villkor" in text) is money
    assert ("inte avgjord" in text) is (state == "postponed")


def sign(cast, application, who: str, party: str) -> None:
    with at(DAY):
        sign_application(
            actor=cast.actor(who),
            application=application,
            version_number=1,
            organisation_id=cast.organisations[party].pk,
        )


class TestApplications:
    def test_each_partys_signatories_are_asked(self, cast, signing) -> None:
        assert got(Kind.SIGNATURE_REQUESTED) == {"Hedda", "Parvati"}
        letter = Letter.objects.filter(kind=Kind.SIGNATURE_REQUESTED)[0]
        assert letter.path == f"/uppsala/ansokningar/{signing.number}/skriv-under/"
        assert "senast" in letter.text

    def test_when_all_have_signed_the_office_registers_and_the_applicant_learns_the_number(
        self, cast, signing
    ) -> None:
        sign(cast, signing, "owner_signatory", "heby")
        assert got(Kind.APPLICATION_SENT) == set()
        sign(cast, signing, "partner_signatory", "af")
        assert got(Kind.APPLICATION_SENT) == {"Frida", "Ragnhild"}
        with at(DAY):
            signing.refresh_from_db()
            register_application(actor=cast.actor("registrar"), application=signing)
        assert got(Kind.APPLICATION_RECEIVED) == {"Sixten"}
        assert "2024:1" in Letter.objects.get(kind=Kind.APPLICATION_RECEIVED).subject

    def test_the_case_officer_learns_of_assignment_and_withdrawal(self, cast, signing) -> None:
        sign(cast, signing, "owner_signatory", "heby")
        sign(cast, signing, "partner_signatory", "af")
        officer = cast.people["case_officer"]
        with at(DAY):
            signing.refresh_from_db()
            register_application(actor=cast.actor("registrar"), application=signing)
            assign_case_officer(
                actor=cast.actor("director"), application=signing, case_officer=officer
            )
            assert got(Kind.ASSIGNED) == {officer.name.split()[0]}
            remit_letter(cast, signing)
            assert got(Kind.REMITTED) == {officer.name.split()[0]}
            signing.refresh_from_db()
            withdraw_application(actor=cast.actor("applicant"), application=signing)
        assert got(Kind.WITHDRAWN) == {officer.name.split()[0], "Hedda", "Parvati"}

    def test_who_signed_learns_that_it_is_written_off(self, cast, signing) -> None:
        sign(cast, signing, "owner_signatory", "heby")
        with at(DAY):
            signing.refresh_from_db()
            write_off_application(
                actor=cast.actor("registrar"), application=signing, reason="Ska inte sökas"
            )
        assert got(Kind.WRITTEN_OFF) == {"Sixten", "Hedda", "Parvati"}

    def test_who_may_apply_but_has_not_written_it_hears_of_it_when_nobody_else_can(
        self, cast, signing
    ) -> None:
        wrote = RoleAssignment.objects.get(person=cast.people["applicant"])
        give_role(
            actor=cast.actor("registrar"),
            email="sune@exempel.se",
            name="Sune Sjö",
            role=Role.APPLICANT,
            organisation=cast.organisations["heby"],
            title="",
            valid_from=DAY,
        )
        assert [one.name for one in writers(signing, DAY)] == ["Sixten Sand"]
        end_role(actor=cast.actor("registrar"), assignment=wrote, last_day=date(2024, 9, 4))
        assert [one.name for one in writers(signing, DAY)] == ["Sune Sjö"]

    def test_an_application_that_came_in_is_told_to_who_wrote_it(self, cast, signing) -> None:
        for number in range(3):
            give_role(
                actor=cast.actor("registrar"),
                email=f"sune{number}@exempel.se",
                name=f"Sune Sjö{'o' * number}",
                role=Role.APPLICANT,
                organisation=cast.organisations["heby"],
                title="",
                valid_from=DAY,
            )
        sign(cast, signing, "owner_signatory", "heby")
        sign(cast, signing, "partner_signatory", "af")
        with at(DAY):
            signing.refresh_from_db()
            register_application(actor=cast.actor("registrar"), application=signing)
        assert got(Kind.APPLICATION_RECEIVED) == {"Sixten"}

    def test_a_no_goes_to_who_wrote_it_and_to_the_office(self, cast, signing) -> None:
        with at(DAY):
            refuse_signature(
                actor=cast.actor("partner_signatory"),
                application=signing,
                version_number=1,
                organisation_id=cast.organisations["af"].pk,
                reason="Karin Malm är sjuk",
            )
        assert got(Kind.SIGNATURE_REFUSED) == {"Sixten", "Frida", "Ragnhild"}
        for letter in Letter.objects.filter(kind=Kind.SIGNATURE_REFUSED):
            assert "Karin Malm" not in letter.text + letter.subject  # what people write stays in

    def test_taken_back_nobody_is_asked_to_sign_any_more(self, cast, signing) -> None:
        with at(DAY):
            recall_application(actor=cast.actor("applicant"), application=signing)
        assert got(Kind.APPLICATION_RECALLED) == {"Hedda", "Parvati"}
        asked = Letter.objects.filter(kind=Kind.SIGNATURE_REQUESTED)
        assert {letter.state for letter in asked} == {State.STOPPED}

    def test_taken_back_by_the_office_the_applicant_learns_it_too(self, cast, signing) -> None:
        with at(DAY):
            recall_application(
                actor=cast.actor("registrar"), application=signing, reason="Fel budget"
            )
        assert got(Kind.APPLICATION_RECALLED) == {"Hedda", "Parvati", "Sixten"}

    def test_those_who_have_not_signed_are_reminded_once_before_the_last_day(
        self, cast, signing
    ) -> None:
        sign(cast, signing, "owner_signatory", "heby")
        last = signing.last_day
        with at(date.fromordinal(last.toordinal() - 4)):
            assert remind_all() == 0
        with at(date.fromordinal(last.toordinal() - 3)):
            assert remind_all() == 1
            assert remind_all() == 0
        assert got(Kind.SIGNATURE_REMINDER) == {"Parvati"}
        with at(date.fromordinal(last.toordinal() + 1)):
            assert remind_all() == 0


class TestMeetings:
    def test_a_meeting_that_was_called_is_cancelled_by_letter(self, cast) -> None:
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 3)):
            send_summons(actor=cast.actor("registrar"), meeting=meeting)
            deliver_all()
            meeting.refresh_from_db()
            cancel_meeting(actor=cast.actor("registrar"), meeting=meeting, reason="Snöstorm")
            assert len(got(Kind.MEETING_CANCELLED)) == 6
            outgoing = meeting.matter.records.filter(direction="out")
            assert outgoing.count() == 1  # nobody has been told yet
            deliver_all()
        assert [record.subject for record in outgoing.order_by("serial")] == [
            "Kallelse till sammanträde styrelsen 2024-09-12",
            "Inställt: sammanträde styrelsen 2024-09-12",
        ]
        assert "Snöstorm" not in mail.outbox[-1].body  # reasons are read on the page

    def test_a_summons_that_has_not_gone_out_is_stopped(self, cast) -> None:
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 3)):
            meeting = send_summons(actor=cast.actor("registrar"), meeting=meeting)
            cancel_meeting(actor=cast.actor("registrar"), meeting=meeting, reason="Snöstorm")
        assert got(Kind.MEETING_CANCELLED) == set()
        assert {letter.state for letter in Letter.objects.all()} == {State.STOPPED}

    def test_one_that_nobody_heard_of_is_cancelled_in_silence(self, cast) -> None:
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 3)):
            cancel_meeting(actor=cast.actor("registrar"), meeting=meeting, reason="Snöstorm")
        assert not Letter.objects.exists()

    def test_from_the_lock_to_the_notice(self, cast) -> None:
        minutes = story.locked(cast)
        assert got(Kind.MINUTES_TO_SIGN) == {"Ragnhild", "Orvar", "Viola"}
        with story.on(date(2024, 9, 16)):
            sign_and_settle(actor=cast.actor("chair"), minutes=minutes)
        with story.on(date(2024, 9, 24)):
            assert remind_all() == 1
            assert remind_all() == 0
        assert got(Kind.ADJUSTMENT_REMINDER) == {"Ragnhild", "Viola"}
        with story.on(date(2024, 9, 25)):
            for who in ("registrar", "vice_chair"):
                minutes = sign_and_settle(actor=cast.actor(who), minutes=minutes)
        assert len(got(Kind.MINUTES_ADJUSTED)) == 6
        assert got(Kind.NOTICE_TO_POST) == {"Frida", "Ragnhild"}
        with story.on(date(2024, 9, 26)):
            post_notice(actor=story.keeper(cast), minutes=minutes)
        asked = Letter.objects.filter(kind=Kind.NOTICE_TO_POST).order_by("pk").last()
        assert "19 §" in asked.text
        assert asked.path.startswith("/uppsala/anslagstavla/")


class TestOnce:
    def test_the_database_holds_that_an_event_writes_to_a_person_once(self, cast, signing) -> None:
        letter = Letter.objects.filter(kind=Kind.SIGNATURE_REQUESTED)[0]
        letter.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            letter.save(force_insert=True)

    def test_every_verb_that_writes_is_one_that_the_journal_knows(self) -> None:
        assert (set(LETTERS) | set(WELCOMES)) - set(verb_labels()) == set()


class TestWishes:
    def choose(self, cast, who: str, delivery: Delivery) -> None:
        save_preference(actor=cast.actor(who), delivery=delivery)

    def test_a_digest_gathers_what_came_until_the_morning(self, cast, signing) -> None:
        self.choose(cast, "applicant", Delivery.DIGEST)
        sign(cast, signing, "owner_signatory", "heby")
        sign(cast, signing, "partner_signatory", "af")
        with at(DAY, 10):
            register_application(actor=cast.actor("registrar"), application=signing)
            recipients = Letter.objects.filter(person=cast.people["applicant"])
            recipients.update(to_gather=True)
        with at(date(2024, 9, 5), 20):
            assert gather_due() == 0
            deliver_all()
        assert [m for m in mail.outbox if "Sixten" in m.to[0]] == []
        with at(DAY, 11):
            other = write_application(cast, name="Ett till")
            request_signatures(actor=cast.actor("applicant"), application=other)
            refuse_signature(
                actor=cast.actor("owner_signatory"),
                application=other,
                version_number=1,
                organisation_id=cast.organisations["heby"].pk,
                reason="Nej",
            )
        with at(date(2024, 9, 6), 5, 1):  # one minute past seven in Sweden
            assert gather_due() == 1
            assert gather_due() == 0
            deliver_all()
        (sent,) = [m for m in mail.outbox if "Sixten" in m.to[0]]
        assert sent.subject == "2 händelser i Samordningsförbundet Uppsala"
        assert "Vi har tagit emot" in sent.body
        assert "skriver inte under: Ett till" in sent.body
        assert sent.body.count("https://testserver/uppsala/ansokningar/") == 2
        assert Letter.objects.filter(state=State.GATHERED).count() == 2

    def test_alone_it_comes_as_it_is(self, cast, signing) -> None:
        self.choose(cast, "applicant", Delivery.DIGEST)
        sign(cast, signing, "owner_signatory", "heby")
        sign(cast, signing, "partner_signatory", "af")
        with at(DAY, 10):
            register_application(actor=cast.actor("registrar"), application=signing)
        with at(date(2024, 9, 6), 6):
            assert gather_due() == 0
            deliver_all()
        (sent,) = [m for m in mail.outbox if "Sixten" in m.to[0]]
        assert "Vi har tagit emot" in sent.subject

    def test_none_is_none_and_the_office_sees_why(self, cast, signing) -> None:
        self.choose(cast, "applicant", Delivery.NONE)
        sign(cast, signing, "owner_signatory", "heby")
        sign(cast, signing, "partner_signatory", "af")
        with at(DAY, 10):
            register_application(actor=cast.actor("registrar"), application=signing)
        letter = Letter.objects.get(kind=Kind.APPLICATION_RECEIVED)
        assert (letter.state, letter.reason) == (
            State.STOPPED,
            "Mottagaren har valt att inte få sådana brev.",
        )

    @pytest.mark.parametrize("delivery", [Delivery.NONE, Delivery.DIGEST])
    def test_what_the_law_needs_comes_at_once_all_the_same(self, cast, delivery) -> None:
        for who in ("member", "chair"):
            self.choose(cast, who, delivery)
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 3)):
            send_summons(actor=cast.actor("registrar"), meeting=meeting)
            deliver_all()
        assert len(mail.outbox) == 6


class TestTheOffice:
    @pytest.fixture
    def bounced(self, cast, signing) -> Letter:
        letter = Letter.objects.filter(name__startswith="Parvati").get()
        Letter.objects.filter(pk=letter.pk).update(
            state=State.BOUNCED, next_try_at=None, reason="550", attempts=1
        )
        deliver_all()
        letter.refresh_from_db()
        return letter

    def test_idag_tells_of_what_did_not_arrive(self, cast, bounced) -> None:
        (task,) = letter_tasks(cast.actor("registrar"), DAY)
        assert task.thing == "Ett brev som inte kom fram" and task.due is None
        assert task.is_stopped
        assert task.why.startswith("Till Parvati Palm. ")
        assert task.url == "/uppsala/brev/?lage=kom-inte-fram"
        assert list(letter_tasks(cast.actor("case_officer"), DAY)) == []

    def test_it_is_sent_again_to_the_address_of_today(self, cast, bounced) -> None:
        person = cast.people["partner_signatory"]
        person.email = "ny.adress@af.exempel.se"
        person.save()
        again = send_again(actor=cast.actor("registrar"), letter=bounced)
        assert (again.state, again.address) == (State.WAITING, "ny.adress@af.exempel.se")
        assert again.message_id != bounced.message_id
        assert list(letter_tasks(cast.actor("registrar"), DAY)) == []
        with pytest.raises(NotSendable, match="redan på väg"):
            send_again(actor=cast.actor("registrar"), letter=bounced)
        with pytest.raises(Refused):
            send_again(actor=cast.actor("economist"), letter=bounced)

    def test_it_is_handed_over_some_other_way(self, cast, bounced) -> None:
        with pytest.raises(NotSendable, match="Skriv hur"):
            hand_letter_over(actor=cast.actor("registrar"), letter=bounced, how=" ")
        letter = hand_letter_over(actor=cast.actor("registrar"), letter=bounced, how="Per telefon")
        assert (letter.state, letter.reason) == (State.HANDED, "Per telefon")
        assert list(letter_tasks(cast.actor("registrar"), DAY)) == []

    @pytest.mark.parametrize("page", ["", "?lage=kom-inte-fram", "?q=palm", "mina-val/"])
    def test_few_queries_whatever_the_number_of_letters(
        self, cast, bounced, client, page, django_assert_num_queries, django_assert_max_num_queries
    ) -> None:
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        with django_assert_max_num_queries(12) as few:
            client.get(f"/uppsala/brev/{page}")
        for number in range(60):
            bounced.pk, bounced.event = None, None
            bounced.message_id = f"<{number}@exempel.se>"
            bounced.save(force_insert=True)
        with django_assert_num_queries(len(few)):
            client.get(f"/uppsala/brev/{page}")

    def test_the_pages(self, cast, bounced, client) -> None:
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        lost = client.get("/uppsala/brev/?lage=kom-inte-fram").content.decode()
        assert "Parvati Palm" in lost
        assert "Hedda Hav" not in lost
        found = client.get("/uppsala/brev/?q=hedda").content.decode()
        assert "Hedda Hav" in found
        assert "Parvati Palm" not in found
        here = f"/uppsala/brev/{bounced.pk}/"
        assert "Skicka igen" in client.get(here).content.decode()
        assert client.post(f"{here}skicka-igen/").status_code == 302
        assert "är redan på väg" in client.post(f"{here}skicka-igen/", follow=True).content.decode()
        said = client.post("/uppsala/brev/mina-val/", {"delivery": "ibland"}).content.decode()
        assert "Välj ett av sätten." in said
        assert client.post("/uppsala/brev/mina-val/", {"delivery": "none"}).status_code == 302
