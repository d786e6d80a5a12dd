"""Reading initiatives and grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from samordna.funding.models import Application
from samordna.funding.queries.unattended import Waits, as_waiting, nobody_at_all
from samordna.ground.ordering import owner_first
from samordna.initiatives.models import Grant, GrantAmount, Initiative
from samordna.initiatives.policies import own_organisations, reads_all
from samordna.kernel.folding import fold_for_search
from samordna.parties.actors import Actor
from samordna.parties.models import Association

#: What a grant gives each party, the owner of its application first.
_OWNER_FIRST: Final = owner_first("grant__application__owner", "organisation")


@dataclass(frozen=True, slots=True)
class GrantShare:
    """What one grant gives one owner: whole kronor per year. ``key`` is unique among shares."""

    grant_id: int
    key: str
    name: str
    owner_id: int
    owner_label: str
    amounts: dict[int, int]
    initiative_number: int
    application_id: int
    paragraph: str
    decided_on: date
    adjusted_on: date


def grants_adjusted_by(
    association: Association, day: date, *, since: date | None = None
) -> list[GrantShare]:
    """What the minutes adjusted on or before the day have granted, per grant and owner.

    With ``since``, only what was adjusted that day or later. The oldest decision first. One query.
    """
    found = GrantAmount.objects.filter(
        association_id=association.pk,
        grant__association_id=association.pk,
        grant__adjusted_on__lte=day,
        amount_kr__gt=0,
    )
    if since is not None:
        found = found.filter(grant__adjusted_on__gte=since)
    rows = found.order_by("grant__decided_on", "grant_id", *_OWNER_FIRST, "year").values_list(
        "grant_id",
        "grant__initiative__name",
        "grant__initiative__number",
        "grant__application_id",
        "grant__paragraph",
        "grant__decided_on",
        "grant__adjusted_on",
        "organisation_id",
        "organisation__short_name",
        "organisation__name",
        "year",
        "amount_kr",
        named=True,
    )
    shares: dict[tuple[int, int], GrantShare] = {}
    for row in rows:
        place = (row.grant_id, row.organisation_id)
        if place not in shares:
            shares[place] = GrantShare(
                grant_id=row.grant_id,
                key=f"grant-{row.grant_id}.{row.organisation_id}",
                name=row.grant__initiative__name,
                owner_id=row.organisation_id,
                owner_label=row.organisation__short_name or row.organisation__name,
                amounts={},
                initiative_number=row.grant__initiative__number,
                application_id=row.grant__application_id,
                paragraph=row.grant__paragraph,
                decided_on=row.grant__decided_on,
                adjusted_on=row.grant__adjusted_on,
            )
        shares[place].amounts[row.year] = row.amount_kr
    return list(shares.values())


def amounts_granted(application: Application) -> list[GrantAmount]:
    """What an application was given, per party and year, the owner first, with the organisation,
    the grant and its initiative.

    Empty when it was given nothing, since a grant always has an amount. One query.
    """
    found = GrantAmount.objects.filter(grant__application=application)
    rows = found.select_related("grant__initiative", "organisation")
    return list(rows.order_by(*_OWNER_FIRST, "year"))


def granted_initiatives(association_id: int) -> QuerySet[Initiative]:
    """Every initiative of an association, each with ``granted_kr``, newest first: public facts."""
    granted = (
        GrantAmount.objects.filter(grant__initiative=OuterRef("pk"))
        .order_by()
        .values("grant__initiative")
        .annotate(total=Sum("amount_kr"))
        .values("total")
    )
    return (
        Initiative.objects.filter(association_id=association_id)
        .select_related("owner")
        .annotate(granted_kr=Coalesce(Subquery(granted), 0))
        .order_by("-number")
    )


def initiatives_for(actor: Actor) -> QuerySet[Initiative]:
    """The initiatives that the actor may read, each with ``granted_kr``, newest first."""
    found = granted_initiatives(actor.association_id)
    if reads_all(actor):
        return found
    own = own_organisations(actor)
    receives = GrantAmount.objects.filter(grant__initiative=OuterRef("pk"), organisation_id__in=own)
    return found.filter(Q(owner_id__in=own) | Exists(receives))


def without_people(association_id: int, today: date, but: int | None) -> QuerySet[Any]:
    """Initiatives that are not over, whose owner has nobody: rows for
    :func:`~samordna.funding.queries.unattended.unattended`. ``but`` is a role that counts as
    ended."""
    found = Initiative.objects.filter(
        nobody_at_all("owner", today, but), association_id=association_id, period_to__gte=today
    )
    return as_waiting(found, Waits.GRANTED, "owner")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to: words in the name or the owner's, and how far it has come."""

    words: str = ""
    phase: str = ""


def filtered(
    initiatives: QuerySet[Initiative], wanted: Filter, today: date
) -> QuerySet[Initiative]:
    """Narrow a list of initiatives. With words, one query more.

    Every word stands somewhere in the names, whatever its case and marks.
    """
    if wanted.phase == "coming":
        initiatives = initiatives.filter(period_from__gt=today)
    elif wanted.phase == "running":
        initiatives = initiatives.filter(period_from__lte=today, period_to__gte=today)
    elif wanted.phase == "over":
        initiatives = initiatives.filter(period_to__lt=today)
    words = fold_for_search(wanted.words).split()
    if not words:
        return initiatives
    names = initiatives.order_by().values_list("pk", "name", "owner__name", "owner__short_name")
    found = [
        pk
        for pk, *texts in names
        if all(word in fold_for_search(" ".join(texts)) for word in words)
    ]
    return initiatives.filter(pk__in=found)


def initiative_for_reading(actor: Actor, number: int) -> Initiative:
    """An initiative with its grants and amounts. Raises Http404 to those who may not know of it.

    Three queries.
    """
    amounts = GrantAmount.objects.select_related("organisation").order_by(*_OWNER_FIRST, "year")
    grants = (
        Grant.objects.select_related("application", "matter")
        .prefetch_related(Prefetch("amounts", queryset=amounts))
        .order_by("decided_on", "pk")
    )
    return get_object_or_404(
        initiatives_for(actor)
        .filter(number=number)
        .prefetch_related(Prefetch("grants", queryset=grants))
    )
