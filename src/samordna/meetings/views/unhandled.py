"""At the table: what is left of a meeting that is no quorum, noted at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samordna.kernel.counting import counted
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries import loaders
from samordna.meetings.rules.not_handled import COMES_BACK, handles_not, nothing_left
from samordna.meetings.services.leaving import leave_unhandled
from samordna.meetings.views.acting import REFUSALS
from samordna.meetings.views.table import table_url
from samordna.parties.access import AssociationRequest, insiders


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: AssociationRequest, number: int) -> HttpResponse:
    """What is left and nobody may handle, and the button that notes it."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    if meeting.state != Meeting.State.IN_SESSION:
        return redirect(table_url(request, meeting))
    if request.method == "POST":
        return _noted(request, meeting)
    proceedings = load_proceedings(meeting, attachments=False)
    left = proceedings.beyond_handling
    context = {
        "meeting": meeting,
        "left": left,
        "nothing_taken_up": not proceedings.treated,
        "quorum": proceedings.quorum(left[0]) if left else None,
        "sentence": handles_not(meeting.body.name),
        "none_left": nothing_left(meeting.body.in_text),
        "comes_back": f"Ärendena {COMES_BACK}.",
        "back": table_url(request, meeting),
    }
    return render(request, "meetings/leave_unhandled.html", context)


def _noted(request: AssociationRequest, meeting: Meeting) -> HttpResponse:
    try:
        noted = leave_unhandled(actor=request.actor, meeting=meeting)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect(table_url(request, meeting))
    how_many = counted(noted, "ärende är antecknat", "ärenden är antecknade")
    messages.success(request, f"{how_many} som inte behandlade. Nu kan du avsluta sammanträdet.")
    return redirect(table_url(request, meeting, at="avsluta"))
