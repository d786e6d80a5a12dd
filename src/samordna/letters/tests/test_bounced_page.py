"""The page of a letter that bounced says whose address it was and where it is mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.letters.models import Letter
from samordna.letters.rules import Kind, State
from samordna.letters.tests.test_delivery import write
from samordna.parties.models import Contact
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def page(cast: Cast, *, kind: Kind = Kind.SUMMONS, state: State = State.BOUNCED) -> str:
    (letter,) = write(cast, "member", kind=kind)
    Letter.objects.filter(pk=letter.pk).update(state=state, next_try_at=None)
    client = Client()
    client.force_login(cast.people["director"])
    return client.get(f"/uppsala/brev/{letter.pk}/").content.decode()


def contact(cast: Cast) -> Contact:
    return Contact.objects.get(person=cast.people["member"])


def test_who_has_not_come_in_has_the_address_corrected(cast: Cast) -> None:
    Contact.objects.update(came_in_at=None)
    said = page(cast)
    assert "adressen som Lars Lind loggar in med" in said
    assert f"/uppsala/brev/personer/{contact(cast).pk}/" in said or "Rätta adressen" in said


def test_who_has_come_in_is_given_another_address_for_letters(cast: Cast) -> None:
    Contact.objects.update(came_in_at=clock.now())
    said = page(cast)
    assert "Ange e-post för brev" in said and "Byt e-postadress" in said
    assert f"/uppsala/personer/{contact(cast).pk}/andra/" in said


def test_an_address_for_letters_is_changed_where_it_was_written(cast: Cast) -> None:
    Contact.objects.filter(pk=contact(cast).pk).update(email="brev@exempel.se")
    said = page(cast)
    assert "förbundets adress för brev till Lars Lind" in said
    assert f"/uppsala/personer/{contact(cast).pk}/andra/" in said


def test_what_goes_to_the_account_is_the_persons_own_to_mend(cast: Cast) -> None:
    Contact.objects.update(came_in_at=clock.now(), email="brev@exempel.se")
    said = page(cast, kind=Kind.DETAILS_CHANGED)
    assert "Bara personen själv byter den" in said and "Ange e-post för brev" not in said


def test_a_letter_that_went_asks_nothing(cast: Cast) -> None:
    assert "Stämmer adressen?" not in page(cast, state=State.HANDED)
