"""The people one can be in the demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django_scopes import scope

from samordna.demonstration import clock
from samordna.ground.ordering import ByName
from samordna.parties.actors import Actor, load_actor
from samordna.parties.models import Association, Mandate, Person, RoleAssignment, one_of_two


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person one can be: what they are called and are, and for whom."""

    person: Person
    name: str
    what: str
    organisation: str
    is_over: bool


#: In this order people are shown: the office, the applicants, the board, the auditor.
ORDER = ("director", "registrar", "case_officer", "economist", "applicant", "signatory", "auditor")


@dataclass(frozen=True, slots=True)
class Company:
    """An association with the people one can be in it, by what they are."""

    association: Association
    groups: tuple[tuple[str, list[Somebody]], ...]


#: The headings that people stand under, with the places of :data:`ORDER` that belong to each.
GROUPS = (
    ("Kansli och revisor", frozenset({0, 1, 2, 3, 6})),
    ("Sökande", frozenset({4})),
    ("Firmatecknare", frozenset({5})),
    ("Styrelse", frozenset({7})),
)


def people_to_be() -> list[Company]:
    """Every association with the people one can sign in as."""
    return [
        Company(
            association,
            tuple(
                (heading, those)
                for heading, places in GROUPS
                if (those := [who for place, who in people if place in places])
            ),
        )
        for association in Association.objects.order_by("-slug")
        for people in [_people_of(association)]
    ]


def _people_of(association: Association) -> list[tuple[int, Somebody]]:
    with scope(association=association):
        roles = RoleAssignment.objects.select_related("person", "contact", "organisation")
        found = [
            (
                ORDER.index(r.role),
                Somebody(
                    r.person, r.name, _what(r.title or r.get_role_display(), r), _of(r), _is_over(r)
                ),
            )
            for r in roles
        ]
        mandates = Mandate.objects.select_related(
            "person", "contact", "organisation", "body"
        ).annotate(is_one_of_two=one_of_two())
        found += [
            (
                len(ORDER),
                Somebody(
                    m.person,
                    m.name,
                    _what(f"{m.title} i {m.body.in_text}", m),
                    m.organisation.name,
                    _is_over(m),
                ),
            )
            for m in mandates.order_by(ByName("body__name"), "pk")
        ]
    return _each_once(sorted(found, key=lambda pair: pair[0]))


def _is_over(held: RoleAssignment | Mandate) -> bool:
    return held.valid_to is not None and held.valid_to < clock.today()


def _what(title: str, held: RoleAssignment | Mandate) -> str:
    """What somebody is or, until which day, was."""
    return f"{title} till och med {held.valid_to}" if _is_over(held) else title


def _of(role: RoleAssignment) -> str:
    return role.organisation.name if role.organisation else ""


def _each_once(found: Iterable[tuple[int, Somebody]]) -> list[tuple[int, Somebody]]:
    """Each as what comes first of what they are, or were where that is all over."""
    people: dict[int, tuple[int, Somebody]] = {}
    for place, somebody in sorted(found, key=lambda pair: pair[1].is_over):
        people.setdefault(somebody.person.pk, (place, somebody))
    return sorted(people.values(), key=lambda pair: pair[0])


def actor_of(email: str, association: Association) -> Actor:
    """Somebody of the demonstration as an actor, by mail address, on the clock's day."""
    return load_actor(Person.objects.get(email=email), association, clock.today())
