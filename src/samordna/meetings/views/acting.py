"""What the pages of a meeting share: the tabs, one way of saying that a step was refused, and which
answers are a part of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samordna.documents.pdf.foreign.check import PdfRefused
from samordna.kernel.transitions import IllegalTransition
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.policies import may_keep
from samordna.meetings.rules.states import LOCKED
from samordna.parties.access import AssociationRequest
from samordna.web.links import link

#: What a service raises when a step cannot be taken; each carries a Swedish sentence.
REFUSALS = (NotPossible, IllegalTransition, PdfRefused)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the three views of a meeting."""

    label: str
    url: str
    current: bool


def tabs(request: AssociationRequest, meeting: Meeting, current: str) -> list[Tab]:
    """The views that the actor may open: planning, at the table, minutes."""
    keeper = may_keep(request.actor, meeting)[0]
    names = [("meetings:meeting", "Planering" if keeper else "Föredragningslista")]
    if keeper and meeting.opened_at is not None:
        names.append(("meetings:table", "Vid bordet"))
    if meeting.opened_at is not None and (
        keeper or request.actor.is_office or meeting.state in LOCKED
    ):
        names.append(("meetings:minutes", "Protokoll"))
    return [
        Tab(label, link(request, name, number=meeting.number), name == current)
        for name, label in names
    ]


def attempt(
    request: AssociationRequest, step: Callable[[], object], to: str, done: str = ""
) -> HttpResponse:
    """Take a step, say how it went, and go on to a page."""
    try:
        step()
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return redirect(to)


def is_htmx(request: HttpRequest) -> bool:
    """Whether a part of the page is asked for, and not the whole."""
    return bool(getattr(request, "htmx", False))
