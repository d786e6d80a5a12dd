"""The list of people: by body and role, and narrowed."""

from __future__ import annotations

import pytest
from django.test import Client
from django_scopes import scope

from samordna.parties.models import Body
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
        ("organ=lokus", "Ingen stämmer", "Orvar Orre"),
        ("roll=auditor", "Rut Rehn", "Orvar Orre"),
        ("roll=king", "Ingen stämmer", "Rut Rehn"),
        ("q=%00%25", "Ingen stämmer", "Rut Rehn"),
    ],
)
def test_the_list_is_narrowed(page: object, query: str, there: str, gone: str) -> None:
    shown = page(query)  # type: ignore[operator]
    # The name of whoever is signed in stands at the top of every page.
    assert there in shown and gone not in shown
