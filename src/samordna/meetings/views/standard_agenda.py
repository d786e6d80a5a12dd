"""The template of a body's agendas."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from samordna.ground import clock
from samordna.meetings.forms.standard_agenda import (
    StandardAgendaForms,
    ValidFromForm,
    in_words,
    initial_of,
    items_of,
)
from samordna.meetings.policies import may_plan
from samordna.meetings.services.standard_agenda import revision, save_standard_agenda
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.models import Body
from samordna.parties.settings import body_setting
from samordna.web.links import link
from samordna.web.revisions import Difference, Stale, both_texts, seen_in


@insiders
def standard_agenda(request: AssociationRequest, slug: str) -> HttpResponse:
    """What stands on every new agenda of a body."""
    require(may_plan(request.actor))
    body = get_object_or_404(Body.objects.filter(slug=slug))
    today = clock.today()
    standing = body_setting(body, "standard_agenda", today)
    day = ValidFromForm(request.POST or None, initial={"valid_from": today})
    rows = StandardAgendaForms(request.POST or None, initial=initial_of(standing), prefix="punkt")
    context: dict[str, Any] = {"body": body, "day": day, "rows": rows, "revision": revision(body)}
    if request.method == "POST" and day.is_valid() and rows.is_valid():
        try:
            save_standard_agenda(
                actor=request.actor,
                body=body,
                items=items_of(rows),
                seen=seen_in(request.POST),
                **day.cleaned_data,
            )
        except Stale as stale:
            # Beside what holds from the day that was typed: that is what would be written over.
            saved = body_setting(body, "standard_agenda", day.cleaned_data["valid_from"])
            both = Difference("Punkterna", in_words(saved), in_words(items_of(rows)))
            context["both_texts"] = both_texts(stale, [both])
        else:
            messages.success(request, f"Mallen för {body.in_text} är sparad.")
            return redirect(link(request, "parties:association"))
    return render(request, "meetings/standard_agenda.html", context)
