"""Whoever has had something to do with an association, and has nothing today, is told so.

To others an association that they have nothing to do with tells nothing: the same 404 whatever is
asked for. The page is therefore the same at every address, and says only what the person was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samordna.ground import clock
from samordna.ground.ordering import ByName
from samordna.parties.models import (
    Association,
    Mandate,
    Person,
    Role,
    RoleAssignment,
    one_of_two,
)
from samordna.web.shared import shared_pages


@dataclass(frozen=True, slots=True)
class Tie:
    """A role or a mandate that somebody has had, or will have: ``sökande för Heby kommun``."""

    label: str
    first: date
    last: date | None
    is_seat: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """What ended last, with its last day, and what begins next, with its first."""

    ended: tuple[str, ...] = ()
    last_day: date | None = None
    coming: tuple[str, ...] = ()
    first_day: date | None = None
    #: Somebody who sat in a body may have minutes of that time to sign.
    has_sat: bool = False


def ties_of(person: Person, association: Association, today: date) -> Ties:
    """What somebody was in an association until lately, and will be. Two queries; one more where
    there are mandates."""
    rows = [*_roles(person, association), *_mandates(person, association)]
    over = [row for row in rows if row.last is not None and row.last < today]
    ahead = [row for row in rows if row.first > today]
    last_day = max((row.last for row in over if row.last is not None), default=None)
    first_day = min((row.first for row in ahead), default=None)
    return Ties(
        tuple(dict.fromkeys(row.label for row in over if row.last == last_day)),
        last_day,
        tuple(dict.fromkeys(row.label for row in ahead if row.first == first_day)),
        first_day,
        has_sat=any(row.is_seat for row in rows if row.first <= today),
    )


def _roles(person: Person, association: Association) -> list[Tie]:
    found = RoleAssignment.objects.filter(person=person, association=association)
    rows = found.select_related("organisation").order_by("role", "pk")
    return [
        Tie(
            (row.title or row.get_role_display().lower())
            + (f" för {row.organisation}" if row.organisation else ""),
            row.valid_from,
            row.valid_to,
        )
        for row in rows
    ]


def _mandates(person: Person, association: Association) -> list[Tie]:
    found = Mandate.objects.filter(person=person, association=association)
    # Who never sat anywhere, and tries addresses, costs no more than this.
    if not found.exists():
        return []
    rows = found.select_related("organisation", "body").annotate(is_one_of_two=one_of_two())
    rows = rows.order_by(ByName("body__name"), "pk")
    return [
        Tie(
            f"{row.title.lower()} i {row.body.in_text} för {row.organisation}",
            row.valid_from,
            row.valid_to,
            is_seat=True,
        )
        for row in rows
    ]


def leading_names(today: date) -> list[str]:
    """What those are called who lead the office of the open scope today. One query."""
    held = RoleAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, role=Role.DIRECTOR
    )
    return [one.name for one in held.select_related("person", "contact").order_by("pk")]


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The answer to somebody signed in who has nothing to do here today: what they were or will be
    and whom to turn to. Raises Http404 for who never had anything, or is not trusted here."""
    asked: Any = request
    if asked.actor is None:
        raise Http404
    today = clock.today()
    told = told_of_ties(asked.user, asked.association, today)
    if told["ties"] == Ties():
        raise Http404
    waits = shared_pages().tasks(asked.actor, today)
    return render(request, "parties/nothing_here.html", {**told, "waits": waits}, status=403)


def told_of_ties(person: Person, association: Association, today: date) -> dict[str, Any]:
    """What ``parties/_ended.html`` tells: what somebody was or will be, and whom to turn to."""
    leading = [] if association.is_reachable else leading_names(today)
    return {"ties": ties_of(person, association, today), "leading": leading}
