"""Idag, people and the journal in the browser's eyes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.parties.models import Contact, Organisation, Person, Role, RoleAssignment
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days
from samordna.web.tests.drawn import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def registrar(client: Client, cast: Cast) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


ROLE = {
    "name": "Nya Nord",
    "email": "ny@exempel.se",
    "role": "case_officer",
    "valid_from": "2024-09-05",
}


def test_a_role_is_given_and_ended(registrar: Client, cast: Cast) -> None:
    assert registrar.post("/uppsala/personer/ny-roll/", ROLE).status_code == 302
    assert "Nya Nord är nu verksamhetsutvecklare." in text_of(registrar, "/uppsala/personer/")
    with scope(association=cast.association):
        given = RoleAssignment.objects.get(person__email="ny@exempel.se")
    path = f"/uppsala/personer/roll/{given.pk}/avsluta/"
    answer = send(registrar, path, last_day="2024-09-04")
    assert with_whole_days("Rollen började gälla 2024-09-05") in answer.content.decode()
    assert send(registrar, path, last_day="2024-09-30").status_code == 302
    with scope(association=cast.association):
        given.refresh_from_db()
    assert given.valid_to == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "ny"}, "Skriv en hel e-postadress"),
        ({"valid_from": "2024-06-31"}, "finns inte"),
        ({"role": "applicant"}, "Välj organisationen"),
        ({"role": "king"}, 'role="alert"'),
        ({"name": ""}, 'role="alert"'),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    registrar: Client, cast: Cast, wrong: dict[str, str], says: str
) -> None:
    answer = registrar.post("/uppsala/personer/ny-roll/", {**ROLE, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert ("Nya Nord" in page) is ("name" not in wrong)


def test_a_role_that_somebody_has_already(registrar: Client, cast: Cast) -> None:
    registrar.post("/uppsala/personer/ny-roll/", ROLE)
    answer = registrar.post("/uppsala/personer/ny-roll/", ROLE)
    assert "har redan rollen" in answer.content.decode()


def test_anothers_organisation_cannot_be_chosen(registrar: Client, cast: Cast) -> None:
    other = make_cast("sundsvall")
    foreign = other.organisations["heby"].pk
    answer = registrar.post(
        "/uppsala/personer/ny-roll/", {**ROLE, "role": "applicant", "organisation": foreign}
    )
    assert answer.status_code == 200
    with scope(association=cast.association):
        assert not RoleAssignment.objects.filter(person__email="ny@exempel.se").exists()


def test_an_appointment_and_an_organisation(registrar: Client, cast: Cast) -> None:
    made = registrar.post(
        "/uppsala/organisationer/ny/",
        {
            "name": "Knivsta kommun",
            "short_name": "Knivsta",
            "kind": "municipality",
            "is_member": "on",
        },
    )
    assert made.status_code == 302
    with scope(association=cast.association):
        knivsta = Organisation.objects.get(name="Knivsta kommun")
    answer = registrar.post(
        "/uppsala/personer/nytt-uppdrag/",
        {
            "name": "Knut Karp",
            "email": "knut@exempel.se",
            "body": cast.board.pk,
            "organisation": knivsta.pk,
            "position": "member",
            "valid_from": "2024-09-05",
        },
    )
    assert answer.status_code == 302
    page = text_of(registrar, "/uppsala/personer/")
    assert "Knut Karp" in page and "Knivsta kommun" in page


@pytest.mark.parametrize(
    ("made", "came", "said"),
    [
        ("2024-09-03", "2024-09-02", "innan det fattades"),
        ("2024-09-03", "2099-09-03", "kommit in efter i dag"),
    ],
)
def test_both_forms_say_that_a_decision_cannot_have_come_in_that_day(
    registrar: Client, cast: Cast, made: str, came: str, said: str
) -> None:
    decision = {"appointed_by": "Fullmäktige", "appointed_on": made}
    new = {
        "name": "Knut Karp",
        "email": "knut@exempel.se",
        "body": cast.board.pk,
        "organisation": cast.organisations["heby"].pk,
        "position": "member",
        "valid_from": "2024-09-05",
        "papers_received_on": came,
    }
    assert (
        said
        in registrar.post("/uppsala/personer/nytt-uppdrag/", {**new, **decision}).content.decode()
    )
    known = f"/uppsala/personer/uppdrag/{cast.mandates['member'].pk}/beslut/"
    assert said in registrar.post(known, {**decision, "received_on": came}).content.decode()


def test_an_appointment_without_its_decision_is_completed_later(
    registrar: Client, cast: Cast
) -> None:
    """The papers are in, but nobody has written who decided, or when."""
    address = f"/uppsala/personer/uppdrag/{cast.mandates['member'].pk}/beslut/"
    page = text_of(registrar, "/uppsala/personer/")
    label = "Komplettera uppgifterna om valet av Lars Lind, ledamot i styrelsen från 2023-04-01"
    assert f'<a href="{address}" aria-label="{label}"' in page
    decided = {
        "appointed_by": "Försäkringskassan",
        "appointed_on": "2023-03-20",
        "received_on": "2023-04-01",
    }
    assert send(registrar, address, **decided).status_code == 302
    page = text_of(registrar, "/uppsala/personer/")
    label = "Ändra uppgifterna om valet av Lars Lind, ledamot i styrelsen från 2023-04-01"
    assert f'<a href="{address}" aria-label="{label}"' in page


def test_an_ended_role_leaves_the_list_the_day_after(registrar: Client, cast: Cast) -> None:
    with scope(association=cast.association):
        RoleAssignment.objects.filter(person=cast.people["economist"]).update(
            valid_to=date(2024, 1, 1)
        )
    page = text_of(registrar, "/uppsala/personer/")
    assert "Elin Ek" not in page and "Viktor Vide" in page


def test_the_journal_is_read_and_searched(registrar: Client, cast: Cast) -> None:
    registrar.post("/uppsala/personer/ny-roll/", ROLE)
    registrar.post(
        "/uppsala/organisationer/ny/",
        {"name": "Knivsta kommun", "short_name": "Knivsta", "kind": "municipality"},
    )
    page = text_of(registrar, "/uppsala/journal/")
    assert "Nya Nord" in page and "Knivsta kommun" in page
    found = text_of(registrar, "/uppsala/journal/?q=Knivsta")
    assert "Nya Nord" not in found and "Knivsta kommun" in found
    assert "give_role" not in page and "Gav en roll" in page
    roles = text_of(registrar, "/uppsala/journal/?q=gav en roll")
    assert "Nya Nord" in roles and "Knivsta kommun" not in roles


@pytest.mark.parametrize("query", ["?q=%00", "?sida=-4", "?sida=abc", "?q=%25"])
def test_odd_questions_are_answered(registrar: Client, cast: Cast, query: str) -> None:
    text_of(registrar, f"/uppsala/journal/{query}")


def test_an_empty_day_says_so_kindly(client: Client, cast: Cast) -> None:
    client.force_login(cast.people["economist"])
    assert "Inget väntar på dig" in text_of(client, "/uppsala/idag/")


def test_one_that_must_sign_in_comes_back_to_the_page(client: Client, cast: Cast) -> None:
    answer = client.get("/uppsala/personer/?x=1")
    assert answer["Location"] == "/konto/logga-in/?next=/uppsala/personer/%3Fx%3D1"


def test_a_refusal_says_why(client: Client, cast: Cast) -> None:
    client.force_login(cast.people["member"])
    answer = client.get("/uppsala/personer/")
    assert answer.status_code == 403
    assert "Bara förbundets kansli ser personer och uppdrag." in answer.content.decode()


@pytest.mark.parametrize("path", ["idag/", "personer/", "journal/"])
def test_few_queries_whatever_the_number_of_rows(
    registrar: Client,
    cast: Cast,
    path: str,
    django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:
    def fill(first: int, stop: int) -> None:
        with scope(association=cast.association):
            for number in range(first, stop):
                give_role(
                    actor=cast.actor("registrar"),
                    email=f"nr{number}@exempel.se",
                    name=f"Nr {number}",
                    role=Role.APPLICANT,
                    organisation=cast.organisations["heby"],
                    title="",
                    valid_from=date(2024, 9, 5),
                )

    fill(0, 3)
    with django_assert_max_num_queries(12) as few:
        text_of(registrar, f"/uppsala/{path}")
    fill(3, 30)
    with django_assert_num_queries(len(few)):
        text_of(registrar, f"/uppsala/{path}")
    with scope(association=cast.association):
        assert JournalEntry.objects.count() == 30


def test_people_who_have_never_signed_in_are_listed(client) -> None:
    cast = make_cast()
    Contact._base_manager.filter(person=cast.people["member"]).update(came_in_at=None)
    client.force_login(cast.people["registrar"])
    page = client.get("/uppsala/personer/").content.decode()
    assert "Har inte loggat in här (1)" in page
    assert 'aria-label="Bjud in Lars Lind"' in page


def test_a_director_is_told_that_the_successor_has_never_signed_in(client) -> None:
    cast = make_cast()
    client.force_login(cast.people["director"])
    with scope(association=cast.association):
        own = RoleAssignment.objects.get(role=Role.DIRECTOR)
        new = give_role(
            actor=cast.actor("director"),
            email="ny@uppsala.exempel.se",
            name="Nils Nyström",
            role=Role.DIRECTOR,
            organisation=None,
            title="",
            valid_from=date(2024, 1, 1),
        )
    page = f"/uppsala/personer/roll/{own.pk}/avsluta/"
    assert "Nils Nyström har inte loggat in här än" in client.get(page).content.decode()
    # In another association, perhaps: that is not for this one to know.
    Person.objects.filter(pk=new.person_id).update(last_login=clock.now())
    assert "har inte loggat in här än" in client.get(page).content.decode()
    Contact._base_manager.filter(person=new.person_id).update(came_in_at=clock.now())
    assert "har inte loggat in här än" not in client.get(page).content.decode()
