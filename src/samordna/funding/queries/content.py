"""What an application says: the draft as it stands, or the version that was frozen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, years_of_groups, years_of_line
from samordna.funding.models import (
    Application,
    ApplicationPartner,
    ApplicationVersion,
    BudgetAmount,
    BudgetLine,
    BudgetYear,
)
from samordna.funding.rules.content import Content, in_order
from samordna.funding.rules.content import from_json as content_from_json
from samordna.funding.rules.form import parse_form
from samordna.funding.rules.states import State
from samordna.ground.gathering import Gathered
from samordna.ground.prepared import Kept, Key
from samordna.kernel.findings import Where
from samordna.kernel.unread import from_json
from samordna.parties.models import Organisation


def party_of(organisation: Organisation) -> Party:
    """An organisation as the rules know it."""
    return Party(
        id=organisation.pk,
        name=organisation.name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        is_member=organisation.is_member,
    )


def partners_of(application: Application) -> tuple[Party, ...]:
    """Those who apply together with the owner, by name. One query."""
    return in_order(party_of(row.organisation) for row in _partners(Key(application.pk)))


@Kept
def _partners(application: Any) -> QuerySet[ApplicationPartner]:
    rows = ApplicationPartner.objects.filter(application=application)
    return rows.select_related("organisation").order_by()


def draft_content(application: Application) -> Content:
    """What the database says now. Three queries; needs the form and the owner already read."""
    return Content(
        name=application.name,
        kind=application.kind,
        nature=application.nature,
        extends=application.extends,
        owner=party_of(application.owner),
        partners=partners_of(application),
        form=parse_form(application.form.definition),
        period_from=application.period_from,
        period_to=application.period_to,
        intake_end=application.intake_end,
        answers=application.answers,
        budget=budget_of(application),
        unread={key: from_json(fields) for key, fields in application.unread.items()},
    )


def budget_of(application: Application) -> Budget:
    """The budget's rows with their amounts and years. Two queries."""
    here = Key(application.pk)
    row_years: dict[int, dict[int, int]] = {}
    group_years: dict[Group, dict[int, int]] = {}
    for year in _years(here):
        if year.line_id is not None:
            row_years.setdefault(year.line_id, {})[year.year] = year.amount_kr
        else:
            group_years.setdefault(Group(year.group), {})[year.year] = year.amount_kr
    ordered = sorted(_lines(here), key=lambda line: (line.position, line.pk))
    rows = tuple(_row(line, row_years.get(line.pk, {})) for line in ordered)
    return Budget(lines=rows, other_years=years_of_groups(group_years))


@Kept
def _lines(application: Any) -> QuerySet[BudgetLine]:
    """The rows, each with its amounts."""
    told = JSONObject(party="organisation_id", kr="amount_kr")
    amounts = BudgetAmount.objects.filter(line=OuterRef("pk")).order_by("id")
    written = Gathered(amounts.annotate(told=told).values_list("told"))
    return BudgetLine.objects.filter(application=application).annotate(written=written).order_by()


@Kept
def _years(application: Any) -> QuerySet[BudgetYear]:
    return BudgetYear.objects.filter(application=application).order_by("year")


def _row(line: BudgetLine, years: dict[int, int]) -> Line:
    return Line(
        side=Side(line.side),
        group=Group(line.group),
        label=line.label,
        percent=line.percent,
        date_from=line.date_from,
        date_to=line.date_to,
        amounts={one["party"]: one["kr"] for one in vars(line)["written"] or ()},
        note=line.note,
        years=years_of_line(years),
        where=Where(field=f"row-{line.key}"),
    )


def current_version(application: Application) -> ApplicationVersion | None:
    """The version that is, or was, signed: the newest that has not been taken back. One query."""
    return (
        ApplicationVersion.objects.filter(application=application, withdrawn_at=None)
        .select_related("paper__file")
        .defer("paper__file__data")
        .order_by("-number")
        .first()
    )


def current_versions(pks: Collection[int]) -> dict[int, ApplicationVersion]:
    """The same of many applications, by their keys and without the papers. One query."""
    rows = ApplicationVersion.objects.filter(application__in=pks, withdrawn_at=None)
    return {version.application_id: version for version in rows.order_by("number")}


def content_of(application: Application) -> Content:
    """What the application says: what was frozen, or what the draft holds now."""
    if application.state != State.DRAFT:
        version = current_version(application)
        if version is not None:
            return content_of_version(version)
    return draft_content(application)


def content_of_version(version: ApplicationVersion) -> Content:
    """What a frozen version says."""
    snapshot: dict[str, Any] = version.snapshot
    return content_from_json(snapshot)
