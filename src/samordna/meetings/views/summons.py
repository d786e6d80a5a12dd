"""The summons: looked at, sent, said to be sent; and the meeting that is opened after it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samordna.ground import clock
from samordna.kernel.sent_numbers import numbers_sent
from samordna.kernel.sentences import listed
from samordna.kernel.transitions import IllegalTransition
from samordna.meetings.forms.dispatch import DispatchForm, UncalledForm
from samordna.meetings.models import Meeting
from samordna.meetings.queries import loaders
from samordna.meetings.queries.joining import InTheWay, attachments_in_the_way
from samordna.meetings.queries.remarks import remarked, with_what_became
from samordna.meetings.queries.summons import called_to, sending_of
from samordna.meetings.queries.texts import texts_of
from samordna.meetings.rules.states import MEETING, Dispatch
from samordna.meetings.services import table
from samordna.meetings.services.summons import (
    NotBundled,
    record_dispatch,
    send_summons,
    send_to_rest,
    why_not_summoned,
)
from samordna.meetings.views.acting import REFUSALS, attempt
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.forms import add_service_error
from samordna.web.links import link


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def summon(request: AssociationRequest, number: int) -> HttpResponse:
    """What is sent and to whom, to be looked at first; and the summons made, and sent."""
    found = loaders.meeting_for_keeping(request.actor, number)
    if request.method != "POST":
        return _summons_to_be(request, found)
    without = set(numbers_sent(request.POST.getlist("utan")))
    try:
        return attempt(
            request,
            lambda: send_summons(actor=request.actor, meeting=found, without=without),
            link(request, "meetings:meeting", number=number),
            "Kallelsen är skapad. Ledamöter och ersättare kan nu läsa handlingarna, och får brev."
            if settings.SAMORDNA_MAIL_SERVER
            else "Kallelsen är skapad. Skicka den, och ange sedan hur och när.",
        )
    except NotBundled as error:
        return _summons_to_be(request, found, error.found)


def _summons_to_be(
    request: AssociationRequest, found: Meeting, refused_now: Sequence[InTheWay] = ()
) -> HttpResponse:
    """The page on which a summons is looked at. ``refused_now``: what has just stopped it."""
    items = list(with_what_became(found.items.order_by("position")))
    try:
        MEETING.next(found.state, "summon")
        reason = why_not_summoned(found, items)
    except IllegalTransition as refusal:
        reason = str(refusal)
    if reason:
        messages.error(request, reason)
        return redirect(link(request, "meetings:meeting", number=found.number))
    tried = [*refused_now, *attachments_in_the_way(found)]
    in_the_way = list({one.attachment.pk: one for one in reversed(tried)}.values())
    context = {
        "meeting": found,
        "called": called_to(found),
        "items": items,
        "texts": texts_of(items),
        "remarks": remarked(found, items),
        "in_the_way": in_the_way,
        "without": listed([one.attachment.label for one in in_the_way]),
        "mail_server": settings.SAMORDNA_MAIL_SERVER,
    }
    status = 422 if refused_now else 200
    return render(request, "meetings/summon.html", context, status=status)


@insiders
@require_POST
def send_rest(request: AssociationRequest, number: int) -> HttpResponse:
    """Send the summons to those who have not got it."""
    found = loaders.meeting_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: send_to_rest(actor=request.actor, meeting=found),
        link(request, "meetings:meeting", number=number),
        "Kallelsen skickas till dem som inte har fått den.",
    )


@insiders
def dispatch(request: AssociationRequest, number: int) -> HttpResponse:
    """Say how and when the office has sent the summons itself."""
    found = loaders.meeting_for_keeping(request.actor, number)
    if request.method != "POST" and found.state != Meeting.State.SUMMONING:
        messages.info(request, "Det finns ingen kallelse som väntar på att skickas.")
        return redirect(link(request, "meetings:meeting", number=number))
    form = DispatchForm(request.POST or None, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            record_dispatch(
                actor=request.actor,
                meeting=found,
                how=Dispatch(form.cleaned_data["how"]),
                sent_on=form.cleaned_data["sent_on"],
            )
        except REFUSALS as refusal:
            add_service_error(form, refusal, "sent_on")
        else:
            messages.success(request, "Kallelsen är skickad och registrerad som utgående.")
            return redirect(link(request, "meetings:meeting", number=number))
    context = {"form": form, "meeting": found, "sending": sending_of(found)}
    return render(request, "meetings/dispatch.html", context)


@insiders
@require_POST
def open_meeting(request: AssociationRequest, number: int) -> HttpResponse:
    """Open the meeting and go to the table; asked first where nobody has got the summons."""
    found = loaders.meeting_for_keeping(request.actor, number)
    asked = "okallat" in request.POST
    form = UncalledForm(request.POST if asked else None, meeting=found)
    if not asked or form.is_valid():
        try:
            table.open_meeting(
                actor=request.actor,
                meeting=found,
                uncalled_reason=form.why if asked else "",
                called=form.called if asked else None,
            )
        except table.NobodyCalled:
            pass  # told on the page
        except REFUSALS as refusal:
            if not asked:
                messages.error(request, str(refusal))
                return redirect(link(request, "meetings:meeting", number=number))
            add_service_error(form, refusal)
        else:
            return redirect(link(request, "meetings:table", number=number))
    context = {
        "form": form,
        "meeting": found,
        "sending": sending_of(found) if found.summons_id is not None else None,
        "afterwards": found.held_on < clock.today(),
    }
    return render(request, "meetings/open.html", context)
