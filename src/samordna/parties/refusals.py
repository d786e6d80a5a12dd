"""The page of a refusal: who may not, or what cannot be done any longer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samordna.parties.access import NotNow
from samordna.web.refused import page_of_thing


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why; and of what somebody else has changed meanwhile, where it is read."""
    is_about_now = isinstance(exception, NotNow)
    context = {
        "exception": str(exception),
        "is_about_now": is_about_now,
        "thing_url": page_of_thing(request.path) if is_about_now else "",
    }
    return render(request, "403.html", context, status=403)
