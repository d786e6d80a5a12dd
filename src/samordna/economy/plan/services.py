"""The economist's plans: written whole, kept by day, the latest one open to change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError

from samordna.economy.models import EconomicPlan, PlanAmount, PlanRow
from samordna.economy.plan.queries import is_latest, rows_of
from samordna.economy.policies import may_edit_plan, may_write_plans
from samordna.economy.rules.assembly import (
    MOST_PRELIMINARY_YEARS,
    beyond,
    column_of_year,
    columns_of,
    moved_to_year,
    shifted,
)
from samordna.economy.space.queries import space_on
from samordna.ground.locking import for_change
from samordna.initiatives.models import Grant
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.kernel.money import LARGEST_KR, format_kr
from samordna.kernel.sentences import listed
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association
from samordna.web.revisions import Stale

MOST_ROWS = 300

_KEY = re.compile(r"^[a-z0-9][a-z0-9._-]{0,59}$")


#: What a plan that somebody has removed, or given another day, says to who still has it open.
GONE = "Någon annan har tagit bort planen eller gett den en annan dag."


class PlanNotPossible(ValueError):
    """The plan cannot be kept as it stands; the message is a Swedish sentence."""


class PlanExists(PlanNotPossible):
    """There is a plan of that day, or of a later one; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class PlanRowInput:
    """A row to keep. ``amounts`` maps ``budget``, ``forecast`` or a year (as text) to kronor."""

    section: str
    key: str
    label: str
    owner_label: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    grant_id: int | None = None


#: What the first plan of an association begins with; amounts are filled in by the economist.
FIRST_ROWS = (
    PlanRowInput(PlanRow.Section.INCOME, "medlemsavgifter", "Medlemsavgifter"),
    PlanRowInput(PlanRow.Section.ELECTED, "fortroendevalda", "Förtroendevalda"),
    PlanRowInput(PlanRow.Section.ADMINISTRATION, "forvaltning", "Förvaltning"),
)


@changes
def save_plan(
    *,
    actor: Actor,
    as_of: date,
    title: str,
    first_year: int,
    preliminary_years: int,
    opening_kr: int,
    reserve_kr: int,
    rows: Sequence[PlanRowInput],
    revision: int | None = None,
) -> EconomicPlan:
    """Keep the plan of a day: a new one, or the latest one changed; journalled with all rows.

    A changed plan gets a new revision, and the journal holds it before and after. ``revision`` is
    the one that the writer read; None is for a new plan and for loading data. Raises
    :class:`~samordna.web.revisions.Stale` when somebody was first, :class:`PlanExists` for a new
    plan that is older than the latest, and :class:`PlanNotPossible` when rows or amounts do not
    make a plan.
    """
    require(may_write_plans(actor))
    # Takes turns with a contribution key: what a plan that stands shows is not changed meanwhile.
    for_change(Association.objects.all()).get(pk=actor.association_id)
    _check(first_year, preliminary_years, opening_kr, reserve_kr, rows)
    _check_grants(actor, rows)
    plan = (
        for_change(EconomicPlan.objects.all())
        .filter(association_id=actor.association_id, as_of=as_of)
        .first()
    )
    before: dict[str, Any] = {}
    if plan is None and revision is not None:
        raise PlanNotPossible(GONE)
    if plan is None:
        plan = _new_plan(actor, as_of)
    else:
        require(may_edit_plan(actor, plan, is_latest=is_latest(plan)))
        if revision is not None and revision != plan.revision:
            raise Stale(plan.revision)
        before = _facts(plan, rows_of(plan))
        _clear(plan)
        plan.revision += 1
    plan.title = title[:160]
    plan.first_year, plan.preliminary_years = first_year, preliminary_years
    plan.opening_kr, plan.reserve_kr = opening_kr, reserve_kr
    _save(plan)
    _write_rows(plan, rows)
    journal(
        actor=actor,
        verb="save_plan",
        subject=plan,
        before=before,
        after=_facts(plan, rows_of(plan)),
    )
    return plan


@changes
def copy_plan(
    *,
    actor: Actor,
    source: EconomicPlan,
    as_of: date,
    title: str,
    first_year: int,
    preliminary_years: int,
) -> EconomicPlan:
    """Make the plan of a new day from an older one; journalled.

    What has been granted since becomes rows of the new plan that stand for their grants. With a
    later first year the old preliminary figures of that year become its budget and forecast, and
    the old plan's closing space of the year before opens it. Raises :class:`PlanExists`, and
    :class:`PlanNotPossible` also where amounts of later years would have no column.
    """
    association = Association.objects.get(pk=actor.association_id)
    space = space_on(association, max(as_of, source.as_of))
    if space.stored.pk != source.pk:
        raise PlanExists(
            f"Det finns redan en plan per {space.stored.as_of}. Gör den nya från den planen."
        )
    closing = {c.year: space.table.kr("closing", c.key) for c in space.plan.carrying}
    if first_year != source.first_year and first_year - 1 not in closing:
        raise PlanNotPossible(
            f"En ny plan kan börja tidigast {source.first_year} och senast {max(closing) + 1}."
        )
    columns = columns_of(first_year, preliminary_years)
    kept = rows_of(source)
    _check_years([amounts for _, amounts in kept], first_year, preliminary_years)
    rows = [
        PlanRowInput(
            row.section,
            row.key,
            row.label,
            row.owner_label,
            moved_to_year(amounts, source.first_year, columns),
            row.grant_id,
        )
        for row, amounts in kept
    ]
    landing = column_of_year(columns)
    rows += [
        PlanRowInput(
            PlanRow.Section.DECIDED,
            f"beviljad-{share.grant_id}.{share.owner_id}",
            share.name[:120],
            share.owner_label[:60],
            {landing[year]: kr for year, kr in share.amounts.items() if year in landing},
            share.grant_id,
        )
        for share in space.new_grants
    ]
    opening_kr = source.opening_kr if first_year == source.first_year else closing[first_year - 1]
    return save_plan(
        actor=actor,
        as_of=as_of,
        title=title,
        first_year=first_year,
        preliminary_years=preliminary_years,
        opening_kr=opening_kr,
        reserve_kr=source.reserve_kr,
        rows=rows,
    )


@changes
def correct_plan(
    *,
    actor: Actor,
    plan: EconomicPlan,
    as_of: date,
    first_year: int,
    preliminary_years: int,
    revision: int,
) -> EconomicPlan:
    """Correct the day and the years of the latest plan; journalled with all rows. Amounts stay in
    their places in the table.

    Raises :class:`PlanExists` for a day that is not after the plan before it,
    :class:`PlanNotPossible` where amounts would have no column, and
    :class:`~samordna.web.revisions.Stale` when somebody has changed it since.
    """
    plan = _latest_held(actor, plan, revision)
    others = EconomicPlan.objects.filter(association_id=actor.association_id).exclude(pk=plan.pk)
    earlier = others.order_by("-as_of").first()
    if earlier is not None and earlier.as_of >= as_of:
        raise PlanExists(
            f"Det finns en plan per {earlier.as_of}. Den här måste gälla en senare dag."
        )
    kept = rows_of(plan)
    before, moved = _facts(plan, kept), first_year - plan.first_year
    rows = [
        PlanRowInput(
            row.section, row.key, row.label, row.owner_label, shifted(amounts, moved), row.grant_id
        )
        for row, amounts in kept
    ]
    _check_years([row.amounts for row in rows], first_year, preliminary_years)
    _check(first_year, preliminary_years, plan.opening_kr, plan.reserve_kr, rows)
    plan.as_of, plan.first_year, plan.preliminary_years = as_of, first_year, preliminary_years
    plan.revision += 1
    _save(plan)
    _clear(plan)
    _write_rows(plan, rows)
    after = _facts(plan, rows_of(plan))
    journal(actor=actor, verb="correct_plan", subject=plan, before=before, after=after)
    return plan


@changes
def remove_plan(*, actor: Actor, plan: EconomicPlan, reason: str, revision: int) -> None:
    """Remove the latest plan, which should never have been made; journalled with all its rows. The
    plan before it is the latest again. Raises :class:`~samordna.web.revisions.Stale`, and
    :class:`PlanNotPossible` when it is gone already."""
    plan = _latest_held(actor, plan, revision)
    before = _facts(plan, rows_of(plan))
    journal(actor=actor, verb="remove_plan", subject=plan, before=before, after={"reason": reason})
    _clear(plan)
    plan.delete()


def _latest_held(actor: Actor, plan: EconomicPlan, revision: int) -> EconomicPlan:
    """The latest plan as it stands, held; Stale where it is not what was read."""
    for_change(Association.objects.all()).get(pk=actor.association_id)
    held = for_change(EconomicPlan.objects.all()).filter(pk=plan.pk).first()
    if held is None:
        raise PlanNotPossible(GONE)
    require(may_edit_plan(actor, held, is_latest=is_latest(held)))
    if revision != held.revision:
        raise Stale(held.revision)
    return held


def _clear(plan: EconomicPlan) -> None:
    PlanAmount.objects.filter(row__plan=plan).delete()
    PlanRow.objects.filter(plan=plan).delete()


def _check_years(
    amounts: Sequence[Mapping[str, int]], first_year: int, preliminary_years: int
) -> None:
    """No amount falls outside the table without a word."""
    lost = beyond(amounts, columns_of(first_year, preliminary_years))
    if not lost:
        return
    needed = lost[-1] - first_year
    more = (
        f"Välj {needed} preliminära år, eller ta bort beloppen först."
        if needed <= MOST_PRELIMINARY_YEARS
        else "Ta bort beloppen först."
    )
    years = listed([str(year) for year in lost])
    raise PlanNotPossible(f"Planen har belopp för {years}, som då inte får plats. {more}")


def _new_plan(actor: Actor, as_of: date) -> EconomicPlan:
    latest = (
        EconomicPlan.objects.filter(association_id=actor.association_id).order_by("-as_of").first()
    )
    if latest is not None and latest.as_of > as_of:
        raise PlanExists(
            f"Det finns en plan per {latest.as_of}. En ny plan måste gälla en senare dag."
        )
    return EconomicPlan(association_id=actor.association_id, as_of=as_of)


def _save(plan: EconomicPlan) -> None:
    try:
        with change():
            plan.save()
    except IntegrityError as error:  # somebody made the plan of the same day a moment ago
        raise PlanExists(f"Det finns redan en plan per {plan.as_of}.") from error


def _write_rows(plan: EconomicPlan, rows: Sequence[PlanRowInput]) -> None:
    made = PlanRow.objects.bulk_create(
        PlanRow(
            association_id=plan.association_id,
            plan=plan,
            section=row.section,
            position=position,
            key=row.key,
            label=row.label,
            owner_label=row.owner_label,
            grant_id=row.grant_id,
        )
        for position, row in enumerate(rows, start=1)
    )
    PlanAmount.objects.bulk_create(
        PlanAmount(
            association_id=plan.association_id, row=stored, column=column, amount_kr=amount_kr
        )
        for stored, row in zip(made, rows, strict=True)
        for column, amount_kr in row.amounts.items()
    )


def _check(
    first_year: int,
    preliminary_years: int,
    opening_kr: int,
    reserve_kr: int,
    rows: Sequence[PlanRowInput],
) -> None:
    if not 1990 <= first_year <= 2100:
        raise PlanNotPossible(f"Budgetåret {first_year} är orimligt.")
    if not 0 <= preliminary_years <= MOST_PRELIMINARY_YEARS:
        raise PlanNotPossible(
            f"En plan har högst {MOST_PRELIMINARY_YEARS} preliminära år efter budgetåret."
        )
    if len(rows) > MOST_ROWS:
        raise PlanNotPossible(f"En plan har högst {MOST_ROWS} rader.")
    for kr in (opening_kr, reserve_kr):
        _check_amount(kr)
    columns = {column.key for column in columns_of(first_year, preliminary_years)}
    taken: set[tuple[str, str]] = set()
    for row in rows:
        _check_row(row, columns)
        if (row.section, row.key) in taken:
            raise PlanNotPossible(f"Två rader har samma nyckel, ”{row.key}”.")
        taken.add((row.section, row.key))


def _check_row(row: PlanRowInput, columns: set[str]) -> None:
    if row.section not in list(PlanRow.Section):
        raise PlanNotPossible(f"Avsnittet ”{row.section}” finns inte.")
    if not _KEY.match(row.key) or row.key.startswith("grant-"):
        raise PlanNotPossible(f"Nyckeln ”{row.key}” kan inte användas.")
    if not row.label.strip():
        raise PlanNotPossible("En rad saknar benämning.")
    if len(row.label) > 120 or len(row.owner_label) > 60:
        raise PlanNotPossible(
            f"”{row.label[:40]}…”: benämningen får ha högst 120 tecken och insatsägaren 60."
        )
    if row.grant_id is not None and row.section != PlanRow.Section.DECIDED:
        raise PlanNotPossible("Bara en beslutad insats kan stå för ett beviljande.")
    for column, kr in row.amounts.items():
        if column not in columns:
            raise PlanNotPossible(f"”{row.label}” har ett belopp i en kolumn som inte finns.")
        _check_amount(kr)


def _check_amount(kr: int) -> None:
    if abs(kr) > LARGEST_KR:
        raise PlanNotPossible(f"{format_kr(kr)} är ett orimligt stort belopp.")


def _check_grants(actor: Actor, rows: Sequence[PlanRowInput]) -> None:
    wanted = {row.grant_id for row in rows if row.grant_id is not None}
    known = Grant.objects.filter(association_id=actor.association_id, pk__in=wanted)
    if wanted and known.count() != len(wanted):
        raise PlanNotPossible("En rad hänvisar till ett beviljande som inte finns.")


def _facts(plan: EconomicPlan, rows: Sequence[tuple[PlanRow, Mapping[str, int]]]) -> dict[str, Any]:
    """The whole plan as the journal keeps it."""
    return {
        "as_of": plan.as_of,
        "title": plan.title,
        "first_year": plan.first_year,
        "preliminary_years": plan.preliminary_years,
        "opening_kr": plan.opening_kr,
        "reserve_kr": plan.reserve_kr,
        "revision": plan.revision,
        "rows": [
            {
                "section": row.section,
                "key": row.key,
                "label": row.label,
                "owner": row.owner_label,
                "grant": row.grant_id,
                "amounts_kr": dict(amounts),
            }
            for row, amounts in rows
        ],
    }
