"""The page for signing in: allauth's, with the status that says when it is to be waited."""

from __future__ import annotations

from allauth.account import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: The refusals that nothing but waiting helps against.
TOO_MANY = frozenset({"too_many_login_attempts", "too_many_for_address"})


def login(request: HttpRequest) -> HttpResponseBase:
    """Sign in; 429 where too many passwords have been tried, as where a new one is asked for."""
    answer: HttpResponseBase = views.login(request)
    form = (getattr(answer, "context_data", None) or {}).get("form")
    if form is not None and form.is_bound and answer.status_code == 200:
        refused = {error.code for errors in form.errors.as_data().values() for error in errors}
        if refused & TOO_MANY:
            answer.status_code = 429
    return answer
