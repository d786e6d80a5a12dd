"""The decision space: what is said first, the chart, the table, and how a figure came about."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from samordna.economy import policies
from samordna.economy.rules.explanation import Explanation, NoSuchFigure, Part, explain
from samordna.economy.space import chart, queries, services
from samordna.economy.space.forms import AsOfForm
from samordna.economy.space.presentation import Chosen, Links, blocks, enough_by_column
from samordna.economy.space.queries import NoPlan, Source, Space
from samordna.economy.space.sentences import (
    ROUNDING,
    enough_sentence,
    enough_title,
    outside_sentences,
    reserve_sentence,
    shortfall_sentences,
)
from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders
from samordna.parties.settings import setting
from samordna.web.links import link
from samordna.web.once import once


@insiders
@require_safe
def decision_space(request: AssociationRequest) -> HttpResponse:
    """The decision space on a chosen day."""
    queries.check_may_read_decision_space(request.actor)
    form = AsOfForm(request.GET if "per" in request.GET else None)
    as_of = chosen_day(form)
    if not form.is_bound or form.is_valid():
        form = AsOfForm(initial={"per": as_of})
    context: dict[str, Any] = {
        "form": form,
        "as_of": as_of,
        "today": clock.today(),
        "may_write": policies.may_write_plans(request.actor)[0],
        "may_make_paper": policies.may_make_paper(request.actor)[0],
    }
    try:
        space = queries.space_on(request.association, as_of)
    except NoPlan as error:
        return render(request, "economy/space/no_plan.html", {**context, "reason": str(error)})
    floor_kr = setting(request.association, "decision_space_floor_kr", as_of)
    return render(
        request,
        "economy/space/decision_space.html",
        {**context, **_shown(request, space, floor_kr)},
    )


@insiders
@require_POST
@once
def make_paper(request: AssociationRequest) -> HttpResponse:
    """Make the board's paper of the decision space on the page's day."""
    queries.check_may_read_decision_space(request.actor)
    form = AsOfForm(request.POST)
    as_of = chosen_day(form)
    back = f"{link(request, 'economy:decision_space')}?{urlencode({'per': as_of.isoformat()})}"
    try:
        version = services.economic_information_paper(actor=request.actor, as_of=as_of)
    except NoPlan as error:
        messages.error(request, str(error))
        return redirect(back)
    messages.success(request, f"Handlingen {version.document.title} är gjord.")
    return redirect(link(request, "documents:version", pk=version.pk))


def chosen_day(form: AsOfForm) -> date:
    """The day in the form, or today when it is empty or cannot be read."""
    if form.is_bound and form.is_valid() and form.cleaned_data["per"]:
        day: date = form.cleaned_data["per"]
        return day
    return clock.today()


def _shown(request: AssociationRequest, space: Space, floor_kr: int) -> dict[str, Any]:
    table = space.table
    sums_only = request.GET.get("rader") == "summor"
    chosen = _chosen_figure(request)
    explanation = _explanation(space, chosen)
    links = _links(request, space, sums_only=sums_only)
    return {
        "space": space,
        "table": table,
        "shortfalls": shortfall_sentences(table, floor_kr),
        "outside": outside_sentences(table),
        "applied": table.applied,
        "enough_title": enough_title(table),
        "enough": enough_sentence(table),
        "floor_kr": floor_kr,
        "charts": [chart.draw(table, frame, floor_kr) for frame in (chart.WIDE, chart.NARROW)],
        "chart_in_words": chart.description(table),
        "blocks": blocks(
            space,
            links,
            chosen=chosen if explanation else Chosen(),
            floor_kr=floor_kr,
            sums_only=sums_only,
        ),
        "enough_by_column": enough_by_column(table, floor_kr),
        "sums_only": sums_only,
        "whole_url": _url(request, space.as_of, {}),
        "sums_url": _url(request, space.as_of, {"rader": "summor"}),
        "explanation": explanation,
        "parts": _parts(space, explanation, links),
        "explained_years": _explained_years(space, explanation, links),
        "rounding": ROUNDING,
        "reserve": reserve_sentence(table.reserve_kr),
    }


def _chosen_figure(request: AssociationRequest) -> Chosen:
    row_key, _, column_key = request.GET.get("siffra", "").rpartition(".")
    return Chosen(row_key, column_key)


def _explanation(space: Space, chosen: Chosen) -> Explanation | None:
    try:
        return explain(space.table, chosen.row_key, chosen.column_key)
    except NoSuchFigure:
        return None


def _explained_years(
    space: Space, explanation: Explanation | None, links: Links
) -> list[tuple[str, str, bool]]:
    """The figures of the explained row, each with the way to how it came about."""
    if explanation is None:
        return []
    return [
        (column.label, links.explain(explanation.row.key, column.key), column is explanation.column)
        for column in space.table.columns
        if explanation.row.amounts.get(column.key) is not None
    ]


def _parts(
    space: Space, explanation: Explanation | None, links: Links
) -> list[tuple[Part, str | None]]:
    """Each part of the explained figure with the way on to what it is made of."""
    if explanation is None:
        return []
    shown: list[tuple[Part, str | None]] = []
    for part in explanation.parts:
        url = None
        if part.row_key and part.column_key:
            source = space.sources.get(part.row_key)
            url = (
                links.source_figure(source)
                if source is not None
                else links.explain(part.row_key, part.column_key)
            )
        elif part.row_key is None:
            url = links.source_figure(Source(plan_row_id=0))
        shown.append((part, url))
    return shown


def _links(request: AssociationRequest, space: Space, *, sums_only: bool) -> Links:
    plan_url = link(request, "economy:plan", as_of=space.stored.as_of.isoformat())
    kept = {"rader": "summor"} if sums_only else {}

    def figure(source: Source) -> str | None:
        if source.plan_row_id is not None:
            return f"{plan_url}#rad-{source.plan_row_id}" if source.plan_row_id else plan_url
        return label(source)

    def label(source: Source) -> str | None:
        if source.application_number is not None:
            return link(request, "funding:application", number=source.application_number)
        if source.initiative_number is not None:
            return link(request, "initiatives:initiative", number=source.initiative_number)
        return figure(source)

    def explained(row_key: str, column_key: str) -> str:
        asked = {"siffra": f"{row_key}.{column_key}", **kept}
        return f"{_url(request, space.as_of, asked)}#siffra"

    return Links(source_label=label, source_figure=figure, explain=explained)


def _url(request: AssociationRequest, as_of: date, more: dict[str, str]) -> str:
    return f"{request.path}?{urlencode({'per': as_of.isoformat(), **more})}"
