"""One-click sign-in and the clock. Every view answers 404 outside the demonstration's settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from samordna.demonstration import clock
from samordna.demonstration.cast import people_to_be
from samordna.demonstration.mailbox import letters_to
from samordna.flows.reminders import remind_all
from samordna.kernel.dates import NotADate, parse_date
from samordna.letters.delivery import deliver_all
from samordna.letters.digests import gather_due
from samordna.parties.models import Person
from samordna.parties.queries import associations_to_open
from samordna.web.held import waiting_for
from samordna.web.links import link

P = ParamSpec("P")


def only_in_demonstration(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that does not exist unless the settings say that this is the demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.SAMORDNA_DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_demonstration
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Everybody one can be, one click each."""
    return render(request, "demonstration/start.html", {"companies": people_to_be()})


@only_in_demonstration
@require_safe
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters that somebody has got, as they came, with links that work."""
    person = get_object_or_404(Person, pk=pk)
    return render(
        request,
        "demonstration/letters.html",
        {"person": person, "letters": letters_to(person)},
    )


@only_in_demonstration
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Be somebody, and go on with what the same person was writing when the session ended."""
    person = get_object_or_404(Person, pk=pk)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    if waiting := waiting_for(request):
        return redirect(waiting)
    associations = associations_to_open(person, clock.today())
    # Who has nothing anywhere is told so on the first page; here they would only be asked again.
    return redirect(link(associations[0].slug, "parties:today") if associations else "/")


@only_in_demonstration
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock forward to a day."""
    try:
        clock.move_to(parse_date(request.POST.get("dag", "")))
        # What the worker of a real installation does as days pass.
        remind_all()
        gather_due()
        deliver_all()
    except (NotADate, clock.NotForward) as error:
        messages.error(request, str(error))
    back = request.POST.get("tillbaka", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "/")
