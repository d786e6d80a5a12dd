"""The register (diarium): matters and the records that came in, went out or were drawn up."""

from __future__ import annotations

from django.db import models

from samordna.ground.scoping import Scoped
from samordna.ground.search import Sought
from samordna.parties.models import called, contact_of


class Matter(Scoped):
    """A matter (ärende), numbered year:serial without gap."""

    counted_as = ("ärende", "ärenden")

    year = models.PositiveSmallIntegerField("år")
    serial = models.PositiveIntegerField("löpnummer")
    subject = models.CharField("ärendemening", max_length=250)
    opened_on = models.DateField("öppnat")
    closed_on = models.DateField("avslutat", null=True, blank=True)
    responsible = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsible_contact = contact_of("responsible")
    sought = Sought("subject")

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "serial"], name="matter_unique")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def responsible_name(self) -> str:
        """What the association calls the case officer; empty where none is chosen."""
        return called(self.responsible_contact, self.responsible)

    @property
    def number(self) -> str:
        """The matter's number (diarienummer), such as 2024:17."""
        return f"{self.year}:{self.serial}"


class Record(Scoped):
    """A document registered in a matter: date, direction, counterparty and subject."""

    counted_as = ("handling", "handlingar")

    class Direction(models.TextChoices):
        IN = "in", "Inkommen"
        OUT = "out", "Utgående"
        INTERNAL = "internal", "Upprättad"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="records")
    serial = models.PositiveIntegerField("löpnummer")
    direction = models.CharField("riktning", max_length=8, choices=Direction.choices)
    dated = models.DateField("datum")
    counterparty = models.CharField("avsändare eller mottagare", max_length=200, blank=True)
    subject = models.CharField("innehåll", max_length=250)
    secret = models.BooleanField("sekretess", default=False)
    secrecy_ground = models.CharField("lagrum", max_length=120, blank=True)
    registered_by = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    registered_at = models.DateTimeField()
    sought = Sought("subject", "counterparty")

    class Meta:
        ordering = ["matter_id", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "serial"], name="record_serial_unique"),
            models.CheckConstraint(
                condition=models.Q(secret=False) | ~models.Q(secrecy_ground=""),
                name="secrecy_has_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.number}-{self.serial} {self.subject}"


class SkippedNumbers(Scoped):
    """Matter numbers of a year that no matter has, and why: the series went on after them."""

    year = models.PositiveSmallIntegerField("år")
    first = models.PositiveIntegerField("från och med")
    last = models.PositiveIntegerField("till och med")
    reason = models.CharField("skäl", max_length=200)
    noted_on = models.DateField("antecknat")

    class Meta:
        ordering = ["-year", "-first"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "first"], name="skipped_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="skipped_in_order"
            ),
        ]

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.year}:{self.first}"
        return f"{self.year}:{self.first} till {self.year}:{self.last}"
