"""A summons counts as sent when it was sent: the state, the register, and who has not got it."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django_scopes import scope

from samordna.flows.letters_today import letter_tasks
from samordna.flows.seats_today import mandate_tasks
from samordna.flows.today import meeting_tasks, tasks_for
from samordna.ground import clock
from samordna.letters.delivery import deliver_due
from samordna.letters.models import Letter
from samordna.letters.post import Bounced, Post
from samordna.letters.rules import Kind
from samordna.letters.rules import State as LetterState
from samordna.letters.services import NotSendable, send_again
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.queries.summons import sending_of
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.summons import record_dispatch, send_summons, send_to_rest
from samordna.meetings.steps import cancel_meeting
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.models import Mandate
from samordna.parties.services.mandates import give_mandate
from samordna.parties.tests.cast import make_cast
from samordna.register.models import Record
from samordna.web.links import link
from samordna.web.shared import Task

pytestmark = pytest.mark.django_db

MADE, SENT = date(2024, 9, 3), date(2024, 9, 4)
#: Five members and one substitute sit on the cast's board.
CALLED = 6


@pytest.fixture
def cast():
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def made(cast) -> Meeting:
    """A meeting whose summons has been made, and not sent."""
    meeting = story.plan(cast)
    with story.on(MADE):
        return send_summons(actor=cast.actor("registrar"), meeting=meeting)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("summons", "matter").get(pk=meeting.pk)


def outgoing(meeting: Meeting) -> list[date]:
    records = Record.objects.filter(matter=meeting.matter, direction=Record.Direction.OUT)
    return list(records.order_by("serial").values_list("dated", flat=True))


def refusing(name: str):
    """The mail server refuses one address."""
    send = Post.send

    def picky(post: Post, letter: Letter) -> None:
        if letter.name == name:
            raise Bounced("Mottagarens e-postserver tar inte emot adressen: 550")
        send(post, letter)

    return patch.object(Post, "send", picky)


class TestALetterThatNoLongerHolds:
    """It is not sent again, and the register says nothing that is not so."""

    def again(self, cast, meeting: Meeting) -> Letter:
        letter = Letter.objects.filter(kind=Kind.SUMMONS).order_by("pk")[0]
        return send_again(actor=cast.actor("registrar"), letter=letter)

    def test_of_a_meeting_that_is_cancelled(self, cast, made) -> None:
        with story.on(MADE):
            cancel_meeting(actor=cast.actor("registrar"), meeting=made, reason="Ej beslutför")
            with pytest.raises(NotSendable, match="inställt"):
                self.again(cast, made)
            # Also one that is sent all the same calls nobody.
            Letter.objects.filter(kind=Kind.SUMMONS).update(
                state=LetterState.WAITING, next_try_at=clock.now()
            )
            deliver_due()
        assert fresh(made).state == Meeting.State.CANCELLED
        assert fresh(made).summoned_on is None
        assert outgoing(made) == []

    def test_of_a_day_that_has_passed(self, cast, made) -> None:
        with story.on(made.held_on + timedelta(days=1)):
            deliver_due()
            with pytest.raises(NotSendable, match="passerat"):
                self.again(cast, made)

    def test_to_somebody_whose_seat_has_ended(self, cast, made) -> None:
        with story.on(MADE):
            deliver_due()
            letter = Letter.objects.filter(kind=Kind.SUMMONS).order_by("pk")[0]
            Mandate.objects.filter(person=letter.person).update(valid_to=MADE)
            with pytest.raises(NotSendable, match="inget uppdrag"):
                self.again(cast, made)

    def test_one_that_still_holds_is_sent(self, cast, made) -> None:
        with story.on(MADE):
            deliver_due()
            assert self.again(cast, made).state == LetterState.WAITING


class TestWhoHasNotGotIt:
    def test_who_is_added_afterwards_is_shown_and_gets_it(self, cast, made, client) -> None:
        with story.on(MADE):
            deliver_due()
            give_mandate(
                actor=cast.actor("director"),
                body=cast.board,
                email="ny@uppsala.exempel.se",
                name="Nils Nyström",
                organisation=cast.organisations["heby"],
                position="substitute",
                valid_from=date(2024, 9, 1),
                papers_received_on=None,
            )
            assert [one.name for one in sending_of(fresh(made)).added] == ["Nils Nyström"]
            client.force_login(
                cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
            )
            here = link("uppsala", "meetings:meeting", number=made.number)
            assert "Har tillkommit sedan kallelsen gjordes" in client.get(here).content.decode()
            client.post(link("uppsala", "meetings:send_rest", number=made.number))
            deliver_due()
            sending = sending_of(fresh(made))
            assert (sending.reached, sending.left, sending.added) == (CALLED + 1, (), ())
            with pytest.raises(NotPossible, match="Alla som ska"):
                send_to_rest(actor=cast.actor("registrar"), meeting=made)

    def test_what_was_written_without_a_mail_server_is_sent_when_there_is_one(
        self, cast, settings, client
    ) -> None:
        settings.SAMORDNA_MAIL_SERVER = False
        meeting = story.plan(cast)
        with story.on(MADE):
            made = send_summons(actor=cast.actor("registrar"), meeting=meeting)
            assert list(letter_tasks(cast.actor("registrar"), MADE)) == []
            settings.SAMORDNA_MAIL_SERVER = True
            (task,) = letter_tasks(cast.actor("registrar"), MADE)
            assert task.thing == f"{CALLED} brev som skrevs utan e-postserver"
            client.force_login(
                cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
            )
            page = client.get(
                link("uppsala", "meetings:meeting", number=made.number)
            ).content.decode()
            assert "Inget brev väntar på att skickas" in page
            assert "Skicka till dem som inte har fått den" in page
            gone = Letter.objects.order_by("pk")[0]
            Mandate.objects.filter(person=gone.person).update(valid_to=MADE)
            assert "aldrig har skickats" in client.get("/uppsala/brev/").content.decode()
            client.post("/uppsala/brev/skicka-osanda/")
            deliver_due()
            gone.refresh_from_db()
            assert gone.state == LetterState.STOPPED
            assert "inget uppdrag" in gone.reason
            assert len(mail.outbox) == CALLED - 1
            assert fresh(made).state == Meeting.State.SUMMONED
            assert list(letter_tasks(cast.actor("registrar"), MADE)) == []

    def test_of_a_meeting_that_is_cancelled_nothing_is_offered(self, cast, settings) -> None:
        settings.SAMORDNA_MAIL_SERVER = False
        meeting = story.plan(cast)
        with story.on(MADE):
            made = send_summons(actor=cast.actor("registrar"), meeting=meeting)
            cancel_meeting(actor=cast.actor("registrar"), meeting=made, reason="Ej beslutför")
            settings.SAMORDNA_MAIL_SERVER = True
            assert list(letter_tasks(cast.actor("registrar"), MADE)) == []

    def test_a_summons_that_did_not_arrive_is_told_by_name_on_the_meetings_day(
        self, cast, made
    ) -> None:
        deliver_due()
        actor = cast.actor("registrar")

        def lost(number: int) -> list[Task]:
            keys = Letter.objects.order_by("name").values_list("pk", flat=True)[:number]
            Letter.objects.filter(pk__in=list(keys)).update(state=LetterState.BOUNCED)
            return [t for t in tasks_for(actor, made.held_on) if "kom inte fram" in t.thing]

        [task] = lost(1)
        first = Letter.objects.order_by("name").first()
        assert (task.thing, task.due) == (
            f"Kallelsen till {first.name} kom inte fram",
            made.held_on,
        )
        assert task.url == f"/uppsala/brev/{first.pk}/"
        assert f"Styrelsen sammanträder {made.held_on}" in task.why
        [many] = lost(4)
        assert (many.thing, many.due) == ("Kallelsen till 4 personer kom inte fram", made.held_on)
        after = letter_tasks(actor, made.held_on + timedelta(days=1))
        assert [(t.thing, t.due) for t in after] == [("4 brev som inte kom fram", None)]

    def test_a_decision_that_lacks_is_wanted_by_the_meeting(self, cast, made) -> None:
        mandate = cast.mandates["member"]
        Mandate.objects.filter(pk=mandate.pk).update(papers_received_on=None)
        actor = cast.actor("registrar")
        [task] = [t for t in mandate_tasks(actor, made.held_on) if "Beslutet om valet" in t.thing]
        assert task.due == made.held_on and f"sammanträder {made.held_on}" in task.why
        Mandate.objects.filter(pk=mandate.pk).update(valid_to=made.held_on - timedelta(days=1))
        earlier = made.held_on - timedelta(days=2)
        [task] = [t for t in mandate_tasks(actor, earlier) if "Beslutet om valet" in t.thing]
        assert task.due is None

    def test_idag_tells_that_no_post_goes(self, cast, made) -> None:
        with story.on(MADE):
            Letter.objects.update(made_at=clock.now(), next_try_at=clock.now())
            assert list(letter_tasks(cast.actor("registrar"), MADE)) == []
            hours = timedelta(hours=2)
            Letter.objects.update(made_at=clock.now() - hours, next_try_at=clock.now() - hours)
            (task,) = letter_tasks(cast.actor("director"), MADE)
            assert task.thing == f"{CALLED} brev som har väntat mer än en timme"
            assert "inte igång" in task.why
            Letter.objects.update(
                attempts=3, reason="E-postservern går inte att nå.", next_try_at=clock.now() + hours
            )
            (task,) = letter_tasks(cast.actor("director"), MADE)
            assert "E-postservern går inte att nå." in task.why


def test_a_summons_to_nobody_is_not_made(cast) -> None:
    meeting = story.plan(cast)
    Mandate.objects.all().update(valid_to=date(2024, 1, 31))
    with story.on(MADE), pytest.raises(NotPossible, match="Ingen har ett uppdrag"):
        send_summons(actor=cast.actor("registrar"), meeting=meeting)
    assert not Letter.objects.exists()


class TestWithAMailServer:
    def test_before_anything_has_gone_out_nobody_is_called(self, cast, made) -> None:
        assert made.state == Meeting.State.SUMMONING
        assert made.get_state_display() == "Kallelsen skickas"
        assert made.summoned_on is None
        assert outgoing(made) == []
        (task,) = meeting_tasks(cast.actor("registrar"), MADE)
        assert (task.verb, task.why) == ("Följ", "Kallelsen skickas: breven ligger i kön")

    def test_members_and_substitutes_each_get_the_summons_with_the_link(self, cast, made) -> None:
        with story.on(SENT):
            deliver_due()
        assert {letter.kind for letter in Letter.objects.all()} == {Kind.SUMMONS}
        assert len(mail.outbox) == CALLED
        (said,) = [m for m in mail.outbox if "Sanna Sten" in m.to[0]]
        assert said.subject == "Kallelse till styrelsen 12 september 2024"
        assert "kl. 09.00–12.00" in said.body
        assert f"/uppsala/sammantraden/{made.number}/" in said.body
        assert "kansliet@forbundet.exempel.se" in said.body

    def test_the_day_it_went_out_is_the_day_in_the_register(self, cast, made) -> None:
        with story.on(SENT):
            deliver_due()
        meeting = fresh(made)
        assert meeting.state == Meeting.State.SUMMONED
        assert (meeting.summoned_on, meeting.summoned_by) == (SENT, Dispatch.LETTERS)
        assert outgoing(meeting) == [SENT]
        assert meeting.summons.record.dated == SENT
        assert sending_of(meeting).reached == CALLED

    def test_the_page_says_who_has_not_got_it(self, cast, made, client) -> None:
        with refusing("Lars Lind"), story.on(SENT):
            deliver_due()
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        with story.on(SENT):
            page = client.get(f"/uppsala/sammantraden/{made.number}/").content.decode()
        assert "till 5 av 6" in page
        assert "Har inte fått kallelsen (1)" in page
        assert "Lars Lind</a>: studsade" in page
        assert fresh(made).state == Meeting.State.SUMMONED

    def test_made_again_it_goes_out_again_and_what_waited_of_the_first_does_not(
        self, cast, made
    ) -> None:
        with story.on(SENT):
            add_item(actor=cast.actor("registrar"), meeting=made, details={"heading": "Extra"})
            again = send_summons(actor=cast.actor("registrar"), meeting=fresh(made))
            deliver_due()
        assert {m.subject for m in mail.outbox} == {"Ny kallelse till styrelsen 12 september 2024"}
        stopped = Letter.objects.filter(state=LetterState.STOPPED)
        assert {letter.kind for letter in stopped} == {Kind.SUMMONS}
        assert outgoing(again) == [SENT]
        assert sending_of(fresh(again)).all == CALLED

    def test_sent_twice_each_version_stands_in_the_register(self, cast, made) -> None:
        with story.on(SENT):
            deliver_due()
            send_summons(actor=cast.actor("registrar"), meeting=fresh(made))
            assert fresh(made).state == Meeting.State.SUMMONING
            assert fresh(made).summoned_on == SENT  # they were called to what the first one says
            deliver_due()
        assert outgoing(made) == [SENT, SENT]
        assert fresh(made).state == Meeting.State.SUMMONED


class TestSentByTheOffice:
    def sent(self, cast, meeting: Meeting, day: date = SENT, how: Dispatch = Dispatch.POST):
        return record_dispatch(actor=cast.actor("registrar"), meeting=meeting, how=how, sent_on=day)

    @pytest.fixture(autouse=True)
    def no_server(self, settings) -> None:
        settings.SAMORDNA_MAIL_SERVER = False

    def test_the_office_says_how_and_when(self, cast, made) -> None:
        with story.on(date(2024, 9, 5)):
            meeting = self.sent(cast, made)
        assert meeting.state == Meeting.State.SUMMONED
        assert (meeting.summoned_on, meeting.get_summoned_by_display()) == (SENT, "Med posten")
        assert outgoing(meeting) == [SENT]
        letters = Letter.objects.all()
        assert {letter.state for letter in letters} == {LetterState.HANDED}
        assert letters[0].reason == "Med posten 2024-09-04"
        assert sending_of(meeting).left == ()

    @pytest.mark.parametrize("day", [date(2024, 9, 2), date(2024, 9, 6)])
    def test_not_before_it_was_made_nor_in_the_future(self, cast, made, day) -> None:
        with story.on(date(2024, 9, 5)), pytest.raises(NotPossible, match="2024-09-03"):
            self.sent(cast, made, day)
        assert outgoing(made) == []

    def test_on_the_day_it_was_made_which_is_today(self, cast, made) -> None:
        with story.on(MADE):
            assert self.sent(cast, made, MADE).summoned_on == MADE
        assert outgoing(made) == [MADE]

    def test_once(self, cast, made) -> None:
        with story.on(SENT):
            self.sent(cast, made)
            with pytest.raises(NotPossible, match="ingen kallelse som väntar"):
                self.sent(cast, made)

    def test_only_those_who_keep_the_meeting(self, cast, made) -> None:
        for name in ("case_officer", "chair", "auditor"):
            with pytest.raises(Refused):
                record_dispatch(
                    actor=cast.actor(name), meeting=made, how=Dispatch.HAND, sent_on=SENT
                )

    def test_on_the_page(self, cast, made, client) -> None:
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        here = f"/uppsala/sammantraden/{made.number}/"
        with story.on(SENT):
            assert "Kallelsen har inte gått ut" in client.get(here).content.decode()
            wrong = client.post(f"{here}kallelse/skickad/", {"how": "", "sent_on": "2024-02-31"})
            assert wrong.content.decode().count("field-errors") >= 2
            sent = {"how": "hand", "sent_on": "2024-09-04"}
            assert client.post(f"{here}kallelse/skickad/", sent).status_code == 302
            page = client.get(here).content.decode()
            again = client.get(f"{here}kallelse/skickad/", follow=True).content.decode()
        assert "ingen kallelse som väntar" in again
        assert "Lämnad för hand" in page
        assert "Kallelsen har inte gått ut" not in page
