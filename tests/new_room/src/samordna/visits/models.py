"""The visits."""

from __future__ import annotations

from django.db import models

from samordna.ground.scoping import Scoped


class Visit(Scoped):
    """A study visit, numbered without gap, and the report that was written of it."""

    number = models.PositiveIntegerField("nummer")
    guest = models.CharField("besökare", max_length=120)
    held_on = models.DateField("dag")
    report = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["association", "number"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.guest} {self.held_on}"
