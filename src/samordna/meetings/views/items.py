"""The items of an agenda that is planned, one by one, with their papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samordna.documents.pdf.foreign.check import check_attachment
from samordna.kernel.counting import counted
from samordna.meetings.errors import NotAttached, NotPossible
from samordna.meetings.forms.planning import AttachmentForm, ItemForm
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.queries import loaders
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.queries.remarks import remarked
from samordna.meetings.rules.states import PLANNING
from samordna.meetings.services import planning as planning_services
from samordna.meetings.services.planning import NewAttachment
from samordna.meetings.views.acting import REFUSALS, attempt
from samordna.parties.access import AssociationRequest, insiders
from samordna.web import autosave
from samordna.web.choosing import keeps_files, reads_first, refused
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import merge
from samordna.web.once import once
from samordna.web.revisions import Difference, Stale, at_revision, both_texts


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
    form, both = _form_of(item, request.POST or None), None
    if request.method == "POST" and form.is_valid():

        def merged(stale: Stale) -> list[Difference]:
            # Later than what the request began by reading.
            nonlocal item, form
            item = loaders.item_for_keeping(request.actor, number, pk)
            form = _form_of(item, request.POST)
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
    remarks = remarked(item.meeting, [item])
    uploads = AttachmentForm(auto_id="bilaga_%s")
    page = _item_page(request, item, form, uploads, remarks=remarks, both_texts=both)
    return autosave.not_saved(request, page, stale=both is not None)


def _form_of(item: AgendaItem, data: QueryDict | None = None) -> ItemForm:
    """The item's form, whose clauses rest on what is proposed."""
    return ItemForm(data, item=item, facts=proposed_facts([item]).get(item.pk))


def _item_page(
    request: AssociationRequest,
    item: AgendaItem,
    form: ItemForm,
    upload: AttachmentForm,
    **more: object,
) -> HttpResponse:
    """The page of an item, with the form of its papers beside its own."""
    context = {
        "form": form,
        "meeting": item.meeting,
        "item": item,
        "attachments": item.attachments.select_related("version__document"),
        "upload": upload,
        "planning": item.meeting.state in PLANNING,
        "may_remove": item.meeting.state in PLANNING
        or (
            item.added_at_table
            and item.meeting.state == Meeting.State.IN_SESSION
            and not hasattr(item, "treatment")
        ),
        **more,
    }
    return render(request, "meetings/item_form.html", context)


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
@reads_first("file", lambda data, name: check_attachment(name, data), _item_to_attach_to)
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
    return _item_page(request, item, _form_of(item), form)


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
