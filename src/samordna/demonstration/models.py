"""The demonstration's clock: one row, read for every request."""

from __future__ import annotations

from django.db import models


class DemonstrationClock(models.Model):
    """What time it is in the demonstration: ``moment``, when the real time was ``set_at``."""

    moment = models.DateTimeField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.moment)
