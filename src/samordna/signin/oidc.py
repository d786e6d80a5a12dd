"""Sign-in through an identity provider: it lets in whom an office has added, and nobody else."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samordna.parties.models import Person

UNKNOWN = (
    "Inloggningen lyckades, men ingen med den e-postadressen är upplagd här. "
    "Be förbundets kansli att lägga upp dig."
)
UNVERIFIED = (
    "Tjänsten som du loggade in med intygar inte din e-postadress. "
    "Logga in med lösenord, eller vänd dig till förbundets kansli."
)
FAILED = "Inloggningen avbröts eller misslyckades. Försök igen, eller logga in med lösenord."


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Connects a provider's identity with the person who has its verified mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person; raises ImmediateHttpResponse back to sign-in when there is none.

        An identity that was connected before is known by the provider's own identifier, so that a
        mail address that later is given to somebody else lets nobody into the old account.
        """
        if sociallogin.state.get("process", "login") != "login":
            raise ImmediateHttpResponse(_back(request, FAILED))
        if sociallogin.is_existing:
            return
        verified = [e.email for e in sociallogin.email_addresses if e.verified]
        if not verified:
            raise ImmediateHttpResponse(_back(request, UNVERIFIED))
        person = Person.objects.filter(
            email__in=[email.strip().lower() for email in verified], is_active=True
        ).first()
        if person is None:
            raise ImmediateHttpResponse(_back(request, UNKNOWN))
        sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Whatever went wrong at the provider: back to sign-in, with a sentence."""
        raise ImmediateHttpResponse(_back(request, FAILED))


def _back(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("account_login")
