"""Who is of the office, who acts for an organisation, and who can be a *medlem*."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_scopes import scope

from samordna.parties.models import OFFICE_ROLES, Organisation, Role, RoleAssignment
from samordna.parties.services import organisations, roles
from samordna.parties.services.errors import NoMember, OrganisationOutOfPlace
from samordna.parties.services.many import NotGiven, Wanted, give_many
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.links import link

DAY = date(2024, 9, 5)
MISPLACED = [
    *((role, "heby", "är förbundets egen") for role in sorted(OFFICE_ROLES)),
    (Role.APPLICANT, None, "Välj organisationen"),
    (Role.SIGNATORY, None, "Välj organisationen"),
]


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def as_(cast: Cast, client: Client) -> Callable[[str], Client]:
    def signed_in(who: str) -> Client:
        client.force_login(cast.people[who])
        return client

    return signed_in


@pytest.mark.parametrize(("role", "party", "says"), MISPLACED)
def test_no_role_is_given_with_an_organisation_out_of_place(
    cast: Cast, as_: Callable[[str], Client], role: str, party: str | None, says: str
) -> None:
    director = cast.actor("director")
    organisation = cast.organisations[party] if party else None
    who = {"email": "bo@exempel.se", "name": "Bo Bo", "valid_from": DAY}
    with pytest.raises(OrganisationOutOfPlace, match=says):
        roles.give_role(actor=director, role=role, organisation=organisation, title="", **who)
    wanted = Wanted(role=role, organisation=organisation, phone="", **who)
    with pytest.raises(NotGiven, match=says):
        give_many(actor=director, wanted=[wanted], naming="")
    posted = {**who, "role": role, "organisation": organisation.pk if organisation else ""}
    answer = as_("director").post(link("uppsala", "parties:new_role"), posted)
    assert says in str(answer.context["form"].errors["organisation"])
    assert not RoleAssignment.objects.filter(person__email="bo@exempel.se").exists()


def test_a_role_of_the_office_is_not_corrected_into_an_organisations(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    own = RoleAssignment.objects.get(person=cast.people["economist"])
    heby = cast.organisations["heby"]
    kept = {"title": "", "valid_from": own.valid_from}
    with pytest.raises(OrganisationOutOfPlace, match="ekonom är förbundets egen"):
        roles.edit_role(actor=cast.actor("director"), assignment=own, organisation=heby, **kept)
    signs = RoleAssignment.objects.get(person=cast.people["owner_signatory"])
    with pytest.raises(OrganisationOutOfPlace, match="Välj organisationen"):
        roles.edit_role(actor=cast.actor("director"), assignment=signs, organisation=None, **kept)
    path = link("uppsala", "parties:edit_role", pk=own.pk)
    page = as_("director").post(path, {**kept, "organisation": heby.pk}).content.decode()
    assert "ekonom är förbundets egen" in page


def test_only_who_may_give_the_role_of_director_is_offered_it(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    offered = '<option value="director">'
    path = link("uppsala", "parties:new_role")
    assert offered not in as_("registrar").get(path).content.decode()
    assert offered in as_("director").get(path).content.decode()
    posted = {"name": "Bo Bo", "email": "bo@exempel.se", "role": "director", "valid_from": DAY}
    page = as_("registrar").post(path, posted).content.decode()
    assert "Bara förbundschefen ger" in page


def test_only_those_whom_the_law_names_are_members(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    registrar = cast.actor("registrar")
    said = {"name": "Tierps företagshälsa", "short_name": "Hälsan", "kind": "other"}
    with pytest.raises(NoMember, match="och inga andra"):
        organisations.add_organisation(actor=registrar, is_member=True, **said)
    path = link("uppsala", "parties:new_organisation")
    page = as_("registrar").get(path).content.decode()
    assert "checked" not in page.partition('name="is_member"')[2].partition(">")[0]
    answer = as_("registrar").post(path, {**said, "is_member": "on"})
    assert "och inga andra" in str(answer.context["form"].errors["is_member"])
    assert not Organisation.objects.filter(kind="other").exists()
    health = organisations.add_organisation(actor=registrar, **said)
    assert not health.is_member
    with pytest.raises(NoMember):
        organisations.edit_organisation(actor=registrar, organisation=health, is_member=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=health.pk).update(is_member=True)


def test_a_member_that_is_unticked_may_become_of_another_kind(cast: Cast) -> None:
    registrar = cast.actor("registrar")
    made = organisations.add_organisation(
        actor=registrar, name="Nytorp", short_name="Nytorp", kind="municipality", is_member=True
    )
    with pytest.raises(NoMember):
        organisations.edit_organisation(actor=registrar, organisation=made, kind="other")
    changed = organisations.edit_organisation(
        actor=registrar, organisation=made, kind="other", is_member=False
    )
    assert (changed.kind, changed.is_member) == ("other", False)
