"""Delivery over a real mail server: one that is down, slow, busy, or refuses an address."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.changes import change
from samordna.journal.services import journal
from samordna.letters import delivery, post
from samordna.letters.delivery import ServerDown, deliver_due, deliver_now
from samordna.letters.models import Letter
from samordna.letters.rules import WAITS, Kind, State
from samordna.letters.steps import Draft, hand_over, write_all
from samordna.letters.tests.mail_server import _free_port, mail_server
from samordna.parties.actors import system_actor
from samordna.parties.tests.cast import make_cast

pytestmark = pytest.mark.django_db

BOARD = ("chair", "vice_chair", "member", "member_af", "member_tierp", "substitute")


@pytest.fixture
def cast():
    cast = make_cast()
    cast.association.email = "kansliet@uppsala.exempel.se"
    cast.association.save()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def server(settings):
    with mail_server() as (handler, port):
        use(settings, port)
        yield handler


def use(settings, port: int) -> None:
    settings.SAMORDNA_LETTERS_BACKEND = "samordna.letters.backend.LetterBackend"
    settings.SAMORDNA_ACCOUNT_LETTERS_BACKEND = settings.SAMORDNA_LETTERS_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.6
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "samordna@uppsala.exempel.se"


def write(cast, *names: str, kind: Kind = Kind.MINUTES_TO_SIGN) -> list[Letter]:
    """A letter to each of the named, caused by one entry."""
    actor = system_actor(cast.association)
    with change():
        entry = journal(actor=actor, verb="found_association", subject=cast.association)
    drafts = [
        Draft(
            kind=kind,
            to=cast.people[name],
            subject="Kallelse till styrelsen",
            text="Styrelsen sammanträder den 12 september. Å, ä och ö är med.",
            path="/uppsala/sammantraden/1/",
            link_label="Läs handlingarna",
        )
        for name in names
    ]
    return write_all([(entry, cast.association, drafts)])


def later(**much: float):
    moment = clock.now() + timedelta(**much)
    return patch.object(clock, "_clock", lambda _path: lambda: moment)


def states() -> dict[str, str]:
    return {letter.address.partition("@")[0]: letter.state for letter in Letter.objects.all()}


class TestHandedOver:
    """What is said to have reached its readers some other way, and what already has."""

    def test_only_what_has_not_gone_out(self, cast) -> None:
        letters = write(cast, *BOARD)
        untouched = (State.SENT, State.GATHERED, State.HANDED)
        left = (State.BOUNCED, State.FAILED, State.STOPPED)
        for letter, state in zip(letters, (*untouched, *left), strict=True):
            sent_at = clock.now() if state == State.SENT else None
            Letter.objects.filter(pk=letter.pk).update(
                state=state, sent_at=sent_at, next_try_at=None, to_gather=True
            )
        assert hand_over(Letter.objects.all(), "Med posten 2024-09-04") == 3
        found = [Letter.objects.get(pk=letter.pk) for letter in letters]
        assert [one.state for one in found] == [*untouched, *[State.HANDED] * 3]
        assert [one.reason for one in found] == ["", "", "", *["Med posten 2024-09-04"] * 3]
        assert [one.to_gather for one in found] == [True] * 3 + [False] * 3
        assert all(one.next_try_at is None for one in found[3:])

    def test_the_words_are_cut_to_what_there_is_room_for(self, cast) -> None:
        (letter,) = write(cast, "member")
        assert hand_over(Letter.objects.all(), "x" * 400) == 1  # it waited to be sent
        letter.refresh_from_db()
        assert letter.reason == "x" * 300 and letter.next_try_at is None


class TestALetter:
    def test_what_comes_is_plain_swedish_text_from_the_association(self, cast, server) -> None:
        (letter,) = write(cast, "member")
        deliver_due()
        ((address, message),) = server.received
        assert address == "member@uppsala.exempel.se"
        assert message["From"].addresses[0].display_name == "Samordningsförbundet Uppsala"
        assert message["From"].addresses[0].addr_spec == "samordna@uppsala.exempel.se"
        assert str(message["Reply-To"]) == "kansliet@uppsala.exempel.se"
        assert message["To"].addresses[0].display_name == "Lars Lind"
        assert str(message["Auto-Submitted"]) == "auto-generated"
        assert str(message["Message-ID"]) == letter.message_id
        assert message.get_content_type() == "text/plain"
        said = message.get_content()
        assert said.startswith("Hej Lars Lind!")
        assert "Å, ä och ö är med." in said
        assert "https://testserver/uppsala/sammantraden/1/" in said
        assert "https://testserver/uppsala/brev/mina-val/" in said

    def test_one_connection_serves_many(self, cast, server) -> None:
        write(cast, *BOARD)
        deliver_due()
        assert len(server.received) == len(BOARD)
        assert server.sessions == 1

    def test_a_name_with_a_line_end_adds_no_header(self, cast, server) -> None:
        person = cast.people["member"]
        person.name = "Lars\nBcc: alla@exempel.se"
        person.save()
        write(cast, "member")
        deliver_due()
        ((_, message),) = server.received
        assert message["Bcc"] is None

    def test_an_address_with_a_letter_beyond_ascii(self, cast, server) -> None:
        person = cast.people["member"]
        person.email = "rené@uppsala.exempel.se"
        person.save()
        write(cast, "member", "chair")
        deliver_due()
        assert set(server.addresses) == {"rené@uppsala.exempel.se", "chair@uppsala.exempel.se"}


class TestOnce:
    def test_an_event_causes_one_letter_a_person(self, cast, server) -> None:
        write(cast, "member", "member", "chair")
        assert Letter.objects.count() == 2

    def test_what_was_sent_is_not_sent_again(self, cast, server) -> None:
        letters = write(cast, "member")
        for _ in range(3):
            deliver_due()
            deliver_now([letter.pk for letter in letters])
        assert len(server.received) == 1

    def test_what_somebody_else_has_in_hand_is_left_alone(self, cast, server) -> None:
        (letter,) = write(cast, "member")
        assert delivery._take(letter.pk) is not None
        assert delivery._take(letter.pk) is None
        deliver_due()
        assert server.received == []

    def test_what_was_in_hand_when_its_sender_was_killed_goes_later(self, cast, server) -> None:
        (letter,) = write(cast, "member")
        delivery._take(letter.pk)
        with later(minutes=11):
            deliver_due()
        ((_, message),) = server.received
        assert str(message["Message-ID"]) == letter.message_id


class TestAServerThatIs:
    def test_down(self, cast, settings) -> None:
        use(settings, _free_port())
        write(cast, "member", "chair")
        with pytest.raises(ServerDown, match="går inte att nå"):
            deliver_due()
        tried = Letter.objects.get(attempts=1)
        assert tried.state == State.WAITING
        assert tried.reason == "E-postservern går inte att nå."
        assert tried.next_try_at > clock.now()
        assert Letter.objects.get(attempts=0).state == State.WAITING

    def test_down_and_up_again(self, cast, settings) -> None:
        port = _free_port()
        use(settings, port)
        write(cast, *BOARD)
        with pytest.raises(ServerDown):
            deliver_due()
        with mail_server(port) as (handler, _), later(minutes=2):
            deliver_due()
            assert sorted(handler.addresses) == sorted(f"{n}@uppsala.exempel.se" for n in BOARD)
        assert set(states().values()) == {State.SENT}

    def test_down_for_days_is_said_at_last(self, cast, settings) -> None:
        use(settings, _free_port())
        write(cast, "member")
        for _ in WAITS:
            with later(days=2 * Letter.objects.get().attempts + 1), pytest.raises(ServerDown):
                deliver_due()
        with later(days=30), pytest.raises(ServerDown):
            deliver_due()
        letter = Letter.objects.get()
        assert letter.state == State.FAILED
        assert "Vi har försökt 9 gånger." in letter.reason

    def test_slow(self, cast, server) -> None:
        server.slow["chair@uppsala.exempel.se"] = 1.5
        write(cast, "chair", "member")
        with pytest.raises(ServerDown, match="svarade inte i tid"):
            deliver_due()
        with later(seconds=30):
            deliver_due()  # the others are not held up by the one that waits
        assert states() == {"chair": State.WAITING, "member": State.SENT}

    def test_busy(self, cast, server) -> None:
        server.answers["chair@uppsala.exempel.se"] = "450 4.2.1 Try again later"
        write(cast, "chair", "member")
        deliver_due()
        assert states() == {"chair": State.WAITING, "member": State.SENT}
        assert "ber oss vänta" in Letter.objects.get(state=State.WAITING).reason
        server.answers.clear()
        with later(minutes=2):
            deliver_due()
        assert set(states().values()) == {State.SENT}

    def test_refusing_one_address(self, cast, server) -> None:
        server.answers["chair@uppsala.exempel.se"] = "550 5.1.1 No such user here"
        write(cast, *BOARD)
        deliver_due()
        found = states()
        assert found.pop("chair") == State.BOUNCED
        assert set(found.values()) == {State.SENT}
        letter = Letter.objects.get(state=State.BOUNCED)
        assert letter.next_try_at is None
        assert "550 5.1.1 No such user here" in letter.reason

    def test_refusing_what_it_says(self, cast, server) -> None:
        server.data_answer = "554 5.7.1 Looks like spam"
        write(cast, "chair", "member")
        deliver_due()
        assert set(states().values()) == {State.BOUNCED}


class TestALetterThatCannotBeSent:
    """It is closed with its reason, and the others go on."""

    def test_an_address_that_dns_cannot_hold(self, cast, server) -> None:
        write(cast, *BOARD)
        Letter.objects.filter(person=cast.people["chair"]).update(address=f"chair@{'å' * 60}.se")
        deliver_due()
        found = states()
        assert found.pop("chair") == State.FAILED
        assert set(found.values()) == {State.SENT}
        assert "Rätta den" in Letter.objects.get(state=State.FAILED).reason

    def test_a_fault_that_nobody_has_foreseen(self, cast, server) -> None:
        write(cast, "chair", "member")
        first = Letter.objects.order_by("next_try_at", "pk")[0]
        right = post.message_of

        def wrong(letter: Letter) -> object:
            if letter.pk == first.pk:
                raise RuntimeError("unforeseen")
            return right(letter)

        with patch.object(post, "message_of", wrong):
            deliver_due()
        first.refresh_from_db()
        assert (first.state, first.next_try_at) == (State.FAILED, None)
        assert "RuntimeError" in first.reason
        assert Letter.objects.exclude(pk=first.pk).get().state == State.SENT

    def test_what_has_gone_out_goes_once_though_what_follows_fails(self, cast, server) -> None:
        write(cast, "chair")
        with patch.object(delivery, "letter_sent", side_effect=RuntimeError("unforeseen")):
            deliver_due()
        assert states() == {"chair": State.SENT}
        with later(days=1):
            deliver_due()
        assert len(server.addresses) == 1


class TestWithoutAServer:
    def test_letters_are_written_and_do_not_go_out(self, cast, server, settings) -> None:
        settings.SAMORDNA_MAIL_SERVER = False
        write(cast, "member")
        deliver_due()
        assert server.received == []
        assert Letter.objects.get().state == State.STOPPED
