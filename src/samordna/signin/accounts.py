"""How accounts behave: nobody signs up by themselves, an office invites."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from samordna.ground import clock
from samordna.parties.models import Person
from samordna.parties.queries import associations_to_open
from samordna.signin import attempts
from samordna.signin.words import ACCOUNT_ERRORS
from samordna.signin.writing import write_letter
from samordna.web.links import link

#: The message that one is signed in.
LOGGED_IN = "account/messages/logged_in.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a person is made by an association's office."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **more: Any,
    ) -> None:
        """Who is welcomed with words of its own is not told once more of being signed in."""
        if message_template == LOGGED_IN and getattr(request, "is_welcomed", False):
            return
        super().add_message(request, level, message_template, *rest, **more)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by address and by where they come from, so that a stranger
        elsewhere locks nobody out."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{network_of(self.get_client_ip(request))}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses the next attempt on an address while it is to be waited for."""
        if not attempts.may_try(_typed(credentials), network_of(self.get_client_ip(request))):
            raise self.validation_error("too_many_for_address")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Remembers where the account's own password came from."""
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found is not None:
            attempts.was_right(_typed(credentials), network_of(self.get_client_ip(request)))
        return found

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter about the account of who is signed in or has just got a password."""
        person = context.get("user") or getattr(allauth_context.request, "user", None)
        if not isinstance(person, Person):
            person = Person.objects.filter(email=email.lower()).first()
        write_letter(template_prefix, email, context, person=person)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To Idag for whoever acts in one association, or did; else to the first page to choose."""
        found = associations_to_open(cast(Person, request.user), clock.today())
        if len(found) == 1:
            return link(found[0].slug, "parties:today")
        usual: str = super().get_login_redirect_url(request)
        return usual


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


def network_of(address: str) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that one subscriber has of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ip_network((found, 64), strict=False))


def is_strong(request: HttpRequest) -> bool:
    """Whether the session was opened with a second factor or a passkey."""
    records = get_authentication_records(request, cast(Person, request.user))
    return any(record.get("method") == "mfa" for record in records)
