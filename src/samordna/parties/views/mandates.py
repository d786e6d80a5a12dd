"""Appointments to bodies: registered, corrected, their decisions come in, and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse

from samordna.ground import clock
from samordna.kernel.dates import format_long
from samordna.parties import policies, queries
from samordna.parties.access import AssociationRequest, Refused, insiders, require
from samordna.parties.chosen import person_to_begin_with, seat_asked_for
from samordna.parties.forms import people as forms
from samordna.parties.models import Mandate
from samordna.parties.services import mandates
from samordna.parties.services.errors import (
    AlreadyGiven,
    DecisionOutOfOrder,
    EndsBeforeItStarts,
    OtherName,
    SameName,
    SecondSeat,
    StillUsed,
)
from samordna.parties.vacancies import what_is_added
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
def new_mandate(request: AssociationRequest) -> HttpResponse:
    """Register an appointment."""
    require(policies.may_change_people(request.actor))
    seat = seat_asked_for(request.GET)
    initial = {"valid_from": clock.today(), **person_to_begin_with(request.GET), **seat}
    form = forms.MandateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = mandates.give_mandate(actor=request.actor, **form.cleaned_data)
        except OtherName as error:
            form.ask_which_name(error)
        except SecondSeat as error:
            form.ask_if_several(error)
        except SameName as error:
            add_service_error(form, error, "name")
        except DecisionOutOfOrder as error:
            add_service_error(form, error, "papers_received_on")
        except EndsBeforeItStarts as error:
            add_service_error(form, error, "valid_to")
        except AlreadyGiven as error:
            add_service_error(form, error, error.field or "email")
        except Refused as error:
            add_service_error(form, error, "email")
        else:
            said = f"{given.name} har lagts till i {given.body.in_text}."
            return added(request, said, page_of(request, given))
    heading = f"Lägg till {_added(form, seat)}"
    return form_page(request, form, heading, "Lägg till", new=True)


def _added(form: forms.MandateForm, seat: dict[str, Any]) -> str:
    """What the page adds, in words: the seat that was asked for, as far as it is still chosen."""
    chosen = still_chosen(form, seat)
    body = chosen["body"].in_text if "body" in chosen else ""
    return what_is_added(body, str(chosen.get("organisation", "")), chosen.get("position", ""))


def _details_of(mandate: Mandate) -> dict[str, Any]:
    """What the form of an appointment begins with."""
    details = {name: getattr(mandate, name) for name in mandates.EDITABLE}
    return {**details, "organisation": mandate.organisation_id}


@insiders
def edit_mandate(request: AssociationRequest, pk: int) -> HttpResponse:
    """Correct an appointment."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    back = page_of(request, mandate)
    form = forms.MandateDetailsForm(request.POST or None, initial=_details_of(mandate))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                mandate,
                _details_of,
                lambda: mandates.edit_mandate(
                    actor=request.actor, mandate=mandate, **form.cleaned_data
                ),
            )
        except DecisionOutOfOrder as error:
            add_service_error(form, error, "papers_received_on")
        except EndsBeforeItStarts as error:
            add_service_error(form, error, "valid_to")
        except AlreadyGiven as error:
            add_service_error(form, error, error.field or "valid_from")
        except Refused as error:
            add_service_error(form, error, "valid_from")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            return saved(request, "Ändringarna är sparade.", back)
    wrong = link(request, "parties:remove_mandate", pk=pk)
    heading = f"Ändra uppdrag: {mandate}"
    return form_page(request, form, heading, "Spara", back, mandate.name, wrong=wrong, **more)


@insiders
def remove_mandate(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take away an appointment that never should have been entered."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    name, back = mandate.name, page_of(request, mandate)
    heading = f"Felaktigt inlagt: {mandate}"
    if request.method != "POST" and (reason := mandates.why_mandate_stays(mandate)):
        end = link(request, "parties:end_mandate", pk=pk)
        return stays_page(request, heading, reason, "Avsluta uppdraget", end, back, name)
    form = forms.MistakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mandates.remove_mandate(actor=request.actor, mandate=mandate, **form.cleaned_data)
        except StillUsed as error:
            add_service_error(form, error, "reason")
        else:
            return saved(request, f"Uppdraget för {name} är borttaget.", back)
    return form_page(
        request,
        form,
        heading,
        "Ta bort uppdraget",
        back,
        name,
        danger=True,
        about="Uppdraget tas bort, som om det aldrig hade lagts in. Journalen behåller det och "
        "skälet. Har personen haft uppdraget ska det avslutas i stället.",
    )


def _papers_saved(name: str, before: date | None, received_on: date) -> str:
    """What was saved: that the decision came in, or what is now said of one that had come in."""
    if before is None:
        return f"Beslutet om valet av {name} kom in den {format_long(received_on)}."
    return f"Uppgifterna om beslutet om valet av {name} är ändrade."


@insiders
def receive_papers(request: AssociationRequest, pk: int) -> HttpResponse:
    """Register that the decision about an appointment has come in."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    before = mandate.papers_received_on
    values_of = forms.AppointmentForm.values_of
    form = forms.AppointmentForm(request.POST or None, initial=values_of(mandate))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                mandate,
                values_of,
                lambda: mandates.receive_papers(
                    actor=request.actor, mandate=mandate, **form.cleaned_data
                ),
            )
        except (AlreadyGiven, DecisionOutOfOrder, Refused) as error:
            add_service_error(form, error, "received_on")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            received_on = form.cleaned_data["received_on"]
            return saved(request, _papers_saved(mandate.name, before, received_on))
    return form_page(request, form, f"Beslut om valet: {mandate}", "Spara", **more)


@insiders
def end_mandate(request: AssociationRequest, pk: int) -> HttpResponse:
    """End a mandate."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    values_of = forms.LastDayForm.values_of
    form = forms.LastDayForm(request.POST or None, initial=values_of(mandate))
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            merged(
                form,
                mandate,
                values_of,
                lambda: mandates.end_mandate(
                    actor=request.actor, mandate=mandate, **form.cleaned_data
                ),
            )
        except (AlreadyGiven, EndsBeforeItStarts, Refused) as error:
            add_service_error(form, error, "last_day")
        except Stale as stale:
            more["both_texts"] = both_texts(stale)
        else:
            last = form.cleaned_data["last_day"]
            ends = "är avslutat" if last < clock.today() else f"slutar den {format_long(last)}"
            return saved(request, f"Uppdraget för {mandate.name} {ends}.")
    wrong = link(request, "parties:remove_mandate", pk=pk)
    heading = f"Avsluta uppdrag: {mandate}"
    return form_page(request, form, heading, "Avsluta uppdraget", wrong=wrong, **more)
