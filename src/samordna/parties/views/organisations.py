"""The organisations around the association."""

from __future__ import annotations

from django.http import HttpResponse

from samordna.parties import forms, policies
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.services.errors import AlreadyGiven
from samordna.parties.services.organisations import add_organisation
from samordna.parties.views.answers import form_page, saved
from samordna.web.forms import add_service_error


@insiders
def new_organisation(request: AssociationRequest) -> HttpResponse:
    """Add an organisation."""
    require(policies.may_change_people(request.actor))
    form = forms.OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_organisation(actor=request.actor, **form.cleaned_data)
        except AlreadyGiven as error:
            add_service_error(form, error, "name")
        else:
            return saved(request, f"{added.name} har lagts till.")
    return form_page(request, form, "Ny organisation", "Lägg till")
