"""The forms of applications: which the association has, the ready ones, and new versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.funding import policies
from samordna.funding.form_editor import FormEditor
from samordna.funding.queries.calls import form_for_editing
from samordna.funding.queries.calls import form_versions as versions_of
from samordna.funding.rules.form import BadForm
from samordna.funding.services import forms as services
from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.services.errors import StillUsed
from samordna.web.links import link
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts, differences_in, seen_in


@insiders
@require_safe
def form_versions(request: AssociationRequest) -> HttpResponse:
    """The association's forms, and the ready ones that it may take."""
    require(policies.may_edit_calls(request.actor))
    own = list(versions_of(request.actor))
    names = {form.name for form in own}
    context = {
        "own": own,
        "local_groups": services.has_local_groups(),
        "ready": [form for form in services.ready_forms() if form.name not in names],
    }
    return render(request, "funding/forms.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@once
def choose_form(request: AssociationRequest) -> HttpResponse:
    """Take one of the ready forms; without a form, their page has the buttons."""
    require(policies.may_edit_calls(request.actor))
    here = link(request, "funding:forms")
    if request.method != "POST":
        return redirect(here)
    key = request.POST.get("formular", "")
    ready = next((form for form in services.ready_forms() if form.key == key), None)
    if ready is None:
        raise Http404
    services.choose_form(
        actor=request.actor,
        ready=ready,
        valid_from=clock.today(),
        local_groups=request.POST.get("lokala_grupper") == "ja",
    )
    messages.success(request, f"{ready.name} är nu ett av förbundets formulär.")
    return redirect(here)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit_form(request: AssociationRequest, pk: int) -> HttpResponse:
    """Write the next version of a form."""
    found = form_for_editing(request.actor, pk)
    form = FormEditor(request.POST or None, version=found, today=clock.today())
    context: dict[str, Any] = {"form": form, "version": found}
    if request.method == "POST" and form.is_valid():
        try:
            made = services.edit_form(
                actor=request.actor,
                form=found,
                name=form.cleaned_data["name"],
                valid_from=form.cleaned_data["valid_from"],
                questions=form.questions,
                seen=seen_in(request.POST),
            )
        except Stale as stale:
            newest = services.newest_version(found)
            saved = FormEditor(version=newest, today=form.cleaned_data["valid_from"])
            begins = {name: field.initial for name, field in saved.fields.items()}
            context["both_texts"] = both_texts(stale, differences_in(form, begins))
        except BadForm as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made} är sparad.")
            return redirect(link(request, "funding:forms"))
    context["stays"] = services.why_form_stays(found)
    context["revision"] = services.newest_version(found).pk
    return render(request, "funding/edit_form.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def remove_form(request: AssociationRequest, pk: int) -> HttpResponse:
    """Take away a version that nothing uses; without a form, its page has the button."""
    found = form_for_editing(request.actor, pk)
    here = link(request, "funding:edit_form", pk=pk)
    if request.method != "POST":
        return redirect(here)
    try:
        services.remove_form(actor=request.actor, form=found)
    except StillUsed as error:
        messages.error(request, str(error))
        return redirect(here)
    messages.success(request, f"{found} är borttagen.")
    return redirect(link(request, "funding:forms"))
