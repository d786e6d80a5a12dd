"""From a draft to a submitted application: sent, signed, taken back, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samordna.documents.errors import AlreadySigned
from samordna.funding import policies
from samordna.funding.forms.signing import RecallForm, RefuseForm, SignForm, WithdrawForm
from samordna.funding.models import Application, WantedSignature
from samordna.funding.queries.applications import (
    application_for_editing,
    application_for_reading,
    state_words,
    wanted_signatures,
)
from samordna.funding.queries.content import content_of_version, draft_content, partners_of
from samordna.funding.queries.signatories import nobody_signs_for
from samordna.funding.rules.completeness import may_be_sent
from samordna.funding.rules.form import SEND
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.services.errors import NobodySigns, NotComplete, NotLater, VersionGone
from samordna.funding.services.signing import (
    recall_application,
    refuse_signature,
    request_signatures,
    sign_application,
)
from samordna.funding.views.writing import section_url, workbench
from samordna.ground import clock
from samordna.kernel.findings import now_wanted
from samordna.kernel.sentences import listed
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.signin.accounts import is_strong
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.shared import shared_pages


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: AssociationRequest, number: int) -> HttpResponse:
    """What is left to do, and the button that freezes the application for signature."""
    application = application_for_editing(request.actor, number)
    if request.method == "POST":
        try:
            request_signatures(actor=request.actor, application=application)
        except (NotComplete, NobodySigns) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Ansökan är skickad för underskrift.")
            return redirect(link(request, "funding:application", number=number))
    content = draft_content(application)
    context = workbench(request, application, content, SEND)
    may_send, reason = policies.may_send(request.actor, application, clock.today())
    left = [
        (section.heading, section_url(request, number, section.key), now_wanted(found))
        for section in context["sections"]
        if (found := context["all_findings"].get(section.key))
    ]
    context |= {
        "left": left,
        "is_complete": may_be_sent(context["all_findings"]),
        "may_send": may_send,
        "reason": reason,
        "nobody_signs": nobody_signs_for(missing, application.association.email)
        if (missing := context["without_signatory"])
        else "",
    }
    return render(request, "funding/write_send.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: AssociationRequest, number: int) -> HttpResponse:
    """The exact paper, the agreement, and a button for each organisation to sign for."""
    application = application_for_reading(request.actor, number)
    wanted = wanted_signatures(application)
    mine = [w for w in wanted if w.organisation_id in request.actor.signatory_for]
    if not mine:
        if not request.actor.signatory_for:
            require((False, "Du är inte firmatecknare för någon av parterna."))
        return _nothing_to_sign(request, application)
    sent: SignForm | None = None
    if request.method == "POST":
        sent = SignForm(request.POST)
        if sent.is_valid() and _signed(request, sent, application):
            return redirect(link(request, "funding:application", number=number))
        application = application_for_reading(request.actor, number)
        wanted = wanted_signatures(application)
        mine = [w for w in wanted if w.organisation_id in request.actor.signatory_for]
    content = content_of_version(wanted[0].version) if wanted else None
    context = {
        "application": application,
        "content": content,
        "wanted": wanted,
        "version": wanted[0].version if wanted else None,
        "forms": [(w, _form_for(w, sent)) for w in mine if w.signature_id is None],
        "is_signing": application.state == State.SIGNING,
        "is_withdrawn": application.state == State.WITHDRAWN,
        "is_over": application.state in TAKEN_BACK,
        "is_strong": is_strong(request),
        "errors": sent.non_field_errors() if sent else [],
    }
    return render(request, "funding/sign.html", context)


def _nothing_to_sign(request: AssociationRequest, application: Application) -> HttpResponse:
    """For who came by an earlier link: what has become of the application, and the way on."""
    words, tone = state_words(application, is_office=False)
    return render(
        request,
        "funding/nothing_to_sign.html",
        {
            "application": application,
            "words": words,
            "tone": tone,
            "is_draft": application.state == State.DRAFT,
            "is_withdrawn": application.state == State.WITHDRAWN,
            "is_over": application.state in TAKEN_BACK,
        },
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: AssociationRequest, number: int) -> HttpResponse:
    """Say that an organisation does not sign, and why."""
    application = application_for_reading(request.actor, number)
    wanted = wanted_signatures(application)
    mine = [
        w
        for w in wanted
        if w.organisation_id in request.actor.signatory_for and w.signature_id is None
    ]
    if not request.actor.signatory_for:
        require((False, "Du är inte firmatecknare för någon av parterna."))
    if not mine:
        return redirect(link(request, "funding:sign", number=number))
    chosen = request.POST.get("organisation") or request.GET.get("organisation")
    asked = next((w for w in mine if str(w.organisation_id) == chosen), mine[0])
    initial = {"organisation": asked.organisation_id, "version": asked.version.number}
    form = RefuseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            refused = refuse_signature(
                actor=request.actor,
                application=application,
                version_number=form.cleaned_data["version"],
                organisation_id=form.cleaned_data["organisation"],
                reason=form.cleaned_data["reason"],
            )
        except VersionGone as error:
            messages.error(request, str(error))
            return redirect(link(request, "funding:sign", number=number))
        messages.success(
            request,
            f"Du har nekat underskrift för {refused.organisation.name}. Sökanden och kansliet ser "
            "det, med ditt skäl. Ändrar ni er kan du skriva under ändå.",
        )
        return redirect(link(request, "funding:application", number=number))
    return render(
        request, "funding/refuse.html", {"application": application, "form": form, "asked": asked}
    )


def _signed(request: AssociationRequest, sent: SignForm, application: Any) -> bool:
    try:
        wanted = sign_application(
            actor=request.actor,
            application=application,
            version_number=sent.cleaned_data["version"],
            organisation_id=sent.cleaned_data["organisation"],
            strong=is_strong(request),
        )
    except (VersionGone, AlreadySigned) as error:
        add_service_error(sent, error)
        return False
    messages.success(request, f"Du har skrivit under för {wanted.organisation.name}.")
    return True


def _form_for(wanted: WantedSignature, sent: SignForm | None) -> SignForm:
    """The confirmation for one organisation; the one that was sent keeps its errors.

    A form that named a version that is gone is not shown again: the new version is another paper,
    to be read and confirmed anew.
    """
    is_sent = sent is not None and sent.data.get("organisation") == str(wanted.organisation_id)
    if sent is not None and is_sent and not sent.non_field_errors():
        return sent
    return SignForm(
        initial={"organisation": wanted.organisation_id, "version": wanted.version.number},
        auto_id=f"organisation-{wanted.organisation_id}-%s",
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: AssociationRequest, number: int) -> HttpResponse:
    """Take back what waits for signatures."""
    application = application_for_reading(request.actor, number)
    require(policies.may_recall(request.actor, application))
    own = policies.acts_for_owner(request.actor, application)
    closed = clock.today() > application.last_day
    form = None if own else RecallForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            recall_application(
                actor=request.actor,
                application=application,
                **(form.cleaned_data if form is not None else {}),
            )
        except NotLater as error:
            assert form is not None  # only the office gives more time
            add_service_error(form, error, "until")
        else:
            return _recalled(request, number, own=own)
    context = {
        "application": application,
        "wanted": wanted_signatures(application),
        "form": form,
        "closed": closed,
    }
    return render(request, "funding/recall.html", context)


def _recalled(request: AssociationRequest, number: int, *, own: bool) -> HttpResponse:
    messages.success(request, "Ansökan är ett utkast igen. Underskrifterna får göras om.")
    page = "funding:write_facts" if own else "funding:application"
    return redirect(link(request, page, number=number))


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AssociationRequest, number: int) -> HttpResponse:
    """Withdraw an application that is not decided."""
    application = application_for_reading(request.actor, number)
    require(policies.may_withdraw(request.actor, application))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and (not request.POST or form.is_valid()):
        withdraw_application(
            actor=request.actor,
            application=application,
            reason=form.cleaned_data["reason"] if form.is_bound else "",
        )
        messages.success(request, "Ansökan är återkallad.")
        return redirect(link(request, "funding:application", number=number))
    thread = shared_pages().thread(request.actor, clock.today(), application=application)
    # A step that says what was decided is of adjusted minutes.
    decided = [step for step in thread if step.decided is not None and not step.decision]
    sent = application.versions.exists()
    context = {
        "application": application,
        "form": form,
        "decided": decided[-1:],
        "partners": listed([one.name for one in partners_of(application)]) if sent else "",
    }
    return render(request, "funding/withdraw.html", context)
