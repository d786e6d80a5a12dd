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
        made = Organisation.objects.bulk_create(
            Organisation(
                association=association, name=name, short_name=short, kind=kind, is_member=True
            )
            for name, short, kind in ORGANISATIONS.values()
        )
        organisations = dict(zip(ORGANISATIONS, made, strict=True))
        board = Body.objects.create(
            association=association,
            kind=Body.Kind.BOARD,
            slug="styrelsen",
            name="Styrelsen",
            numbering=Body.Numbering.YEAR,
        )
        cast = Cast(association, board, organisations)
        _people(cast)
        offices = [(key, role, None) for key, (_, role) in OFFICE.items()]
        around = [(key, role, organisations[party]) for key, (_, role, party) in AROUND.items()]
        RoleAssignment.objects.bulk_create(
            RoleAssignment(
                association=association,
                person=cast.people[key],
                role=role,
                organisation=organisation,
                valid_from=FROM,
            )
            for key, role, organisation in (*offices, *around)
        )
        mandates = Mandate.objects.bulk_create(
            Mandate(
                association=association,
                body=board,
                person=cast.people[key],
                organisation=organisations[party],
                position=position,
                valid_from=FROM,
                papers_received_on=FROM,
            )
            for key, (_, position, party) in BOARD.items()
        )
        cast.mandates.update(zip(BOARD, mandates, strict=True))
    return cast


def _people(cast: Cast) -> None:
    """Everybody with an account. All but the outsider are known to the association, and came in.

    A query for each kind of row: some thousand tests begin with these.
    """
    known = {key: names[0] for key, names in (OFFICE | AROUND | BOARD).items()}
    names = {**known, "outsider": "Utter Udd"}
    people = [
        Person(email=f"{key}@{cast.association.slug}.exempel.se", name=name)
        for key, name in names.items()
    ]
    for person in people:
        person.set_unusable_password()
    cast.people.update(zip(names, Person.objects.bulk_create(people), strict=True))
    Contact.objects.bulk_create(
        Contact(
            association=cast.association,
            person=cast.people[key],
            name=name,
            came_in_at=clock.now(),
        )
        for key, name in known.items()
    )


def make_stranger(cast: Cast, slug: str = "ornskoldsvik") -> Person:
    """Frank, who leads the office of another association and is nobody in the cast's."""
    other = Association.objects.create(slug=slug, name="Samordningsförbundet i Örnsköldsvik")
    frank = Person.objects.create_user(f"director@{slug}.exempel.se", name="Frank Fors")
    with scope(association=other):
        Contact.objects.create(
            association=other, person=frank, name=frank.name, came_in_at=clock.now()
        )
        RoleAssignment.objects.create(
            association=other, person=frank, role=Role.DIRECTOR, valid_from=FROM
        )
    cast.people["stranger"] = frank
    return frank
