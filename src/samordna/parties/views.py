"""Idag, the people of the association, and its journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.journal.queries import numbers_with
from samordna.parties import forms, policies, queries, services
from samordna.parties.access import AssociationRequest, Refused, insiders, require
from samordna.parties.models import Organisation
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.shared import Task, shared_pages


@insiders
@require_safe
def today(request: AssociationRequest) -> HttpResponse:
    """Idag: what waits for me, late, this week and later."""
    day = clock.today()
    context = {"groups": _by_urgency(shared_pages().tasks(request.actor, day), day), "today": day}
    return render(request, "parties/today.html", context)


def _by_urgency(tasks: list[Task], day: date) -> list[tuple[str, list[Task]]]:
    end_of_week = day + timedelta(days=6 - day.weekday())
    groups: dict[str, list[Task]] = {"Försenat": [], "Den här veckan": [], "Senare": []}
    for task in tasks:
        if task.due is not None and task.due < day:
            groups["Försenat"].append(task)
        elif task.due is not None and task.due <= end_of_week:
            groups["Den här veckan"].append(task)
        else:
            groups["Senare"].append(task)
    return [(heading, found) for heading, found in groups.items() if found]


@insiders
@require_safe
def people(request: AssociationRequest) -> HttpResponse:
    """Organisations, roles and mandates that hold."""
    day = clock.today()
    context = {
        "roles": queries.roles_now_or_later(request.actor, day),
        "mandates": queries.mandates_now_or_later(request.actor, day),
        "ended": queries.mandates_ended(request.actor, day),
        "organisations": Organisation.objects.all(),
        "may_change": policies.may_change_people(request.actor)[0],
    }
    return render(request, "parties/people.html", context)


def _form_page(request: AssociationRequest, form: Any, heading: str, button: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button}
    return render(request, "parties/form.html", context)


def _back(request: AssociationRequest, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect(link(request, "parties:people"))


@insiders
def new_role(request: AssociationRequest) -> HttpResponse:
    """Give somebody a role."""
    require(policies.may_change_people(request.actor))
    asked = {"role": request.GET.get("roll"), "organisation": request.GET.get("organisation")}
    form = forms.RoleForm(request.POST or None, initial={"valid_from": clock.today(), **asked})
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_role(actor=request.actor, **form.cleaned_data)
        except (services.AlreadyGiven, Refused) as error:
            add_service_error(form, error, "role")
        else:
            return _back(request, f"{given.person.name} är nu {given.get_role_display().lower()}.")
    return _form_page(request, form, "Ny roll", "Ge rollen")


@insiders
def new_mandate(request: AssociationRequest) -> HttpResponse:
    """Register an appointment."""
    require(policies.may_change_people(request.actor))
    form = forms.MandateForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_mandate(actor=request.actor, **form.cleaned_data)
        except services.DecisionOutOfOrder as error:
            add_service_error(form, error, "papers_received_on")
        except (services.AlreadyGiven, Refused) as error:
            add_service_error(form, error, "email")
        else:
            return _back(request, f"{given.person.name} har lagts till i {given.body.name}.")
    return _form_page(request, form, "Nytt uppdrag", "Lägg till")


@insiders
def receive_papers(request: AssociationRequest, pk: int) -> HttpResponse:
    """Register that the decision about an appointment has come in."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    initial = {
        "appointed_by": mandate.appointed_by,
        "appointed_on": mandate.appointed_on,
        "received_on": mandate.papers_received_on or clock.today(),
    }
    form = forms.AppointmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.receive_papers(actor=request.actor, mandate=mandate, **form.cleaned_data)
        except (services.AlreadyGiven, services.DecisionOutOfOrder, Refused) as error:
            add_service_error(form, error, "received_on")
        else:
            return _back(request, f"Beslutet om valet av {mandate.person.name} har kommit in.")
    return _form_page(request, form, f"Beslut om valet: {mandate}", "Spara")


@insiders
def new_organisation(request: AssociationRequest) -> HttpResponse:
    """Add an organisation."""
    require(policies.may_change_people(request.actor))
    form = forms.OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_organisation(actor=request.actor, **form.cleaned_data)
        except services.AlreadyGiven as error:
            add_service_error(form, error, "name")
        else:
            return _back(request, f"{added.name} har lagts till.")
    return _form_page(request, form, "Ny organisation", "Lägg till")


@insiders
def end_role(request: AssociationRequest, pk: int) -> HttpResponse:
    """End a role."""
    assignment = queries.role_for_changing(request.actor, pk)
    form = forms.LastDayForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_role(actor=request.actor, assignment=assignment, **form.cleaned_data)
        except services.EndsBeforeItStarts as error:
            add_service_error(form, error, "last_day")
        else:
            return _back(request, f"Rollen för {assignment.person.name} är avslutad.")
    return _form_page(request, form, f"Avsluta roll: {assignment}", "Avsluta rollen")


@insiders
def end_mandate(request: AssociationRequest, pk: int) -> HttpResponse:
    """End a mandate."""
    mandate = queries.mandate_for_changing(request.actor, pk)
    form = forms.LastDayForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_mandate(actor=request.actor, mandate=mandate, **form.cleaned_data)
        except services.EndsBeforeItStarts as error:
            add_service_error(form, error, "last_day")
        else:
            return _back(request, f"Uppdraget för {mandate.person.name} är avslutat.")
    return _form_page(request, form, f"Avsluta uppdrag: {mandate}", "Avsluta uppdraget")


@insiders
@require_safe
def journal(request: AssociationRequest) -> HttpResponse:
    """The journal: who did what, when, the newest first."""
    require(policies.may_read_journal(request.actor))
    entries = JournalEntry.objects.order_by("-number")
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if text:
        page: Page[Any] = Paginator(numbers_with(text), 50).get_page(request.GET.get("sida"))
        page.object_list = entries.filter(number__in=list(page.object_list))
    else:
        paginator = Paginator(entries, 50)
        # Numbers have no gap, so the last one tells how many there are; counting is slow.
        paginator.count = entries.values_list("number", flat=True).first() or 0
        page = paginator.get_page(request.GET.get("sida"))
    return render(request, "parties/journal.html", {"page": page})
