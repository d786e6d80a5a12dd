"""What anyone may see: no sign-in, no script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.funding.policies import call_is_open, may_apply
from samordna.funding.rules.form import parse_form
from samordna.ground import clock
from samordna.ground.ordering import ByName
from samordna.initiatives.queries import Filter, filtered, granted_initiatives
from samordna.initiatives.rules import phase_of
from samordna.meetings.queries.shared import own_signatures_waiting
from samordna.parties.actors import Actor
from samordna.parties.ended import leading_names
from samordna.parties.models import Association
from samordna.parties.queries import associations_ended, associations_of
from samordna.publicsite import queries

P = ParamSpec("P")

PAGE_SIZE = 50
LATEST = 3
RUNNING_SHOWN = 10


class PublicRequest(HttpRequest):
    """A request inside an association by anyone."""

    association: Association
    #: Who reads, where somebody of the association is signed in.
    actor: Actor | None


def public(
    view: Callable[Concatenate[PublicRequest, P], HttpResponse],
) -> Callable[Concatenate[PublicRequest, P], HttpResponse]:
    """A page of an association for anyone; other than reading is refused (405)."""

    @wraps(view)
    def guarded(request: PublicRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.association is None:
            raise Http404
        return view(request, *args, **kwargs)

    return require_safe(guarded)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The associations of the installation; for those signed in, their own first."""
    own = associations_of(request.user, clock.today()) if request.user.is_authenticated else []
    ended = []
    if request.user.is_authenticated and not own:
        ended = associations_ended(request.user, clock.today())
    context = {
        "own": own,
        "ended": ended,
        "to_sign": own_signatures_waiting(request.user) if request.user.is_authenticated else [],
        "associations": Association.objects.order_by(ByName("name")),
        "demonstration_start": "/demo/" if settings.SAMORDNA_DEMONSTRATION else "",
    }
    return render(request, "publicsite/home.html", context)


@public
def association(request: PublicRequest) -> HttpResponse:
    """The association: who it is, its latest notices, open calls and running initiatives."""
    today = clock.today()
    running = filtered(granted_initiatives(request.association.pk), Filter(phase="running"), today)
    shown = list(running[: RUNNING_SHOWN + 1])
    context = {
        "members": queries.members(),
        "notices": queries.latest_notices(today, LATEST),
        "open_calls": queries.open_calls(today),
        "coming_calls": queries.coming_calls(today),
        "initiatives": shown[:RUNNING_SHOWN],
        "more_initiatives": len(shown) > RUNNING_SHOWN,
        "today": today,
    }
    return render(request, "publicsite/association.html", context)


@public
def call(request: PublicRequest, number: int) -> HttpResponse:
    """A call with what its application asks for, and how one gets an account to apply."""
    today = clock.today()
    found = queries.call_for_public(number)
    is_open, closed_reason = call_is_open(found, today)
    context = {
        "call": found,
        "form": parse_form(found.form.definition),
        "is_open": is_open,
        "closed_reason": closed_reason,
        # Somebody signed in who applies for nobody would only meet a refusal.
        "may_apply": request.actor is None or may_apply(request.actor)[0],
        "leading": [] if request.association.is_reachable else leading_names(today),
        "today": today,
    }
    return render(request, "publicsite/call.html", context)


@public
def board(request: PublicRequest) -> HttpResponse:
    """The digital notice board (KL 8:9): adjusted minutes that may still be appealed."""
    today = clock.today()
    context = {"notices": queries.notices_on_board(today), "today": today}
    return render(request, "publicsite/board.html", context)


@public
def notice(request: PublicRequest, pk: int) -> HttpResponse:
    """One notice with its decisions and how to appeal."""
    today = clock.today()
    context = {"notice": queries.notice_for_public(pk, today), "today": today}
    return render(request, "publicsite/notice.html", context)


@public
def minutes_archive(request: PublicRequest) -> HttpResponse:
    """Every minutes that have been posted."""
    today = clock.today()
    page = Paginator(queries.posted_minutes(today), PAGE_SIZE).get_page(request.GET.get("sida"))
    context = {"page": page, "rows": queries.archived(page.object_list, today)}
    return render(request, "publicsite/minutes_archive.html", context)


@public
def initiatives(request: PublicRequest) -> HttpResponse:
    """The initiatives that the association finances or has financed, with what was granted."""
    today = clock.today()
    words = request.GET.get("sok", "").replace("\x00", "")[:100].strip()
    found = filtered(granted_initiatives(request.association.pk), Filter(words=words), today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("sida"))
    rows = [(i, phase_of(i.period_from, i.period_to, today)) for i in page.object_list]
    return render(
        request, "publicsite/initiatives.html", {"page": page, "rows": rows, "words": words}
    )


@public
def accessibility(request: PublicRequest) -> HttpResponse:
    """The accessibility statement that the law asks for (2018:1937, 12 §)."""
    return render(request, "publicsite/accessibility.html", {})
