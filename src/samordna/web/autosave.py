"""Saving while somebody writes: the same forms, addresses and services as the button *Spara*.

The script (``web/static/web/saving.js``) sends the form as it stands, with the header
``X-Autosave``. It is answered with the page as it now is, from which it takes findings and sums:
200 with ``X-Revision`` when it is saved, 409 with both texts when somebody else has saved, 422 when
something cannot be read, 401 when nobody is signed in any longer.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict

from samordna.web.revisions import Difference, Stale

#: The field that says which opened page a form is sent from: new each time a page is opened.
PAGE = "flik"
#: How many times what others save meanwhile is laid together with what was typed.
MOST_TRIES = 8
#: How many addresses a session remembers the last save of.
MOST = 20

#: What is said of a save by a button of which something could not be read.
PARTLY = "Det som går att läsa är sparat. Rätta det som står i listan: det stoppar nästa steg."

_SLOT = "last_saves"


class _Saved(Protocol):
    @property
    def revision(self) -> int: ...


T = TypeVar("T", bound=_Saved)


def asked(request: HttpRequest) -> bool:
    """Whether the form is sent while somebody writes, and not by a button."""
    return "X-Autosave" in request.headers


def save(
    request: HttpRequest,
    attempt: Callable[[int], T],
    revision: int,
    merge: Callable[[Stale], Sequence[Difference]],
) -> T:
    """What ``attempt(revision)`` saves; again at the revision that stands if this page made it.

    An answer that is lost on its way leaves the page at an earlier revision than its own save made.
    What it sends next must not be taken for a conflict with somebody else. Another page of the same
    person is somebody else here: ``merge`` lays what that one saved together with what is typed,
    and returns what both changed; where that is nothing, it is saved. A third one may have saved in
    between: that is laid together as well, so that no revision is written over or given back to
    the page whose content has not been laid beside what was typed. Raises Stale, with what both
    changed, and what the attempt raises.
    """
    for tried in range(MOST_TRIES):
        try:
            saved = attempt(revision)
            break
        except Stale as stale:
            revision = stale.revision
            if tried == 0 and _last_save(request) == [request.POST.get(PAGE), revision]:
                continue
            stale.differences = list(merge(stale))
            if stale.differences:
                raise
            stale.crowded = tried == MOST_TRIES - 1
            if stale.crowded:
                raise
    if page := request.POST.get(PAGE, "")[:40]:
        saves = {p: s for p, s in _saves(request).items() if p != request.path}
        kept = list(saves.items())[-(MOST - 1) :]
        request.session[_SLOT] = {**dict(kept), request.path: [page, saved.revision]}
    return saved


def _saves(request: HttpRequest) -> dict[str, list[Any]]:
    return dict(request.session.get(_SLOT, {}))


def _last_save(request: HttpRequest) -> list[Any] | None:
    return _saves(request).get(request.path)


def page_now(
    request: HttpRequest, view: Callable[..., HttpResponse], revision: int, **named: Any
) -> HttpResponse:
    """The page as a reader gets it after the save: the view is asked for it anew."""
    reading = copy.copy(request)
    reading.method = "GET"
    reading.POST = QueryDict()
    return saved(view(reading, **named), revision)


def saved(response: HttpResponse, revision: int) -> HttpResponse:
    """The answer that tells the script that all was saved."""
    response["X-Saved"] = "1"
    response["X-Revision"] = str(revision)
    return response


def not_saved(request: HttpRequest, response: HttpResponse, *, stale: bool) -> HttpResponse:
    """The page with errors or both texts, with the status by which the script tells them apart."""
    if request.method == "POST" and asked(request):
        response.status_code = 409 if stale else 422
    return response


def say_partly(request: HttpRequest) -> None:
    """Say on the page after a button that something is not saved; the script says so itself."""
    if not asked(request):
        messages.warning(request, PARTLY)


def partly_saved(request: HttpRequest, response: HttpResponse, revision: int) -> HttpResponse:
    """The page after a save of all that could be read, with what is wrong in the rest."""
    if asked(request):
        response.status_code = 422
    response["X-Revision"] = str(revision)
    return response
