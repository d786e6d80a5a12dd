"""Reading visits, and who reads their reports."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from samordna.visits.models import Visit

from samordna.parties.actors import Actor


def reports(actor: Actor | None) -> Q:
    """Whoever has anything to do with the association reads the reports."""
    if actor is None or not actor.is_insider:
        return Q(pk__in=())
    return Q(Exists(Visit.objects.filter(report=OuterRef("pk"))))


def visit_for_reading(actor: Actor, number: int) -> Visit:
    """One visit. Raises Http404 when there is none."""
    if found := Visit.objects.filter(number=number).first():
        return found
    raise Http404
