"""A mistyped address is corrected until the person has come in the first time.

What the office is answered is the same whatever the address is elsewhere in the installation.
"""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters.addresses import NotCorrected, correct_address
from samordna.letters.invitations import accept_invitation, invite, print_invitation, why_closed
from samordna.letters.links import invitation_path
from samordna.letters.models import Invitation, Letter
from samordna.letters.rules import Kind
from samordna.letters.tests.given import a_seat
from samordna.parties.access import Refused
from samordna.parties.models import Contact, Mandate, Person, Role, RoleAssignment
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import FROM, Cast, make_cast
from samordna.web.tests.drawn import send

PASSWORD = "Tallbarr 2024 i skogen"
FIRST, ASKED = "nills@exempel.se", "fragad@exempel.se"
#: What an address may be in another association of the installation.
ELSEWHERE = ("unknown", "invited", "account", "on paper", "closed")


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def other(cast):
    return make_cast("gavle")


def add(cast: Cast, email: str = FIRST, name: str = "Nils Nyström") -> Contact:
    given = give_role(
        actor=cast.actor("director"),
        email=email,
        name=name,
        role=Role.ECONOMIST,
        organisation=None,
        title="",
        valid_from=FROM,
    )
    return Contact.objects.select_related("person").get(person=given.person)


def live_elsewhere(other: Cast, kind: str, email: str = ASKED, name: str = "Nils Nyström") -> None:
    """The other association knows the address, in one of the ways of ELSEWHERE."""
    if kind == "unknown":
        return
    with scope(association=other.association):
        person = add(other, email, name).person
        if kind == "on paper":
            print_invitation(actor=other.actor("director"), person=person)
        if kind in ("account", "on paper", "closed"):
            accept_invitation(
                invitation=Invitation.objects.get(person=person, replaced_at=None),
                password=PASSWORD,
            )
    Person.objects.filter(email=email).update(is_active=kind != "closed")


def seen(answer) -> str:
    """What somebody reads and where the links lead, without what is new for each page."""
    page = answer.content.decode().replace("<wbr>", "")  # long links are divided
    page = re.sub(r"""<input type="hidden"[^>]*>|hx-headers='[^']*'""", "", page)
    # Rows have one series of numbers for all associations, and links of invitations are signed.
    page = re.sub(r"/\d+/|person=\d+|<code>[^<]*</code>", "N", page)
    page = re.sub(r"/konto/inbjudan/[^/]+/", "LINK", page)
    return re.sub(r"\s+", " ", page.replace(ASKED, "ADDRESS"))


def alike(pages: dict[str, list[str]]) -> None:
    for kind, read in pages.items():
        for one, unknown in zip(read, pages["unknown"], strict=True):
            assert one.split("> ") == unknown.split("> "), kind


def read_all(client, contact: Contact) -> list[str]:
    """Every page where the office meets somebody who has not come in."""
    letters = Letter.objects.order_by("pk").values_list("pk", flat=True)
    return [
        seen(client.get(f"/uppsala/{path}", follow=True))
        for path in (
            f"personer/{contact.pk}/",
            f"personer/{contact.pk}/andra/",
            "personer/",
            "personer/?q=nils",
            "idag/",
            "kom-igang/",
            "journal/",
            "brev/",
            "brev/inbjudningar/",
            f"brev/bjud-in/{contact.pk}/",
            f"brev/bjud-in/{contact.pk}/adress/",
            *(f"brev/{pk}/" for pk in letters),
        )
    ]


@pytest.fixture
def still():
    """The clock stands, so that pages read at different moments can be compared."""
    moment = clock.now() + timedelta(seconds=1)
    with patch.object(clock, "_clock", lambda _path: lambda: moment):
        yield


class Undone(Exception):
    """What was tried is taken back."""


def in_each_case(other: Cast, tried) -> dict[str, list[str]]:
    """What ``tried`` reads for an address of each kind, each time from the same beginning."""
    found = {}
    for kind in ELSEWHERE:
        try:
            with transaction.atomic():
                live_elsewhere(other, kind)
                found[kind] = tried()
                raise Undone
        except Undone:
            Contact.objects.all()
    return found


class TestTheOfficeIsAnsweredTheSame:
    @pytest.fixture(autouse=True)
    def _office(self, cast, other, still, client, settings):
        settings.SAMORDNA_MAIL_SERVER = "smtp://exempel.se"
        client.force_login(cast.people["registrar"])
        client.get("/uppsala/idag/")

    def test_about_somebody_who_is_added(self, cast, other, client):
        def tried():
            return read_all(client, add(cast, ASKED))

        alike(in_each_case(other, tried))

    def test_when_an_address_is_corrected_to_one(self, cast, other, client):
        contact = add(cast)

        def tried():
            url = f"/uppsala/brev/bjud-in/{contact.pk}/adress/"
            answer = send(client, url, email=ASKED)
            assert answer.status_code == 302
            contact.refresh_from_db()
            return [seen(client.get(answer["Location"])), *read_all(client, contact)]

        alike(in_each_case(other, tried))

    def test_when_the_address_that_is_corrected_is_one(self, cast, other, client):
        def tried():
            contact = add(cast, ASKED)
            url = f"/uppsala/brev/bjud-in/{contact.pk}/adress/"
            answer = send(client, url, email="ny@exempel.se")
            assert answer.status_code == 302
            return [seen(client.get(answer["Location"])), *read_all(client, contact)]

        alike(in_each_case(other, tried))

    @pytest.mark.parametrize("way", ["", "utskrift/"])
    def test_when_somebody_is_invited_again(self, cast, other, client, way):
        def tried():
            contact = add(cast, ASKED)
            answer = client.post(f"/uppsala/brev/bjud-in/{contact.pk}/{way}", follow=True)
            assert answer.status_code == 200
            return [seen(answer), *read_all(client, contact)]

        alike(in_each_case(other, tried))

    def test_when_all_are_printed(self, cast, other, client):
        def tried():
            add(cast, ASKED)
            answer = client.post("/uppsala/brev/inbjudningar/utskrift/")
            return [seen(answer)]

        alike(in_each_case(other, tried))


def test_the_address_is_corrected_and_the_old_invitation_closed(cast):
    actor, contact = cast.actor("registrar"), add(cast)
    invitation = invite(actor=actor, person=contact.person)
    corrected = correct_address(actor=actor, contact=contact, email=" Nils@Exempel.se")
    invitation.refresh_from_db()
    assert corrected.person.email == "nils@exempel.se"
    assert why_closed(invitation)
    assert JournalEntry.objects.filter(verb="correct_address").count() == 1
    assert not invite(actor=actor, person=corrected.person).replaced_at
    assert not Person.objects.filter(email=FIRST).exists()


def test_an_address_with_an_account_elsewhere_is_that_accounts_own(cast, other):
    """It is neither opened nor changed; whoever has it is invited, signs in and is in."""
    live_elsewhere(other, "account")
    before = Person.objects.filter(email=ASKED).values().get()
    contact = add(cast)
    a_seat(cast, FIRST)
    corrected = correct_address(actor=cast.actor("director"), contact=contact, email=ASKED)
    assert Person.objects.filter(email=ASKED).values().get() == before
    assert corrected.pk == contact.pk and corrected.person_id == before["id"]
    assert RoleAssignment.objects.get(person=before["id"]).role == Role.ECONOMIST
    assert Mandate.objects.get(person=before["id"]).name == "Nils Nyström"
    assert not Person.objects.filter(email=FIRST).exists()
    invitation = invite(actor=cast.actor("registrar"), person=corrected.person)
    assert Letter.objects.get(invitation=invitation).address == ASKED

    browser, path = Client(), invitation_path(invitation)
    told = browser.get(path)
    assert told.status_code == 410 and "Du har redan ett konto" in told.content.decode()
    browser.post(path, {"password1": "Granris 2025 vid bäcken", "password2": "Granris 2025 vid"})
    person = Person.objects.get(email=ASKED)
    assert person.check_password(PASSWORD)
    browser.force_login(person)
    assert browser.get("/uppsala/idag/").status_code == 200
    assert browser.get("/gavle/idag/").status_code == 200
    contact.refresh_from_db()
    assert contact.came_in_at is not None
    assert Contact._base_manager.get(person=person, association=other.association).name


@pytest.mark.parametrize("kind", ["invited", "account"])
def test_the_account_at_the_wrong_address_stays_with_its_owner(cast, other, kind):
    live_elsewhere(other, kind)
    contact = add(cast, ASKED)
    before = Person.objects.filter(email=ASKED).values().get()
    corrected = correct_address(actor=cast.actor("registrar"), contact=contact, email=FIRST)
    assert Person.objects.filter(email=ASKED).values().get() == before
    assert corrected.person_id != before["id"]
    assert not RoleAssignment.objects.filter(person=before["id"]).exists()
    theirs = RoleAssignment._base_manager.get(person=before["id"])
    assert theirs.association_id == other.association.pk
    told = Letter.objects.get(kind=Kind.ADDRESS_CHANGED)
    assert told.address == ASKED


def test_it_is_refused_for_what_the_association_itself_knows(cast):
    contact, actor = add(cast), cast.actor("registrar")
    with pytest.raises(NotCorrected, match="Här loggar Orvar Orre redan in"):
        correct_address(actor=actor, contact=contact, email=cast.people["chair"].email)
    accept_invitation(invitation=Invitation.objects.get(person=contact.person), password=PASSWORD)
    contact.refresh_from_db()
    with pytest.raises(NotCorrected, match="har ett konto"):
        correct_address(actor=actor, contact=contact, email="ny@exempel.se")


def test_others_than_those_who_invite_may_not(cast):
    with pytest.raises(Refused):
        correct_address(actor=cast.actor("economist"), contact=add(cast), email="ny@exempel.se")


def test_the_page_corrects_it_and_is_reached_from_the_person(cast, client):
    contact = add(cast)
    client.force_login(cast.people["registrar"])
    person = client.get(f"/uppsala/personer/{contact.pk}/").content.decode()
    assert f"/uppsala/personer/{contact.pk}/andra/" in person
    page = client.get(f"/uppsala/personer/{contact.pk}/andra/").content.decode()
    url = f"/uppsala/brev/bjud-in/{contact.pk}/adress/"
    assert url in page
    assert "redan in" in send(client, url, email=cast.people["chair"].email).content.decode()
    assert send(client, url, email="nils@exempel.se").status_code == 302
    assert "nils@exempel.se" in client.get(f"/uppsala/personer/{contact.pk}/").content.decode()
    assert "Rätta adressen" in page


def test_a_paper_says_the_same_to_its_holder_whatever_the_account_is(cast, other):
    """The holder may be somebody of the office."""
    said = set()
    for number, kind in enumerate(ELSEWHERE[1:]):
        email = f"nils{number}@exempel.se"
        live_elsewhere(other, kind, email=email, name=f"Nils {number}")
        given = give_role(
            actor=cast.actor("director"),
            email=email,
            name=f"Nils {number}",
            role=Role.CASE_OFFICER,
            organisation=None,
            title="",
            valid_from=FROM,
        )
        printed = print_invitation(actor=cast.actor("director"), person=given.person)
        browser, path = Client(), invitation_path(printed)
        answer = browser.post(path, {"password1": PASSWORD + "!", "password2": PASSWORD + "!"})
        assert answer.status_code == 410
        said.add(seen(answer))
        assert "på väg" in browser.post(f"{path}ny/").content.decode()
        assert Letter.objects.latest("pk").address == email
    assert len(said) == 1
