"""The list of applications, and the page where one is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samordna.budgets.shape import Side
from samordna.documents.pdf.papers.common import FigureTable, RowKind, kr_row
from samordna.funding import policies
from samordna.funding.models import Application, Statement, WantedSignature
from samordna.funding.papers import budget_tables, kind_in_words
from samordna.funding.queries.applications import (
    Filter,
    application_for_reading,
    applications_for,
    calls_to_filter_by,
    reason_of,
    state_words,
    statement_of,
    wanted_signatures,
)
from samordna.funding.queries.content import content_of_version, draft_content
from samordna.funding.rules import states
from samordna.funding.rules.content import Content
from samordna.funding.rules.states import State
from samordna.ground import clock
from samordna.kernel.sent_numbers import number_sent
from samordna.parties.access import AssociationRequest, insiders
from samordna.parties.actors import Actor
from samordna.web.shared import ThreadStep, shared_pages

PER_PAGE = 50


@insiders
@require_safe
def applications(request: AssociationRequest) -> HttpResponse:
    """The applications that the person may read, narrowed by state, call and words."""
    actor = request.actor
    wanted = _filter(request)
    page = Paginator(applications_for(actor, wanted), PER_PAGE).get_page(request.GET.get("sida"))
    rows = [
        (
            found,
            *state_words(found, is_office=actor.is_office),
        )
        for found in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "filter": wanted,
        "states": [
            (state, states.words_for(state, is_office=actor.is_office)[0]) for state in State
        ],
        "calls": calls_to_filter_by(actor),
        "is_filtered": wanted != Filter(),
        "may_apply": policies.may_apply(actor)[0],
    }
    return render(request, "funding/applications.html", context)


def _filter(request: AssociationRequest) -> Filter:
    """What the address asks for; what makes no sense is as if it had not been asked."""
    state, call = request.GET.get("lage", ""), request.GET.get("utlysning", "")
    return Filter(
        state=state if state in list(State) else "",
        call=number_sent(call, 8),
        words=" ".join(request.GET.get("q", "").replace("\x00", "").split())[:100],
    )


@insiders
@require_safe
def application(request: AssociationRequest, number: int) -> HttpResponse:
    """One application, for reading: where it stands, what it says, who has signed."""
    actor, today = request.actor, clock.today()
    found = application_for_reading(actor, number)
    wanted = [] if found.state == State.DRAFT else wanted_signatures(found)
    version = wanted[0].version if wanted else None
    content = content_of_version(version) if version else draft_content(found)
    words, tone = state_words(found, is_office=actor.is_office)
    statement = statement_of(found)
    if statement and not policies.may_read_statement(actor, found, statement):
        statement = None
    thread = shared_pages().thread(actor, today, application=found)
    context = {
        "application": found,
        "content": content,
        "kind": kind_in_words(content.kind, content.nature),
        "words": words,
        "tone": tone,
        "reason": reason_of(found),
        "thread": thread,
        # The latest first: that is the one that holds.
        "decisions": [step for step in reversed(thread) if step.decision],
        "wanted": wanted,
        "version": version,
        "statement": statement,
        "proposed_kr": sum(a.amount_kr for a in statement.amounts.all()) if statement else None,
        "sections": sections_with_answers(content),
        "tables": tables_with_width(content),
        "parties": _sums_of_parties(content, statement, thread),
        "late_days": _late_days(found),
        "draft_is_late": found.state == State.DRAFT and today > found.last_day,
        **_actions(actor, found, wanted),
    }
    return render(request, "funding/application.html", context)


def _sums_of_parties(
    content: Content, statement: Statement | None, thread: list[ThreadStep]
) -> FigureTable | None:
    """What each party applies for, what the reader may know that it is proposed, and what it was
    granted; None for a party alone, and before anything is applied for."""
    applied = {p.id: content.budget.total_kr(Side.REQUESTED, owner=p.id) for p in content.parties}
    columns: dict[str, Mapping[int, int]] = {"Sökt": applied}
    if statement is not None:
        proposed = Counter[int]()
        for amount in statement.amounts.all():
            proposed[amount.organisation_id] += amount.amount_kr
        columns["Föreslaget av kansliet"] = proposed
    for step in thread:
        if step.amount_kr is not None:
            columns[step.label] = dict(step.of_parties)
    if len(content.parties) < 2 or not any(applied.values()):
        return None
    rows = [kr_row(p.name, [of.get(p.id, 0) for of in columns.values()]) for p in content.parties]
    total = [sum(of.values()) for of in columns.values()]
    return FigureTable(
        caption="Belopp för varje part",
        label_heading="Part",
        figure_headings=tuple(columns),
        rows=(*rows, kr_row("Summa", total, kind=RowKind.SUM)),
    )


def tables_with_width(content: Content) -> list[tuple[FigureTable, int]]:
    """The budget's tables, each with the number of its columns."""
    return [
        (table, 1 + len(table.text_headings) + len(table.figure_headings))
        for table in budget_tables(content)
    ]


def sections_with_answers(content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each section's heading with its questions and what was answered."""
    return [
        (s.heading, [(q.label, content.answers.get(q.key, "")) for q in s.questions])
        for s in content.form.sections
    ]


def _late_days(found: Application) -> int:
    """How many days after its last day the application came in; 0 when it was in time."""
    if found.submitted_at is None:
        return 0
    return max(0, (timezone.localtime(found.submitted_at).date() - found.last_day).days)


def _actions(actor: Actor, found: Application, wanted: list[WantedSignature]) -> dict[str, Any]:
    """What the person may do with the application now."""
    unsigned = {w.organisation_id for w in wanted if w.signature_id is None}
    return {
        "may_edit": policies.may_edit(actor, found)[0],
        "may_sign": any(policies.may_sign(actor, found, pk)[0] for pk in unsigned),
        "may_recall": policies.may_recall(actor, found)[0],
        "may_withdraw": policies.may_withdraw(actor, found)[0],
        "may_extend": policies.may_extend(actor, found)[0],
        "may_write_off": policies.may_write_off(actor, found)[0],
        "refused": any(w.is_refused for w in wanted),
        "may_register": policies.may_register(actor, found)[0],
        "may_assign": policies.may_assign(actor, found)[0],
        "may_prepare": policies.may_prepare(actor)[0] and found.matter is not None,
        "may_write_statement": policies.may_write_statement(actor, found)[0],
    }
