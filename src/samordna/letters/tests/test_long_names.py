"""A name that is longer than any word leaves the lists of people and letters as they were."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope

from samordna.letters.models import Letter
from samordna.parties.models import Contact, Organisation
from samordna.parties.tests.cast import make_cast
from samordna.web.words import LONGEST

LONG = "A" * 120
MOMENT = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/uppsala/personer/", "/uppsala/brev/"])
def test_a_very_long_name_may_be_divided_in_the_lists(client: Client, path: str) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        Contact.objects.filter(person=cast.people["chair"]).update(name=LONG)
        Organisation.objects.filter(pk=cast.organisations["heby"].pk).update(name=LONG)
        Letter.objects.create(
            association=cast.association, kind="digest", name=LONG, subject=LONG, text="Hej",
            address="namn@exempel.se", state="waiting", made_at=MOMENT, next_try_at=MOMENT,
        )  # fmt: skip
    client.force_login(cast.people["director"])
    html = client.get(path).content.decode()
    main = html.partition("<main")[2]
    assert LONG in main.replace("<wbr>", "")
    assert max(map(len, re.sub("<[^>]*>", " ", main).split())) <= LONGEST
