"""Reading the decision space on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404

from samordna.economy.models import EconomicPlan, PlanAmount, PlanRow
from samordna.economy.policies import may_read_decision_space
from samordna.economy.rules.assembly import (
    NewGrant,
    OpenProposal,
    application_rows,
    assemble,
    columns_of,
    findings_of_grants,
)
from samordna.economy.rules.decision_space import decision_space as work_out
from samordna.economy.rules.plan import Plan, Section
from samordna.economy.rules.plan import PlanRow as RuleRow
from samordna.economy.rules.table import DecisionSpaceTable
from samordna.funding.queries.proposals import proposals_open_on
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


def check_may_read_decision_space(actor: Actor) -> None:
    """Raises Http404 to those who may not know of it."""
    try:
        require(may_read_decision_space(actor))
    except Refused as refused:
        raise Http404 from refused
