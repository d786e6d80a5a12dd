"""Giving, correcting and ending roles."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from samordna.ground import clock
from samordna.kernel.dates import format_long
from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, Refused, insiders, require
from samordna.parties.changes import what_is_left
from samordna.parties.chosen import person_to_begin_with, role_asked_for
from samordna.parties.forms import people as forms
from samordna.parties.services import roles
from samordna.parties.services.errors import (
    AlreadyGiven,
    EndsBeforeItStarts,
    LastDirector,
    OrganisationOutOfPlace,
    OtherName,
    SameName,
    StillUsed,
)
from samordna.parties.views.answers import (
    added,
    form_page,
    merged,
    page_of,
    saved,
    stays_page,
    still_chosen,
)
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts


@insiders
@once
def new_role(request: AssociationRequest) -> HttpResponse:
    """Give somebody a role."""
    require(policies.may_change_people(request.actor))
    asked = role_asked_for(request.GET)
    somebody = person_to_begin_with(request.GET)
    initial = {"valid_from": clock.today(), **asked, **somebody}

    def may_give(role: str) -> bool:
        return policies.may_give_role(request.actor, role)[0]

    form = forms.RoleForm(request.POST or None, initial=initial, may_give=may_give)
    if request.method == "POST" and form.is_valid():
        try:
            given = roles.give_role(actor=request.actor, **form.cleaned_data)
        except OtherName as error:
            form.ask_which_name(error)
        except SameName as error:
            add_service_error(form, error, "name")
        except OrganisationOutOfPlace as error:
            add_service_error(form, error, "organisation")
        except (AlreadyGiven, Refused) as error:
            add_service_error(form, error, "role")
        else:
            label = given.get_role_display().lower()
            said = f"{given.name} är nu {label}."
            if given.valid_from > clock.today():
                said = f"{given.name} är {label} från den {format_long(given.valid_from)}."
            return added(request, said, page_of(request, given))
    return form_page(
        request,
        form,
        _heading(form, asked),
        "Ge rollen",
        new=True,
        elsewhere=link(request, "parties:new_organisation"),
        elsewhere_words="Saknas organisationen? Lägg till den",
    )


def _heading(form: forms.RoleForm, asked: dict[str, Any]) -> str:
    """What the page is called: the role that was asked for, and for whom, as far as it is still
    chosen."""
    chosen = still_chosen(form, asked)
    if "role" not in chosen:
        return "Ge en roll"
    party = f" för {chosen['organisation']}" if "organisation" in chosen else ""
    return f"Ge någon rollen {chosen['role'].label.lower()}{party}"


@insiders
def edit_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct the organisation, the title or the first day of a role."""
    assignment = queries.role_for_changing(request.actor, pk)
    back = page_of(request, assignment)
    values_of = forms.RoleDetailsForm.values_of
    form = forms.RoleDetailsForm(
        request.POST or None, initial=values_of(assignment), role=assignment.role
    )
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                assignment,
                values_of,
                lambda: roles.edit_role(
                    actor=request.actor, assignment=assignment, **form.cleaned_data
                ),
            )
        except OrganisationOutOfPlace as error:
            add_service_error(form, error, "organisation")
        except (AlreadyGiven, EndsBeforeItStarts, LastDirector, Refused) as error:
            add_service_error(form, error, "valid_from")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            return saved(request, "Ändringarna är sparade.", back)
    wrong = link(request, "parties:remove_role", pk=pk)
    heading = f"Ändra roll: {assignment}"
    return form_page(request, form, heading, "Spara", back, assignment.name, wrong=wrong, **more)


@insiders
def remove_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take away a role that never should have been given."""
    assignment = queries.role_for_changing(request.actor, pk)
    name, back = assignment.name, page_of(request, assignment)
    heading = f"Felaktigt inlagd: {assignment}"
    if request.method != "POST" and (reason := roles.why_role_stays(assignment)):
        end = link(request, "parties:end_role", pk=pk)
        return stays_page(request, heading, reason, "Avsluta rollen", end, back, name)
    form = forms.MistakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            roles.remove_role(actor=request.actor, assignment=assignment, **form.cleaned_data)
        except (LastDirector, Refused, StillUsed) as error:
            add_service_error(form, error, "reason")
        else:
            return saved(request, f"Rollen för {name} är borttagen.", back)
    return form_page(
        request,
        form,
        heading,
        "Ta bort rollen",
        back,
        name,
        danger=True,
        about="Rollen tas bort, som om den aldrig hade getts. Journalen behåller den och skälet. "
        "Har personen haft rollen ska den avslutas i stället.",
    )


@insiders
def end_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """End a role."""
    assignment = queries.role_for_changing(request.actor, pk)
    back = page_of(request, assignment)
    values_of = forms.LastDayForm.values_of
    form = forms.LastDayForm(request.POST or None, initial=values_of(assignment))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                assignment,
                values_of,
                lambda: roles.end_role(
                    actor=request.actor, assignment=assignment, **form.cleaned_data
                ),
            )
        except (AlreadyGiven, EndsBeforeItStarts, LastDirector, Refused) as error:
            add_service_error(form, error, "last_day")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            last = form.cleaned_data["last_day"]
            ends = "är avslutad" if last < clock.today() else f"slutar den {format_long(last)}"
            return saved(request, f"Rollen för {assignment.name} {ends}.")
    wrong = link(request, "parties:remove_role", pk=pk)
    heading = f"Avsluta roll: {assignment}"
    day = clock.today()
    about = queries.successor_missing(assignment, day) or what_is_left(assignment, day)
    return form_page(
        request,
        form,
        heading,
        "Avsluta rollen",
        back,
        assignment.name,
        about=about,
        wrong=wrong,
        **more,
    )
