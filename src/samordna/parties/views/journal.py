"""The journal."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.journal.models import JournalEntry
from samordna.journal.queries import numbers_with
from samordna.parties import policies
from samordna.parties.access import AssociationRequest, insiders, require


@insiders
@require_safe
def journal(request: AssociationRequest) -> HttpResponse:
    """The journal: who did what, when, the newest first."""
    require(policies.may_read_journal(request.actor))
    entries = JournalEntry.objects.order_by("-number")
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if text:
        page: Page[Any] = Paginator(numbers_with(text), 50).get_page(request.GET.get("sida"))
        page.object_list = entries.filter(number__in=list(page.object_list))
    else:
        paginator = Paginator(entries, 50)
        # Numbers have no gap, so the last one tells how many there are; counting is slow.
        paginator.count = entries.values_list("number", flat=True).first() or 0
        page = paginator.get_page(request.GET.get("sida"))
    return render(request, "parties/journal.html", {"page": page})
