"""The economist's plans: the list, one plan, changing the latest, and a new one from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.economy import policies
from samordna.economy.funds.queries import funds_of
from samordna.economy.models import EconomicPlan
from samordna.economy.plan import queries, services
from samordna.economy.plan.changes import as_lines, differences, typed_for_other_years
from samordna.economy.plan.forms import (
    NewPlanForm,
    PlanHeadForm,
    PlanYearsForm,
    RemovePlanForm,
)
from samordna.economy.plan.grid import Grid, grid_from, grid_of
from samordna.economy.rules.assembly import MOST_PRELIMINARY_YEARS, columns_of
from samordna.economy.rules.plan import Column
from samordna.ground import clock
from samordna.journal.queries import entries_about
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.once import once
from samordna.web.refused import lines_of, typed_as
from samordna.web.revisions import Stale, both_texts, differences_in
from samordna.web.unlikely import unlikely_days

PAGE_SIZE = 50


@insiders
@require_safe
def plans(request: AssociationRequest) -> HttpResponse:
    """Every plan, the latest first."""
    found = queries.plans_for_reading(request.actor)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("sida")),
        "may_write": policies.may_write_plans(request.actor)[0],
    }
    return render(request, "economy/plan/plans.html", context)


@insiders
@require_safe
def plan(request: AssociationRequest, as_of: str) -> HttpResponse:
    """One plan with every figure, and who has changed it."""
    found = queries.plan_for_reading(request.actor, _day(as_of))
    columns = columns_of(found.first_year, found.preliminary_years)
    latest = queries.is_latest(found)
    may_edit, why_not = policies.may_edit_plan(request.actor, found, is_latest=latest)
    context = {
        "plan": found,
        "columns": columns,
        "sections": queries.sections_of(found, columns),
        "entries": entries_about(found).filter(verb__in=["save_plan", "correct_plan"]),
        "may_edit": may_edit,
        "may_write": policies.may_write_plans(request.actor)[0],
        "why_not": why_not,
        "latest": latest,
        "funds": funds_of(request.association, found.as_of),
    }
    return render(request, "economy/plan/plan.html", context)


def _typed_in_plan(request: AssociationRequest) -> list[str]:
    years = [_whole(request.POST.get(name, "")) for name in ("first_year", "preliminary_years")]
    columns = columns_of(max(0, years[0]), min(max(0, years[1]), MOST_PRELIMINARY_YEARS))
    grid = grid_from(columns, request.POST.dict())
    return ["\n".join([*lines_of(PlanHeadForm(request.POST)), *as_lines(grid)])]


def _typed_years(request: AssociationRequest) -> list[str]:
    return ["\n".join(lines_of(PlanYearsForm(request.POST)))]


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@typed_as(_typed_in_plan)
def edit_plan(request: AssociationRequest, as_of: str) -> HttpResponse:
    """Change the latest plan, as a table."""
    found = queries.plan_for_editing(request.actor, _day(as_of))
    columns = columns_of(found.first_year, found.preliminary_years)
    if request.method != "POST":
        head = PlanHeadForm(
            initial={
                "title": found.title,
                "opening_kr": found.opening_kr,
                "reserve_kr": found.reserve_kr,
            }
        )
        return _edit_page(request, found, head, grid_of(columns, queries.rows_of(found)))
    head = PlanHeadForm(request.POST)
    if (others := _other_years(request, found)) is not None:
        return _made_anew_page(request, found, head, others)
    grid = grid_from(columns, request.POST.dict())
    if not head.is_valid() or grid.errors():
        return _edit_page(request, found, head, grid, revision=request.POST.get("revision", ""))
    try:
        services.save_plan(
            actor=request.actor,
            as_of=found.as_of,
            title=head.cleaned_data["title"],
            first_year=found.first_year,
            preliminary_years=found.preliminary_years,
            opening_kr=head.cleaned_data["opening_kr"],
            reserve_kr=head.cleaned_data["reserve_kr"],
            rows=grid.inputs(),
            revision=_revision(request, found),
        )
    except Stale as stale:
        return _stale_page(request, found.as_of, head, columns, stale)
    except services.PlanNotPossible as error:
        add_service_error(head, error)
        return _edit_page(request, found, head, grid, revision=request.POST.get("revision", ""))
    messages.success(request, "Planen är sparad.")
    return redirect(link(request, "economy:plan", as_of=found.as_of.isoformat()))


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_plan(request: AssociationRequest) -> HttpResponse:
    """A new plan from the latest one, or the association's first."""
    queries.check_may_write_plans(request.actor)
    source = queries.plans_for_reading(request.actor).first()
    today = clock.today()
    if request.method == "POST":
        form = NewPlanForm(request.POST, initial={"as_of": today})
        asked = unlikely_days(request, form, [], begun=["as_of"])
        ready = form.is_valid() and not asked
        if ready and (made := _make_plan(request, form, source)) is not None:
            messages.success(request, "Den nya planen är gjord. Gå igenom beloppen.")
            return redirect(link(request, "economy:edit_plan", as_of=made.as_of.isoformat()))
    else:
        asked = []
        form = NewPlanForm(
            initial={
                "as_of": today,
                "title": source.title if source else "Budget, prognos och plan",
                "first_year": source.first_year if source else today.year,
                "preliminary_years": source.preliminary_years if source else 4,
            }
        )
    return render(
        request, "economy/plan/new_plan.html", {"form": form, "source": source, "unlikely": asked}
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@typed_as(_typed_years)
def correct_plan(request: AssociationRequest, as_of: str) -> HttpResponse:
    """Correct the day and the years of the latest plan."""
    found = queries.plan_for_editing(request.actor, _day(as_of))
    form = PlanYearsForm(request.POST or None, initial=_years_of(found))
    context: dict[str, Any] = {"form": form, "plan": found, "revision": found.revision}
    context["unlikely"] = unlikely_days(request, form, [], begun=["as_of"])
    if request.method == "POST" and form.is_valid() and not context["unlikely"]:
        try:
            plan = services.correct_plan(
                actor=request.actor,
                plan=found,
                revision=_revision(request, found),
                **form.cleaned_data,
            )
        except Stale as stale:
            context["both_texts"] = both_texts(stale, differences_in(form, _years_of(found)))
        except services.PlanExists as error:
            add_service_error(form, error, "as_of")
        except services.PlanNotPossible as error:
            add_service_error(form, error, "preliminary_years")
        else:
            messages.success(request, "Planens dag och år är rättade.")
            return redirect(link(request, "economy:plan", as_of=plan.as_of.isoformat()))
    return render(request, "economy/plan/correct_plan.html", context)


def _years_of(plan: EconomicPlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PlanYearsForm.base_fields}


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def remove_plan(request: AssociationRequest, as_of: str) -> HttpResponse:
    """Remove the latest plan, which should never have been made."""
    found = queries.plan_for_editing(request.actor, _day(as_of))
    form = RemovePlanForm(request.POST or None)
    earlier = queries.plans_for_reading(request.actor).filter(as_of__lt=found.as_of).first()
    context: dict[str, Any] = {
        "form": form,
        "plan": found,
        "revision": found.revision,
        "earlier": earlier,
    }
    if request.method == "POST" and form.is_valid():
        try:
            services.remove_plan(
                actor=request.actor,
                plan=found,
                revision=_revision(request, found),
                **form.cleaned_data,
            )
        except Stale as stale:
            context["both_texts"] = both_texts(stale)
        except services.PlanNotPossible as error:
            add_service_error(form, error)
        else:
            messages.success(request, f"Planen per {found.as_of} är borttagen.")
            return redirect(link(request, "economy:plans"))
    return render(request, "economy/plan/remove_plan.html", context)


def _make_plan(
    request: AssociationRequest, form: NewPlanForm, source: EconomicPlan | None
) -> EconomicPlan | None:
    """Make the plan; None when it was refused, and the form then says why."""
    values = form.cleaned_data
    try:
        if source is not None:
            return services.copy_plan(actor=request.actor, source=source, **values)
        return services.save_plan(
            actor=request.actor, opening_kr=0, reserve_kr=0, rows=services.FIRST_ROWS, **values
        )
    except services.PlanExists as error:
        add_service_error(form, error, "as_of")
    except services.PlanNotPossible as error:
        add_service_error(form, error, "first_year")
    return None


def _edit_page(
    request: AssociationRequest,
    plan: EconomicPlan,
    head: PlanHeadForm,
    grid: Grid,
    revision: str | int | None = None,
    **more: Any,
) -> HttpResponse:
    context = {
        "plan": plan,
        "head": head,
        "grid": grid,
        "grid_errors": grid.errors(),
        "revision": plan.revision if revision is None else revision,
        "grants": queries.grants_to_choose(
            request.actor, {column.year for column in grid.columns}, grid.grant_ids
        ),
        **more,
    }
    return render(request, "economy/plan/edit_plan.html", context)


def _stale_page(
    request: AssociationRequest,
    as_of: date,
    head: PlanHeadForm,
    columns: tuple[Column, ...],
    stale: Stale,
) -> HttpResponse:
    """What was typed, beside what somebody else has saved meanwhile; nothing typed is lost."""
    saved = queries.plan_for_editing(request.actor, as_of)
    grid = grid_from(columns, request.POST.dict())
    found = differences(head, grid, saved, queries.rows_of(saved))
    return _edit_page(request, saved, head, grid, both_texts=both_texts(stale, found))


def _other_years(request: AssociationRequest, plan: EconomicPlan) -> tuple[Column, ...] | None:
    """The columns of the page that was sent, where the plan has other years now: it has been made
    anew of the same day, or its years corrected. None where they are the same."""
    sent = [_whole(request.POST.get(name, "")) for name in ("first_year", "preliminary_years")]
    if -1 in sent or sent == [plan.first_year, plan.preliminary_years]:
        return None
    return columns_of(sent[0], min(sent[1], MOST_PRELIMINARY_YEARS))


def _made_anew_page(
    request: AssociationRequest, plan: EconomicPlan, head: PlanHeadForm, sent: tuple[Column, ...]
) -> HttpResponse:
    """The plan as it stands, and above it every figure that was typed for other years."""
    rows = queries.rows_of(plan)
    typed = typed_for_other_years(grid_from(sent, request.POST.dict()), plan, rows)
    columns = columns_of(plan.first_year, plan.preliminary_years)
    told = replace(both_texts(Stale(plan.revision), typed), message=_OTHER_YEARS)
    return _edit_page(request, plan, head, grid_of(columns, rows), both_texts=told)


_OTHER_YEARS = (
    "Någon annan har sparat medan du skrev. Planen är gjord om med andra år. Det du skrev står här "
    "under, och tabellen visar planen som den är nu. För in det som ska gälla och spara."
)


def _revision(request: AssociationRequest, plan: EconomicPlan) -> int:
    """The revision that the page was drawn with, which counts for the same plan alone: another one
    may have been made of the same day since."""
    if request.POST.get("plan") != str(plan.pk):
        return -1
    return _whole(request.POST.get("revision", ""))


def _whole(text: str) -> int:
    """A number that a page has sent back; -1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _day(text: str) -> date:
    """The day in a URL. Raises Http404 for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
