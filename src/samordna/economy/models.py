"""The economist's plan: the rows of the decision space that are not applications or new grants."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
