"""The office's pages: register, choose a case officer, write and complete the statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samordna.funding import policies
from samordna.funding.forms.office import RegisterForm, StatementForm
from samordna.funding.models import Application, Statement
from samordna.funding.papers import proposal_intro
from samordna.funding.queries.applications import (
    application_for_preparing,
    application_for_reading,
    possible_case_officers,
    statement_of,
)
from samordna.funding.queries.content import content_of
from samordna.funding.queries.names import names_beside
from samordna.funding.rules.content import Content
from samordna.funding.rules.proposal import (
    OF_AMOUNTS,
    amount_field,
    applied_amounts,
    check_proposal,
    clause_field,
    facts_of,
    standard_clauses,
)
from samordna.funding.rules.workbook import is_right_book
from samordna.funding.services.errors import NotComplete
from samordna.funding.services.preparing import (
    assign_case_officer,
    complete_statement,
    register_application,
    reopen_statement,
    save_statement,
)
from samordna.ground import clock
from samordna.kernel.findings import now_wanted
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.sent_numbers import number_sent
from samordna.kernel.unread import Fields, from_json
from samordna.kernel.wording.clauses import Clause, clauses_of, proposal_of, shown
from samordna.kernel.wording.receivers import Names
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.queries import board_that_decides
from samordna.parties.settings import setting
from samordna.register.queries import first_number_unsaid, number_that_follows
from samordna.web import autosave
from samordna.web.links import link
from samordna.web.merging import (
    draw_unread,
    give_back,
    hold_back,
    locked,
    merge,
    save_merged,
    unread_now,
)
from samordna.web.revisions import Difference, Stale, both_texts

SAVED_MEANWHILE = (
    "Tjänsteutlåtandet är inte färdigställt. Någon annan har sparat det sedan du öppnade sidan, "
    "och nu visas det som är sparat. Läs igenom det och färdigställ det sedan."
)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: AssociationRequest, number: int) -> HttpResponse:
    """Register a submitted application: a matter is opened and its papers stand in it."""
    application = application_for_reading(request.actor, number)
    require(policies.may_register(request.actor, application))
    people = possible_case_officers(request.actor)
    form = RegisterForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        registered = register_application(
            actor=request.actor, application=application, case_officer=form.chosen
        )
        messages.success(request, f"Registrerad med diarienummer {registered.matter.number}.")  # type: ignore[union-attr]
        return redirect(link(request, "funding:application", number=number))
    today = clock.today()
    context = {
        "application": application,
        "form": form,
        "unsaid": first_number_unsaid(request.association, today),
        "number": number_that_follows(request.association, today),
    }
    return render(request, "funding/register.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: AssociationRequest, number: int) -> HttpResponse:
    """Choose who prepares a registered application."""
    application = application_for_reading(request.actor, number)
    require(policies.may_assign(request.actor, application))
    people = possible_case_officers(request.actor)
    initial = RegisterForm.values_of(application)
    form = RegisterForm(request.POST or None, people=people, initial=initial)
    context: dict[str, Any] = {"application": application, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            save_merged(
                form,
                lambda: RegisterForm.values_of(locked(application)),
                lambda: assign_case_officer(
                    actor=request.actor, application=application, case_officer=form.chosen
                ),
            )
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
        else:
            messages.success(request, "Handläggaren är ändrad.")
            return redirect(link(request, "funding:application", number=number))
    return render(request, "funding/assign.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: AssociationRequest, number: int) -> HttpResponse:
    """The statement: summary, assessment, amounts per organisation and year, and the clauses."""
    application = application_for_preparing(request.actor, number)
    content = content_of(application)
    saved = statement_of(application)
    initial = _saved(saved) if saved else _first_draft(request, content)
    form = _form(request, content, initial)
    draw_unread(form, initial["unread"])
    unread = hold_back(form, form.saved_values()) if request.method == "POST" else {}
    may_write, reason = policies.may_write_statement(request.actor, application)
    context: dict[str, Any] = {"may_write": may_write, "reason": reason}
    if request.method == "POST" and form.is_valid():

        def merged(stale: Stale) -> list[Difference]:
            # Later than what the request began by reading.
            nonlocal saved, initial, form, unread
            saved = statement_of(application_for_preparing(request.actor, number))
            initial = _saved(saved) if saved else initial
            form = _form(request, content, initial)
            unread = hold_back(form, form.saved_values())
            form.full_clean()
            return merge(form, form.saved_values(), stale.revision)

        try:
            now = autosave.save(
                request,
                lambda revision: save_statement(
                    actor=request.actor,
                    application=application,
                    revision=revision,
                    draft=form.draft(unread_now(form, unread, initial["unread"])),
                    writing=autosave.asked(request),
                ),
                form.read_revision(),
                merged,
            )
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
            give_back(form, unread, form.saved_values(), stale.revision)
        else:
            if unread:
                return _partly(request, number, now, form, unread)
            if autosave.asked(request):
                return autosave.page_now(request, statement, now.revision, number=number)
            messages.success(request, "Tjänsteutlåtandet är sparat.")
            return redirect(link(request, "funding:statement", number=number))
    context |= _shown(application, content, saved, form, initial)
    if "fardigstall" in request.GET:
        context["findings"] = now_wanted(context["findings"])
    context["may_reopen"] = policies.may_reopen_statement(request.actor, application)[0]
    page = render(request, "funding/statement.html", context)
    return autosave.not_saved(request, page, stale="both_texts" in context)


def _partly(
    request: AssociationRequest,
    number: int,
    saved: Statement,
    typed: StatementForm,
    unread: Fields,
) -> HttpResponse:
    """The page after a save of all that could be read, with the rest as it was typed."""
    application = application_for_preparing(request.actor, number)
    content, initial = content_of(application), _saved(saved)
    form = _form(request, content, initial)
    form.data = typed.data
    give_back(form, unread, form.saved_values(), saved.revision)
    context = _shown(application, content, saved, form, initial)
    context |= {"may_write": True, "reason": ""}
    autosave.say_partly(request)
    page = render(request, "funding/statement.html", context)
    return autosave.partly_saved(request, page, saved.revision)


def _form(request: AssociationRequest, content: Content, initial: dict[str, Any]) -> StatementForm:
    years = {*content.years, *(year for _, year in initial["amounts"])}
    return StatementForm(
        request.POST or None,
        parties=content.parties,
        years=sorted(years),
        clauses=initial["clauses"],
        facts=facts_of(content, initial["amounts"], PayoutRule(initial["payout_rule"])),
        initial={
            **{k: v for k, v in initial.items() if k not in ("clauses", "amounts", "unread")},
            **_clauses_of(content, initial),
            **{amount_field(*place): kr for place, kr in initial["amounts"].items()},
        },
    )


def _clauses_of(content: Content, initial: dict[str, Any]) -> dict[str, str]:
    """What the clauses say, by the names of their fields."""
    facts = facts_of(content, initial["amounts"], PayoutRule(initial["payout_rule"]))
    lines = shown(proposal_of(initial["clauses"], facts), facts)
    return {clause_field(line.key): line.text for line in lines}


def _saved(saved: Statement) -> dict[str, Any]:
    return {
        "revision": saved.revision,
        "summary": saved.summary,
        "assessment": saved.assessment,
        "cut_reason": saved.cut_reason,
        "clauses": clauses_of(saved.clauses),
        "payout_rule": saved.payout_rule,
        "amounts": {(a.organisation_id, a.year): a.amount_kr for a in saved.amounts.all()},
        "unread": from_json(saved.unread),
    }


def _first_draft(request: AssociationRequest, content: Content) -> dict[str, Any]:
    """What the page proposes before anything is written: all that is applied for."""
    amounts = applied_amounts(content)
    standard = setting(request.association, "standard_clauses", clock.today())
    return {
        "revision": 0,
        "summary": "",
        "assessment": "",
        "cut_reason": "",
        "clauses": standard_clauses(standard),
        "payout_rule": setting(request.association, "payout_rule", clock.today()),
        "amounts": amounts,
        "unread": {},
    }


def _names(application: Application, clauses: Iterable[Clause]) -> Names:
    """What written words may speak of; nobody asks where all words are made."""
    written = any(clause.edited for clause in clauses)
    return names_beside([application.pk])[application.pk] if written else Names()


def _shown(
    application: Application,
    content: Content,
    saved: Statement | None,
    form: StatementForm,
    initial: dict[str, Any],
) -> dict[str, Any]:
    """The tables and findings of the page, from what was typed where something was."""
    amounts = form.amounts() if form.is_bound else initial["amounts"]
    applied = applied_amounts(content)
    findings = check_proposal(
        content,
        {place: kr for place, kr in amounts.items() if kr},
        form.clauses(),
        payout=_payout(form),
        summary=str(form["summary"].value() or ""),
        assessment=str(form["assessment"].value() or ""),
        cut_reason=str(form["cut_reason"].value() or ""),
        names=_names(application, form.clauses()),
    )
    unread = form.cannot_read_amounts
    if unread:  # what could not be read is not 0
        findings = [f for f in findings if f.code not in OF_AMOUNTS]
    asked = is_right_book(application.budget_file_findings, content)
    rows = [
        (
            party,
            list(zip(form.years, fields, strict=True)),
            None if unread else sum(amounts.get((party.id, year), 0) for year in form.years),
            sum(kr for (pk, _), kr in applied.items() if pk == party.id),
        )
        for party, fields in form.amount_rows()
    ]
    proposed = [(year, None if unread else _of_year(amounts, year)) for year in form.years]
    return {
        "application": application,
        "content": content,
        "statement": saved,
        "form": form,
        "rows": rows,
        "proposed": proposed,
        "proposed_kr": None if unread else sum(kr or 0 for _, kr in proposed),
        "applied": [(year, _of_year(applied, year)) for year in form.years],
        "applied_kr": sum(applied.values()),
        "findings": [*(findings if saved or form.is_bound else []), *asked],
        "intro": proposal_intro(board_that_decides(clock.today())),
        "is_ready": saved is not None and saved.state == Statement.State.READY,
    }


def _payout(form: StatementForm) -> PayoutRule | None:
    chosen = form["payout_rule"].value()
    return PayoutRule(chosen) if chosen in set(PayoutRule) else None


def _of_year(amounts: dict[tuple[int, int], int], year: int) -> int:
    return sum(kr for (_, of_year), kr in amounts.items() if of_year == year)


def _revision(text: str) -> int:
    """The revision that was sent; 0, which is always too old, for what is none."""
    return number_sent(text, 9) or 0


@insiders
@require_POST
def complete(request: AssociationRequest, number: int) -> HttpResponse:
    """Complete what is saved: the PDF is made and registered, the application is prepared."""
    application = application_for_preparing(request.actor, number)
    try:
        complete_statement(
            actor=request.actor,
            application=application,
            revision=_revision(request.POST.get("revision", "")),
        )
    except (NotComplete, Stale) as error:
        messages.error(request, str(error) if isinstance(error, NotComplete) else SAVED_MEANWHILE)
        return redirect(link(request, "funding:statement", number=number) + "?fardigstall=1")
    messages.success(request, "Tjänsteutlåtandet är färdigt och registrerat.")
    return redirect(link(request, "funding:application", number=number))


@insiders
@require_POST
def reopen(request: AssociationRequest, number: int) -> HttpResponse:
    """Open a completed statement again."""
    application = application_for_preparing(request.actor, number)
    reopen_statement(actor=request.actor, application=application)
    messages.success(request, "Tjänsteutlåtandet kan ändras igen.")
    return redirect(link(request, "funding:statement", number=number))
