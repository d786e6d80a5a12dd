"""The list of people: by body and role, and narrowed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.parties.models import Body, Person, Role, RoleAssignment
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> object:
    cast: Cast = make_cast()
    with scope(association=cast.association):
        Body.objects.create(
            association=cast.association,
            kind=Body.Kind.LOCAL_GROUP,
            slug="lokus",
            name="Lokus Heby",
            numbering=Body.Numbering.YEAR,
        )
    client.force_login(cast.people["economist"])

    def read(query: str = "") -> str:
        answer = client.get(f"/uppsala/personer/?{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_everybody_stands_under_a_body_or_a_role(page: object) -> None:
    shown = page()  # type: ignore[operator]
    for heading in ("Styrelsen", "Lokus Heby", "Förbundschef", "Sökande"):
        assert f"<h2>{heading}</h2>" in shown
    assert "<h2>Verksamhets\u00adutvecklare</h2>" in shown and "Inga uppdrag ännu" in shown


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("q=orvar", "Orvar Orre", "Lars Lind"),
        ("q=forsakringskassan", "Lars Lind", "Orvar Orre"),
        ("q=FK+lind", "Lars Lind", "Alva Alm"),
        ("organ=styrelsen", "Orvar Orre", "Frida Falk"),
        ("organ=lokus", "Inga uppdrag ännu", "Orvar Orre"),
        ("organ=lokus&q=orvar", "Ingen stämmer", "Lars Lind"),
        ("organ=utskott", "Ingen stämmer", "Orvar Orre"),
        ("roll=auditor", "Rut Rehn", "Orvar Orre"),
        ("roll=king", "Ingen stämmer", "Rut Rehn"),
        ("q=%00%25", "Ingen stämmer", "Rut Rehn"),
    ],
)
def test_the_list_is_narrowed(page: object, query: str, there: str, gone: str) -> None:
    shown = page(query)  # type: ignore[operator]
    # The name of whoever is signed in stands at the top of every page.
    assert there in shown and gone not in shown


def test_a_long_list_is_paged_and_nobody_is_lost(client: Client) -> None:
    cast: Cast = make_cast()
    with scope(association=cast.association):
        for number in range(70):
            person = Person.objects.create(email=f"p{number}@exempel.se", name=f"Person {number}")
            RoleAssignment.objects.create(
                association=cast.association,
                person=person,
                role=Role.APPLICANT,
                organisation=cast.organisations["heby"],
                valid_from=date(2024, 1, 1),
            )
    client.force_login(cast.people["economist"])
    first, second, third = (
        client.get(f"/uppsala/personer/?q=person&sida={number}") for number in (1, 2, 3)
    )
    shown = [
        {row.person.email for _, rows in page.context["by_role"] for row in rows}
        for page in (first, second)
    ]
    assert [len(one) for one in shown] == [50, 20] and not shown[0] & shown[1]
    html = first.content.decode()
    assert "1–50 av 70" in html and 'href="?q=person&amp;sida=2" rel="next"' in html
    assert third.context["page"].number == 2  # a page beyond the last is the last
    whole = client.get("/uppsala/personer/").content.decode()
    last = client.get("/uppsala/personer/?sida=2").content.decode()
    assert "<h2>Styrelsen</h2>" in whole and "<h2>Styrelsen</h2>" not in last
    assert "<h2>Sökande</h2>" in last
