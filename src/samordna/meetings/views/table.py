"""At the table: who is there, and one item at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samordna.ground import clock
from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.fields import TimeOfDayField
from samordna.meetings.forms.reason import UntakeForm
from samordna.meetings.forms.table import (
    AbsenceForm,
    AdjusterForm,
    AdjustmentDayForm,
    ItemAbsenceForm,
    OtherForm,
    choices_of_the_present,
)
from samordna.meetings.models import Absence, AgendaItem, Attendee, Meeting
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries import loaders
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services import presence as presence_services
from samordna.meetings.services.table import (
    LeftUnnoted,
    close_meeting,
    reopen_meeting,
    treat_item,
)
from samordna.meetings.services.untaking import untake_item
from samordna.meetings.views import panels
from samordna.meetings.views.acting import REFUSALS, attempt, is_htmx, tabs
from samordna.meetings.views.ticking import Ticked, tick_list
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.components import ErrorLink
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once


def table_url(
    request: AssociationRequest,
    meeting: Meeting,
    item: AgendaItem | None = None,
    *,
    at: str = "narvaro",
) -> str:
    """The table, at an item or at a part of the presence: the keyboard goes on from there."""
    url = link(request, "meetings:table", number=meeting.number)
    return f"{url}?punkt={item.pk}#arende" if item is not None else f"{url}#{at}"


@insiders
@require_safe
def table(request: AssociationRequest, number: int) -> HttpResponse:
    """The table: presence, or the item that ``?punkt=`` names."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    if meeting.opened_at is None:
        messages.info(
            request, "Sammanträdet är inte öppnat. Sidan Vid bordet finns när det har öppnats."
        )
        return redirect(link(request, "meetings:meeting", number=number))
    return table_page(request, load_proceedings(meeting), request.GET.get("punkt", ""))


def table_page(
    request: AssociationRequest,
    proceedings: Proceedings,
    chosen: str,
    *,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    """The page of the table at what is ``chosen``, with the forms that somebody has sent."""
    item = next((i for i in proceedings.items if str(i.pk) == chosen), None)
    rows = panels.item_rows(proceedings, item)
    context: dict[str, object] = {
        "meeting": proceedings.meeting,
        "tabs": tabs(request, proceedings.meeting, "meetings:table"),
        "rows": rows,
        "step": panels.step_among(rows),
        "drawn_list": panels.print_of(proceedings),
        "recording": proceedings.meeting.state in RECORDING,
        "status": panels.status_line(proceedings, item),
        "may_cancel": not proceedings.treated,
    }
    if item is None:
        context |= panels.presence_panel(proceedings)
        context |= {
            "absence_form": AbsenceForm(proceedings),
            "adjuster_form": AdjusterForm(proceedings),
            "day_form": AdjustmentDayForm(proceedings.meeting.adjustment),
            "other_form": OtherForm(auto_id="ovrig_%s"),
        }
    else:
        context |= panels.item_panel(proceedings, item)
    context |= forms
    return render(request, "meetings/table.html", context, status=status)


# Presence -----------------------------------------------------------------------------------------


@insiders
@require_POST
def presence(request: AssociationRequest, number: int) -> HttpResponse:
    """Save the list of who is there: present, by distance, serving for whom. With script each tick
    is sent at once."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    ticked = tick_list(request, meeting)
    if is_htmx(request):
        return _people(request, meeting, ticked)
    if "alla" in request.POST:
        try:
            presence_services.set_all_present(actor=request.actor, meeting=meeting)
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
            return redirect(table_url(request, meeting))
    if any(ticked.values()):
        return _unsaved(request, meeting, ticked)
    messages.success(request, "Närvaron är sparad.")
    return redirect(table_url(request, meeting))


def _people(request: AssociationRequest, meeting: Meeting, ticked: Ticked) -> HttpResponse:
    """The rows that were ticked, and what follows from them."""
    proceedings = load_proceedings(meeting, attachments=False)
    rows = panels.people(proceedings)
    context = {
        "ticked": [
            replace(row, error=said.why if (said := ticked[row.attendee.pk]) else "")
            for row in rows
            if row.attendee.pk in ticked
        ],
        "others": [row for row in rows if row.attendee.pk not in ticked],
        "rows": panels.item_rows(proceedings, None),
        "choices": choices_of_the_present(proceedings),
        "meeting": proceedings.meeting,
        "status": panels.status_line(proceedings),
        "recording": True,
        "swap": True,
    }
    return render(request, "meetings/_people.html", context)


def _unsaved(request: AssociationRequest, meeting: Meeting, ticked: Ticked) -> HttpResponse:
    """The page of the presence with what was ticked and not saved, and why at each."""
    proceedings = load_proceedings(meeting)
    wrong = {pk: said for pk, said in ticked.items() if said}
    rows = [
        replace(row, sent=said.sent, error=said.why)
        if (said := wrong.get(row.attendee.pk))
        else row
        for row in panels.people(proceedings)
    ]
    groups = panels.grouped(rows)
    names = {a.pk: a.name for a in proceedings.attendees}
    errors = [
        ErrorLink(names.get(pk, ""), said.why, f"narv-{pk}" if pk in names else "")
        for pk, said in wrong.items()
    ]
    return table_page(request, proceedings, "", status=422, groups=groups, errors=errors)


@insiders
@require_POST
def all_present(request: AssociationRequest, number: int) -> HttpResponse:
    """Tick every ordinary member."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: presence_services.set_all_present(actor=request.actor, meeting=meeting),
        table_url(request, meeting),
    )


@insiders
@require_POST
@once
def add_other(request: AssociationRequest, number: int) -> HttpResponse:
    """Add somebody without a vote."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    form = OtherForm(request.POST, auto_id="ovrig_%s")
    if not form.is_valid():
        return table_page(request, load_proceedings(meeting), "", other_form=form)
    try:
        presence_services.add_other(actor=request.actor, meeting=meeting, **form.cleaned_data)
    except REFUSALS as refusal:
        add_service_error(form, refusal)
        return table_page(request, load_proceedings(meeting), "", other_form=form)
    return redirect(table_url(request, meeting, at="ovriga"))


@insiders
@require_POST
def remove_other(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take away somebody that was added."""
    attendee = loaders.attendee_for_keeping(request.actor, number, pk)
    return attempt(
        request,
        lambda: presence_services.remove_other(actor=request.actor, attendee=attendee),
        table_url(request, attendee.meeting, at="ovriga"),
    )


@insiders
@require_POST
@once
def record_absence(request: AssociationRequest, number: int) -> HttpResponse:
    """Record that somebody left, came late, has jäv or abstains."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    proceedings = load_proceedings(meeting)
    back = request.POST.get("tillbaka", "")
    form = (ItemAbsenceForm if at_item(proceedings, back) else AbsenceForm)(
        proceedings, request.POST
    )
    if form.is_valid():
        try:
            absence = _record(request, form, proceedings)
        except NotPossible as refusal:
            add_service_error(form, refusal)
        else:
            item = absence.from_item if back else None
            return redirect(table_url(request, meeting, item, at="undantag"))
    return table_page(request, proceedings, back, absence_form=form)


def at_item(proceedings: Proceedings, back: str) -> bool:
    """Whether a form was sent from an item, and not from the page of the presence."""
    return any(str(item.pk) == back for item in proceedings.items)


def _record(request: AssociationRequest, form: AbsenceForm, proceedings: Proceedings) -> Absence:
    data = form.cleaned_data
    first, last = form.item_of("item"), form.item_of("to_item")
    if first is None:
        raise NotPossible("Välj vid vilken punkt.")
    if data["reason"] == Absence.Reason.ARRIVED_LATE:
        first, last = proceedings.items[0], form.before(first)
        if last is None:
            raise NotPossible("Den som var med från första punkten kom inte sent.")
    elif last is not None and proceedings.places[last.pk] < proceedings.places[first.pk]:
        raise NotPossible("Den sista punkten ligger före den första.")
    return presence_services.record_absence(
        actor=request.actor,
        attendee=attendee_of(proceedings, data["attendee"]),
        reason=data["reason"],
        from_item=first,
        to_item=last,
        at=data["at"] or _leaves_now(request, proceedings, data["reason"]),
    )


def _leaves_now(request: AssociationRequest, proceedings: Proceedings, reason: str) -> time | None:
    """The time of day, for somebody who leaves while the item is in hand on the meeting's day."""
    now = timezone.localtime(clock.now())
    is_now = bool(request.POST.get("tillbaka")) and now.date() == proceedings.meeting.held_on
    return now.time().replace(second=0, microsecond=0) if is_now and reason == "left" else None


def attendee_of(proceedings: Proceedings, key: str) -> Attendee:
    attendee = proceedings.by_key[key]
    attendee.meeting = proceedings.meeting
    return attendee


@insiders
@require_POST
def remove_absence(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take back an exception."""
    absence = loaders.absence_for_keeping(request.actor, number, pk)
    meeting = absence.attendee.meeting
    item = absence.from_item if request.POST.get("tillbaka") else None
    return attempt(
        request,
        lambda: presence_services.remove_absence(actor=request.actor, absence=absence),
        table_url(request, meeting, item, at="undantag"),
    )


# Items --------------------------------------------------------------------------------------------


@insiders
@require_POST
def treat(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take an item up: it gets its paragraph."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    return attempt(
        request,
        lambda: treat_item(actor=request.actor, item=item),
        table_url(request, item.meeting, item),
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def untake(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take back that an item was taken up, and say why."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    here, treatment = table_url(request, item.meeting, item), treatment_of(item)
    if treatment is None or item.meeting.state != Meeting.State.IN_SESSION:
        return redirect(here)
    form = UntakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            untake_item(actor=request.actor, item=item, reason=form.cleaned_data["reason"])
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            messages.success(request, f"”{item.heading}” är inte längre upptagen.")
            return redirect(here)
    context = {"meeting": item.meeting, "item": item, "treatment": treatment, "form": form}
    context["back"] = here
    return render(request, "meetings/untake.html", context)


# The end ------------------------------------------------------------------------------------------


@insiders
@require_POST
def close(request: AssociationRequest, number: int) -> HttpResponse:
    """Close the meeting."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    typed = request.POST.get("slutade", "")
    try:
        ended_at = TimeOfDayField(required=False).clean(typed)
        close_meeting(actor=request.actor, meeting=meeting, ended_at=ended_at)
    except (*REFUSALS, ValidationError) as refusal:
        proceedings = load_proceedings(meeting)
        errors = _closing_errors(proceedings, refusal)
        return table_page(request, proceedings, "", status=422, errors=errors, slutade=typed)
    messages.success(request, "Sammanträdet är avslutat. Se över protokollet och lås det.")
    return redirect(link(request, "meetings:minutes", number=number))


def _closing_errors(proceedings: Proceedings, refusal: Exception) -> list[ErrorLink]:
    """Why the meeting cannot be closed: a line for each item, that leads to it in the list."""
    if isinstance(refusal, ValidationError):
        return [ErrorLink("Slutade kl.", text, "slutade") for text in refusal.messages]
    if isinstance(refusal, LeftUnnoted):
        return [ErrorLink("Inte beslutför", str(refusal), "inte-beslutfor")]
    lacks = refusal.items if isinstance(refusal, NotPossible) else {}
    errors = [
        ErrorLink(
            f"{panels.mark_of(item).capitalize()} {item.heading}", lacks[item.pk], f"till-{item.pk}"
        )
        for item in proceedings.items
        if item.pk in lacks
    ] or [ErrorLink("", str(refusal))]
    if proceedings.beyond_handling:
        way = "Inget mer kan behandlas. Anteckna det, så kan sammanträdet avslutas."
        errors.insert(0, ErrorLink("Inte beslutför", way, "inte-beslutfor"))
    return errors


@insiders
@require_POST
def reopen(request: AssociationRequest, number: int) -> HttpResponse:
    """Open the meeting again."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: reopen_meeting(actor=request.actor, meeting=meeting),
        table_url(request, meeting),
    )
