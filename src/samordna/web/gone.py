"""What an address is about has been removed since: a page that says by whom and when, as far as the
journal knows, with what was typed and a way on.

A loader that knows that the actor may know of a thing raises what :func:`gone` makes. To everybody
else, and of what never was, it is the plain page that says nothing of either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from samordna.journal.models import JournalEntry
from samordna.journal.queries import removal_of
from samordna.kernel.dates import format_long
from samordna.web.links import link
from samordna.web.refused import is_own_post, page_above


@dataclass(frozen=True, slots=True)
class Way:
    """Where one goes on: the button's words, and the name, the words and what follows the ``?`` of
    the address."""

    label: str
    page: str
    about: dict[str, Any] = field(default_factory=dict)
    query: str = ""


class Gone(Http404):
    """``what`` was removed (*utlysningen*), or with ``done`` and ``heading`` something else befell
    it."""

    def __init__(
        self, what: str, entry: JournalEntry, way: Way, done: str = "", heading: str = ""
    ) -> None:
        self.heading = heading or f"{what[:1].upper()}{what[1:]} finns inte längre"
        super().__init__(self.heading)
        self.what, self.entry, self.way, self.done = what, entry, way, done

    def told(self, request: HttpRequest) -> str:
        """Who removed it, when, and why, as far as the journal knows."""
        entry, at = self.entry, localtime(self.entry.at)
        who = "Du" if entry.actor_id == request.user.pk else entry.actor_name
        done = self.done or f"tog bort {self.what}"
        told = f"{who} {done} den {format_long(at.date())} kl. {at:%H.%M}."
        reason = str(entry.after.get("reason") or "").strip()
        return f"{told} Skäl: {reason.rstrip('.')}." if reason else told


def gone(what: str, of: str, way: Way, **known: Any) -> Http404:
    """What to raise of a thing that is not there: :class:`Gone` where the journal tells that it was
    removed. ``of`` is its kind as the journal knows it, ``known`` its ``pk``, or what the journal
    keeps of it as it was. One query."""
    entry = removal_of(of, **known)
    return Http404() if entry is None else Gone(what, entry, way)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of what is not there."""
    if isinstance(exception, Gone):
        way = exception.way
        context = {
            "is_missing": True,
            "heading": exception.heading,
            "name": exception.entry.subject_label,
            "told": exception.told(request),
            "way_label": way.label,
            "way_url": link(request, way.page, **way.about) + way.query,
        }
        return render(request, "gone.html", context, status=404)
    sent = is_own_post(request)
    context = {
        "is_missing": True,
        "was_sent": sent,
        "way_url": page_above(request.path) if sent else "",
    }
    return render(request, "404.html", context, status=404)
