"""Who has been invited and has not come in; and their invitations on paper, a page each."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.kernel.counting import counted
from samordna.letters.links import invitation_path
from samordna.letters.unused import invite_expired_again, print_unused, unused_invitations
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.links import link


@insiders
@require_safe
def unused(request: AssociationRequest) -> HttpResponse:
    """Who has not used their invitation, since when, and what to do about it."""
    invitations, now = list(unused_invitations(request.actor, clock.today())), clock.now()
    context = {
        "invitations": invitations,
        "expired": sum(one.valid_until <= now for one in invitations),
        "now": now,
        "mail_server": settings.SAMORDNA_MAIL_SERVER,
    }
    return render(request, "letters/unused.html", context)


@insiders
def invite_again(request: AssociationRequest) -> HttpResponse:
    """New invitations by mail for all whose link is too old; without a form, the list."""
    here = link(request, "letters:unused")
    if request.method != "POST":
        unused_invitations(request.actor, clock.today())  # who may not, is told so
        return redirect(here)
    invited = invite_expired_again(actor=request.actor, today=clock.today())
    if invited.count:
        people = counted(invited.count, "person", "personer")
        messages.success(request, f"En ny inbjudan skickas till {people}.")
    for reason in invited.left:
        messages.info(request, reason)
    if not (invited.count or invited.left):
        messages.info(request, "Ingen har en inbjudan som är för gammal.")
    return redirect(here)


@insiders
@never_cache
def print_all(request: AssociationRequest) -> HttpResponse:
    """New invitations on paper for all of them. Only the answer to a POST shows the links, once."""
    here = link(request, "letters:unused")
    if request.method != "POST":
        unused_invitations(request.actor, clock.today())  # who may not, is told so
        return redirect(here)
    printed = print_unused(actor=request.actor, today=clock.today())
    if not printed.invitations:
        for reason in printed.left or ("Ingen har en inbjudan som inte är använd.",):
            messages.info(request, reason)
        return redirect(here)
    papers = [
        (made, request.build_absolute_uri(invitation_path(made))) for made in printed.invitations
    ]
    context = {"papers": papers, "left": printed.left}
    return render(request, "letters/invitations_on_paper.html", context)
