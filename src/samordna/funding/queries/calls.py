"""Reading calls."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from samordna.funding.models import Call, FormVersion
from samordna.funding.policies import may_edit_calls
from samordna.ground.ordering import ByName
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.web.gone import Way, gone


def calls_for(actor: Actor, today: date) -> QuerySet[Call]:
    """Every call, the open ones first, then those to come, then the closed; nearest day first."""
    return (
        Call.objects.filter(association_id=actor.association_id)
        .select_related("form")
        .annotate(
            place=Case(
                When(Q(opens_on__lte=today, closes_on__gte=today), then=Value(0)),
                When(opens_on__gt=today, then=Value(1)),
                default=Value(2),
            ),
            application_count=Count("applications"),
        )
        .order_by("place", "-closes_on", "number")
    )


def call_for_reading(actor: Actor, number: int) -> Call:
    """A call with its form. Everybody in the association reads calls. Raises Http404."""
    return get_object_or_404(
        Call.objects.filter(association_id=actor.association_id, number=number).select_related(
            "form"
        )
    )


def call_for_editing(actor: Actor, number: int) -> Call:
    """A call that the actor may change. Raises Http404 and Refused."""
    try:
        call = call_for_reading(actor, number)
    except Http404:
        if not may_edit_calls(actor)[0]:
            raise
        way = Way("Till utlysningarna", "funding:calls")
        raise gone("utlysningen", "funding.call", way, number=number) from None
    require(may_edit_calls(actor))
    return call


def form_versions(actor: Actor) -> QuerySet[FormVersion]:
    """The association's forms, the newest version first."""
    return FormVersion.objects.filter(association_id=actor.association_id).order_by(
        ByName("name"), "-version"
    )


def form_for_editing(actor: Actor, pk: int) -> FormVersion:
    """A version of a form that the actor may write the next one of. Raises Refused and Http404."""
    require(may_edit_calls(actor))
    found = FormVersion.objects.filter(association_id=actor.association_id, pk=pk).first()
    if found is None:
        way = Way("Till formulären", "funding:forms")
        raise gone("versionen av formuläret", "funding.formversion", way, pk=pk)
    return found
