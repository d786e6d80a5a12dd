"""What a service refuses is said at the field that it is about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.drawn import forms_of


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["director"])
    return client


def appointment(cast: Cast, **changes: object) -> dict[str, object]:
    chair = cast.mandates["chair"]
    return {
        "name": "Maj Mo",
        "email": "maj@exempel.se",
        "body": chair.body_id,
        "organisation": chair.organisation_id,
        "position": "chair",
        "valid_from": "2024-01-01",
        "several": "on",
        **changes,
    }


def test_that_another_has_the_chair_stands_at_the_position(cast: Cast, director: Client) -> None:
    page = director.post("/uppsala/personer/nytt-uppdrag/", appointment(cast))
    errors = page.context["form"].errors
    assert list(errors) == ["position"] and "bara en ordförande" in errors["position"][0]


def test_that_the_person_sits_in_the_body_stands_at_who_it_is(cast: Cast, director: Client) -> None:
    chair = cast.mandates["chair"]
    who = {"name": chair.name, "email": chair.person.email, "position": "substitute"}
    page = director.post("/uppsala/personer/nytt-uppdrag/", appointment(cast, **who))
    errors = page.context["form"].errors
    assert list(errors) == ["email"] and "redan ett uppdrag" in errors["email"][0]


def test_that_another_has_the_chair_stands_at_the_position_also_when_it_is_changed(
    cast: Cast, director: Client
) -> None:
    member = cast.mandates["member"]
    address = f"/uppsala/personer/uppdrag/{member.pk}/andra/"
    sent = max(forms_of(director.get(address).content.decode()), key=len)
    errors = director.post(address, sent | {"position": "chair"}).context["form"].errors
    assert list(errors) == ["position"] and "bara en ordförande" in errors["position"][0]


def test_that_there_is_a_board_stands_at_the_kind_of_body(cast: Cast, director: Client) -> None:
    address = "/uppsala/forbundet/nytt-organ/"
    sent = max(forms_of(director.get(address).content.decode()), key=len)
    said = {"name": "Nämnden", "kind": Body.Kind.BOARD, "valid_from": "2024-01-01"}
    errors = director.post(address, sent | said).context["form"].errors
    assert list(errors) == ["kind"] and "redan en styrelse" in errors["kind"][0]
