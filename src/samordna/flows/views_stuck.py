"""The pages of what has got stuck around meetings: cancelled, refused, replaced, taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.flows import services
from samordna.flows.forms import ReplaceForm
from samordna.flows.subjects.earlier_item import became, comes_back
from samordna.flows.subjects.proposal import was_proposed
from samordna.ground import clock
from samordna.meetings.forms.reason import ReasonForm
from samordna.meetings.models import Meeting
from samordna.meetings.policies import may_read_minutes
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.queries import lists, loaders
from samordna.meetings.queries.lists import waiting_items
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.stand_ins import AS_CHAIR
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.services.signers import AS_SECRETARY, by_whom, shares, why_nobody
from samordna.meetings.services.signers import refuse_minutes as refuse
from samordna.meetings.services.signers import replace_signer as replace
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.views.acting import REFUSALS
from samordna.parties.access import AssociationRequest, Refused, insiders, signed_in
from samordna.parties.models import Body
from samordna.web.forms import add_service_error
from samordna.web.links import link

both = require_http_methods(["GET", "HEAD", "POST"])


@insiders
@both
def cancel_meeting(request: AssociationRequest, number: int) -> HttpResponse:
    """Cancel a meeting, and give its items back."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_meeting(
                actor=request.actor, meeting=meeting, reason=form.cleaned_data["reason"]
            )
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            messages.success(
                request, "Sammanträdet är inställt. Det som stod på listan kan tas upp igen."
            )
            return redirect(link(request, "meetings:meeting", number=number))
    opened = meeting.state == Meeting.State.IN_SESSION
    may_cancel = meeting.state in PLANNING or (
        opened and not meeting.items.exclude(treatment=None).exists()
    )
    context = {"meeting": meeting, "form": form, "may_cancel": may_cancel, "opened": opened}
    return render(request, "flows/cancel_meeting.html", context)


@signed_in
@both
def refuse_minutes(request: AssociationRequest, number: int) -> HttpResponse:
    """Say that one does not sign the minutes, and why."""
    minutes = loaders.minutes_for_signing(request.actor, number)
    own = [s for s in minutes.signers.all() if s.person_id == request.actor.person_id]
    here = link(request, "flows:sign_minutes", number=number)
    if not own:
        raise Refused("Du står inte bland dem som ska skriva under protokollet.")
    if minutes.withdrawn_at is not None or all(s.signature_id is not None for s in own):
        return redirect(here)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse(actor=request.actor, minutes=minutes, reason=form.cleaned_data["reason"])
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            messages.success(
                request,
                "Du har nekat underskrift. Kansliet ser det, med ditt skäl. Ändrar du dig kan du "
                "skriva under ändå.",
            )
            return redirect(here)
    return render(request, "flows/refuse_minutes.html", {"meeting": minutes.meeting, "form": form})


@insiders
@both
def replace_signer(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Let somebody else sign, on a new version that says so."""
    signer = loaders.signer_for_replacing(request.actor, number, pk)
    parts = shares(signer) if signer.signature_id is None else []
    form = ReplaceForm(request.POST or None, parts=parts)
    if request.method == "POST" and form.is_valid():
        try:
            replace(
                actor=request.actor,
                signer=signer,
                chosen=form.chosen,
                reason=form.cleaned_data["reason"],
            )
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            by = by_whom([(part, form.chosen[part.key]) for part in form.parts])
            messages.success(
                request,
                f"{by} skriver under i stället för {signer.name}. Protokollet är låst i en ny "
                "version som alla skriver under.",
            )
            return redirect(link(request, "meetings:minutes", number=number))
    context = {
        "meeting": signer.minutes.meeting,
        "signer": signer,
        "form": form,
        "without": [part.paragraphs for part in parts if not part.people],
        "by_two": written(number for part in parts for number in part.by_both),
        "by_called": written(number for part in parts for number in part.by_called),
        "why_nobody": why_nobody(signer),
        "by_member": signer.role not in AS_SECRETARY,
        "as_chair": signer.role in AS_CHAIR,
    }
    return render(request, "flows/replace_signer.html", context)


@insiders
@both
def returned_item(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """An item that is to come up again, or that is proposed to the board: put it on an agenda, or
    let it go."""
    item = loaders.returned_item_for_keeping(request.actor, number, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            let_item_go(actor=request.actor, item=item, reason=form.cleaned_data["reason"])
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            messages.success(request, f"”{item.heading}” utgår.")
            return redirect(link(request, "parties:today"))
    waits = waiting_items().filter(pk=item.pk).exists()
    again = comes_back(item)
    bodies = Body.objects.filter(pk=item.meeting.body_id)
    if not again:
        bodies = Body.objects.filter(kind=Body.Kind.BOARD)
    coming = Meeting.objects.filter(
        body__in=bodies, state__in=PLANNING, held_on__gte=item.meeting.held_on
    ).exclude(pk=item.meeting_id)
    context = {
        "item": item,
        "meeting": item.meeting,
        "body_name": item.meeting.body.name if again else "Styrelsen",
        "what": "Ta upp igen" if again else "Ta upp i styrelsen",
        "became": "" if not waits else became(item) if again else was_proposed(item),
        "waits": waits,
        "kind": SubjectKind.EARLIER_ITEM if again else SubjectKind.PROPOSAL,
        "coming": lists.coming(coming.select_related("body"), clock.today()),
        "form": form,
    }
    return render(request, "flows/returned_item.html", context)


@insiders
@both
def effect(request: AssociationRequest, number: int, paragraph: int) -> HttpResponse:
    """A paragraph that could not be put into effect: try again, or end it by hand."""
    treatment = loaders.effect_for_keeping(request.actor, number, paragraph)
    by_hand = request.method == "POST" and "by_hand" in request.POST
    form = ReasonForm(request.POST if by_hand else None)
    done = ""
    if request.method == "POST":
        try:
            if by_hand and form.is_valid():
                services.set_effect_aside(
                    actor=request.actor, treatment=treatment, reason=form.cleaned_data["reason"]
                )
                done = f"§ {paragraph} är avslutad för hand."
            elif not by_hand:
                services.settle_paragraph(actor=request.actor, treatment=treatment)
                done = f"§ {paragraph} är verkställd."
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
    if done:
        messages.success(request, done)
        return redirect(link(request, "meetings:minutes", number=number))
    context = {"meeting": treatment.item.meeting, "treatment": treatment, "form": form}
    return render(request, "flows/effect.html", context)


@insiders
@require_safe
def earlier_item(request: AssociationRequest, pk: int) -> HttpResponse:
    """What became of an item the last time: its paragraph, or the agenda where it never came up."""
    item = loaders.item_for_reading(request.actor, pk)
    number = item.meeting.number
    treatment = treatment_of(item)
    if treatment is None or not may_read_minutes(request.actor, item.meeting)[0]:
        return redirect(link(request, "meetings:meeting", number=number))
    page = link(request, "meetings:minutes", number=number)
    return redirect(f"{page}#paragraf-{treatment.paragraph}")
