"""The organisations around the association, their units and whom one turns to there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.forms.organisations import ContactPersonForm, OrganisationForm, UnitForm
from samordna.parties.models import Organisation
from samordna.parties.services import organisations as services
from samordna.parties.services.errors import AlreadyGiven, NoMember, StillUsed, Twin
from samordna.parties.views.answers import added, form_page, merged, remove_unused, saved
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts


def _page(request: AssociationRequest, organisation: Organisation) -> str:
    return link(request, "parties:organisation", pk=organisation.pk)


@insiders
@require_safe
def organisations(request: AssociationRequest) -> HttpResponse:
    """The members, and the other organisations around the association."""
    found = queries.organisations_for_reading(request.actor)
    context = {
        "members": [one for one in found if one.is_member],
        "others": [one for one in found if not one.is_member],
        "may_change": policies.may_change_people(request.actor)[0],
    }
    return render(request, "parties/organisations.html", context)


@insiders
@require_safe
def organisation(request: AssociationRequest, pk: int) -> HttpResponse:
    """An organisation with its units and contact persons."""
    found = queries.organisation_for_reading(request.actor, pk)
    context = {
        "organisation": found,
        "units": found.units.all(),
        "contacts": found.contact_persons.select_related("unit"),
        "may_change": policies.may_change_people(request.actor)[0],
    }
    return render(request, "parties/organisation.html", context)


@insiders
@once
def new_organisation(request: AssociationRequest) -> HttpResponse:
    """Add an organisation."""
    require(policies.may_change_people(request.actor))
    form = OrganisationForm(request.POST or None)
    more: dict[str, Any] = {"new": True}
    if request.method == "POST" and form.is_valid():
        try:
            given = services.add_organisation(actor=request.actor, **form.cleaned_data)
        except Twin as twin:
            add_service_error(form, twin, twin.field)
            more["twin"], more["twin_page"] = twin.known, _page(request, twin.known)
        except AlreadyGiven as error:
            add_service_error(form, error, "name")
        except NoMember as error:
            add_service_error(form, error, "is_member")
        else:
            return added(request, f"{given.name} har lagts till.", _page(request, given))
    back = link(request, "parties:organisations")
    return form_page(request, form, "Ny organisation", "Lägg till", back, "Organisationer", **more)


@insiders
def edit_organisation(request: AssociationRequest, pk: int) -> HttpResponse:
    """Change what is said of an organisation."""
    require(policies.may_change_people(request.actor))
    found = queries.organisation_for_reading(request.actor, pk)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.values_of(found))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                found,
                OrganisationForm.values_of,
                lambda: services.edit_organisation(
                    actor=request.actor, organisation=found, **form.cleaned_data
                ),
            )
        except Twin as twin:
            add_service_error(form, twin, twin.field)
            more["twin"], more["twin_page"] = twin.known, _page(request, twin.known)
        except AlreadyGiven as error:
            add_service_error(form, error, "name")
        except (NoMember, StillUsed) as error:
            add_service_error(form, error, "is_member")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            return saved(request, "Ändringarna är sparade.", _page(request, found))
    more["stays"] = services.why_organisation_stays(found)
    if not more["stays"]:
        more["remove"] = link(request, "parties:remove_organisation", pk=pk)
    heading = f"Ändra {found.name}"
    return form_page(request, form, heading, "Spara", _page(request, found), found.name, **more)


@insiders
def remove_organisation(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take away an organisation that was entered by mistake."""
    require(policies.may_change_people(request.actor))
    found = queries.organisation_for_reading(request.actor, pk)
    return remove_unused(
        request,
        lambda: services.remove_organisation(actor=request.actor, organisation=found),
        said=f"{found.name} är borttagen.",
        button_on=link(request, "parties:edit_organisation", pk=pk),
        back=link(request, "parties:organisations"),
    )


# Units --------------------------------------------------------------------------------------------


@insiders
@once
def new_unit(request: AssociationRequest, pk: int) -> HttpResponse:
    """Add a unit."""
    require(policies.may_change_people(request.actor))
    found = queries.organisation_for_reading(request.actor, pk)
    form = UnitForm(request.POST or None)
    return _unit_page(request, form, found, None, f"Ny enhet i {found.name}")


@insiders
def edit_unit(request: AssociationRequest, pk: int) -> HttpResponse:
    """Change the name of a unit."""
    unit = queries.unit_for_changing(request.actor, pk)
    form = UnitForm(request.POST or None, initial=UnitForm.values_of(unit))
    remove = link(request, "parties:remove_unit", pk=pk)
    heading = f"Ändra enheten {unit.name}"
    return _unit_page(request, form, unit.organisation, unit, heading, remove=remove)


def _unit_page(
    request: AssociationRequest,
    form: UnitForm,
    found: Organisation,
    unit: Any,
    heading: str,
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def write() -> Any:
            return services.save_unit(
                actor=request.actor, organisation=found, unit=unit, **form.cleaned_data
            )

        try:
            merged(form, unit, UnitForm.values_of, write) if unit else write()
        except AlreadyGiven as error:
            add_service_error(form, error, "name")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            answer = saved if unit else added
            return answer(request, "Enheten är sparad.", _page(request, found))
    more["new"] = unit is None
    return form_page(request, form, heading, "Spara", _page(request, found), found.name, **more)


@insiders
def remove_unit(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take a unit away."""
    unit = queries.unit_for_changing(request.actor, pk)
    here = link(request, "parties:edit_unit", pk=pk)
    return _removed(
        request,
        here,
        unit.organisation,
        lambda: services.remove_unit(actor=request.actor, unit=unit),
    )


def _removed(
    request: AssociationRequest, here: str, found: Organisation, remove: Callable[[], None]
) -> HttpResponse:
    """Take something away when it was posted; else its page has the button."""
    if request.method != "POST":
        return redirect(here)
    remove()
    return saved(request, "Borttaget.", _page(request, found))


# Contact persons ----------------------------------------------------------------------------------


@insiders
@once
def new_contact_person(request: AssociationRequest, pk: int) -> HttpResponse:
    """Add whom one turns to."""
    require(policies.may_change_people(request.actor))
    found = queries.organisation_for_reading(request.actor, pk)
    form = ContactPersonForm(request.POST or None, organisation=found)
    heading = f"Ny kontaktperson hos {found.name}"
    return _contact_page(request, form, found, None, heading)


@insiders
def edit_contact_person(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct whom one turns to."""
    person = queries.contact_person_for_changing(request.actor, pk)
    initial = ContactPersonForm.values_of(person)
    form = ContactPersonForm(
        request.POST or None, initial=initial, organisation=person.organisation
    )
    remove = link(request, "parties:remove_contact_person", pk=pk)
    heading = f"Ändra kontaktpersonen {person.name}"
    return _contact_page(request, form, person.organisation, person, heading, remove=remove)


def _contact_page(
    request: AssociationRequest,
    form: ContactPersonForm,
    found: Organisation,
    contact: Any,
    heading: str,
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def write() -> Any:
            return services.save_contact_person(
                actor=request.actor, organisation=found, contact=contact, **form.cleaned_data
            )

        try:
            merged(form, contact, ContactPersonForm.values_of, write) if contact else write()
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            answer = saved if contact else added
            return answer(request, "Kontaktpersonen är sparad.", _page(request, found))
    more["new"] = contact is None
    return form_page(request, form, heading, "Spara", _page(request, found), found.name, **more)


@insiders
def remove_contact_person(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take a contact person away."""
    person = queries.contact_person_for_changing(request.actor, pk)
    here = link(request, "parties:edit_contact_person", pk=pk)
    return _removed(
        request,
        here,
        person.organisation,
        lambda: services.remove_contact_person(actor=request.actor, contact=person),
    )
