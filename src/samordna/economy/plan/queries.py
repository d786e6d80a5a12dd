"""Reading plans."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samordna.economy.models import EconomicPlan, PlanRow
from samordna.economy.policies import may_edit_plan, may_write_plans
from samordna.economy.rules.plan import Column
from samordna.economy.space.queries import amounts_of, check_may_read_decision_space
from samordna.initiatives.models import Grant, GrantAmount
from samordna.journal.models import JournalEntry
from samordna.kernel.dates import format_long
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.web.gone import Gone, Way


def plans_for_reading(actor: Actor) -> QuerySet[EconomicPlan]:
    """Every plan, the latest first. Raises Http404 to those who may not know of them."""
    check_may_read_decision_space(actor)
    return EconomicPlan.objects.filter(association_id=actor.association_id).order_by("-as_of")


def plan_for_reading(actor: Actor, as_of: date) -> EconomicPlan:
    """The plan of a day. Raises Http404 when there is none or the actor may not know of it."""
    found = plans_for_reading(actor).filter(as_of=as_of).first()
    if found is None:
        raise _not_there(as_of)
    return found


def _not_there(as_of: date) -> Http404:
    """Who removed the plan of a day, or gave it another one, as the journal knows."""
    entry = (
        JournalEntry.objects.filter(
            subject_type="economy.economicplan",
            verb__in=["remove_plan", "correct_plan"],
            before__as_of=as_of.isoformat(),
        )
        .order_by("-number")
        .first()
    )
    if entry is None:
        return Http404()
    all_plans = Way("Till planerna", "economy:plans")
    if entry.verb == "remove_plan":
        return Gone("planen", entry, all_plans)
    now = EconomicPlan.objects.filter(pk=entry.subject_id).first()
    way = Way("Till planen", "economy:plan", {"as_of": now.as_of.isoformat()}) if now else all_plans
    day = format_long(date.fromisoformat(entry.after["as_of"]))
    return Gone("planen", entry, way, f"ändrade planens dag till {day},", "Planen har en annan dag")


def plan_for_editing(actor: Actor, as_of: date) -> EconomicPlan:
    """The plan of a day. Raises Http404, or Refused to those who may only read it."""
    plan = plan_for_reading(actor, as_of)
    require(may_edit_plan(actor, plan, is_latest=is_latest(plan)))
    return plan


def check_may_write_plans(actor: Actor) -> None:
    """Raises Http404 to those who may not know of plans, and Refused to those who only read."""
    check_may_read_decision_space(actor)
    require(may_write_plans(actor))


def is_latest(plan: EconomicPlan) -> bool:
    """Whether no newer plan has replaced it. One query."""
    return not EconomicPlan.objects.filter(
        association_id=plan.association_id, as_of__gt=plan.as_of
    ).exists()


def rows_of(plan: EconomicPlan) -> list[tuple[PlanRow, dict[str, int]]]:
    """The rows of a plan in order, each with its amounts in kronor by column. Two queries."""
    amounts = amounts_of(plan)
    rows = PlanRow.objects.filter(plan=plan).select_related("grant__initiative")
    return [(row, amounts.get(row.pk, {})) for row in rows.order_by("position", "pk")]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of a plan with its figures in the columns' order; None is an empty cell."""

    row: PlanRow
    amounts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section of a plan with its rows and sums."""

    key: str
    label: str
    lines: tuple[PlanLine, ...]
    sums: tuple[int, ...]


def sections_of(plan: EconomicPlan, columns: Sequence[Column]) -> list[PlanSection]:
    """The sections of a plan that have rows, with sums. Two queries."""
    lines = [
        PlanLine(row, tuple(amounts.get(column.key) for column in columns))
        for row, amounts in rows_of(plan)
    ]
    sections = []
    for key, label in PlanRow.Section.choices:
        own = tuple(line for line in lines if line.row.section == key)
        sums = tuple(sum(line.amounts[i] or 0 for line in own) for i in range(len(columns)))
        if own:
            sections.append(PlanSection(key, label, own, sums))
    return sections


def grants_to_choose(
    actor: Actor, years: Collection[int], chosen: Collection[int]
) -> list[tuple[int, str]]:
    """The grants that a row of a plan can stand for, as key and name, the latest first: those with
    money in one of the plan's years, and those that rows stand for already. One query."""
    paid = GrantAmount.objects.filter(year__in=years, amount_kr__gt=0)
    found = Grant.objects.filter(
        Q(pk__in=paid.values("grant")) | Q(pk__in=chosen), association_id=actor.association_id
    )
    rows = found.order_by("-decided_on", "-pk").values_list(
        "pk", "initiative__name", "paragraph", "decided_on"
    )
    return [(pk, f"{name}, {paragraph}, {format_long(day)}") for pk, name, paragraph, day in rows]
