"""Trying out a decision: tick, and see the table that would follow. Nothing is saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samordna.economy.rules.decision_space import decision_space
from samordna.economy.rules.plan import Column
from samordna.economy.rules.table import AS_PROPOSED, DecisionSpaceTable
from samordna.economy.rules.trial import MOVES, Trial, try_out
from samordna.economy.space import chart, queries
from samordna.economy.space.forms import AsOfForm
from samordna.economy.space.presentation import enough_by_column
from samordna.economy.space.queries import NoPlan, Space
from samordna.economy.space.sentences import (
    AS_TRIED,
    enough_sentence,
    enough_title,
    outside_sentences,
    shortfall_sentences,
)
from samordna.economy.space.views.decision_space import chosen_day
from samordna.parties.access import AssociationRequest, insiders
from samordna.parties.settings import setting
from samordna.web.components import ErrorLink
from samordna.web.links import link


@insiders
@require_safe
def try_decision(request: AssociationRequest) -> HttpResponse:
    """What if these are refused, cut or moved, or an income shrinks?"""
    queries.check_may_read_decision_space(request.actor)
    as_of = chosen_day(AsOfForm(request.GET))
    try:
        space = queries.space_on(request.association, as_of)
    except NoPlan:
        return redirect(f"{link(request, 'economy:decision_space')}?per={as_of.isoformat()}")
    floor_kr = setting(request.association, "decision_space_floor_kr", as_of)
    numbers = {
        key.removeprefix("applications."): source.application_number
        for key, source in space.sources.items()
        if source.application_number is not None
    }
    trial = try_out(space.plan, numbers, request.GET.dict())
    context = {"as_of": as_of, "space": space, "floor_kr": floor_kr, "moves": MOVES}
    return render(
        request, "economy/space/trial.html", {**context, **_shown(space, trial, floor_kr)}
    )


def _shown(space: Space, trial: Trial, floor_kr: int) -> dict[str, Any]:
    table = decision_space(trial.plan)
    condition = AS_TRIED if trial.tried else AS_PROPOSED
    return {
        "trial": trial,
        "errors": _errors(trial),
        "columns": table.carrying,
        "years": [column.year for column in table.carrying],
        "comparison": _comparison(space.table, table),
        "outcome": _outcome(table, floor_kr),
        "enough_by_column": [
            answer
            for column, answer in zip(table.columns, enough_by_column(table, floor_kr), strict=True)
            if column in table.carrying
        ],
        "shortfalls": shortfall_sentences(table, floor_kr, condition),
        "outside": outside_sentences(table),
        "applied": table.applied,
        "enough_title": enough_title(table),
        "enough": enough_sentence(table, condition),
        "charts": [chart.draw(table, frame, floor_kr) for frame in (chart.WIDE, chart.NARROW)],
        "chart_in_words": chart.description(table),
        "choices": [
            {
                "choice": choice,
                "amounts": [(c.year, choice.amounts.get(c.year)) for c in table.carrying],
            }
            for choice in trial.choices
        ],
    }


def _errors(trial: Trial) -> list[ErrorLink]:
    """What could not be tried, each with its control, in the order of the page."""
    found = [ErrorLink(c.name, c.error, f"minska-{c.number}") for c in trial.choices if c.error]
    if trial.less.error:
        found.append(ErrorLink("Minskad intäkt", trial.less.error, "procent"))
    return found


def _outcome(table: DecisionSpaceTable, floor_kr: int) -> list[tuple[Column, int, int | None]]:
    """For each year what is left after the applications, and what is short of the floor, if any."""
    short = {s.column.key: s.short_kr for s in table.shortfalls(floor_kr)}
    after = "space_after_applications"
    return [(c, table.kr(after, c.key), short.get(c.key)) for c in table.carrying]


def _comparison(
    now: DecisionSpaceTable, then: DecisionSpaceTable
) -> list[tuple[str, str, list[int]]]:
    """Rows of (label, class, kronor by year): what is, what would be, and the difference."""

    def row(table: DecisionSpaceTable, key: str, column: Column) -> int:
        return table.kr(key, column.key)

    columns = then.carrying
    after = "space_after_applications"
    return [
        ("Kvarvarande beslutsutrymme", "", [row(then, "closing", c) for c in columns]),
        ("Ansökningarna i prövningen", "", [row(then, "applications", c) for c in columns]),
        ("Efter ansökningarna som de föreslagits", "", [row(now, after, c) for c in columns]),
        ("Efter ansökningarna i prövningen", "total", [row(then, after, c) for c in columns]),
        (
            "Skillnad",
            "difference",
            [row(then, after, c) - row(now, after, c) for c in columns],
        ),
    ]
