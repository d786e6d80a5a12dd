"""Changing the address that one signs in with: a link to the new one, used by who is signed in.

allauth's own pages keep addresses in a table beside the account's. Here the account has one, as in
every letter and list; reauthentication, limits and mail are allauth's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare, salted_hmac

from samordna.letters.own_address import (
    AddressNotChanged,
    change_own_address,
    is_taken,
    why_not_own,
)
from samordna.letters.rules import LINK, AccountKind
from samordna.parties.models import Person
from samordna.signin.writing import write_letter
from samordna.web.forms import HouseForm, MailField

_SALT = "samordna.signin.address"
#: How long a link to a new address works.
LINK_LASTS = timedelta(hours=24)
NO_SERVER = (
    "Installationen har ingen e-postserver, så den nya adressen kan inte bekräftas. Be kansliet "
    "vända sig till den som sköter installationen."
)


class AddressForm(HouseForm):
    """Another address to sign in with."""

    email = MailField(label="Ny e-postadress")

    def clean_email(self) -> str:
        """As accounts have it."""
        return str(Person.objects.normalize_email(self.cleaned_data["email"].strip()).lower())


def _signer() -> signing.TimestampSigner:
    # A colon ends an address in some mail programs.
    return signing.TimestampSigner(salt=_SALT, sep=".")


def stamp_of(person: Person) -> str:
    """What a used link, a new password and another change make otherwise: then a link is dead."""
    known = (person.pk, person.email, person.password, person.address_confirmed_at)
    return salted_hmac(_SALT, "|".join(map(str, known)), algorithm="sha256").hexdigest()


def link_token(person: Person, email: str) -> str:
    """What the link to a new address carries."""
    return _signer().sign_object([person.pk, email, stamp_of(person)])


def address_in(token: str, person: Person) -> str:
    """The new address that a link gives the person; empty for one that gives them none."""
    try:
        pk, email, stamp = _signer().unsign_object(token, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    theirs = pk == person.pk and constant_time_compare(stamp, stamp_of(person))
    return str(email) if theirs else ""


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@rate_limit(action="manage_email")  # type: ignore[untyped-decorator]
def change(request: HttpRequest) -> HttpResponse:
    """Ask for a link to another address. The page says the same of one that is taken."""
    person = cast(Person, request.user)
    problem = why_not_own(person) or ("" if settings.SAMORDNA_MAIL_SERVER else NO_SERVER)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not problem and form.is_valid():
        email = form.cleaned_data["email"]
        if email == person.email:
            form.add_error("email", f"Du loggar redan in med {email}. Skriv den nya adressen.")
        else:
            _mail_link(person, email)
            messages.success(
                request,
                f"Vi skickar en länk till {email}. Öppna den inom ett dygn från det att brevet "
                f"gick, inloggad som nu. Tills dess loggar du in med {person.email}.",
            )
            return redirect("account_change_address")
    context = {"form": form, "problem": problem}
    return render(request, "signin/change_address.html", context)


def _mail_link(person: Person, email: str) -> None:
    """To the new address the link, or that it has an account; to the old one that it was asked."""
    to_new, template = AccountKind.NEW_ADDRESS, "account/email/address_link"
    if is_taken(email):
        template = "account/email/address_taken"
    stamp = stamp_of(person)
    write_letter(template, email, {"link": LINK}, kind=to_new, person=person, stamp=stamp)
    write_letter("account/email/address_asked", person.email, {}, person=person)


@login_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Use the link. A GET changes nothing, since mail scanners follow links too."""
    answer = _confirm(request, cast(Person, request.user), token)
    # The address is a key: it goes into no cache, and to no other site.
    patch_cache_control(answer, no_store=True, private=True)
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _confirm(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    email = address_in(token, person)
    if not email:
        return render(request, "signin/address_link_closed.html", status=410)
    if request.method == "POST":
        try:
            change_own_address(person=person, before=person.email, email=email)
        except AddressNotChanged as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Du loggar från och med nu in med {email}.")
        return redirect("account_change_address")
    return render(request, "signin/confirm_address.html", {"email": email})
