"""The pages and buttons of the steps that cross rooms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samordna.documents.errors import AlreadySigned
from samordna.economy.space.queries import NoPlan
from samordna.flows import services
from samordna.flows.forms import SignMinutesForm
from samordna.kernel.sent_numbers import numbers_sent
from samordna.meetings.models import Minutes
from samordna.meetings.queries import loaders
from samordna.meetings.queries.shared import grants_money
from samordna.meetings.services.planning import MOST_ITEMS
from samordna.meetings.subjects import NO_SUBJECT, handlers
from samordna.meetings.views.acting import REFUSALS, attempt
from samordna.parties.access import AssociationRequest, Refused, insiders, signed_in
from samordna.signin.accounts import is_strong
from samordna.web.links import link
from samordna.web.once import once


@insiders
@require_POST
@once
def put_on_agenda(request: AssociationRequest, number: int) -> HttpResponse:
    """Put the chosen subjects of one kind on the agenda."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    chosen = numbers_sent(request.POST.getlist("valda"))
    slag = request.POST.get("slag")
    subject = next((handler for handler in handlers() if handler.kind == slag), NO_SUBJECT)
    one, several = subject.counted
    if subject.kind is None or not chosen:
        messages.error(request, f"Kryssa för minst {one.lower()}.")
        return redirect(link(request, "meetings:meeting", number=number))
    placed, papers = 0, 0
    for pk in chosen[:MOST_ITEMS]:
        try:
            item = services.put_on_agenda(
                actor=request.actor, meeting=meeting, kind=subject.kind, subject_id=pk
            )
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
        else:
            placed += 1
            papers += item.attachments.count()
    if placed:
        what = f"{one} ligger" if placed == 1 else f"{placed} {several} ligger"
        own = {0: "", 1: " med sin bilaga"}.get(papers, " med sina bilagor")
        messages.success(request, f"{what} nu på föredragningslistan{own}.")
    return redirect(link(request, "meetings:meeting", number=number))


@insiders
@require_POST
def remove_item(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    return attempt(
        request,
        lambda: services.take_off_agenda(actor=request.actor, item=item),
        link(request, "meetings:meeting", number=number),
        f"”{item.heading}” är borttagen från föredragningslistan.",
    )


@insiders
@require_POST
@once
def attach_economy(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Attach the economic information of today to an item."""
    item = loaders.item_for_keeping(request.actor, number, pk)
    try:
        services.attach_economic_information(actor=request.actor, item=item)
    except (*REFUSALS, NoPlan) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ekonomisk information är bifogad.")
    return redirect(link(request, "meetings:edit_item", number=number, pk=pk))


@signed_in
def sign_minutes(request: AssociationRequest, number: int) -> HttpResponse:
    """Read the locked minutes and sign them."""
    minutes = loaders.minutes_for_signing(request.actor, number)
    signers = list(minutes.signers.all())
    own = [s for s in signers if s.person_id == request.actor.person_id]
    waiting = [s for s in own if s.signature_id is None]
    form = SignMinutesForm(request.POST or None)
    if request.method == "POST":
        if not own:
            raise Refused("Du står inte bland dem som ska skriva under protokollet.")
        if form.is_valid():
            return _sign(request, number, minutes)
    last = len([s for s in signers if s.signature_id is None]) == len(waiting)
    since = loaders.locked_since(minutes)
    mine = {signer.name for signer in own}
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "since": since,
        "instead": [s for s in since.signers.all() if s.instead_of in mine] if since else [],
        "signers": signers,
        "own": own,
        "waiting": waiting,
        "refused": next((s for s in waiting if s.is_refused), None),
        "form": form,
        "strong": is_strong(request),
        "signed_before": loaders.signed_before(request.actor, minutes),
        "last": last,
        "grants": last and bool(waiting) and grants_money(minutes.meeting),
    }
    return render(request, "flows/sign_minutes.html", context)


def _sign(request: AssociationRequest, number: int, minutes: Minutes) -> HttpResponse:
    here = link(request, "flows:sign_minutes", number=number)
    if request.POST.get("sha256") != minutes.paper.file.sha256:
        messages.error(
            request, "Protokollet har låsts i en ny version sedan du läste det. Läs den nya."
        )
        return redirect(here)
    try:
        signed = services.sign_and_settle(
            actor=request.actor, minutes=minutes, strong=is_strong(request)
        )
    except (*REFUSALS, AlreadySigned) as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    done = "Du har skrivit under protokollet."
    if signed.adjusted_on is not None:
        done += " Alla har skrivit under: protokollet är justerat."
    messages.success(request, done)
    return redirect(here)
