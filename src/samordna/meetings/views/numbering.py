"""Other numbers for the paragraphs of minutes that are not locked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samordna.kernel.counting import counted
from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.numbering import RenumberForm
from samordna.meetings.queries import loaders
from samordna.meetings.services.numbering import UNLOCKED, renumber_paragraphs
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.forms import add_service_error
from samordna.web.links import link


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def renumber(request: AssociationRequest, number: int) -> HttpResponse:
    """Say at which number the paragraphs that stand in no locked minutes begin."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    here = link(request, "meetings:minutes", number=number)
    if meeting.state not in UNLOCKED:
        messages.info(request, "Paragrafernas nummer ändras medan protokollet inte är låst.")
        return redirect(here)
    form = RenumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = renumber_paragraphs(actor=request.actor, meeting=meeting, **form.cleaned_data)
        except NotPossible as error:
            add_service_error(form, error, "first")
        else:
            said = counted(changed, "paragraf har fått", "paragrafer har fått")
            first = form.cleaned_data["first"]
            messages.success(request, f"{said} nya nummer, från § {first}.")
            return redirect(here)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/renumber.html", context)
