"""The list of meetings, and planning one."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samordna.documents.pdf.foreign.check import check_pdf_file_apart
from samordna.ground import clock
from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed
from samordna.kernel.transitions import IllegalTransition
from samordna.meetings.errors import NotAttached, NotPossible
from samordna.meetings.forms.dispatch import DispatchForm
from samordna.meetings.forms.planning import AttachmentForm, ItemForm, MeetingForm
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.policies import may_keep, may_plan
from samordna.meetings.queries import lists, loaders
from samordna.meetings.queries.joining import InTheWay, attachments_in_the_way
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.queries.remarks import remarks_on, with_what_became
from samordna.meetings.queries.summons import called_to, sending_of
from samordna.meetings.queries.texts import texts_of
from samordna.meetings.rules.states import (
    AGENDA_OPEN,
    CALLING,
    MEETING,
    PLANNING,
    RECORDING,
    TO_OPEN,
    Dispatch,
    words_for,
)
from samordna.meetings.services import planning as planning_services
from samordna.meetings.services import table
from samordna.meetings.services.planning import NewAttachment
from samordna.meetings.services.summons import (
    NotBundled,
    record_dispatch,
    send_summons,
    send_to_rest,
    why_not_summoned,
)
from samordna.meetings.views.acting import REFUSALS, attempt, tabs
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.register.queries import first_number_unsaid
from samordna.web import autosave
from samordna.web.choosing import keeps_files, reads_first, refused
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import locked, merge, save_merged
from samordna.web.once import once
from samordna.web.revisions import Difference, Stale, at_revision, both_texts
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
                beside=[int(one) for one in request.POST.getlist("bredvid") if one.isdecimal()],
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
    remarks = _remarked(found, items) if may_add else []
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
        "waits_for_summons": planning
        and found.state not in TO_OPEN
        and clock.today() == found.held_on,
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


def _remarked(found: Meeting, items: Sequence[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    """The items to look over, each with what has become of its subject."""
    remarks = remarks_on(found, items)
    return [(item, remarks[item.pk]) for item in items if item.pk in remarks]


@insiders
@once
def new_item(request: AssociationRequest, number: int) -> HttpResponse:
    """Add an item to the agenda."""
    found = loaders.meeting_for_keeping(request.actor, number)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            item = planning_services.add_item(
                actor=request.actor, meeting=found, details=form.details
            )
        except NotPossible as error:
            add_service_error(form, error)
        else:
            return redirect(_item_anchor(request, found, item))
    context = {"form": form, "meeting": found, "item": None}
    return render(request, "meetings/item_form.html", context)


def _item_anchor(request: AssociationRequest, meeting: Meeting, item: AgendaItem) -> str:
    return f"{link(request, 'meetings:meeting', number=meeting.number)}#punkt-{item.pk}"


@insiders
def edit_item(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Change an item. A stale save shows both texts."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    form = ItemForm(request.POST or None, item=item, facts=proposed_facts([item]).get(item.pk))
    both = None
    if request.method == "POST" and form.is_valid():

        def merged(stale: Stale) -> list[Difference]:
            # Later than what the request began by reading.
            nonlocal item, form
            item = loaders.item_for_keeping(request.actor, number, pk)
            form = ItemForm(request.POST, item=item, facts=proposed_facts([item]).get(item.pk))
            form.full_clean()
            return merge(form, form.fields_of(stale.saved), stale.revision)

        try:
            saved = autosave.save(
                request,
                lambda revision: planning_services.edit_item(
                    actor=request.actor,
                    item=item,
                    details=form.details,
                    revision=revision,
                    writing=autosave.asked(request),
                ),
                form.cleaned_data["revision"] or 0,
                merged,
            )
        except NotPossible as error:
            add_service_error(form, error)
        except Stale as stale:
            both = both_texts(stale)
            at_revision(form, stale.revision)
        else:
            if autosave.asked(request):
                return autosave.page_now(request, edit_item, saved.revision, number=number, pk=pk)
            return redirect(_item_anchor(request, item.meeting, item))
    context = {
        "form": form,
        "meeting": item.meeting,
        "item": item,
        "attachments": item.attachments.select_related("version__document"),
        "upload": AttachmentForm(auto_id="bilaga_%s"),
        "planning": item.meeting.state in PLANNING,
        "remarks": _remarked(item.meeting, [item]),
        "both_texts": both,
    }
    page = render(request, "meetings/item_form.html", context)
    return autosave.not_saved(request, page, stale=both is not None)


@insiders
@require_POST
def move_item(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Move an item one step up or down."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    up = request.POST.get("riktning") == "upp"
    return attempt(
        request,
        lambda: planning_services.move_item(actor=request.actor, item=item, up=up),
        _item_anchor(request, item.meeting, item),
    )


def _item_to_attach_to(request: AssociationRequest, number: int, pk: int) -> AgendaItem:
    return loaders.item_for_keeping(request.actor, number, pk)


@insiders
@require_POST
@reads_first("file", lambda data, _: check_pdf_file_apart(data), _item_to_attach_to)
@once
@keeps_files
def upload(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Attach uploaded PDFs to an item."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    form = AttachmentForm(request.POST, request.FILES, auto_id="bilaga_%s")
    if form.is_valid():
        sent = form.attachments
        files = [NewAttachment(file.read(), file.name or "", title) for file, title in sent]
        try:
            known = planning_services.upload_attachments(
                actor=request.actor, item=item, files=files
            )
        except NotAttached as error:
            at_fault = [(sent[place][0], why) for place, why in error.reasons.items()]
            reasons = [refused(file, f"{file.name}: {why}") for file, why in at_fault]
            # All at once: a field's second reason would be dropped.
            form.add_error("file", reasons)
        except REFUSALS as refusal:
            add_service_error(form, refusal, "file")
        else:
            number_of = counted(len(sent), "bilaga", "bilagor")
            messages.success(
                request, "Bilagan är tillagd." if len(sent) == 1 else f"{number_of} är tillagda."
            )
            for (file, _), facts in zip(sent, known, strict=True):
                if facts.note:
                    messages.warning(request, f"{file.name}: {facts.note}")
            return redirect(link(request, "meetings:edit_item", number=number, pk=pk))
    context = {
        "form": ItemForm(item=item, facts=proposed_facts([item]).get(item.pk)),
        "meeting": item.meeting,
        "item": item,
        "attachments": item.attachments.select_related("version__document"),
        "upload": form,
        "planning": item.meeting.state in PLANNING,
    }
    return render(request, "meetings/item_form.html", context)


@insiders
@require_POST
def detach(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take an attachment off its item."""
    attachment = loaders.attachment_for_keeping(request.actor, number, pk)
    item = attachment.item
    return attempt(
        request,
        lambda: planning_services.detach_paper(actor=request.actor, attachment=attachment),
        link(request, "meetings:edit_item", number=number, pk=item.pk),
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def summon(request: AssociationRequest, number: int) -> HttpResponse:
    """What is sent and to whom, to be looked at first; and the summons made, and sent."""
    found = loaders.meeting_for_keeping(request.actor, number)
    if request.method != "POST":
        return _summons_to_be(request, found)
    without = {int(pk) for pk in request.POST.getlist("utan") if pk.isdecimal()}
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
        "remarks": _remarked(found, items),
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
    try:
        table.open_meeting(actor=request.actor, meeting=found, uncalled="okallat" in request.POST)
    except table.NobodyCalled:
        context = {"meeting": found, "sending": sending_of(found)}
        return render(request, "meetings/open.html", context)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect(link(request, "meetings:meeting", number=number))
    return redirect(link(request, "meetings:table", number=number))
