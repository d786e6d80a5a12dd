"""Names carried over from accounts to what associations call people, and back."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scopes_disabled

from samordna.ground.going_back import WouldLose
from samordna.parties.models import Contact, Person
from samordna.parties.tests.cast import make_cast, make_stranger

pytestmark = pytest.mark.django_db

CONTACT = import_module("samordna.parties.migrations.0003_contact")
EDITOR = SimpleNamespace(connection=connection)


def test_everybody_with_a_role_or_a_mandate_is_called_what_the_account_was() -> None:
    cast = make_cast()
    make_stranger(cast)
    with scopes_disabled():
        known = set(Contact.objects.values_list("association_id", "person_id", "name"))
        Contact.objects.all().delete()
        CONTACT.call_everybody_by_their_account(apps, EDITOR)
        assert set(Contact.objects.values_list("association_id", "person_id", "name")) == known


def test_on_the_way_back_accounts_get_the_corrected_names() -> None:
    cast = make_cast()
    with scopes_disabled():
        Contact.objects.filter(person=cast.people["chair"]).update(name="Orvar Orrhane")
        CONTACT.give_the_names_back(apps, EDITOR)
    assert Person.objects.get(pk=cast.people["chair"].pk).name == "Orvar Orrhane"


def test_the_way_back_is_refused_where_something_would_be_lost() -> None:
    cast = make_cast()
    frank = make_stranger(cast)
    with scopes_disabled():
        Contact.objects.create(association=cast.association, person=frank, name="Frank Forsén")
        with pytest.raises(WouldLose, match="heter olika i två förbund"):
            CONTACT.give_the_names_back(apps, EDITOR)
        Contact.objects.filter(person=frank).update(name="Frank Fors", phone="0660-00 00 00")
        with pytest.raises(WouldLose, match="telefonnummer"):
            CONTACT.give_the_names_back(apps, EDITOR)
