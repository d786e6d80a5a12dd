"""The rows of the room: which forms have been sent, for whom, and where they led."""

from __future__ import annotations

from django.db import models

from samordna.ground.scoping import Scoped


class SentForm(Scoped):
    """A drawn form that has made something. Written in the transaction of what it made.

    ``mark`` is of the person, the address and the key that was drawn with the form; ``content`` of
    the person, the address and what was sent; ``location``: where whoever sent it was led.
    """

    mark = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    location = models.TextField(default="")
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "mark"], name="form_sent_once")
        ]

    def __str__(self) -> str:
        return self.location
