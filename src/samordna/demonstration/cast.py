"""The people one can be in the demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django_scopes import scope

from samordna.demonstration import clock
from samordna.parties.actors import Actor, load_actor
from samordna.parties.models import Association, Mandate, Person, RoleAssignment


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person one can be, with what they are and for whom."""

    person: Person
    what: str
    organisation: str


#: In this order people are shown: the office, the applicants, the board, the auditor.
ORDER = ("director", "registrar", "case_officer", "economist", "applicant", "signatory", "auditor")


def people_to_be() -> list[tuple[Association, list[Somebody]]]:
    """Every association with the people one can sign in as."""
    return [(a, _people_of(a)) for a in Association.objects.order_by("-slug")]


def _people_of(association: Association) -> list[Somebody]:
    with scope(association=association):
        roles = RoleAssignment.objects.select_related("person", "organisation")
        found = [
            (ORDER.index(r.role), Somebody(r.person, r.title or r.get_role_display(), _of(r)))
            for r in roles
        ]
        mandates = Mandate.objects.select_related("person", "organisation", "body")
        found += [
            (
                len(ORDER),
                Somebody(
                    m.person,
                    f"{m.get_position_display()} i {m.body.name.lower()}",
                    m.organisation.name,
                ),
            )
            for m in mandates.order_by("body__name", "pk")
        ]
    return _each_once(sorted(found, key=lambda pair: pair[0]))


def _seat(mandate: Mandate) -> str:
    return f"{mandate.get_position_display()} i {mandate.body.name.lower()}"


def _of(role: RoleAssignment) -> str:
    return role.organisation.name if role.organisation else ""


def _each_once(found: Iterable[tuple[int, Somebody]]) -> list[Somebody]:
    people: dict[int, Somebody] = {}
    for _, somebody in found:
        people.setdefault(somebody.person.pk, somebody)
    return list(people.values())


def actor_of(email: str, association: Association) -> Actor:
    """Somebody of the demonstration as an actor, by mail address, on the clock's day."""
    return load_actor(Person.objects.get(email=email), association, clock.today())
