"""The pages of the visits."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from samordna.visits.models import Visit
from samordna.visits.queries import visit_for_reading

from samordna.parties.access import AssociationRequest, insiders


@insiders
@require_safe
def visits(request: AssociationRequest) -> HttpResponse:
    """The list."""
    return render(request, "visits/visits.html", {"visits": Visit.objects.all()})


@insiders
@require_safe
def visit(request: AssociationRequest, number: int) -> HttpResponse:
    """One visit, as the only row of the list."""
    found = visit_for_reading(request.actor, number)
    return render(request, "visits/visits.html", {"visits": [found]})
