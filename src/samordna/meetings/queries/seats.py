"""Who sits in a body on a day, in the order of the party list: chair, vice chairs, members."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samordna.ground.prepared import Kept, Key
from samordna.parties.models import (
    OFFICE_ROLES,
    Body,
    Mandate,
    Organisation,
    RoleAssignment,
    one_of_two,
)
from samordna.parties.vacancies import places_of

_RANK = {
    Mandate.Position.CHAIR: 0,
    Mandate.Position.FIRST_VICE_CHAIR: 1,
    Mandate.Position.SECOND_VICE_CHAIR: 2,
    Mandate.Position.MEMBER: 3,
    Mandate.Position.SUBSTITUTE: 4,
}


def _valid_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def mandates_on(body: Body, day: date) -> list[Mandate]:
    """The mandates of a body on a day with person and organisation. One query."""
    found = _mandates_on(Key(body.pk), day)
    return sorted(found, key=lambda m: (_RANK[Mandate.Position(m.position)], m.pk))


@Kept
def _mandates_on(body: Any, day: date) -> QuerySet[Mandate]:
    rows = Mandate.objects.filter(_valid_on(day), body=body).order_by()
    return rows.select_related("person", "contact", "organisation").annotate(
        is_one_of_two=one_of_two()
    )


def empty_seats_on(body: Body, day: date) -> list[Organisation | None]:
    """The seats of a body that nobody holds on a day, each with the *medlem* that fills it; None
    where that is unknown. None at all in a body that decides nothing. Three queries at most."""
    places = places_of([body], day).get(body.pk)
    return list(places.empty) if places else []


def office_on(association_id: int, day: date) -> list[RoleAssignment]:
    """Those who work in the office on a day, each once, the director first. One query."""
    found = RoleAssignment.objects.filter(
        _valid_on(day), association_id=association_id, role__in=OFFICE_ROLES
    ).select_related("person", "contact")
    once: dict[int, RoleAssignment] = {}
    for assignment in sorted(found, key=lambda a: (a.role != "director", a.pk)):
        once.setdefault(assignment.person_id, assignment)
    return list(once.values())


def title_of(assignment: RoleAssignment) -> str:
    """What somebody is called in the office."""
    return assignment.title or assignment.get_role_display()
