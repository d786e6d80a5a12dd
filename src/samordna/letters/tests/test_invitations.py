"""Invitations: the letter, the link that works once and for a week, and the way to a new one."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters import delivery
from samordna.letters.invitations import (
    InvitationClosed,
    NotInvited,
    accept_invitation,
    invite,
    print_invitation,
)
from samordna.letters.links import invitation_path
from samordna.letters.models import Invitation, Letter
from samordna.letters.rules import Kind, State
from samordna.parties.access import Refused
from samordna.parties.actors import load_actor
from samordna.parties.models import Association, Contact, Person, Role, RoleAssignment
from samordna.parties.queries import account_said, associations_of
from samordna.parties.services.mandates import give_mandate
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import FROM, Cast, make_cast, make_stranger
from samordna.signin.password_link import password_link

pytestmark = pytest.mark.django_db

PASSWORD = "Tallbarr 2024 i skogen"


@pytest.fixture
def cast():
    cache.clear()
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def add(cast: Cast, name: str = "Nils Nyström", role: str = Role.CASE_OFFICER) -> Person:
    """The director adds somebody."""
    return give_role(
        actor=cast.actor("director"),
        email="ny@uppsala.exempel.se",
        name=name,
        role=role,
        organisation=None,
        title="",
        valid_from=date(2024, 1, 1),
    ).person


def path_in(letter: Letter) -> str:
    return invitation_path(letter.invitation)


def later(**much: int):
    """The product's clock stands some time ahead."""
    moment = clock.now() + timedelta(**much)
    return patch.object(clock, "_clock", lambda _path: lambda: moment)


class TestTheLetter:
    def test_whoever_is_added_gets_one_that_goes_out(self, cast) -> None:
        person = add(cast)
        letter = Letter.objects.get(person=person)
        assert (letter.kind, letter.state) == (Kind.INVITATION, State.WAITING)
        delivery.deliver_due()
        (sent,) = mail.outbox
        assert sent.to == ['"Nils Nyström" <ny@uppsala.exempel.se>'] or "ny@uppsala" in sent.to[0]
        assert sent.subject == "Inbjudan till Samordningsförbundet Uppsala"
        assert "verksamhetsutvecklare" in sent.body
        assert f"https://testserver{path_in(letter)}" in sent.body
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (State.SENT, 1)

    def test_one_invitation_though_one_is_added_twice(self, cast) -> None:
        add(cast)
        give_mandate(
            actor=cast.actor("director"),
            body=cast.board,
            email="ny@uppsala.exempel.se",
            name="Nils Nyström",
            organisation=cast.organisations["heby"],
            position="substitute",
            valid_from=date(2024, 1, 1),
            papers_received_on=None,
        )
        assert Letter.objects.count() == 1

    def test_somebody_with_an_account_is_told_and_not_invited(self, cast) -> None:
        cast.people["member"].set_password(PASSWORD)
        cast.people["member"].save()
        give_role(
            actor=cast.actor("director"),
            email="member@uppsala.exempel.se",
            name="Lars Lind",
            role=Role.SIGNATORY,
            organisation=cast.organisations["heby"],
            title="",
            valid_from=date(2024, 1, 1),
        )
        letter = Letter.objects.get()
        assert letter.kind == Kind.ADDED
        assert "firmatecknare för Heby kommun" in letter.text
        assert letter.invitation is None

    def test_two_hundred_people_at_once_get_one_each(self, cast) -> None:
        for number in range(200):
            give_role(
                actor=cast.actor("director"),
                email=f"p{number}@uppsala.exempel.se",
                name=f"Person {number}",
                role=Role.SIGNATORY,
                organisation=cast.organisations["heby"],
                title="",
                valid_from=date(2024, 1, 1),
            )
        while delivery.deliver_due():
            pass
        assert len(mail.outbox) == len({sent.to[0] for sent in mail.outbox}) == 200

    def test_the_letter_page_does_not_show_the_link(self, cast, client) -> None:
        add(cast)
        letter = Letter.objects.get()
        client.force_login(
            cast.people["director"], backend="django.contrib.auth.backends.ModelBackend"
        )
        page = client.get(f"/uppsala/brev/{letter.pk}/").content.decode()
        assert "Länken till att välja lösenord står bara i brevet" in page
        assert path_in(letter) not in page


class TestTheLink:
    def accept(self, client: Client, path: str, password: str = PASSWORD):
        return client.post(path, {"password1": password, "password2": password})

    def test_a_password_is_chosen_and_one_is_in(self, cast, client) -> None:
        person = add(cast)
        path = path_in(Letter.objects.get())
        page = client.get(path)
        assert page.status_code == 200
        assert "Välkommen, Nils Nyström" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        # "no-referrer" would make browsers post "Origin: null", which is refused.
        assert page["Referrer-Policy"] == "same-origin"
        answer = self.accept(client, path)
        assert answer["Location"] == "/konto/saker-inloggning/"
        assert client.get("/uppsala/idag/").status_code == 200
        # A key or a code is added at once: nobody is asked for the password again.
        assert client.get("/konto/saker-inloggning/app/").status_code == 200
        entry = JournalEntry.objects.get(verb="accept_invitation")
        assert (entry.actor_id, entry.actor_name) == (person.pk, "Nils Nyström")

    def test_a_letter_that_still_waits_is_stopped_when_the_link_has_been_used(
        self, cast, client
    ) -> None:
        """The link may come by another way than its letter, as from the command line."""
        add(cast)
        letter = Letter.objects.get()
        letter.state, letter.next_try_at = "waiting", letter.made_at
        letter.save(update_fields=["state", "next_try_at"])
        assert self.accept(client, path_in(letter)).status_code == 302
        letter.refresh_from_db()
        assert (letter.state, letter.reason) == ("stopped", "Inbjudan är använd.")
        mail.outbox.clear()
        delivery.deliver_all()
        assert not any("inbjud" in sent.subject.lower() for sent in mail.outbox)

    def test_to_look_uses_nothing_up(self, cast, client) -> None:
        add(cast)
        path = path_in(Letter.objects.get())
        for _ in range(3):
            assert client.get(path).status_code == 200
        assert self.accept(client, path).status_code == 302

    def test_a_weak_or_mistyped_password_is_said_and_the_link_still_works(
        self, cast, client
    ) -> None:
        add(cast)
        path = path_in(Letter.objects.get())
        assert 'role="alert"' in self.accept(client, path, "kort").content.decode()
        said = client.post(path, {"password1": PASSWORD, "password2": "annat ord 2024"})
        assert 'role="alert"' in said.content.decode()
        assert self.accept(client, path).status_code == 302

    def test_used_twice_also_in_another_browser(self, cast, client) -> None:
        add(cast)
        path = path_in(Letter.objects.get())
        self.accept(client, path)
        for browser in (client, Client()):
            for answer in (browser.get(path), self.accept(browser, path, "Annat ord 2024 här")):
                assert answer.status_code == 410
                assert "Länken har redan använts" in answer.content.decode()
        assert Person.objects.get(name="Nils Nyström").check_password(PASSWORD)

    def test_after_a_week_one_asks_for_a_new_one(self, cast, client) -> None:
        add(cast)
        first = path_in(Letter.objects.get())
        with later(days=7, minutes=1):
            page = client.get(first)
            assert page.status_code == 410
            assert "gällde i 7 dagar" in page.content.decode()
            assert "Be om en ny länk" in page.content.decode()
            assert self.accept(client, first).status_code == 410
            asked = client.post(f"{first}ny/")
            assert "En ny länk är på väg" in asked.content.decode()
            newest = Letter.objects.latest("pk")
            assert newest.address == "ny@uppsala.exempel.se"
            assert "En nyare inbjudan" in client.get(first).content.decode()
            client.post(f"{first}ny/")
            assert Letter.objects.count() == 2  # asked again within minutes: nothing more
            assert self.accept(client, path_in(newest)).status_code == 302

    def test_without_a_mail_server_the_office_sees_who_asked(self, cast, client, settings) -> None:
        settings.SAMORDNA_MAIL_SERVER = False
        add(cast)
        letter = Letter.objects.get()
        assert letter.state == State.STOPPED
        with later(days=8):
            asked = client.post(f"{path_in(letter)}ny/")
            assert "Kansliet har fått din fråga" in asked.content.decode()
        assert Invitation.objects.get().asked_at is not None

    def test_somebody_else_is_signed_in_in_the_browser(self, cast, client) -> None:
        add(cast)
        path = path_in(Letter.objects.get())
        client.force_login(
            cast.people["member"], backend="django.contrib.auth.backends.ModelBackend"
        )
        for answer in (client.get(path), self.accept(client, path)):
            assert "Lars Lind inloggad" in answer.content.decode()
        assert not Person.objects.get(name="Nils Nyström").has_usable_password()

    @pytest.mark.parametrize("cut", ["1", "1.", "x.y", "99999.AAAA"])
    def test_a_link_that_is_cut_off_or_made_up(self, cast, client, cut) -> None:
        answer = client.get(f"/konto/inbjudan/{cut}/")
        assert answer.status_code == 404
        assert "Länken är inte hel" in answer.content.decode()

    def test_a_closed_account_is_not_opened(self, cast, client) -> None:
        add(cast)
        path = path_in(Letter.objects.get())
        Person.objects.update(is_active=False)
        assert self.accept(client, path).status_code == 410


class TestInvitingAgain:
    def test_the_old_link_gives_way_to_the_new_one(self, cast, client) -> None:
        person = add(cast)
        first = path_in(Letter.objects.get())
        invite(actor=cast.actor("registrar"), person=person)
        second = path_in(Letter.objects.latest("pk"))
        assert first != second
        assert client.get(first).status_code == 410
        assert client.get(second).status_code == 200
        assert JournalEntry.objects.filter(verb="invite").count() == 1

    def test_who_has_an_account_is_not_given_another_way_in(self, cast) -> None:
        person = add(cast)
        accept_invitation(invitation=Invitation.objects.get(person=person), password=PASSWORD)
        for asked in (invite, print_invitation):
            with pytest.raises(NotInvited, match="redan ett konto"):
                asked(actor=cast.actor("director"), person=person)

    def test_only_those_who_add_people_invite(self, cast) -> None:
        person = add(cast)
        for name in ("case_officer", "economist", "auditor", "member"):
            with pytest.raises(Refused):
                invite(actor=cast.actor(name), person=person)

    def test_nobody_invites_somebody_who_has_nothing_to_do_here(self, cast) -> None:
        with pytest.raises(NotInvited, match="ingen roll"):
            invite(actor=cast.actor("director"), person=cast.people["outsider"])


class TestOnPaper:
    def test_the_page_shows_a_link_that_works(self, cast, client) -> None:
        person = add(cast)
        client.force_login(
            cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
        )
        contact = Contact.objects.get(person=person)
        page = client.post(f"/uppsala/brev/bjud-in/{contact.pk}/utskrift/")
        path = invitation_path(Invitation.objects.get(replaced_at=None))
        assert f"http://testserver{path}" in page.content.decode().replace("<wbr>", "")
        assert "no-store" in page["Cache-Control"]
        assert JournalEntry.objects.filter(verb="print_invitation").exists()
        assert Client().get(path).status_code == 200

    def test_a_paper_opens_nothing_for_one_who_is_of_another_association_too(self, cast) -> None:
        person = add(cast)
        frank = make_stranger(cast)
        other = frank.role_assignments.model._base_manager.get(person=frank).association
        with scope(association=other):
            RoleAssignment.objects.create(
                association=other, person=person, role=Role.AUDITOR, valid_from=FROM
            )
        printed = print_invitation(actor=cast.actor("director"), person=person)
        with pytest.raises(InvitationClosed, match="Papperet öppnar inget konto"):
            accept_invitation(invitation=printed, password=PASSWORD)
        mailed = invite(actor=cast.actor("director"), person=person)
        assert accept_invitation(invitation=mailed, password=PASSWORD).has_account

    def test_the_administrator_does_not_open_the_directors_account(self, cast) -> None:
        """She would be director: the role is the director's to give."""
        person = add(cast, role=Role.DIRECTOR)
        for asked in (invite, print_invitation):
            with pytest.raises(Refused, match="Bara förbundschefen"):
                asked(actor=cast.actor("registrar"), person=person)
        print_invitation(actor=cast.actor("director"), person=person)

    def test_the_director_and_the_account_itself_are_told(self, cast, client) -> None:
        person = add(cast)
        Contact.objects.filter(person=person).update(email="nagon.annan@exempel.se")
        print_invitation(actor=cast.actor("registrar"), person=person)
        told = Letter.objects.get(kind=Kind.INVITATION_PRINTED)
        assert told.person == cast.people["director"]
        client.post(printed_path(), {"password1": PASSWORD, "password2": PASSWORD})
        assert Letter.objects.get(kind=Kind.OPENED_ON_PAPER).address == person.email
        contact = Contact.objects.select_related("person").get(person=person)
        assert account_said(contact).startswith("Öppnat på papper")


def printed_path() -> str:
    return invitation_path(Invitation.objects.get(is_printed=True, replaced_at=None))


class TestPaperAndAnotherAssociation:
    """What one association has printed lets nobody into another one."""

    @pytest.fixture
    def other(self, cast):
        make_stranger(cast)
        return Association.objects.get(slug="ornskoldsvik")

    def lead(self, cast: Cast, other: Association, valid_from: date = FROM) -> None:
        """The other association makes the same person its director."""
        with scope(association=other):
            give_role(
                actor=load_actor(cast.people["stranger"], other, clock.today()),
                email="ny@uppsala.exempel.se",
                name="Nils Nyström",
                role=Role.DIRECTOR,
                organisation=None,
                title="",
                valid_from=valid_from,
            )

    def test_an_account_on_paper_is_nobody_elsewhere_until_its_address_is_confirmed(
        self, cast, other, client
    ) -> None:
        person = add(cast)
        print_invitation(actor=cast.actor("director"), person=person)
        client.post(printed_path(), {"password1": PASSWORD, "password2": PASSWORD})
        self.lead(cast, other)
        assert client.get("/uppsala/idag/").status_code == 200
        assert client.get("/ornskoldsvik/idag/").status_code == 404
        person.refresh_from_db()
        assert [a.slug for a in associations_of(person, clock.today())] == ["uppsala"]
        assert not load_actor(person, other, clock.today()).roles

        letter = Letter._base_manager.get(association=other, person=person)
        assert (letter.kind, letter.address) == (Kind.INVITATION, person.email)
        own, new = Client(), "Granris 2025 vid bäcken"
        assert "på papper från ett annat förbund" in own.get(path_in(letter)).content.decode()
        own.post(path_in(letter), {"password1": new, "password2": new})
        assert own.get("/ornskoldsvik/idag/").status_code == 200
        # Whoever chose the first password is out, everywhere.
        assert client.get("/uppsala/idag/").status_code == 302
        person.refresh_from_db()
        assert person.check_password(new)
        assert len(associations_of(person, clock.today())) == 2

    def test_keys_that_were_added_before_are_taken_away(self, cast, other, client) -> None:
        person = add(cast)
        print_invitation(actor=cast.actor("director"), person=person)
        client.post(printed_path(), {"password1": PASSWORD, "password2": PASSWORD})
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        self.lead(cast, other)
        letter = Letter._base_manager.get(association=other, person=person)
        Client().post(path_in(letter), {"password1": PASSWORD, "password2": PASSWORD})
        assert not Authenticator.objects.filter(user=person).exists()

    @pytest.mark.parametrize("begins", [FROM, date(2099, 1, 1)])
    def test_a_paper_opens_nothing_once_another_has_added_the_person(
        self, cast, other, client, begins
    ) -> None:
        person = add(cast)
        print_invitation(actor=cast.actor("director"), person=person)
        path = printed_path()
        self.lead(cast, other, begins)
        answer = client.post(path, {"password1": PASSWORD, "password2": PASSWORD})
        assert answer.status_code == 410
        assert not Person.objects.get(pk=person.pk).has_account
        printed = print_invitation(actor=cast.actor("director"), person=person)
        with pytest.raises(InvitationClosed, match="Papperet öppnar inget konto"):
            accept_invitation(invitation=printed, password=PASSWORD)

    def test_it_is_asked_again_under_the_lock(self, cast, other) -> None:
        """A role that has come without a letter, and since the page was opened, counts too."""
        person = add(cast)
        print_invitation(actor=cast.actor("director"), person=person)
        invitation = Invitation.objects.get(is_printed=True)
        with scope(association=other):
            RoleAssignment.objects.create(
                association=other, person=person, role=Role.AUDITOR, valid_from=FROM
            )
        with pytest.raises(InvitationClosed, match="Papperet öppnar inget konto"):
            accept_invitation(invitation=invitation, password=PASSWORD)

    def test_a_forgotten_password_confirms_the_address(self, cast, other, client) -> None:
        person = add(cast)
        print_invitation(actor=cast.actor("director"), person=person)
        client.post(printed_path(), {"password1": PASSWORD, "password2": PASSWORD})
        self.lead(cast, other)
        person.refresh_from_db()
        own = Client()
        page = own.get(password_link(person, "http://testserver"), follow=True)
        new = "Granris 2025 vid bäcken"
        own.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
        person.refresh_from_db()
        assert person.check_password(new)
        assert person.is_trusted_in(other.pk)
