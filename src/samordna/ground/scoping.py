"""Associations strictly apart: the manager of every row that belongs to one.

django-scopes keeps the state; this manager is a real class, so that mypy knows its type, and it
closes the ways around that django-scopes leaves open (``exists``, ``exclude``, ``in_bulk`` ...).
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

M = TypeVar("M", bound=models.Model)


class UnscopedQuerySet(DisabledQuerySet):
    """What one gets without a scope: everything that reads or changes rows raises ScopeError."""

    exclude = exists = in_bulk = contains = defer = DisabledQuerySet.error
    select_related = prefetch_related = distinct = DisabledQuerySet.error
    alias = extra = explain = bulk_update = update_or_create = DisabledQuerySet.error
    intersection = difference = aiterator = DisabledQuerySet.error


class ScopedManager(models.Manager[M]):
    """Gives the open scope's association's rows only, and raises ScopeError without a scope."""

    def get_queryset(self) -> models.QuerySet[M]:
        current: dict[str, Any] = get_scope()
        if not current.get("_enabled", True):
            return super().get_queryset()
        if "association" not in current:
            missing: models.QuerySet[M] = UnscopedQuerySet(
                self.model, using=self._db, missing_scopes={"association"}
            )
            return missing
        return super().get_queryset().filter(association=current["association"])

    def all(self) -> models.QuerySet[M]:
        rows = super().all()
        # Django's manager answers all() without asking the query set: ask it here.
        return rows.all() if isinstance(rows, DisabledQuerySet) else rows


class Scoped(models.Model):
    """A row of one association, read inside its scope only."""

    association = models.ForeignKey("parties.Association", models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True
