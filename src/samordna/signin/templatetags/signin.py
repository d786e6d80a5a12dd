"""What the sign-in page must know of the installation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag
def sign_in_providers(next_page: str = "") -> list[dict[str, str]]:
    """The identity providers that one may sign in through: ``name`` and ``url``. Usually none."""
    configured: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {})
    query = f"?{urlencode({'next': next_page})}" if next_page else ""
    return [
        {
            "name": str(app["name"]),
            "url": reverse("openid_connect_login", args=[app["provider_id"]]) + query,
        }
        for app in configured.get("APPS", [])
    ]


@register.simple_tag
def way_on(request: HttpRequest) -> dict[str, str]:
    """Where one goes on to from the pages about signing in: ``url``, and ``name`` for a link."""
    url = str(get_adapter().get_login_redirect_url(request))
    return {"url": url, "name": "Fortsätt till Idag" if url != "/" else "Fortsätt till förbunden"}


@register.simple_tag
def mail_server() -> bool:
    """Whether the installation has a server to send mail with."""
    return bool(settings.SAMORDNA_MAIL_SERVER)
