"""What was entered by mistake goes, and the journal keeps it and why."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.meetings.models import Attendee, Meeting
from samordna.parties.models import Mandate, Organisation, RoleAssignment
from samordna.parties.services import errors
from samordna.parties.services.mandates import give_mandate, remove_mandate
from samordna.parties.services.organisations import edit_organisation
from samordna.parties.services.roles import remove_role
from samordna.parties.tests.cast import FROM, make_cast
from samordna.web.markup import with_whole_days
from samordna.web.tests.drawn import send

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_a_mandate_goes_with_its_reason_in_the_journal(cast):
    mandate = cast.mandates["member"]
    remove_mandate(actor=cast.actor("registrar"), mandate=mandate, reason="Fel organ")
    assert not Mandate.objects.filter(pk=mandate.pk).exists()
    entry = JournalEntry.objects.get(verb="remove_mandate")
    assert entry.after == {"reason": "Fel organ"} and entry.before["person"] == "Lars Lind"


def test_one_that_has_been_at_a_meeting_stays(cast):
    mandate = cast.mandates["member"]
    meeting = Meeting.objects.create(
        association=cast.association, body=cast.board, number=1, held_on=DAY, starts_at="09:00"
    )
    Attendee.objects.create(
        association=cast.association,
        meeting=meeting,
        mandate=mandate,
        name="Lars",
        capacity="member",
    )
    with pytest.raises(errors.StillUsed, match="2024-09-05"):
        remove_mandate(actor=cast.actor("registrar"), mandate=mandate, reason="Fel")


def test_one_that_is_on_file_stays(cast):
    mandate = cast.mandates["member"]
    Mandate.objects.filter(pk=mandate.pk).update(filed_on=DAY, filed_by="Styrelsen § 3")
    with pytest.raises(errors.StillUsed, match="Styrelsen § 3"):
        remove_mandate(actor=cast.actor("registrar"), mandate=mandate, reason="Fel")


def test_a_role_goes_unless_it_has_been_used_or_is_the_last_directors(cast):
    director = cast.actor("director")
    role = RoleAssignment.objects.get(person=cast.people["economist"])
    remove_role(actor=director, assignment=role, reason="Fel person")
    assert not RoleAssignment.objects.filter(person=cast.people["economist"]).exists()
    own = RoleAssignment.objects.get(person=cast.people["director"])
    with pytest.raises(errors.LastDirector):
        remove_role(actor=director, assignment=own, reason="Fel")
    used = RoleAssignment.objects.get(person=cast.people["registrar"])
    remove_mandate(
        actor=cast.actor("registrar"), mandate=cast.mandates["member"], reason="Fel organ"
    )
    with pytest.raises(errors.StillUsed, match="sedan rollen började"):
        remove_role(actor=director, assignment=used, reason="Fel")


def _second_seat(cast, **more):
    return give_mandate(
        actor=cast.actor("registrar"),
        body=cast.board,
        email="ny@exempel.se",
        name="Nils Nyström",
        organisation=cast.organisations["fk"],
        position="member",
        valid_from=FROM,
        papers_received_on=FROM,
        **more,
    )


def test_a_second_seat_of_a_member_is_asked_about_and_no_more(cast):
    with pytest.raises(errors.SecondSeat, match="Lars Lind"):
        _second_seat(cast, several=False)
    assert _second_seat(cast).pk


def test_the_pages_remove_and_ask(cast, client):
    client.force_login(cast.people["registrar"])
    mandate = cast.mandates["member_af"]
    url = f"/uppsala/personer/uppdrag/{mandate.pk}/felaktigt/"
    assert url in client.get(f"/uppsala/personer/uppdrag/{mandate.pk}/avsluta/").content.decode()
    assert "Skäl" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "Fel person"}).status_code == 302
    assert not Mandate.objects.filter(pk=mandate.pk).exists()
    posted = {
        "name": "Nils Nyström",
        "email": "ny@exempel.se",
        "body": cast.board.pk,
        "organisation": cast.organisations["fk"].pk,
        "position": "member",
        "valid_from": "2024-09-05",
    }
    asked = client.post("/uppsala/personer/nytt-uppdrag/", posted).content.decode()
    assert 'name="several"' in asked and "Lars Lind" in asked
    posted["several"] = "on"
    assert client.post("/uppsala/personer/nytt-uppdrag/", posted).status_code == 302


def test_what_cannot_be_taken_away_says_so_before_a_reason_is_asked_for(cast, client):
    client.force_login(cast.people["director"])
    role = RoleAssignment.objects.get(person=cast.people["registrar"])
    url = f"/uppsala/personer/roll/{role.pk}/felaktig/"
    assert 'class="button danger"' in client.get(url).content.decode()
    remove_mandate(
        actor=cast.actor("registrar"), mandate=cast.mandates["member"], reason="Fel organ"
    )
    page = client.get(url).content.decode()
    assert "sedan rollen började" in page and 'name="reason"' not in page
    assert f'href="/uppsala/personer/roll/{role.pk}/avsluta/"' in page
    held = cast.mandates["member_af"]
    Mandate.objects.filter(pk=held.pk).update(filed_on=DAY)
    page = client.get(f"/uppsala/personer/uppdrag/{held.pk}/felaktigt/").content.decode()
    assert "lagt till handlingarna" in page and 'name="reason"' not in page
    assert f'href="/uppsala/personer/uppdrag/{held.pk}/avsluta/"' in page


def test_who_has_no_role_any_longer_is_found(cast, client, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    RoleAssignment.objects.filter(person=cast.people["auditor"]).update(valid_to=date(2024, 1, 1))
    client.force_login(cast.people["registrar"])
    page = client.get("/uppsala/personer/?q=rut+rehn").content.decode()
    assert "Utan roll eller uppdrag nu" in page and ">Rut Rehn</a>" in page
    assert "Utan roll" not in client.get("/uppsala/personer/?q=frida").content.decode()


def test_who_has_dated_seats_stays_a_member(cast, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    Mandate.objects.filter(body=cast.board).update(valid_to=date(2027, 3, 31))
    with pytest.raises(errors.StillUsed, match="har uppdrag"):
        edit_organisation(
            actor=cast.actor("registrar"), organisation=cast.organisations["fk"], is_member=False
        )


def test_who_was_no_member_is_corrected_whatever_seats_it_has(cast):
    fk = cast.organisations["fk"]
    Organisation.objects.filter(pk=fk.pk).update(is_member=False)
    edited = edit_organisation(
        actor=cast.actor("registrar"), organisation=fk, is_member=False, short_name="Kassan"
    )
    assert edited.short_name == "Kassan"


def test_what_will_be_is_not_said_to_be(cast, client, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    client.force_login(cast.people["director"])
    posted = {
        "name": "Nils Nyström",
        "email": "ny@exempel.se",
        "role": "director",
        "valid_from": "2025-01-01",
    }
    page = client.post("/uppsala/personer/ny-roll/", posted, follow=True).content.decode()
    assert with_whole_days("Nils Nyström är förbundschef från den 1 januari 2025.") in page
    role = RoleAssignment.objects.get(person=cast.people["economist"])
    url = f"/uppsala/personer/roll/{role.pk}/avsluta/"
    page = client.get(send(client, url, last_day="2024-12-31")["Location"]).content.decode()
    assert with_whole_days("slutar den 31 december 2024") in page
