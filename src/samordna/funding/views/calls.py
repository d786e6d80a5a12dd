"""Calls: the list, the page, and the office's form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.funding import policies
from samordna.funding.forms.calls import CallForm
from samordna.funding.forms.signing import ReasonForm
from samordna.funding.models import Call
from samordna.funding.queries.calls import (
    call_for_editing,
    call_for_reading,
    calls_for,
    form_versions,
)
from samordna.funding.rules.call import call_findings
from samordna.funding.rules.form import parse_form
from samordna.funding.rules.states import call_words
from samordna.funding.services import calls as calls_services
from samordna.funding.services.errors import CallInUse
from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.policies import may_change_association
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import locked, save_merged
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts
from samordna.web.unlikely import unlikely_days

PER_PAGE = 50


@insiders
@require_safe
def calls(request: AssociationRequest) -> HttpResponse:
    """Every call, the open ones first."""
    today = clock.today()
    page = Paginator(calls_for(request.actor, today), PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "page": page,
        "rows": [(c, *call_words(c.opens_on, c.closes_on, today)) for c in page],
        "today": today,
        "may_edit": policies.may_edit_calls(request.actor)[0],
    }
    return render(request, "funding/calls.html", context)


@insiders
@require_safe
def call(request: AssociationRequest, number: int) -> HttpResponse:
    """One call: what may be applied for, until when, and the questions of its form."""
    found = call_for_reading(request.actor, number)
    today = clock.today()
    is_open, closed_reason = policies.call_is_open(found, today)
    may_apply, _ = policies.may_apply(request.actor)
    context = {
        "call": found,
        "form": parse_form(found.form.definition),
        "today": today,
        "is_open": is_open,
        "words": call_words(found.opens_on, found.closes_on, today),
        "closed_reason": closed_reason,
        "may_apply": may_apply and is_open,
        "may_edit": policies.may_edit_calls(request.actor)[0],
        **_remarks(request),
    }
    return render(request, "funding/call.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@once
def open_call(request: AssociationRequest) -> HttpResponse:
    """Publish a call."""
    require(policies.may_edit_calls(request.actor))
    return _edit(request, None)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def edit_call(request: AssociationRequest, number: int) -> HttpResponse:
    """Change a call."""
    return _edit(request, call_for_editing(request.actor, number))


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def remove_call(request: AssociationRequest, number: int) -> HttpResponse:
    """Remove a call that was opened by mistake."""
    found = call_for_editing(request.actor, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            calls_services.remove_call(
                actor=request.actor, call=found, reason=form.cleaned_data["reason"]
            )
        except CallInUse as error:
            add_service_error(form, error)
        else:
            messages.success(request, f"Utlysningen ”{found.title}” är borttagen.")
            return redirect(link(request, "funding:calls"))
    return render(request, "funding/remove_call.html", {"call": found, "form": form})


def _edit(request: AssociationRequest, found: Call | None) -> HttpResponse:
    versions = form_versions(request.actor)
    initial = CallForm.values_of(found) if found else {"form": versions.first()}
    form = CallForm(request.POST or None, versions=versions, initial=initial)
    context: dict[str, Any] = {"form": form, "call": found, "has_forms": bool(versions)}
    context |= _remarks(request)
    context["unlikely"] = unlikely_days(request, form, ["closes_on"], begun=["opens_on"])
    if request.method == "POST" and form.is_valid() and not context["unlikely"]:
        try:
            saved = _write(request, form, found)
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
        else:
            said = "Utlysningen är sparad." if found is None else "Ändringarna är sparade."
            messages.success(request, said)
            return redirect(link(request, "funding:call", number=saved.number))
    return render(request, "funding/call_form.html", context)


def _remarks(request: AssociationRequest) -> dict[str, Any]:
    """What the public page lacks, for those who can put it right, with the way there."""
    here = request.association
    found = (
        call_findings(email=here.email, phone=here.phone, postal_address=here.postal_address)
        if policies.may_edit_calls(request.actor)[0]
        else []
    )
    way = ("Förbundets uppgifter", link(request, "parties:edit_association"))
    may_change, _ = may_change_association(request.actor)
    return {"findings": found, "ways": {one: [way] for one in found} if may_change else {}}


def _write(request: AssociationRequest, form: CallForm, found: Call | None) -> Call:
    if found is None:
        return calls_services.open_call(actor=request.actor, **form.cleaned_data)
    return save_merged(
        form,
        lambda: CallForm.values_of(locked(found)),
        lambda: calls_services.edit_call(actor=request.actor, call=found, **form.cleaned_data),
    )
