"""The list of meetings, and planning one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.kernel.sent_numbers import numbers_sent
from samordna.kernel.sentences import listed
from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.planning import MeetingForm
from samordna.meetings.models import Meeting
from samordna.meetings.policies import may_keep, may_plan
from samordna.meetings.queries import lists, loaders
from samordna.meetings.queries.remarks import remarked
from samordna.meetings.queries.summons import sending_of
from samordna.meetings.queries.texts import texts_of
from samordna.meetings.rules.states import (
    AGENDA_OPEN,
    CALLING,
    PLANNING,
    RECORDING,
    TO_OPEN,
    words_for,
)
from samordna.meetings.services import planning as planning_services
from samordna.meetings.views.acting import tabs
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.register.queries import first_number_unsaid
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import locked, save_merged
from samordna.web.once import once
from samordna.web.revisions import Stale, both_texts
from samordna.web.unlikely import ASKED, UnlikelyDay, unlikely_days


def _days_to_ask_about(request: AssociationRequest, form: MeetingForm) -> list[UnlikelyDay]:
    return unlikely_days(request, form, ["held_on"], begun=["proposed_adjustment_on"])


@insiders
@require_safe
def meetings(request: AssociationRequest) -> HttpResponse:
    """The meetings: those to come first, then the earlier ones, a body at a time if wished."""
    if not lists.reads_meetings(request.actor):
        raise Http404
    today, bodies = clock.today(), lists.bodies()
    found = lists.meetings_for(request.actor)
    body = next((b for b in bodies if b.slug == request.GET.get("organ")), None)
    if body is not None:
        found = found.filter(body=body)
    page = Paginator(lists.earlier(found, today), 50).get_page(request.GET.get("sida"))
    context = {
        "coming": [(m, *_badge(m)) for m in lists.coming(found, today)],
        "earlier": [(m, *_badge(m)) for m in page],
        "page": page,
        "bodies": bodies,
        "body": body,
        "may_plan": may_plan(request.actor)[0],
    }
    return render(request, "meetings/list.html", context)


def _badge(meeting: Meeting) -> tuple[str, str]:
    """The word of where a meeting of one of the lists stands, and its tone."""
    return words_for(
        meeting.state,
        taken_down=getattr(meeting, "taken_down", False),
        must_go_up_again=getattr(meeting, "must_go_up_again", False),
        refused=getattr(meeting, "refused", 0),
    )


def _meeting_form(request: AssociationRequest, meeting: Meeting | None = None) -> MeetingForm:
    people = lists.secretaries(request.association.pk, clock.today())
    if meeting is not None and meeting.secretary is not None:
        people.setdefault(meeting.secretary, meeting.secretary_name)
    initial = {"mode": Meeting.Mode.PHYSICAL} if meeting is None else MeetingForm.values_of(meeting)
    return MeetingForm(
        request.POST or None,
        initial=initial,
        bodies=lists.bodies() if meeting is None else [meeting.body],
        secretaries=people,
    )


@insiders
@once
def new(request: AssociationRequest) -> HttpResponse:
    """Plan a meeting."""
    require(may_plan(request.actor))
    form, standing = _meeting_form(request), []
    days = _days_to_ask_about(request, form)
    if request.method == "POST" and form.is_valid() and not days:
        try:
            meeting = planning_services.plan_meeting(
                actor=request.actor,
                body=form.chosen_body,
                details=form.details,
                beside=numbers_sent(request.POST.getlist("bredvid")),
            )
        except planning_services.MeetingStands as error:
            standing = error.meetings
        except NotPossible as error:
            add_service_error(form, error)
        else:
            messages.success(request, "Sammanträdet är planerat.")
            return redirect(link(request, "meetings:meeting", number=meeting.number))
    context = {
        "form": form,
        "meeting": None,
        "standing": standing,
        "unlikely": days,
        "asked": request.POST.getlist(ASKED),
    }
    return render(request, "meetings/meeting_form.html", context)


@insiders
def edit(request: AssociationRequest, number: int) -> HttpResponse:
    """Change what is planned of a meeting."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    form = _meeting_form(request, meeting)
    both = None
    days = _days_to_ask_about(request, form)
    if request.method == "POST" and form.is_valid() and not days:
        try:
            save_merged(
                form,
                lambda: MeetingForm.values_of(locked(meeting)),
                lambda: planning_services.edit_meeting(
                    actor=request.actor, meeting=meeting, details=form.details
                ),
            )
        except NotPossible as error:
            add_service_error(form, error)
        except Stale as stale:
            both = both_texts(stale)
        else:
            messages.success(request, "Sammanträdets tid och plats är sparade.")
            return redirect(link(request, "meetings:meeting", number=number))
    context = {"form": form, "meeting": meeting, "both_texts": both, "unlikely": days}
    return render(request, "meetings/meeting_form.html", context)


@insiders
@require_safe
def meeting(request: AssociationRequest, number: int) -> HttpResponse:
    """Planning: the agenda with its papers, and the summons; to the body, before it is summoned,
    only when and where."""
    found, may_read = loaders.meeting_for_knowing(request.actor, number)
    if not may_read:
        planned = {"meeting": found, "badge": _badge(found)}
        return render(request, "meetings/planned.html", planned)
    keeper = may_keep(request.actor, found)[0]
    planning = keeper and found.state in PLANNING
    changed = found.agenda_changed_at
    may_add = keeper and found.state in AGENDA_OPEN
    items = lists.agenda_of(found, with_returned=may_add)
    remarks = remarked(found, items) if may_add else []
    context = {
        "meeting": found,
        "badge": _badge(found),
        "tabs": tabs(request, found, "meetings:meeting"),
        "items": items,
        # Who may write in the items has them in their forms, and at the summons as it is sent.
        "texts": [] if may_add else texts_of(items),
        "remarks": remarks,
        "offers": lists.offers_for(found) if may_add else [],
        "planning": planning,
        "may_add": may_add,
        "may_open": planning and found.state in TO_OPEN,
        "sending": sending_of(found) if planning and found.summons is not None else None,
        "unsaid": first_number_unsaid(request.association, clock.today())
        if planning and found.matter_id is None
        else "",
        "unsent": planning and found.state == Meeting.State.SUMMONING,
        "mail_server": settings.SAMORDNA_MAIL_SERVER,
        "uncalled": planning and found.state not in TO_OPEN,
        "opens_today": clock.today() >= found.held_on,
        "day_too_late": keeper
        and found.state in PLANNING | RECORDING
        and found.adjustment.too_late is not None,
        "day_passed": planning and clock.today() > found.held_on,
        "outdated": found.state in CALLING
        and found.summons is not None
        and changed is not None
        and changed > found.summons.created_at,
        "moved": found.moved,
        "left_out": listed([a.label for i in items for a in i.attachments.all() if a.left_out]),
    }
    return render(request, "meetings/planning.html", context)
