"""The pages of the initiatives."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.funding.models import Application
from samordna.ground import clock
from samordna.initiatives import queries
from samordna.initiatives.models import Grant
from samordna.initiatives.rules import AmountTable, amount_table, phase_of
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.links import link
from samordna.web.shared import shared_pages

PAGE_SIZE = 50
PHASES = (
    ("", "Alla"),
    ("running", "Pågående"),
    ("coming", "Kommande"),
    ("over", "Avslutade"),
)


@insiders
@require_safe
def initiatives(request: AssociationRequest) -> HttpResponse:
    """The list: everybody's, or an applicant's own."""
    today = clock.today()
    phase = request.GET.get("lage", "")
    wanted = queries.Filter(
        words=request.GET.get("sok", "").replace("\x00", "")[:100].strip(),
        phase=phase if phase in dict(PHASES) else "",
    )
    found = queries.filtered(queries.initiatives_for(request.actor), wanted, today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("sida"))
    rows = [
        {"initiative": i, "phase": phase_of(i.period_from, i.period_to, today)}
        for i in page.object_list
    ]
    context = {"page": page, "rows": rows, "wanted": wanted, "phases": PHASES}
    return render(request, "initiatives/initiatives.html", context)


@insiders
@require_safe
def initiative(request: AssociationRequest, number: int) -> HttpResponse:
    """One initiative: what was granted, on what conditions, and how far it has come."""
    today = clock.today()
    found = queries.initiative_for_reading(request.actor, number)
    grants = list(found.grants.all())
    shown = [_shown(request, grant) for grant in grants]
    context = {
        "initiative": found,
        "kind": dict(Application.Kind.choices).get(found.kind, found.kind),
        "phase": phase_of(found.period_from, found.period_to, today),
        "table": _table(grants),
        "grants": shown,
        "several": len(grants) > 1,
        "steps": shared_pages().thread(request.actor, today, matter=grants[-1].matter)
        if grants
        else [],
    }
    return render(request, "initiatives/initiative.html", context)


def _shown(request: AssociationRequest, grant: Grant) -> dict[str, Any]:
    return {
        "grant": grant,
        "table": _table([grant]),
        "caption": f"Beviljat i {grant.paragraph} den {grant.decided_on}, kronor",
        "application_url": link(request, "funding:application", number=grant.application.number),
        "matter_url": link(
            request, "register:matter", year=grant.matter.year, serial=grant.matter.serial
        )
        if request.actor.is_office
        else None,
    }


def _table(grants: list[Grant]) -> AmountTable:
    return amount_table(
        (amount.organisation.name, amount.year, amount.amount_kr)
        for grant in grants
        for amount in grant.amounts.all()
    )
