"""The lines of Idag about the organisations that something waits for, and that have nobody, and
about roles that nobody has when they soon end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, JSONObject

from samordna.funding.queries.unattended import Unattended, Waits, unattended
from samordna.initiatives.queries import without_people
from samordna.parties.actors import Actor
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.policies import may_change_people, may_give_role
from samordna.web.links import link
from samordna.web.shared import Task

#: Days before its last one from which a role that nobody has afterwards is told of.
ROLE_TOLD_BEFORE = 30

#: What happens meanwhile, and what can be done when nobody comes.
_THEN = {
    Waits.SIGNATURE: "ingen får skriva under",
    Waits.TO_BE_SIGNED: "ingen får skriva under",
    Waits.REFUSED: "ingen är sökande. Kansliet kan också ta tillbaka eller avskriva den",
    Waits.DRAFT: "ingen är sökande. Kansliet kan också avskriva den",
    Waits.UNDECIDED: "ingen får veta hur det går eller kan svara på frågor",
    Waits.GRANTED: "ingen företräder den som äger insatsen",
}


def unattended_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """The organisations that lack somebody for what waits, for those who can give the role."""
    if actor.kind != "person" or not may_change_people(actor)[0]:
        return
    for one in unattended(actor.association_id, today, without_people):
        page = link(one.slug, "parties:new_role")
        yield Task(
            "Ge någon rollen",
            f"{one.role.label} för {one.organisation}",
            f"{page}?roll={one.role}&organisation={one.organisation_id}",
            f"{_subject(one)} {one.waits.label}, och {_THEN[one.waits]}",
        )


def ending_roles(actor: Actor, today: date) -> QuerySet[RoleAssignment, Any]:
    """Roles that end soon and that nobody else has afterwards, the first to end first, each as what
    :func:`ending_role_tasks` reads."""
    same = Q(organisation=OuterRef("organisation")) | Q(organisation=None)
    after = RoleAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")), same, role=OuterRef("role")
    )
    ending = RoleAssignment.objects.filter(
        ~Exists(after),
        association_id=actor.association_id,
        valid_from__lte=today,
        valid_to__range=(today, today + timedelta(days=ROLE_TOLD_BEFORE)),
    )
    told = JSONObject(
        slug="association__slug",
        role="role",
        title="title",
        organisation="organisation__name",
        organisation_id="organisation_id",
        name=Coalesce("contact__name", "person__name"),
        last=Cast("valid_to", CharField()),
    )
    return ending.order_by("valid_to", "pk").annotate(told=told).values_list("told", flat=True)


def ending_role_tasks(actor: Actor, ending: Iterable[Mapping[str, Any]]) -> Iterator[Task]:
    """The lines of :func:`ending_roles`, for who can give each role."""
    for one in ending:
        if not may_give_role(actor, one["role"])[0]:
            continue
        query, label = f"?roll={one['role']}", one["title"] or Role(one["role"]).label
        if one["organisation"]:
            query += f"&organisation={one['organisation_id']}"
            label += f" för {one['organisation']}"
        yield Task(
            "Ge någon rollen",
            label,
            f"{link(one['slug'], 'parties:new_role')}{query}",
            f"{one['name']} har den till och med {one['last']}, och ingen är inlagd efter det",
            date.fromisoformat(one["last"]),
        )


def left_by(leaving: RoleAssignment, today: date) -> str:
    """What nobody does for an organisation when a role of it has ended, in Swedish; empty where
    somebody else does it or nothing waits. Two queries."""
    if leaving.organisation_id is None:
        return ""
    here = leaving.association_id
    already = set(unattended(here, today, without_people))
    for one in unattended(here, today, without_people, but=leaving.pk):
        if one.organisation_id == leaving.organisation_id and one not in already:
            return (
                f"{leaving.name} är den enda som är {leaving.get_role_display().lower()} för "
                f"{one.organisation}. {_subject(one)} {one.waits.label}, och {_THEN[one.waits]}. "
                "Ge rollen till någon annan först."
            )
    return ""


def _subject(one: Unattended) -> str:
    """What waits, by name: ``Ansökan Samordnat stöd``, ``Ansökan A och 2 till``."""
    kind = "Insatsen" if one.waits == Waits.GRANTED else "Ansökan"
    first, *others = one.names
    return f"{kind} {first} och {len(others)} till" if others else f"{kind} {first}"
