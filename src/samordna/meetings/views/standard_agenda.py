"""The template of a body's agendas."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from samordna.ground import clock
from samordna.meetings.forms.standard_agenda import (
    StandardAgendaForms,
    ValidFromForm,
    initial_of,
    items_of,
)
from samordna.meetings.policies import may_plan
from samordna.meetings.services.standard_agenda import save_standard_agenda
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.models import Body
from samordna.parties.settings import body_setting
from samordna.web.links import link


@insiders
def standard_agenda(request: AssociationRequest, slug: str) -> HttpResponse:
    """What stands on every new agenda of a body."""
    require(may_plan(request.actor))
    body = get_object_or_404(Body.objects.filter(slug=slug))
    today = clock.today()
    standing = body_setting(body, "standard_agenda", today)
    day = ValidFromForm(request.POST or None, initial={"valid_from": today})
    rows = StandardAgendaForms(request.POST or None, initial=initial_of(standing), prefix="punkt")
    if request.method == "POST" and day.is_valid() and rows.is_valid():
        save_standard_agenda(
            actor=request.actor, body=body, items=items_of(rows), **day.cleaned_data
        )
        messages.success(request, f"Mallen för {body.in_text} är sparad.")
        return redirect(link(request, "parties:association"))
    context = {"body": body, "day": day, "rows": rows}
    return render(request, "meetings/standard_agenda.html", context)
