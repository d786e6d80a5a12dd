"""Reading who is who."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Mandate, Person, RoleAssignment
from samordna.parties.policies import may_change_people, may_see_people


def roles_now_or_later(actor: Actor, today: date) -> QuerySet[RoleAssignment]:
    """Every role that holds today or later, by name. Raises Refused."""
    require(may_see_people(actor))
    return (
        RoleAssignment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("person", "organisation")
        .order_by("person__name", "role")
    )


def mandates_now_or_later(actor: Actor, today: date) -> QuerySet[Mandate]:
    """Every mandate that holds today or later, by body and party. Raises Refused."""
    require(may_see_people(actor))
    return (
        Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("person", "organisation", "body")
        .order_by("body__name", "organisation__name", "position")
    )


def mandates_ended(actor: Actor, today: date) -> QuerySet[Mandate]:
    """Mandates that ended, or were put on file after they had, within a year; the last first.

    Raises Refused.
    """
    require(may_see_people(actor))
    since = today - timedelta(days=365)
    return (
        Mandate.objects.filter(Q(valid_to__gte=since) | Q(filed_on__gte=since), valid_to__lt=today)
        .select_related("person", "organisation", "body")
        .order_by("-valid_to", "person__name")
    )


def role_for_changing(actor: Actor, pk: int) -> RoleAssignment:
    """A role that the actor may end. Raises Refused and Http404."""
    require(may_change_people(actor))
    found = RoleAssignment.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def mandate_for_changing(actor: Actor, pk: int) -> Mandate:
    """A mandate that the actor may change. Raises Refused and Http404."""
    require(may_change_people(actor))
    found = Mandate.objects.select_related("person", "body").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def associations_of(person: Person, today: date) -> list[Association]:
    """The associations in which a person has a role or a seat today, by name."""
    valid = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    # The one place that looks across associations: it asks only for the person's own.
    roles = RoleAssignment._base_manager.filter(valid, person=person).values("association_id")
    seats = Mandate._base_manager.filter(valid, person=person).values("association_id")
    return list(Association.objects.filter(Q(pk__in=roles) | Q(pk__in=seats)).order_by("name"))
