"""Reading plans, and the decision space on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from samordna.economy.assembly import (
    NewGrant,
    OpenProposal,
    application_rows,
    assemble,
    columns_of,
    findings_of_grants,
)
from samordna.economy.models import EconomicPlan, PlanAmount, PlanRow
from samordna.economy.policies import may_edit_plan, may_read_decision_space, may_write_plans
from samordna.economy.rules.decision_space import decision_space as work_out
from samordna.economy.rules.plan import Column, Plan, Section
from samordna.economy.rules.plan import PlanRow as RuleRow
from samordna.economy.rules.table import DecisionSpaceTable
from samordna.funding.queries import proposals_open_on
from samordna.initiatives.models import Grant
from samordna.initiatives.queries import GrantShare, grants_adjusted_by
from samordna.kernel.dates import format_long
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.parties.models import Association


class NoPlan(LookupError):
    """There is no plan on the day; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a row of the table stands for. One of the three is set."""

    plan_row_id: int | None = None
    application_number: int | None = None
    initiative_number: int | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """The decision space on a day, with the plan and the sources that it was worked out from.

    ``sources`` maps the keys of the table's rows to what they stand for.
    """

    as_of: date
    stored: EconomicPlan
    plan: Plan
    table: DecisionSpaceTable
    sources: dict[str, Source]
    new_grants: tuple[GrantShare, ...]


def decision_space(association: Association, as_of: date) -> DecisionSpaceTable:
    """The decision space as it was known on a day. Raises :class:`NoPlan`. Five queries."""
    return space_on(association, as_of).table


def space_on(association: Association, as_of: date) -> Space:
    """The decision space on a day with its sources. Raises :class:`NoPlan`. Five queries.

    The latest plan of the day is taken. Grants adjusted from the plan's day up to and including
    ``as_of``, that no row of the plan stands for, are added to the decided initiatives; proposals
    that wait for a decision on ``as_of`` stand below as applications.
    """
    stored = _plan_on(association, as_of)
    rows = list(
        PlanRow.objects.filter(plan=stored)
        .select_related("grant__initiative")
        .order_by("position", "pk")
    )
    amounts = amounts_of(stored)
    listed = {row.grant_id for row in rows if row.grant_id is not None}
    shares = tuple(
        share
        for share in grants_adjusted_by(association, as_of, since=stored.as_of)
        if share.grant_id not in listed
    )
    grants = [
        NewGrant(share.key, share.name, share.owner_label, share.adjusted_on, share.amounts)
        for share in shares
    ]
    proposals = [
        OpenProposal(p.number, p.name, p.owner_id, p.owner_label, p.amounts)
        for p in proposals_open_on(association, as_of)
    ]
    columns = columns_of(stored.first_year, stored.preliminary_years)
    plan = assemble(
        columns=columns,
        rows=[
            RuleRow(row.key, row.label, row.owner_label, Section(row.section), amounts[row.pk])
            for row in rows
        ],
        grants=grants,
        proposals=proposals,
        opening_kr=stored.opening_kr,
        reserve_kr=stored.reserve_kr,
    )
    table = work_out(plan)
    table = replace(table, slips=(*table.slips, *findings_of_grants(columns, grants)))
    sources = _sources(rows, shares, proposals)
    return Space(as_of, stored, plan, table, sources, shares)


def _plan_on(association: Association, day: date) -> EconomicPlan:
    found = (
        EconomicPlan.objects.filter(association_id=association.pk, as_of__lte=day)
        .order_by("-as_of")
        .first()
    )
    if found is None:
        raise NoPlan(
            f"Det finns ingen ekonomisk plan per {format_long(day)} eller tidigare för "
            f"{association.name}."
        )
    return found


def amounts_of(plan: EconomicPlan) -> dict[int, dict[str, int]]:
    """A plan's amounts in kronor by row id and column. One query."""
    amounts: dict[int, dict[str, int]] = defaultdict(dict)
    found = PlanAmount.objects.filter(row__plan=plan).values_list("row_id", "column", "amount_kr")
    for row_id, column, kr in found:
        amounts[row_id][column] = kr
    return amounts


def _sources(
    rows: list[PlanRow], shares: tuple[GrantShare, ...], proposals: list[OpenProposal]
) -> dict[str, Source]:
    sources = {
        f"{row.section}.{row.key}": Source(
            plan_row_id=row.pk,
            initiative_number=row.grant.initiative.number if row.grant else None,
        )
        for row in rows
    }
    for share in shares:
        sources[f"decided.{share.key}"] = Source(initiative_number=share.initiative_number)
    for row, proposal in zip(application_rows(proposals), proposals, strict=True):
        sources[f"applications.{row.key}"] = Source(application_number=proposal.number)
    return sources


# --- plans --------------------------------------------------------------------------------------


def plans_for_reading(actor: Actor) -> QuerySet[EconomicPlan]:
    """Every plan, the latest first. Raises Http404 to those who may not know of them."""
    check_may_read_decision_space(actor)
    return EconomicPlan.objects.filter(association_id=actor.association_id).order_by("-as_of")


def plan_for_reading(actor: Actor, as_of: date) -> EconomicPlan:
    """The plan of a day. Raises Http404 when there is none or the actor may not know of it."""
    found = plans_for_reading(actor).filter(as_of=as_of).first()
    if found is None:
        raise Http404
    return found


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


def grants_to_choose(actor: Actor) -> list[Grant]:
    """The grants that a row of a plan can stand for, the latest first. One query."""
    found = Grant.objects.filter(association_id=actor.association_id)
    return list(found.select_related("initiative").order_by("-decided_on", "-pk"))


def check_may_read_decision_space(actor: Actor) -> None:
    """Raises Http404 to those who may not know of it."""
    try:
        require(may_read_decision_space(actor))
    except Refused as refused:
        raise Http404 from refused
