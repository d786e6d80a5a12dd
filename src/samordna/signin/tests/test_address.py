"""Another address to sign in with: changed by the person, or by whoever runs the installation."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from samordna.cli import main
from samordna.journal.models import JournalEntry
from samordna.letters.delivery import ServerDown, deliver_all
from samordna.letters.invitations import print_invitation
from samordna.letters.models import AccountLetter, Letter
from samordna.letters.rules import Kind
from samordna.letters.tests.mail_server import _free_port, mail_server
from samordna.letters.tests.test_delivery import later, use
from samordna.parties.models import Association, Contact, Person, Role, RoleAssignment
from samordna.parties.tests.cast import FROM, Cast, make_cast

pytestmark = pytest.mark.django_db

PASSWORD = "Tallbarr 2024 i skogen"
OLD, NEW = "economist@uppsala.exempel.se", "ekonom@nydoman.exempel.se"
PAGE = "/konto/byt-adress/"


@pytest.fixture
def cast(settings: Any) -> Cast:
    cache.clear()
    settings.SAMORDNA_MAIL_SERVER = "smtp://mejl.exempel.se"
    made = make_cast()
    with_password(made.people["economist"])
    return made


def with_password(person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()


@pytest.fixture
def inside(cast: Cast) -> Client:
    """Somebody who has just typed the password."""
    client = signed_in(OLD)
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    return client


def signed_in(email: str) -> Client:
    client = Client()
    client.post("/konto/logga-in/", {"login": email, "password": PASSWORD})
    return client


def ask(client: Client, email: str = NEW) -> str:
    """Ask for the link; gives its path, or nothing when none was mailed."""
    mail.outbox.clear()
    client.post(PAGE, {"email": email})
    found = [
        re.search(r"http://testserver(/konto/byt-adress/\S+)", one.body) for one in mail.outbox
    ]
    return next((match[1] for match in found if match), "")


def account(cast: Cast, who: str = "economist") -> Person:
    return Person.objects.get(pk=cast.people[who].pk)


def test_the_link_to_the_new_address_changes_it_and_the_old_one_is_told(
    cast: Cast, inside: Client
) -> None:
    EmailAddress.objects.create(user=cast.people["economist"], email=OLD, verified=True)
    path = ask(inside)
    assert {one.to[0] for one in mail.outbox} == {OLD, NEW}
    assert account(cast).email == OLD
    page = inside.get(path)
    assert NEW in page.content.decode() and "no-store" in page["Cache-Control"]
    assert account(cast).email == OLD, "a GET changes nothing"
    inside.post(path)
    changed = account(cast)
    assert changed.email == NEW and changed.address_confirmed_at
    assert not EmailAddress.objects.filter(user=changed).exists()
    with scope(association=cast.association):
        entry = JournalEntry.objects.get(verb="change_own_address")
        assert (entry.before["email"], entry.after["email"]) == (OLD, NEW)
        assert entry.actor_id == changed.pk
        letter = Letter.objects.get(kind=Kind.ADDRESS_CHANGED)
        assert letter.address == OLD and NEW not in letter.text
    assert signed_in(NEW).get("/uppsala/idag/").status_code == 200
    assert signed_in(OLD).get("/uppsala/idag/").status_code != 200


def test_a_forgotten_password_goes_to_the_new_address_only(cast: Cast, inside: Client) -> None:
    inside.post(ask(inside))
    for address in (OLD, NEW):
        mail.outbox.clear()
        Client().post("/konto/glomt-losenord/", {"email": address})
        links = [one for one in mail.outbox if "/konto/glomt-losenord/" in one.body]
        assert [one.to for one in links] == ([[NEW]] if address == NEW else [])


def test_the_link_works_once_also_when_the_address_has_come_back(
    cast: Cast, inside: Client
) -> None:
    path = ask(inside)
    inside.post(path)
    assert inside.post(path).status_code == 410
    inside.post(ask(inside, OLD))
    assert account(cast).email == OLD
    assert inside.post(path).status_code == 410
    assert account(cast).email == OLD


def test_the_link_works_for_a_day(
    cast: Cast, inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = ask(inside), time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 24 * 3600 + 60)
    assert inside.post(path).status_code == 410
    assert account(cast).email == OLD


def test_a_new_password_stops_a_change_that_is_not_done(cast: Cast, inside: Client) -> None:
    path = ask(inside)
    person = account(cast)
    person.set_password("Granris 2025 i backen")
    person.save()
    inside.force_login(person)
    assert inside.post(path).status_code == 410
    assert account(cast).email == OLD


def test_a_new_password_stops_a_link_that_is_still_on_its_way(
    cast: Cast, inside: Client, settings: Any
) -> None:
    """Or who had got into the account would get in once more, with a link made afterwards."""
    settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False
    inside.post(PAGE, {"email": NEW})
    person = account(cast)
    person.set_password("Granris 2025 i backen")
    person.save()
    deliver_all()
    assert [one.to for one in mail.outbox] == [[OLD]]
    stopped = AccountLetter.objects.get(address=NEW)
    assert (stopped.state, stopped.reason) == (
        "stopped",
        "Kontot har ändrats sedan länken begärdes.",
    )


def test_both_letters_survive_a_server_that_is_down(
    cast: Cast, inside: Client, settings: Any
) -> None:
    settings.SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False
    port = _free_port()
    use(settings, port)
    inside.post(PAGE, {"email": NEW})
    with pytest.raises(ServerDown):
        deliver_all()
    assert not any("/byt-adress/" in letter.text for letter in AccountLetter.objects.all())
    with mail_server(port) as (handler, _), later(minutes=2):
        deliver_all()
    assert set(handler.addresses) == {OLD, NEW}


def test_the_link_of_another_account_does_nothing(cast: Cast, inside: Client) -> None:
    path = ask(inside)
    other = Client()
    other.force_login(cast.people["director"])
    assert other.post(path).status_code == 410
    assert "/konto/logga-in/" in Client().post(path)["Location"]
    assert account(cast).email == OLD
    assert account(cast, "director").email == "director@uppsala.exempel.se"


def test_who_has_not_signed_in_lately_confirms_who_they_are(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people["economist"])
    answer = client.post(PAGE, {"email": NEW})
    assert "/konto/bekrafta/" in answer["Location"]
    assert not mail.outbox
    client.post(answer["Location"], {"password": PASSWORD})  # and what was posted goes on
    assert NEW in {one.to[0] for one in mail.outbox}


def test_the_page_tells_nobody_which_addresses_have_accounts(cast: Cast, inside: Client) -> None:
    free = inside.post(PAGE, {"email": NEW}, follow=True).content.decode()
    taken = "director@uppsala.exempel.se"
    mail.outbox.clear()
    known = inside.post(PAGE, {"email": taken}, follow=True).content.decode()
    sentence = "Vi skickar en länk till {}."
    assert sentence.format(NEW) in free and sentence.format(taken) in known
    said = next(one.body for one in mail.outbox if one.to == [taken])
    assert "redan ett konto" in said and "/byt-adress/" not in said


def test_an_address_taken_since_stays_with_who_has_it(cast: Cast, inside: Client) -> None:
    path = ask(inside)
    Person.objects.create_user(NEW, name="Nina Nyss")
    page = inside.post(path, follow=True).content.decode()
    assert "Någon annan loggar redan in med" in page
    assert account(cast).email == OLD


@pytest.mark.parametrize(
    ("email", "says"),
    [(OLD, "Du loggar redan in med"), ("åsa", "hel e-postadress"), ("", "fyll")],
)
def test_what_cannot_be_used_is_said_beside_the_field(
    cast: Cast, inside: Client, email: str, says: str
) -> None:
    page = inside.post(PAGE, {"email": email}).content.decode()
    assert says.lower() in page.lower()
    assert not mail.outbox


def test_an_account_opened_on_paper_is_confirmed_first(cast: Cast, inside: Client) -> None:
    """Or the office that held the paper would make another association trust its own mailbox."""
    path = ask(inside)
    Person.objects.filter(email=OLD).update(opened_on_paper_in=cast.association)
    assert "Glömt lösenord" in inside.get(PAGE).content.decode()
    assert not ask(inside)
    inside.post(path)
    assert account(cast).email == OLD and not account(cast).address_confirmed_at


def test_without_a_mail_server_the_page_says_what_to_do(
    cast: Cast, inside: Client, settings: Any
) -> None:
    settings.SAMORDNA_MAIL_SERVER = ""
    assert "den som sköter installationen" in inside.get(PAGE).content.decode()
    assert not ask(inside)


class TestTheCommand:
    def test_the_address_is_changed_in_every_association_and_told(
        self, cast: Cast, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = make_cast("gavle").association
        with scope(association=other):
            RoleAssignment.objects.create(
                association=other,
                person=cast.people["economist"],
                role=Role.AUDITOR,
                valid_from=FROM,
            )
            Contact.objects.create(
                association=other, person=cast.people["economist"], name="Ekonomen"
            )
        assert main(["change-address", OLD.upper(), f" {NEW}"]) == 0
        assert NEW in capsys.readouterr().out
        assert account(cast).email == NEW
        for association in (cast.association, other):
            with scope(association=association):
                entry = JournalEntry.objects.get(verb="change_address_for")
                assert entry.actor_name == "Den som sköter installationen"
                assert Letter.objects.get(kind=Kind.ADDRESS_CHANGED).address == OLD
                assert Letter.objects.filter(kind=Kind.ADDRESS_CHANGED_BY).exists()

    def test_it_confirms_nothing(self, cast: Cast) -> None:
        Person.objects.filter(email=OLD).update(opened_on_paper_in=cast.association)
        assert main(["change-address", OLD, NEW]) == 0
        other = Association.objects.create(slug="annat", name="Annat")
        assert not account(cast).is_trusted_in(other.pk)

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ("ingen@exempel.se", NEW, "Ingen har adressen"),
            (OLD, "director@uppsala.exempel.se", "loggar redan in"),
            (OLD, OLD, "har redan adressen"),
            (OLD, "ekonom", "hel e-postadress"),
        ],
    )
    def test_what_cannot_be_done_is_said_and_nothing_is_changed(
        self, cast: Cast, capsys: pytest.CaptureFixture[str], old: str, new: str, says: str
    ) -> None:
        assert main(["change-address", old, new]) == 2
        assert says in capsys.readouterr().err
        assert account(cast).email == OLD

    def test_an_invitation_to_the_old_address_opens_nothing(self, cast: Cast) -> None:
        person = cast.people["registrar"]
        with scope(association=cast.association):
            Contact.objects.filter(person=person).update(came_in_at=None)
            invitation = print_invitation(actor=cast.actor("director"), person=person)
            main(["change-address", person.email, NEW])
            invitation.refresh_from_db()
            assert invitation.replaced_at
