"""Idag, people, organisations, the association and the journal."""

from __future__ import annotations

from bench.landmarks import Landmarks
from bench.pages import Page, applicant, latest
from bench.seed.parties import Ground
from samordna.parties.models import (
    Body,
    Contact,
    ContactPerson,
    Mandate,
    Organisation,
    RoleAssignment,
    Unit,
)

#: A search in the journal reads every entry's text, a hundred thousand of them.
MOST_MS_JOURNAL_SEARCH = 100.0
UNITS_EACH, CONTACTS_EACH = 4, 6


def seed(ground: Ground) -> None:
    """Some units of each organisation, and whom one turns to there."""
    association = ground.association
    parties = (*ground.members, *ground.others)
    Unit.objects.bulk_create(
        Unit(association=association, organisation=party, name=f"Enhet {number}")
        for party in parties
        for number in range(1, UNITS_EACH + 1)
    )
    ContactPerson.objects.bulk_create(
        ContactPerson(association=association, organisation=party, name=f"Kontakt {number}")
        for party in parties
        for number in range(1, CONTACTS_EACH + 1)
    )


_organisation = latest(Organisation)
_unit = latest(Unit)
_contact_person = latest(ContactPerson)
_role = latest(RoleAssignment)
_mandate = latest(Mandate)
_contact = latest(Contact)


def _own(marks: Landmarks) -> dict[str, object]:
    """The applicant as the office sees them, with a role."""
    return {"pk": Contact.objects.get(person=applicant(marks)).pk}


PAGES = (
    Page("Idag, director", "parties:today", "director", "applications"),
    Page("Idag, registrar", "parties:today", "registrar", "applications"),
    Page("Idag, case officer", "parties:today", "case_officer", "applications"),
    Page("Idag, applicant", "parties:today", applicant, "applications"),
    Page("Idag, chair", "parties:today", "chair", "meetings"),
    Page("People", "parties:people", "registrar", Mandate),
    Page("Person", "parties:person", "registrar", Contact, _own),
    Page("Person, name and address", "parties:edit_contact", "registrar", Contact, _contact),
    Page("New role", "parties:new_role", "director", RoleAssignment),
    Page("Role", "parties:edit_role", "director", RoleAssignment, _role),
    Page("Role, ending", "parties:end_role", "director", RoleAssignment, _role),
    Page("Role, wrong", "parties:remove_role", "director", RoleAssignment, _role),
    Page("New mandate", "parties:new_mandate", "director", Mandate),
    Page("Mandate", "parties:edit_mandate", "director", Mandate, _mandate),
    Page("Mandate, decision", "parties:receive_papers", "director", Mandate, _mandate),
    Page("Mandate, ending", "parties:end_mandate", "director", Mandate, _mandate),
    Page("Mandate, wrong", "parties:remove_mandate", "director", Mandate, _mandate),
    Page("Organisations", "parties:organisations", "registrar", Organisation),
    Page("Organisation", "parties:organisation", "registrar", Organisation, _organisation),
    Page("New organisation", "parties:new_organisation", "director", Organisation),
    Page(
        "Organisation, facts", "parties:edit_organisation", "director", Organisation, _organisation
    ),
    Page("New unit", "parties:new_unit", "director", Unit, _organisation),
    Page("Unit", "parties:edit_unit", "director", Unit, _unit),
    Page(
        "New contact person", "parties:new_contact_person", "director", ContactPerson, _organisation
    ),
    Page(
        "Contact person", "parties:edit_contact_person", "director", ContactPerson, _contact_person
    ),
    Page("The association", "parties:association", "registrar", Mandate),
    Page("The association, facts", "parties:edit_association", "director", Mandate),
    Page("The association, logo", "parties:edit_logo", "director", Mandate),
    Page("New body", "parties:new_body", "director", Body),
    Page("Body", "parties:edit_body", "director", Body, latest(Body, "slug")),
    Page("Journal", "parties:journal", "auditor", "entries"),
    Page(
        "Journal, searched",
        "parties:journal",
        "auditor",
        "entries",
        query="q=kompassen",
        most_ms=MOST_MS_JOURNAL_SEARCH,
    ),
)
