"""An organisation is there once, however its name is written."""

from __future__ import annotations

import pytest
from django_scopes import scope

from samordna.parties.services.errors import Twin
from samordna.parties.services.organisations import add_organisation
from samordna.parties.tests.cast import make_cast
from samordna.web.tests.drawn import send


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.mark.parametrize(
    ("name", "short", "number", "field"),
    [
        ("Heby  Kommun", "Heby k", "", "name"),
        ("HEBY KOMMUN", "Heby k", "", "name"),
        ("Någon annan", "heby", "", "short_name"),
    ],
)
def test_a_twin_is_refused_and_leads_to_the_one_that_exists(
    cast, client, name, short, number, field
):
    heby = cast.organisations["heby"]
    heby.name, heby.short_name = "Heby kommun", "Heby"
    heby.save()
    with pytest.raises(Twin) as raised:
        add_organisation(
            actor=cast.actor("registrar"),
            name=name,
            short_name=short,
            kind="municipality",
            organisation_number=number,
        )
    assert (raised.value.known, raised.value.field) == (heby, field)
    client.force_login(cast.people["registrar"])
    answer = send(
        client,
        "/uppsala/organisationer/ny/",
        name=name,
        short_name=short,
        kind="municipality",
    )
    page = answer.content.decode()
    assert "finns redan bland organisationerna" in page
    assert f'href="/uppsala/organisationer/{heby.pk}/"' in page
