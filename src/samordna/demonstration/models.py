"""The demonstration's clock: one row, read for every request."""

from __future__ import annotations

from django.db import models


class DemonstrationClock(models.Model):
    """What time it is in the demonstration. The person moves it forward, never back."""

    now = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.now)
