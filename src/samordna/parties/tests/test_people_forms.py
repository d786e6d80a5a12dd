"""Fields whose need rests on another choice say so before anything is saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.parties.models import RoleAssignment
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.links import link


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def registrar(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def page_of(cast: Cast) -> str:
    return link(cast.association.slug, "parties:new_role")


def test_the_organisation_of_a_role_says_when_it_is_needed(cast: Cast, registrar: Client) -> None:
    page = registrar.get(page_of(cast)).content.decode()
    label = page[page.index('for="id_organisation"') :].partition("</label>")[0]
    assert "för sökande och firmatecknare" in label and "valfritt" not in label
    assert "Saknas organisationen? Lägg till den" in page
    posted = {
        "name": "Siv Sälg",
        "email": "siv@exempel.se",
        "role": "signatory",
        "valid_from": "2024-01-01",
    }
    page = registrar.post(page_of(cast), posted).content.decode()
    assert "Välj organisationen som personen företräder" in page
    assert "Saknas organisationen? Lägg till den" in page and 'value="Siv Sälg"' in page


def test_a_signatory_that_is_corrected_has_an_organisation(cast: Cast, registrar: Client) -> None:
    own = RoleAssignment.objects.get(person=cast.people["owner_signatory"])
    page = registrar.get(link("uppsala", "parties:edit_role", pk=own.pk)).content.decode()
    label = page[page.index('for="id_organisation"') :].partition("</label>")[0]
    assert "valfritt" not in label


def test_which_name_is_asked_as_something_that_must_be_answered(
    cast: Cast, registrar: Client
) -> None:
    posted = {
        "name": "Lasse Lind",
        "email": cast.people["member"].email,
        "role": "auditor",
        "valid_from": "2024-01-01",
    }
    page = registrar.post(page_of(cast), posted).content.decode()
    asked = page[page.index("<legend>Vilket namn") :].partition("</legend>")[0]
    assert "valfritt" not in asked
