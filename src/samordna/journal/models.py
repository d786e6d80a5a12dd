"""The journal: who did what, when, and what it changed. Append-only, each entry chained."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.ground.search import Sought
from samordna.journal.words import verb_label


class JournalHead(Scoped):
    """The end of an association's chain. Its row is the lock that keeps the chain single."""

    association = models.OneToOneField(
        "parties.Association", models.PROTECT, related_name="journal_head"
    )
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.association_id}: {self.number}"


class JournalEntry(Scoped):
    """One thing done. Database triggers refuse every update and delete."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=300)
    before = KeptJSONField(encoder=DjangoJSONEncoder, default=dict)
    after = KeptJSONField(encoder=DjangoJSONEncoder, default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    # What is sought in, and no part of what is hashed.
    sought = Sought("subject_label")

    class Meta:
        ordering = ["association_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="journal_number_unique")
        ]
        indexes = [models.Index(fields=["association", "subject_type", "subject_id", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.done} {self.subject_label}"

    @property
    def done(self) -> str:
        """What was done, as a reader meets it."""
        return verb_label(self.verb)
