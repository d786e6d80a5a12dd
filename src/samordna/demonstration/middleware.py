"""One moment a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samordna.demonstration import clock


class OneMomentMiddleware:
    """Reads the demonstration's clock once for each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.held():
            return self.get_response(request)
