"""Spara och lägg till nästa: whoever adds several gets an empty form after each."""

from __future__ import annotations

import pytest
from django_scopes import scope

from samordna.parties.models import Body, ContactPerson, Mandate, Organisation, RoleAssignment, Unit
from samordna.parties.tests.cast import make_cast

BUTTON = '<button class="button" name="nasta" value="1">Spara och lägg till nästa</button>'


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def office(cast, client):
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def forms(cast):
    heby = cast.organisations["heby"].pk
    new = {"email": "ny@exempel.se", "name": "Nora Nord", "valid_from": "2024-09-05"}
    seat = {"body": cast.board.pk, "organisation": heby, "position": "substitute"}
    return {
        "organisationer/ny/": (
            Organisation,
            {"name": "Enköping", "short_name": "E", "kind": "other"},
        ),
        f"organisationer/{heby}/ny-enhet/": (Unit, {"name": "Arbete"}),
        f"organisationer/{heby}/ny-kontakt/": (ContactPerson, {"name": "Kim", "phone": "018"}),
        "personer/ny-roll/": (RoleAssignment, {**new, "role": "applicant", "organisation": heby}),
        "personer/nytt-uppdrag/": (Mandate, {**new, **seat}),
        "forbundet/nytt-organ/": (
            Body,
            {
                "name": "Lokusgruppen",
                "kind": "local_group",
                "numbering": "year",
                "first_paragraph": "1",
                "quorum_rule": "none",
                "lead": "body",
                "valid_from": "2024-09-05",
            },
        ),
    }


KINDS = [
    "organisationer/ny/",
    "ny-enhet/",
    "ny-kontakt/",
    "ny-roll/",
    "nytt-uppdrag/",
    "nytt-organ/",
]


@pytest.mark.parametrize("ends", KINDS)
@pytest.mark.parametrize("goes_on", [True, False])
def test_every_new_thing_around_the_association(cast, office, ends, goes_on):
    ((path, (model, values)),) = [found for found in forms(cast).items() if found[0].endswith(ends)]
    page = f"/uppsala/{path}"
    assert BUTTON in office.get(page).content.decode()
    before = model.objects.count()
    answer = office.post(page, values | ({"nasta": "1"} if goes_on else {}))
    assert answer.status_code == 302, answer.context["form"].errors
    assert model.objects.count() == before + 1
    assert (answer["Location"] == page) is goes_on
    if goes_on:
        html = office.get(page).content.decode()
        assert 'Nora Nord"' not in html and 'Enköping"' not in html


def test_a_change_of_something_that_is_there_has_no_next(cast, office):
    heby = cast.organisations["heby"].pk
    assert BUTTON not in office.get(f"/uppsala/organisationer/{heby}/andra/").content.decode()
