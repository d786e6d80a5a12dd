"""At the table: who adjusts the minutes, and by which day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from samordna.meetings.forms.table import AdjusterForm, AdjustmentDayForm, ItemAdjusterForm
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries import loaders
from samordna.meetings.services import adjustment as adjustment_services
from samordna.meetings.services import presence as presence_services
from samordna.meetings.services import signers as signer_services
from samordna.meetings.views.acting import REFUSALS, attempt
from samordna.meetings.views.table import at_item, attendee_of, table_page, table_url
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once


@insiders
@require_POST
@once
def choose_adjuster(request: AssociationRequest, number: int) -> HttpResponse:
    """Choose who adjusts the minutes, or one item."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    proceedings = load_proceedings(meeting)
    back = request.POST.get("tillbaka", "")
    form = (ItemAdjusterForm if at_item(proceedings, back) else AdjusterForm)(
        proceedings, request.POST
    )
    if not form.is_valid():
        return table_page(request, proceedings, back, adjuster_form=form)
    item = next((i for i in proceedings.items if str(i.pk) == form.cleaned_data["item"]), None)
    try:
        presence_services.choose_adjuster(
            actor=request.actor,
            meeting=meeting,
            attendee=attendee_of(proceedings, form.cleaned_data["attendee"]),
            item=item,
        )
    except REFUSALS as refusal:
        add_service_error(form, refusal)
        return table_page(request, proceedings, back, adjuster_form=form)
    return redirect(
        table_url(request, meeting, item) if back else table_url(request, meeting, at="justerare")
    )


@insiders
@require_POST
def remove_adjuster(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take back the choice of an adjuster."""
    adjuster = loaders.adjuster_for_keeping(request.actor, number, pk)
    return attempt(
        request,
        lambda: presence_services.remove_adjuster(actor=request.actor, adjuster=adjuster),
        table_url(request, adjuster.meeting, at="justerare"),
    )


@insiders
@require_POST
def drop_stand_in(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Let whoever was to sign do so, instead of who was put in."""
    row = loaders.stand_in_for_keeping(request.actor, number, pk)
    return attempt(
        request,
        lambda: signer_services.drop_stand_in(actor=request.actor, row=row),
        link(request, "meetings:minutes", number=number),
        f"{row.by.name} är borttagen. {row.instead_of.name} skriver under när protokollet låses.",
    )


@insiders
@require_POST
def decide_adjustment_day(request: AssociationRequest, number: int) -> HttpResponse:
    """Say by which day the minutes are adjusted, as the meeting decides."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    back = request.POST.get("tillbaka", "")
    form = AdjustmentDayForm(meeting.adjustment, request.POST)
    if form.is_valid():
        try:
            adjustment_services.decide_adjustment_day(
                actor=request.actor, meeting=meeting, **form.cleaned_data
            )
        except REFUSALS as refusal:
            add_service_error(form, refusal)
    proceedings = load_proceedings(meeting)
    if form.errors:
        return table_page(request, proceedings, back, day_form=form)
    item = next((i for i in proceedings.items if str(i.pk) == back), None)
    return redirect(table_url(request, meeting, item, at="justeringsdag"))
