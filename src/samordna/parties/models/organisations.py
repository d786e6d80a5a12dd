"""The organisations around an association, their units and whom one turns to in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.ordering import ByName, BySurname
from samordna.ground.scoping import Scoped
from samordna.parties.models.association import Association
from samordna.parties.rules import MEMBER_KINDS


class Organisation(Scoped):
    """A party, an owner or a partner, as the association knows it."""

    class Kind(models.TextChoices):
        INSURANCE_AGENCY = "fk", "Försäkringskassan"
        EMPLOYMENT_SERVICE = "af", "Arbetsförmedlingen"
        REGION = "region", "Region"
        MUNICIPALITY = "municipality", "Kommun"
        OTHER = "other", "Annan organisation"

    association = models.ForeignKey(Association, models.PROTECT, related_name="organisations")
    name = models.CharField("namn", max_length=120)
    short_name = models.CharField("kort namn", max_length=40)
    kind = models.CharField("slag", max_length=16, choices=Kind.choices)
    organisation_number = models.CharField("organisationsnummer", max_length=11, blank=True)
    is_member = models.BooleanField("medlem i förbundet", default=False)
    # Said by the office of a member that has none, so that nobody asks for it.
    no_substitute = models.BooleanField("utser ingen ersättare", default=False)
    bankgiro = models.CharField("bankgiro", max_length=9, blank=True)
    plusgiro = models.CharField("plusgiro", max_length=12, blank=True)
    # Where a member municipality or region posts what the law has it post (Act 19 §).
    notice_board = models.CharField("anslagstavla", max_length=120, blank=True)
    notice_board_url = models.URLField("anslagstavlans adress", blank=True)
    notice_board_email = models.EmailField("e-post för anslag", blank=True)

    class Meta:
        ordering = [ByName("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name"], name="organisation_name_unique"
            ),
            models.CheckConstraint(
                condition=Q(is_member=False) | Q(kind__in=MEMBER_KINDS),
                name="organisation_can_be_member",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def posts_notices(self) -> bool:
        """Whether the association's notices hang on its board: a municipality's or a region's."""
        return self.is_member and self.kind in (self.Kind.REGION, self.Kind.MUNICIPALITY)


class Unit(Scoped):
    """A part of an organisation: an administration, an office."""

    counted_as = ("enhet", "enheter")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField("namn", max_length=120)

    class Meta:
        ordering = [ByName("name")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class ContactPerson(Scoped):
    """Whom one turns to in an organisation. They need no account."""

    counted_as = ("kontaktperson", "kontaktpersoner")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contact_persons")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="contact_persons"
    )
    name = models.CharField("namn", max_length=120)
    title = models.CharField("titel", max_length=80, blank=True)
    email = models.EmailField("e-post", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)

    class Meta:
        ordering = [BySurname("name")]

    def __str__(self) -> str:
        return self.name
