"""The cast of all tests: one association with its people, introduced once.

Frida leads the office, Ragnhild registers, Viktor prepares, Elin counts. Orvar chairs the board
with Viola as vice chair, Lars as member and Sanna as substitute. Sixten applies for Heby kommun,
Hedda signs for Heby and Parvati for Arbetsförmedlingen. Rut audits. Utter has an account and
nothing to do here; Frank works in another association.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django_scopes import scope

from samordna.ground import clock
from samordna.parties.actors import Actor, load_actor
from samordna.parties.models import (
    Association,
    Body,
    Contact,
    Mandate,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)

FROM = date(2023, 4, 1)


@dataclass
class Cast:
    """An association and everybody in it. ``actor(name)`` loads somebody as an actor on a day."""

    association: Association
    board: Body
    organisations: dict[str, Organisation]
    people: dict[str, Person] = field(default_factory=dict)
    mandates: dict[str, Mandate] = field(default_factory=dict)

    def actor(self, name: str, day: date = date(2024, 9, 5)) -> Actor:
        """Load a person of the cast as an actor."""
        with scope(association=self.association):
            return load_actor(self.people[name], self.association, day)


ORGANISATIONS = {
    "fk": ("Försäkringskassan", "FK", Organisation.Kind.INSURANCE_AGENCY),
    "af": ("Arbetsförmedlingen", "AF", Organisation.Kind.EMPLOYMENT_SERVICE),
    "region": ("Region Uppsala", "Region Uppsala", Organisation.Kind.REGION),
    "heby": ("Heby kommun", "Heby", Organisation.Kind.MUNICIPALITY),
    "tierp": ("Tierps kommun", "Tierp", Organisation.Kind.MUNICIPALITY),
}

OFFICE = {
    "director": ("Frida Falk", Role.DIRECTOR),
    "registrar": ("Ragnhild Rask", Role.REGISTRAR),
    "case_officer": ("Viktor Vide", Role.CASE_OFFICER),
    "economist": ("Elin Ek", Role.ECONOMIST),
    "auditor": ("Rut Rehn", Role.AUDITOR),
}

AROUND = {
    "applicant": ("Sixten Sand", Role.APPLICANT, "heby"),
    "owner_signatory": ("Hedda Hav", Role.SIGNATORY, "heby"),
    "partner_signatory": ("Parvati Palm", Role.SIGNATORY, "af"),
}

BOARD = {
    "chair": ("Orvar Orre", Mandate.Position.CHAIR, "region"),
    "vice_chair": ("Viola Vik", Mandate.Position.FIRST_VICE_CHAIR, "heby"),
    "member": ("Lars Lind", Mandate.Position.MEMBER, "fk"),
    "member_af": ("Alva Alm", Mandate.Position.MEMBER, "af"),
    "member_tierp": ("Tage Torn", Mandate.Position.MEMBER, "tierp"),
    "substitute": ("Sanna Sten", Mandate.Position.SUBSTITUTE, "tierp"),
}


def make_cast(slug: str = "uppsala") -> Cast:
    """Make the association and its cast. Mail addresses carry the slug, so two casts can meet."""
    association = Association.objects.create(
        slug=slug, name=f"Samordningsförbundet {slug.capitalize()}", short_name=slug.capitalize()
    )
    with scope(association=association):
        organisations = {
            key: Organisation.objects.create(
                association=association,
                name=name,
                short_name=short,
                kind=kind,
                is_member=True,
            )
            for key, (name, short, kind) in ORGANISATIONS.items()
        }
        board = Body.objects.create(
            association=association,
            kind=Body.Kind.BOARD,
            slug="styrelsen",
            name="Styrelsen",
            numbering=Body.Numbering.YEAR,
        )
        cast = Cast(association, board, organisations)
        for key, (name, role) in OFFICE.items():
            _assign(cast, key, name, role, None)
        for key, (name, role, party) in AROUND.items():
            _assign(cast, key, name, role, organisations[party])
        for key, (name, position, party) in BOARD.items():
            cast.people[key] = _person(slug, key, name, association)
            cast.mandates[key] = Mandate.objects.create(
                association=association,
                body=board,
                person=cast.people[key],
                organisation=organisations[party],
                position=position,
                valid_from=FROM,
                papers_received_on=FROM,
            )
        cast.people["outsider"] = _person(slug, "outsider", "Utter Udd", None)
    return cast


def _person(slug: str, key: str, name: str, association: Association | None) -> Person:
    """Somebody with an account, who is known to the association, and has come in to it, if one is
    given."""
    person = Person.objects.create_user(f"{key}@{slug}.exempel.se", name=name)
    if association is not None:
        Contact.objects.create(
            association=association, person=person, name=name, came_in_at=clock.now()
        )
    return person


def _assign(cast: Cast, key: str, name: str, role: str, organisation: Organisation | None) -> None:
    cast.people[key] = _person(cast.association.slug, key, name, cast.association)
    RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people[key],
        role=role,
        organisation=organisation,
        valid_from=FROM,
    )


def make_stranger(cast: Cast, slug: str = "ornskoldsvik") -> Person:
    """Frank, who leads the office of another association and is nobody in the cast's."""
    other = Association.objects.create(slug=slug, name="Samordningsförbundet i Örnsköldsvik")
    with scope(association=other):
        frank = _person(slug, "director", "Frank Fors", other)
        RoleAssignment.objects.create(
            association=other, person=frank, role=Role.DIRECTOR, valid_from=FROM
        )
    cast.people["stranger"] = frank
    return frank
