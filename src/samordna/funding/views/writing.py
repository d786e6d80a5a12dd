"""Writing an application: begun from a call, then one page per section."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.funding import policies
from samordna.funding.forms.writing import AnswersForm, FactsForm, StartForm
from samordna.funding.models import Application
from samordna.funding.queries.applications import application_for_editing, possible_partners
from samordna.funding.queries.calls import call_for_reading
from samordna.funding.queries.content import draft_content
from samordna.funding.queries.signatories import without_signatory
from samordna.funding.rules.completeness import check_content
from samordna.funding.rules.content import Content
from samordna.funding.rules.form import AGREEMENT, BUDGET, INITIATIVE, SEND, Section
from samordna.funding.rules.outline import Progress, progress
from samordna.funding.rules.workbook import is_right_book
from samordna.funding.services.drafting import InitiativeFacts, save_application, start_application
from samordna.funding.services.errors import PartnerHasAmounts
from samordna.ground import clock
from samordna.kernel.findings import Finding
from samordna.kernel.unread import UNREAD
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.settings import setting
from samordna.web import autosave
from samordna.web.components import OutlineItem
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import DrawnForm, draw_unread, give_back, hold_back, merge, unread_now
from samordna.web.once import once
from samordna.web.revisions import Difference, Stale, both_texts

FIXED_PAGES = {
    INITIATIVE: "funding:write_facts",
    BUDGET: "funding:write_budget",
    AGREEMENT: "funding:write_agreement",
    SEND: "funding:send",
}


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@once
def start(request: AssociationRequest, number: int) -> HttpResponse:
    """Begin an application in an open call."""
    call = call_for_reading(request.actor, number)
    require(policies.may_apply(request.actor))
    require(policies.call_is_open(call, clock.today()))
    owners = [o for o in possible_partners(request.actor) if o.pk in request.actor.applicant_for]
    form = StartForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        facts = {k: v for k, v in form.cleaned_data.items() if k != "owner"}
        application = start_application(
            actor=request.actor, call=call, owner=form.chosen_owner, **facts
        )
        return redirect(link(request, "funding:write_facts", number=application.number))
    return render(request, "funding/start.html", {"form": form, "call": call})


@insiders
@require_safe
def write(request: AssociationRequest, number: int) -> HttpResponse:
    """The way in: the first section."""
    application_for_editing(request.actor, number)
    return redirect(link(request, "funding:write_facts", number=number))


def section_url(request: AssociationRequest, number: int, key: str) -> str:
    """The page where a section is written."""
    if key in FIXED_PAGES:
        return link(request, FIXED_PAGES[key], number=number)
    return link(request, "funding:write_section", number=number, section=key)


def workbench(
    request: AssociationRequest, application: Application, content: Content, key: str
) -> dict[str, Any]:
    """What every page of writing shows around its form: the outline and the findings."""
    minimum = setting(request.association, "minimum_parties", clock.today())
    findings = check_content(content, minimum_parties=minimum, today=clock.today())
    asked = is_right_book(application.budget_file_findings, content)
    findings[BUDGET] = [*findings[BUDGET], *asked]
    is_late = clock.today() > application.last_day
    nobody_signs = without_signatory([p.id for p in content.parties], clock.today())
    hindrance = "sista dagen har passerat" if is_late else ""
    if nobody_signs and not is_late:
        hindrance = "en part saknar firmatecknare"
    sections = progress(content, findings, hindrance)
    keys = [section.key for section in sections]
    place = keys.index(key)
    number = application.number
    return {
        "application": application,
        "content": content,
        "outline": [_outline_item(request, number, s, key) for s in sections],
        "sections": sections,
        "heading": sections[place].heading,
        "findings": [f for f in findings.get(key, []) if f.code != UNREAD],  # said at its field
        "all_findings": findings,
        "is_late": is_late,
        "without_signatory": nobody_signs,
        "place": place + 1,
        "places": len(sections),
        "next_url": section_url(request, number, keys[min(place + 1, len(keys) - 1)]),
        "previous_url": section_url(request, number, keys[place - 1]) if place else "",
    }


def _outline_item(
    request: AssociationRequest, number: int, section: Progress, current: str
) -> OutlineItem:
    return OutlineItem(
        section.heading,
        section_url(request, number, section.key),
        section.state,
        section.key == current,
        section.note,
    )


def _unread(context: dict[str, Any], form: DrawnForm) -> dict[str, Any]:
    """What could not be read is not done: the outline says so of the section that is written."""
    if not form.errors:
        return context
    note = f"{len(form.errors)} att rätta"
    outline = [
        replace(item, state="error", note=note) if item.current and item.state != "error" else item
        for item in context["outline"]
    ]
    return {**context, "outline": outline}


def content_now(request: AssociationRequest, number: int) -> Content:
    """What is saved when somebody was first: later than what the request began by reading."""
    return draft_content(application_for_editing(request.actor, number))


def after_saving(request: AssociationRequest, context: dict[str, Any], here: str) -> HttpResponse:
    """On to the next section, or stay where the person asked to stay."""
    messages.success(request, "Sparat.")
    return redirect(here if "stay" in request.POST else context["next_url"])


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: AssociationRequest, number: int) -> HttpResponse:
    """The section Insatsen."""
    application = application_for_editing(request.actor, number)
    content = draft_content(application)
    context = workbench(request, application, content, INITIATIVE)
    choices = [o for o in possible_partners(request.actor) if o.pk != application.owner_id]
    initial = {**_saved_facts(content), "revision": application.revision}
    form = FactsForm(request.POST or None, choices=choices, initial=initial)
    draw_unread(form, content.unread.get(INITIATIVE, {}))
    unread = hold_back(form, initial) if request.method == "POST" else {}
    if request.method == "POST" and form.is_valid():

        def merged(stale: Stale) -> list[Difference]:
            nonlocal content
            content = content_now(request, number)
            return merge(form, _saved_facts(content), stale.revision)

        refused: list[PartnerHasAmounts] = []

        def write_facts(revision: int, given: InitiativeFacts) -> Application:
            return save_application(
                actor=request.actor,
                application=application,
                revision=revision,
                facts=given,
                unread=unread_now(form, unread, content.unread.get(INITIATIVE, {})),
                writing=autosave.asked(request),
            )

        def attempt(revision: int) -> Application:
            """Those with amounts stay; that they may not go holds nothing else back."""
            given = form.facts()
            try:
                return write_facts(revision, given)
            except PartnerHasAmounts as error:
                refused[:] = [error]
                stay = tuple(partner.id for partner in content_now(request, number).partners)
                added = tuple(pk for pk in given.partner_ids if pk not in stay)
                return write_facts(revision, replace(given, partner_ids=(*stay, *added)))

        try:
            saved = autosave.save(request, attempt, form.read_revision(), merged)
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
            give_back(form, unread, _saved_facts(content), stale.revision)
        else:
            if unread or refused:
                content = content_now(request, number)
                give_back(form, unread, _saved_facts(content), saved.revision)
                for error in refused:
                    add_service_error(form, error, "partners")
                context = workbench(request, saved, content, INITIATIVE)
                autosave.say_partly(request)
                page = render(request, "funding/write_facts.html", {**context, "form": form})
                return autosave.partly_saved(request, page, saved.revision)
            if autosave.asked(request):
                return autosave.page_now(request, facts, saved.revision, number=number)
            here = link(request, "funding:write_facts", number=number)
            return after_saving(request, context, here)
    context = _unread(context, form)
    page = render(request, "funding/write_facts.html", {**context, "form": form})
    return autosave.not_saved(request, page, stale="both_texts" in context)


def _saved_facts(content: Content) -> dict[str, Any]:
    return {
        "name": content.name,
        "kind": content.kind,
        "nature": content.nature,
        "extends": content.extends,
        "partners": [str(partner.id) for partner in content.partners],
        "period_from": content.period_from,
        "period_to": content.period_to,
        "intake_end": content.intake_end,
    }


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: AssociationRequest, number: int, section: str) -> HttpResponse:
    """A section of the form's own questions."""
    application = application_for_editing(request.actor, number)
    content = draft_content(application)
    asked = content.form.section(section)
    if asked is None:
        raise Http404
    context = workbench(request, application, content, section)
    initial = {**_saved_answers(content, asked), "revision": application.revision}
    form = AnswersForm(request.POST or None, section=asked, initial=initial)
    draw_unread(form, content.unread.get(section, {}))
    unread = hold_back(form, initial) if request.method == "POST" else {}
    if request.method == "POST" and form.is_valid():

        def merged(stale: Stale) -> list[Difference]:
            nonlocal content
            content = content_now(request, number)
            return merge(form, _saved_answers(content, asked), stale.revision)

        try:
            saved = autosave.save(
                request,
                lambda revision: save_application(
                    actor=request.actor,
                    application=application,
                    revision=revision,
                    section=section,
                    answers=form.answers(),
                    unread=unread_now(form, unread, content.unread.get(section, {})),
                    writing=autosave.asked(request),
                ),
                form.read_revision(),
                merged,
            )
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
            give_back(form, unread, _saved_answers(content, asked), stale.revision)
        else:
            if unread:
                content = content_now(request, number)
                give_back(form, unread, _saved_answers(content, asked), saved.revision)
                context = workbench(request, saved, content, section)
                autosave.say_partly(request)
                page = render(request, "funding/write_answers.html", {**context, "form": form})
                return autosave.partly_saved(request, page, saved.revision)
            if autosave.asked(request):
                return autosave.page_now(
                    request, answers, saved.revision, number=number, section=section
                )
            here = section_url(request, number, section)
            return after_saving(request, context, here)
    context["findings"] = _shown_findings(application, section, context["findings"])
    context = _unread(context, form)
    page = render(request, "funding/write_answers.html", {**context, "form": form})
    return autosave.not_saved(request, page, stale="both_texts" in context)


def _saved_answers(content: Content, asked: Section) -> dict[str, Any]:
    return {q.key: content.answers.get(q.key, "") for q in asked.questions}


def _shown_findings(
    application: Application, section: str, findings: list[Finding]
) -> list[Finding]:
    """What is missing is said once the section has been saved, not on the first empty page."""
    return findings if section in application.section_revisions else []


@insiders
@require_safe
def agreement(request: AssociationRequest, number: int) -> HttpResponse:
    """The agreement: fixed text that the parties sign."""
    application = application_for_editing(request.actor, number)
    content = draft_content(application)
    context = workbench(request, application, content, AGREEMENT)
    return render(request, "funding/write_agreement.html", context)
