"""Coming with an invitation: choose a password, and then how to make signing in safer.

A GET changes nothing, since mail scanners follow links too; the POST uses the link up.
"""

from __future__ import annotations

from allauth.account.forms import SetPasswordForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

from samordna.letters import invitations
from samordna.letters.links import NoSuchInvitation
from samordna.letters.models import Invitation
from samordna.parties.models import Person


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with an invitation; or be told why the link opens nothing."""
    answer = _answer(request, token)
    # The address is a key: it goes into no cache, and to no other site. Not "no-referrer", since
    # browsers then post the form with "Origin: null", which the CSRF check refuses.
    patch_cache_control(answer, no_store=True, private=True)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@sensitive_post_parameters("password1", "password2")
def _answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = invitations.invitation_of(token)
    except (NoSuchInvitation, invitations.InvitationClosed):
        return _closed(request, None, "Länken är inte hel. Kopiera hela adressen ur brevet.")
    if reason := invitations.why_closed(found):
        return _closed(request, found, reason)
    if request.user.is_authenticated and request.user.pk != found.person_id:
        return render(request, "signin/invited_somebody_else.html", {"invitation": found})
    typed = request.POST if request.method == "POST" else None
    form = SetPasswordForm(user=found.person, data=typed)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password1"]
        try:
            person = invitations.accept_invitation(invitation=found, password=password)
        except invitations.InvitationClosed as closed:
            return _closed(request, found, str(closed))
        except ValidationError as error:
            form.add_error("password1", error)
        else:
            return _welcome(request, person)
    context = {"form": form, "invitation": found}
    return render(request, "signin/invitation.html", context)


def _welcome(request: HttpRequest, person: Person) -> HttpResponse:
    """Signed in, and on to the page where a key or a code is added."""
    messages.success(
        request,
        "Ditt lösenord är sparat och du är inloggad. Lägg gärna till en nyckel eller en kod ur en "
        "app, så att lösenordet ensamt inte räcker. Det går lika bra att göra det senare.",
    )
    request.is_welcomed = True  # type: ignore[attr-defined]
    login = Login(user=person, redirect_url=reverse("mfa_index"))
    answer: HttpResponse = perform_password_login(request, {"email": person.email}, login)
    if request.user.is_authenticated:
        # The password was typed just now: the next page need not ask for it once more.
        reauthenticate_by_password(request)
    return answer


def _closed(request: HttpRequest, found: Invitation | None, reason: str) -> HttpResponse:
    context = {
        "invitation": found,
        "reason": reason,
        "may_ask": found is not None and invitations.can_be_asked_again(found),
        "is_used": found is not None and invitations.is_used(found),
        "has_account": found is not None and invitations.is_known_to_have_account(found),
    }
    return render(request, "signin/invitation_closed.html", context, status=410 if found else 404)


def ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new link with one that has become too old."""
    back = redirect("invitation", token=token)
    if request.method != "POST":
        return back
    try:
        found = invitations.invitation_of(token)
        mailed = invitations.ask_for_invitation(invitation=found)
    except (NoSuchInvitation, invitations.InvitationClosed, invitations.NotInvited):
        return back
    context = {"invitation": found, "mailed": mailed}
    return render(request, "signin/invitation_asked.html", context)
