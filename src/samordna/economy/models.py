"""The economist's plan, which is the rows of the decision space that are not applications or new
grants, and the key that the members share the funds by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.economy.rules.contributions import Payers
from samordna.economy.rules.plan import Section
from samordna.ground.scoping import Scoped


class EconomicPlan(Scoped):
    """Budget, forecast and preliminary years as they stood on a day. A new day, a new plan.

    Its columns follow from ``first_year`` and ``preliminary_years``: the budget and the forecast of
    the first year, then one preliminary column a year.
    """

    as_of = models.DateField("per den")
    title = models.CharField("rubrik", max_length=160)
    first_year = models.PositiveSmallIntegerField("budgetår")
    preliminary_years = models.PositiveSmallIntegerField("preliminära år", default=4)
    opening_kr = models.BigIntegerField("ingående ackumulerat överskott")
    reserve_kr = models.BigIntegerField("reservfond", default=0)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ["as_of"]
        constraints = [
            models.UniqueConstraint(fields=["association", "as_of"], name="one_plan_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.as_of}"

    @property
    def last_year(self) -> int:
        """The last year that the plan has a column for."""
        return self.first_year + self.preliminary_years


class PlanRow(Scoped):
    """A row of the plan."""

    Section = Section

    plan = models.ForeignKey(EconomicPlan, models.PROTECT, related_name="rows")
    section = models.CharField(max_length=24, choices=Section.choices)
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField("benämning", max_length=120)
    owner_label = models.CharField("insatsägare", max_length=60, blank=True)
    grant = models.ForeignKey(
        "initiatives.Grant", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "section", "key"], name="plan_row_unique"),
            models.CheckConstraint(
                condition=Q(grant=None) | Q(section="decided"), name="grant_only_among_decided"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlanAmount(Scoped):
    """A figure of the plan in whole kronor; ``column`` is ``budget``, ``forecast`` or a year."""

    row = models.ForeignKey(PlanRow, models.PROTECT, related_name="amounts")
    column = models.CharField(max_length=10)
    amount_kr = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "column"], name="plan_amount_once")]

    def __str__(self) -> str:
        return f"{self.column}: {self.amount_kr} kr"


class ContributionKey(Scoped):
    """What the funds are worked out from, from a day until the next key.

    A key without shares says that nothing is shown from its day.
    """

    valid_from = models.DateField("gäller från")
    state_kr = models.BigIntegerField("statens medelstilldelning")
    nns_fee_per_mille = models.PositiveSmallIntegerField("serviceavgift till NNS, promille")

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "valid_from"], name="one_contribution_key_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state_kr__gte=0), name="contribution_key_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"Fördelningsnyckel från {self.valid_from}"


class ContributionShare(Scoped):
    """A member's weight in its group, under the name that the key was written with.

    ``organisation`` is empty only where a key from before the rows named nobody that is known.
    """

    counted_as = ("andel i en fördelningsnyckel", "andelar i fördelningsnycklar")

    GROUPS = [choice for choice in Payers.choices if choice[0] != Payers.STATE]

    key = models.ForeignKey(ContributionKey, models.PROTECT, related_name="shares")
    position = models.PositiveSmallIntegerField()
    group = models.CharField("grupp", max_length=12, choices=GROUPS)
    organisation = models.ForeignKey(
        "parties.Organisation", models.PROTECT, null=True, related_name="+"
    )
    party = models.CharField("part", max_length=200)
    weight = models.PositiveBigIntegerField("vikt")

    class Meta:
        ordering = ["key_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["key", "organisation"], name="contribution_share_once"),
            models.UniqueConstraint(fields=["key", "position"], name="contribution_share_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.weight}"
