"""What comes next for a person stands with what is soonest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django_scopes import scope

from samordna.flows.coming import open_calls
from samordna.funding.tests.world import make_call
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_the_call_that_closes_first_stands_first(cast: Cast) -> None:
    for closes_on in (date(2024, 12, 31), date(2024, 9, 8), date(2024, 9, 4)):
        make_call(cast, title=f"Till {closes_on}", closes_on=closes_on)
    make_call(cast, title="Löpande", closes_on=date(2025, 12, 31))
    found = open_calls(cast.actor("registrar"), date(2024, 9, 5))
    assert [line.thing for line in found.lines] == ["Till 2024-09-08", "Till 2024-12-31", "Löpande"]
