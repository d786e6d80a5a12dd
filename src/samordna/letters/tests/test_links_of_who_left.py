"""An invitation of somebody who has nothing to do here any longer, or has come in another way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from samordna.ground import clock
from samordna.letters.invitations import InvitationClosed, accept_invitation, print_invitation
from samordna.letters.links import invitation_path
from samordna.letters.models import Invitation
from samordna.parties.models import Contact, Person, Role, RoleAssignment
from samordna.parties.services.roles import give_role, remove_role
from samordna.parties.tests.cast import FROM, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    cache.clear()
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def added(cast: Cast) -> RoleAssignment:
    return give_role(
        actor=cast.actor("director"),
        email="ny@uppsala.exempel.se",
        name="Nils Nyström",
        role=Role.CASE_OFFICER,
        organisation=None,
        title="",
        valid_from=FROM,
    )


def open_link(person: Person) -> tuple[int, str]:
    answer = Client().get(invitation_path(Invitation.objects.filter(person=person).latest("pk")))
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("on_paper", [False, True])
def test_a_role_that_was_removed_opens_no_account(
    cast: Cast, added: RoleAssignment, on_paper: bool
) -> None:
    if on_paper:
        print_invitation(actor=cast.actor("director"), person=added.person)
    assert open_link(added.person)[0] == 200
    remove_role(actor=cast.actor("director"), assignment=added, reason="Fel person")
    status, said = open_link(added.person)
    assert status == 410 and "ingen roll och inget uppdrag" in said
    with pytest.raises(InvitationClosed):
        accept_invitation(
            invitation=Invitation.objects.latest("pk"), password="Tallbarr 2024 i skogen"
        )
    added.person.refresh_from_db()
    assert not added.person.has_account


def test_a_role_that_begins_later_opens_one(cast: Cast, added: RoleAssignment) -> None:
    RoleAssignment.objects.filter(pk=added.pk).update(valid_from=clock.today() + timedelta(days=9))
    assert open_link(added.person)[0] == 200


def test_a_role_that_has_ended_opens_none(cast: Cast, added: RoleAssignment) -> None:
    RoleAssignment.objects.filter(pk=added.pk).update(valid_to=clock.today() - timedelta(days=1))
    assert open_link(added.person)[0] == 410


def test_who_came_in_with_a_forgotten_password_never_used_the_link(
    cast: Cast, added: RoleAssignment
) -> None:
    Contact.objects.filter(person=added.person).update(came_in_at=clock.now())
    status, said = open_link(added.person)
    assert status == 410 and "Du har redan kommit in" in said
    assert "som du valde" not in said and "Var det inte du" not in said
