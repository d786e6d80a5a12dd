"""The office's pages for what has got stuck: more time, and writing off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samordna.funding import policies
from samordna.funding.forms.signing import ExtendForm, ReasonForm
from samordna.funding.queries.applications import application_for_reading
from samordna.funding.queries.calls import call_for_editing
from samordna.funding.services import stuck
from samordna.funding.services.errors import NotLater
from samordna.kernel.dates import format_long
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.web.forms import add_service_error
from samordna.web.links import link


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: AssociationRequest, number: int) -> HttpResponse:
    """Give one application more time than its call has."""
    application = application_for_reading(request.actor, number)
    require(policies.may_extend(request.actor, application))
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extended = stuck.extend_deadline(
                actor=request.actor, application=application, **form.cleaned_data
            )
        except NotLater as error:
            add_service_error(form, error, "until")
        else:
            day = format_long(extended.last_day)
            messages.success(request, f"Ansökan kan skickas till och med den {day}.")
            return redirect(link(request, "funding:application", number=number))
    context = {"application": application, "form": form}
    return render(request, "funding/extend.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def extend_call(request: AssociationRequest, number: int) -> HttpResponse:
    """Move the last day of a call."""
    call = call_for_editing(request.actor, number)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extended = stuck.extend_call(actor=request.actor, call=call, **form.cleaned_data)
        except NotLater as error:
            add_service_error(form, error, "until")
        else:
            day = format_long(extended.closes_on)
            messages.success(request, f"Utlysningen är öppen till och med den {day}.")
            return redirect(link(request, "funding:call", number=number))
    return render(request, "funding/extend.html", {"call": call, "form": form})


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def write_off(request: AssociationRequest, number: int) -> HttpResponse:
    """Write off an application that will never be decided."""
    application = application_for_reading(request.actor, number)
    require(policies.may_write_off(request.actor, application))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stuck.write_off_application(
            actor=request.actor, application=application, reason=form.cleaned_data["reason"]
        )
        messages.success(request, "Ansökan är avskriven.")
        return redirect(link(request, "funding:application", number=number))
    context = {"application": application, "form": form}
    return render(request, "funding/write_off.html", context)
