"""Giving, correcting and ending roles."""

from __future__ import annotations

from django.http import HttpResponse

from samordna.ground import clock
from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, Refused, insiders, require
from samordna.parties.forms import people as forms
from samordna.parties.services import roles
from samordna.parties.services.errors import (
    AlreadyGiven,
    EndsBeforeItStarts,
    LastDirector,
    OtherName,
    SameName,
)
from samordna.parties.views.answers import form_page, page_of, saved
from samordna.web.forms import add_service_error


@insiders
def new_role(request: AssociationRequest) -> HttpResponse:
    """Give somebody a role."""
    require(policies.may_change_people(request.actor))
    asked = {"role": request.GET.get("roll"), "organisation": request.GET.get("organisation")}
    somebody = queries.person_to_begin_with(request.GET)
    initial = {"valid_from": clock.today(), **asked, **somebody}
    form = forms.RoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = roles.give_role(actor=request.actor, **form.cleaned_data)
        except OtherName as error:
            form.ask_which_name(error)
        except SameName as error:
            add_service_error(form, error, "name")
        except (AlreadyGiven, Refused) as error:
            add_service_error(form, error, "role")
        else:
            said = f"{given.name} är nu {given.get_role_display().lower()}."
            return saved(request, said, page_of(request, given))
    return form_page(request, form, "Ny roll", "Ge rollen")


@insiders
def edit_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct the organisation, the title or the first day of a role."""
    assignment = queries.role_for_changing(request.actor, pk)
    back = page_of(request, assignment)
    initial = {
        "organisation": assignment.organisation_id,
        "title": assignment.title,
        "valid_from": assignment.valid_from,
    }
    form = forms.RoleDetailsForm(request.POST or None, initial=initial, role=assignment.role)
    if request.method == "POST" and form.is_valid():
        try:
            roles.edit_role(actor=request.actor, assignment=assignment, **form.cleaned_data)
        except (AlreadyGiven, EndsBeforeItStarts, LastDirector, Refused) as error:
            add_service_error(form, error, "valid_from")
        else:
            return saved(request, "Ändringarna är sparade.", back)
    return form_page(request, form, f"Ändra roll: {assignment}", "Spara", back, assignment.name)


@insiders
def end_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """End a role."""
    assignment = queries.role_for_changing(request.actor, pk)
    back = page_of(request, assignment)
    form = forms.LastDayForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            roles.end_role(actor=request.actor, assignment=assignment, **form.cleaned_data)
        except (EndsBeforeItStarts, LastDirector) as error:
            add_service_error(form, error, "last_day")
        else:
            return saved(request, f"Rollen för {assignment.name} är avslutad.")
    return form_page(
        request, form, f"Avsluta roll: {assignment}", "Avsluta rollen", back, assignment.name
    )
