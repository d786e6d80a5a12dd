"""What people do in an association besides sitting in its bodies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.scoping import Scoped
from samordna.parties.models.association import Association
from samordna.parties.models.organisations import Organisation
from samordna.parties.models.people import Person, called, contact_of


class Role(models.TextChoices):
    """What somebody does in an association besides sitting in its bodies."""

    DIRECTOR = "director", "Förbundschef"
    REGISTRAR = "registrar", "Administratör"
    CASE_OFFICER = "case_officer", "Verksamhetsutvecklare"
    ECONOMIST = "economist", "Ekonom"
    APPLICANT = "applicant", "Sökande"
    SIGNATORY = "signatory", "Firmatecknare"
    AUDITOR = "auditor", "Revisor"


OFFICE_ROLES = frozenset({Role.DIRECTOR, Role.REGISTRAR, Role.CASE_OFFICER, Role.ECONOMIST})
#: Who has one of these acts for an organisation.
ROLES_FOR_AN_ORGANISATION = frozenset({Role.APPLICANT, Role.SIGNATORY})


class RoleAssignment(Scoped):
    """A person's role in an association; applicants and signatories act for an organisation."""

    counted_as = ("roll", "roller")

    association = models.ForeignKey(Association, models.PROTECT, related_name="role_assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="role_assignments")
    role = models.CharField("roll", max_length=16, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="role_assignments"
    )
    title = models.CharField("titel", max_length=80, blank=True)
    valid_from = models.DateField("från")
    valid_to = models.DateField("till", null=True, blank=True)
    contact = contact_of("person")

    class Meta:
        constraints = [
            # Two, and not one with nulls_distinct, which SQLite and PostgreSQL 14 do not have.
            models.UniqueConstraint(
                fields=["association", "person", "role", "organisation", "valid_from"],
                name="role_once",
            ),
            models.UniqueConstraint(
                fields=["association", "person", "role", "valid_from"],
                condition=Q(organisation=None),
                name="role_once_for_nobody",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="role_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display().lower()}"

    @property
    def name(self) -> str:
        """What the association calls the person."""
        return called(self.contact, self.person)
