"""The pages of the register."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.numbers import next_number
from samordna.parties.services.errors import NumbersGiven
from samordna.register import forms, policies, queries, services
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts, differences_in, seen_in
from samordna.web.shared import shared_pages


@insiders
@require_safe
def matters(request: AssociationRequest) -> HttpResponse:
    """The list of matters, with a search."""
    year = request.GET.get("ar", "")
    found = queries.matters_for(
        request.actor,
        text=request.GET.get("q", "").replace("\x00", "").strip()[:100],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        only_open=request.GET.get("oppna") == "1",
    )
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("sida")),
        "searched": any(request.GET.get(name) for name in ("q", "ar", "oppna")),
        "years": queries.years_with_matters(),
        "gaps": queries.gaps(),
        "may_register": policies.may_register(request.actor)[0],
        "may_set_first": policies.may_set_first_number(request.actor)[0],
    }
    return render(request, "register/matters.html", context)


@insiders
@require_safe
def matter(request: AssociationRequest, year: int, serial: int) -> HttpResponse:
    """One matter: its thread and its records."""
    found = queries.matter_for_reading(request.actor, year, serial)
    records = queries.records_of(found)
    context = {
        "matter": found,
        "records": records,
        "thread": shared_pages().thread(request.actor, clock.today(), matter=found),
        "may_add": policies.may_add_record(request.actor, found)[0],
        "may_reopen": policies.may_reopen(request.actor, found)[0],
    }
    return render(request, "register/matter.html", context)


@insiders
@once
def new_matter(request: AssociationRequest) -> HttpResponse:
    """Open a matter by hand."""
    require(policies.may_register(request.actor))
    form = forms.MatterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.open_matter_by_hand(
            actor=request.actor, subject=form.cleaned_data["subject"]
        )
        return redirect(link(request, "register:matter", year=made.year, serial=made.serial))
    return render(
        request,
        "register/new_matter.html",
        {"form": form, "unsaid": queries.first_number_unsaid(request.association, clock.today())},
    )


@insiders
@require_POST
def close(request: AssociationRequest, year: int, serial: int) -> HttpResponse:
    """Close a matter."""
    found = queries.matter_for_registering(request.actor, year, serial)
    services.close_matter(actor=request.actor, matter=found)
    messages.success(request, f"Ärende {found.number} är avslutat.")
    return redirect(link(request, "register:matter", year=year, serial=serial))


@insiders
@require_POST
def reopen(request: AssociationRequest, year: int, serial: int) -> HttpResponse:
    """Open a closed matter again."""
    found = queries.matter_for_reading(request.actor, year, serial)
    services.reopen_matter(actor=request.actor, matter=found)
    messages.success(request, f"Ärende {found.number} är öppet igen.")
    return redirect(link(request, "register:matter", year=year, serial=serial))


@insiders
@once
def first_number(request: AssociationRequest) -> HttpResponse:
    """Say with which number the matters of this year begin."""
    require(policies.may_set_first_number(request.actor))
    year = clock.today().year
    number, given = next_number(request.association, kind="matter", key=str(year))
    if given:
        return _skip(request, year, number)
    form = forms.FirstNumberForm(request.POST or None, initial={"first": number})
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.set_first_number(
                actor=request.actor, year=year, seen=seen_in(request.POST), **form.cleaned_data
            )
        except NumbersGiven as error:
            # Between the reading and the saving somebody took a number: the page says it anew.
            messages.error(request, str(error))
            return redirect(link(request, "register:first_number"))
        except Stale as stale:
            number = stale.revision
            context["both_texts"] = both_texts(stale, differences_in(form, stale.saved))
        else:
            messages.success(request, f"Nästa diarienummer är {year}:{form.cleaned_data['first']}.")
            return redirect(link(request, "register:matters"))
    context |= {"form": form, "year": year, "number": number, "given": given}
    return render(request, "register/first_number.html", context)


def _skip(request: AssociationRequest, year: int, number: int) -> HttpResponse:
    """Go on at a later number: the way out when numbers have been given already."""
    form = forms.SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gap = services.skip_numbers(actor=request.actor, year=year, **form.cleaned_data)
        except NumbersGiven as error:
            add_service_error(form, error, "following")
        else:
            messages.success(
                request,
                f"Nästa diarienummer är {year}:{form.cleaned_data['following']}. Att {gap} inte "
                "är använda står i diariet.",
            )
            return redirect(link(request, "register:matters"))
    context = {"form": form, "year": year, "number": number, "given": True}
    return render(request, "register/first_number.html", context)
