"""Nobody in the office comes into somebody else's account unseen, nor keeps an alarm from whom it
is meant for."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from samordna.letters.addresses import correct_address
from samordna.letters.invitations import invite, print_invitation
from samordna.letters.links import invitation_path
from samordna.letters.models import Letter
from samordna.letters.rules import ALARMS, TO_THE_ACCOUNT, TO_THE_OLD_ADDRESS, Kind, State
from samordna.letters.services import NotSendable, hand_letter_over, send_again
from samordna.letters.tests.given import a_seat
from samordna.parties.access import Refused
from samordna.parties.models import Contact, Person, Role
from samordna.parties.queries import account_said
from samordna.parties.services.people import edit_contact
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import FROM, Cast, make_cast

pytestmark = pytest.mark.django_db

PASSWORD = "Tallbarr 2024 i skogen"
MINE, OLD = "min.egen@exempel.se", "nils@exempel.se"


@pytest.fixture
def cast():
    cache.clear()
    made = make_cast()
    with scope(association=made.association):
        yield made


def add(cast: Cast, role: str = Role.ECONOMIST) -> Person:
    party = cast.organisations["heby"] if role == Role.SIGNATORY else None
    return give_role(
        actor=cast.actor("director"),
        email=OLD,
        name="Nils Nyström",
        role=role,
        organisation=party,
        title="",
        valid_from=FROM,
    ).person


def seat(cast: Cast) -> Person:
    return a_seat(cast, OLD).person


def contact_of(person: Person) -> Contact:
    return Contact.objects.select_related("person", "association").get(person=person)


def move_letters(cast: Cast, who: str, email: str) -> Contact:
    contact = contact_of(cast.people[who])
    return edit_contact(
        actor=cast.actor("registrar"), contact=contact, name=contact.name, email=email, phone=""
    )


class TestTheAddressToSignInWith:
    @pytest.mark.parametrize("made", [seat, lambda cast: add(cast, Role.SIGNATORY)])
    def test_of_who_has_a_seat_or_signs_only_the_director_changes_it(self, cast, made, client):
        person = made(cast)
        with pytest.raises(Refused, match="Bara förbundschefen"):
            correct_address(actor=cast.actor("registrar"), contact=contact_of(person), email=MINE)
        client.force_login(cast.people["registrar"])
        contact = contact_of(person)
        url = f"/uppsala/brev/bjud-in/{contact.pk}/adress/"
        assert "Be förbundschefen" in client.get(url).content.decode()
        client.post(url, {"email": MINE})
        assert contact_of(person).person.email == OLD
        correct_address(actor=cast.actor("director"), contact=contact, email=MINE)
        contact.refresh_from_db()
        assert contact.person.email == MINE

    def test_the_old_address_and_the_director_are_told(self, cast):
        contact = contact_of(add(cast))
        correct_address(actor=cast.actor("registrar"), contact=contact, email=MINE)
        told = Letter.objects.get(kind=Kind.ADDRESS_CHANGED)
        assert (told.address, told.state) == (OLD, State.WAITING)
        assert "Ragnhild Rask har ändrat adressen" in told.text
        director = Letter.objects.get(kind=Kind.ADDRESS_CHANGED_BY)
        assert director.address == cast.people["director"].email
        # A second change does not take the first letter along, nor does sending it again.
        correct_address(actor=cast.actor("registrar"), contact=contact, email="tva@exempel.se")
        told.refresh_from_db()
        assert told.address == OLD
        Letter.objects.filter(pk=told.pk).update(state=State.FAILED, next_try_at=None)
        assert send_again(actor=cast.actor("registrar"), letter=told).address == OLD

    def test_a_link_to_an_address_that_the_office_put_there_confirms_nothing(self, cast):
        contact = contact_of(add(cast))
        correct_address(actor=cast.actor("registrar"), contact=contact, email=MINE)
        contact.refresh_from_db()
        person = contact.person
        invitation = invite(actor=cast.actor("registrar"), person=person)
        Client().post(invitation_path(invitation), {"password1": PASSWORD, "password2": PASSWORD})
        person.refresh_from_db()
        assert person.has_account
        assert person.address_confirmed_at is None
        said = account_said(contact_of(person))
        assert "bekräftad" not in said
        assert "ett kansli satte" in said

    def test_a_link_to_the_first_address_confirms_it(self, cast):
        person = add(cast)
        invitation = Letter.objects.get(person=person).invitation
        Client().post(invitation_path(invitation), {"password1": PASSWORD, "password2": PASSWORD})
        assert "adressen bekräftad" in account_said(contact_of(person))


class TestAlarms:
    def test_they_go_to_the_accounts_address_whatever_address_letters_have(self, cast):
        move_letters(cast, "director", MINE)
        print_invitation(actor=cast.actor("registrar"), person=add(cast))
        alarm = Letter.objects.get(kind=Kind.INVITATION_PRINTED)
        assert alarm.address == cast.people["director"].email

    def test_each_kind_of_them_has_an_address_that_no_office_chooses(self):
        assert ALARMS <= TO_THE_ACCOUNT | TO_THE_OLD_ADDRESS
        assert all(Kind(kind).is_required for kind in ALARMS)

    def test_whoever_caused_one_does_not_say_that_it_has_been_told(self, cast, client):
        print_invitation(actor=cast.actor("registrar"), person=add(cast))
        alarm = Letter.objects.get(kind=Kind.INVITATION_PRINTED)
        with pytest.raises(NotSendable, match="något som du har gjort"):
            hand_letter_over(actor=cast.actor("registrar"), letter=alarm, how="muntligen")
        client.force_login(cast.people["registrar"])
        page = client.get(f"/uppsala/brev/{alarm.pk}/").content.decode()
        assert "annat sätt</a>" not in page
        hand_letter_over(actor=cast.actor("director"), letter=alarm, how="läst")


class TestNamesAndLetterAddresses:
    def test_another_address_for_letters_is_told_to_the_one_before_and_to_the_account(self, cast):
        move_letters(cast, "chair", "forsta@exempel.se")
        told = Letter.objects.get(kind=Kind.DETAILS_CHANGED)
        assert told.address == cast.people["chair"].email
        move_letters(cast, "chair", MINE)
        assert Letter.objects.get(kind=Kind.LETTERS_MOVED).address == "forsta@exempel.se"
        assert Letter.objects.filter(kind=Kind.DETAILS_CHANGED).count() == 2
        assert not Letter.objects.filter(address=MINE).exists()

    def test_another_name_is_told_also_when_a_list_brings_it(self, cast):
        give_role(
            actor=cast.actor("registrar"),
            email=cast.people["chair"].email,
            name="Orvar Nyman",
            role=Role.AUDITOR,
            organisation=None,
            title="",
            valid_from=FROM,
            naming="rename",
        )
        told = Letter.objects.get(kind=Kind.DETAILS_CHANGED)
        assert "ditt namn till Orvar Nyman" in told.text
        assert told.address == cast.people["chair"].email

    def test_a_telephone_number_is_told_to_nobody(self, cast):
        contact = contact_of(cast.people["chair"])
        edit_contact(
            actor=cast.actor("registrar"),
            contact=contact,
            name=contact.name,
            email="",
            phone="018-10 00 00",
        )
        assert not Letter.objects.exists()
