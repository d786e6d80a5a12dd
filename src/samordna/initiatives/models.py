"""Initiatives (insatser) and the grants that the adjusted minutes gave them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.kernel.payouts import PayoutRule


class Initiative(Scoped):
    """A joint initiative that the association finances."""

    counted_as = ("insats", "insatser")

    number = models.PositiveIntegerField()
    name = models.CharField("namn", max_length=200)
    owner = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="initiatives")
    kind = models.CharField("typ", max_length=12)
    period_from = models.DateField("från")
    period_to = models.DateField("till")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "number"], name="initiative_number_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grant(Scoped):
    """What the adjusted minutes say was granted: where it was decided, and on what conditions."""

    PayoutRule = PayoutRule

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="grants")
    application = models.OneToOneField("funding.Application", models.PROTECT, related_name="grant")
    matter = models.ForeignKey("register.Matter", models.PROTECT, related_name="grants")
    decided_on = models.DateField("beslutat")
    adjusted_on = models.DateField("justerat")
    paragraph = models.CharField("paragraf", max_length=40)
    conditions = KeptJSONField("villkor", default=list)
    # What they mean in one line of data, where they are in somebody's own words.
    meaning = models.TextField("innebörd", blank=True, default="", db_default="")
    payout_rule = models.CharField(max_length=10, choices=PayoutRule.choices, default="quarterly")

    class Meta:
        ordering = ["decided_on", "id"]
        # The decision space asks for what was adjusted since its plan.
        indexes = [models.Index(fields=["association", "adjusted_on"])]

    def __str__(self) -> str:
        return f"{self.initiative.name}, {self.paragraph}"


class GrantAmount(Scoped):
    """What was granted to one owner for one year, in whole kronor."""

    counted_as = ("beviljat belopp", "beviljade belopp")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="amounts")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    amount_kr = models.BigIntegerField()

    class Meta:
        ordering = ["organisation_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "organisation", "year"], name="granted_once"),
            models.CheckConstraint(condition=Q(amount_kr__gte=0), name="granted_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount_kr} kr"
