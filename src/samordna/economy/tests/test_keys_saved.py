"""The saved contribution keys are seen, with what each member pays, and can be corrected."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samordna.economy.tests.test_contribution_keys import save
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_key_that_holds_later_is_listed_and_begins_the_form(cast: Cast, client: Client) -> None:
    coming = date(2090, 1, 1)
    save(cast, valid_from=coming, state_kr=3_000_000)
    client.force_login(cast.people["economist"])
    url = "/uppsala/ekonomi/fordelningsnyckel/"
    page = client.get(url).content.decode().replace("\u00a0", " ")
    assert "Sparade fördelningsnycklar" in page and f"?fran={coming}" in page
    assert f'value="{coming}"' in page and 'value="3 000 000"' in page
    other = client.get(f"{url}?fran={coming}").content.decode()
    assert f'value="{coming}"' in other
