"""A mistyped address is corrected until the person has come the first time."""

from __future__ import annotations

import pytest
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.letters.addresses import NotCorrected, correct_address
from samordna.letters.invitations import invite, why_closed
from samordna.parties.access import Refused
from samordna.parties.models import Contact, Role
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import FROM, make_cast
from samordna.web.tests.drawn import send


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def added(cast):
    given = give_role(
        actor=cast.actor("director"),
        email="nills@exempel.se",
        name="Nils Nyström",
        role=Role.ECONOMIST,
        organisation=None,
        title="",
        valid_from=FROM,
    )
    return given.person


def test_the_address_is_corrected_and_the_old_invitation_closed(cast, added):
    actor = cast.actor("registrar")
    invitation = invite(actor=actor, person=added)
    correct_address(actor=actor, person=added, email=" Nils@Exempel.se")
    added.refresh_from_db()
    invitation.refresh_from_db()
    assert added.email == "nils@exempel.se"
    assert why_closed(invitation)
    assert JournalEntry.objects.filter(verb="correct_address").count() == 1
    assert not invite(actor=actor, person=added).replaced_at


@pytest.mark.parametrize("reason", ["account", "taken", "another"])
def test_it_is_refused_with_the_reason(cast, added, reason):
    email = "ny@exempel.se"
    if reason == "account":
        added.set_password("något långt och bra")
        added.save()
    elif reason == "taken":
        email = cast.people["chair"].email
    else:
        other = make_cast("gavle").association
        with scope(association=other):
            Contact.objects.create(association=other, person=added, name="Nils Nyström")
    with pytest.raises(
        NotCorrected,
        match={"account": "har ett konto", "taken": "redan in"}.get(reason, "annat förbund"),
    ):
        correct_address(actor=cast.actor("registrar"), person=added, email=email)


def test_others_than_those_who_invite_may_not(cast, added):
    with pytest.raises(Refused):
        correct_address(actor=cast.actor("economist"), person=added, email="ny@exempel.se")


def test_the_page_corrects_it_and_is_reached_from_the_person(cast, added, client):
    client.force_login(cast.people["registrar"])
    contact = Contact.objects.get(person=added)
    page = client.get(f"/uppsala/personer/{contact.pk}/").content.decode()
    url = f"/uppsala/brev/bjud-in/{added.pk}/adress/"
    assert url in page
    assert "redan in" in send(client, url, email=cast.people["chair"].email).content.decode()
    assert send(client, url, email="nils@exempel.se").status_code == 302
    assert "nils@exempel.se" in client.get(f"/uppsala/personer/{contact.pk}/").content.decode()
