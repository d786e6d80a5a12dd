"""What the migration says of who has come in to which association."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django_scopes import scope

from samordna.ground import clock
from samordna.letters.models import Invitation
from samordna.parties.models import Contact, Person
from samordna.parties.tests.cast import make_cast


@pytest.mark.django_db
@pytest.mark.postgres
def test_who_has_come_in_is_told_by_what_the_association_itself_has_seen():
    cast, other = make_cast(), make_cast("gavle")
    here = cast.association
    Contact._base_manager.update(came_in_at=None)
    Person.objects.filter(pk=cast.people["member"].pk).update(last_login=clock.now())
    for name in ("chair", "substitute"):
        Person.objects.filter(pk=cast.people[name].pk).update(last_login=clock.now())
        with scope(association=other.association):
            Contact.objects.create(
                association=other.association, person=cast.people[name], name="Någon"
            )
    with scope(association=here):
        now = clock.now()
        Invitation.objects.create(
            association=here,
            person=cast.people["chair"],
            made_at=now,
            valid_until=now,
            used_at=now,
        )
    import_module("samordna.letters.migrations.0004_came_in").say_who_has_come_in(apps, None)
    found = Contact._base_manager.exclude(came_in_at=None)
    assert {(one.person_id, one.association_id) for one in found} == {
        (cast.people["member"].pk, here.pk),  # an account, and nowhere else
        (cast.people["chair"].pk, here.pk),  # used an invitation here
    }
