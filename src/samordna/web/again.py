"""What PostgreSQL broke off because two changes waited for each other is done again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import OperationalError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: So many times a view is asked in all.
MOST_TRIES = 4
#: deadlock_detected and serialization_failure: nothing of the transaction was done.
BROKEN_OFF = frozenset({"40P01", "40001"})

logger = logging.getLogger(__name__)


class AgainMiddleware:
    """Ask the view again, from its beginning, when its transaction was broken off.

    Services hold rows in an order in which nobody waits for each other (``journal.changes``); this
    is for the pair that somebody has not thought of. The one who lost has nothing saved, and would
    else meet a fault, with all that was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """What the view answers when it is asked again; None for any other fault."""
        match = request.resolver_match
        if match is None or not _is_broken_off(exception):
            return None
        for tried in range(1, MOST_TRIES):
            logger.warning("%s %s was broken off, try %d", request.method, request.path, tried)
            for _, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            try:
                answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            except OperationalError as error:
                if not _is_broken_off(error):
                    raise
            else:
                return answer
        return None


def _is_broken_off(error: Exception) -> bool:
    return (
        isinstance(error, OperationalError)
        and getattr(error.__cause__, "sqlstate", None) in BROKEN_OFF
    )
