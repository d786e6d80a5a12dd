"""Sign-in through an identity provider that speaks OpenID Connect (Freja, a municipality's own)."""

from __future__ import annotations

import json
from typing import Any

#: The apps that sign-in through a provider needs, and an installation without one does not.
OIDC_APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]

_NEEDED = ("name", "client_id", "client_secret", "server_url")


def providers_from_env(text: str) -> dict[str, dict[str, Any]]:
    """Read SAMORDNA_OIDC, as allauth's SOCIALACCOUNT_PROVIDERS; nothing for an empty text.

    ``{"name", "client_id", "client_secret", "server_url"}``, and where wanted ``"scope"`` (a list)
    and ``"email_is_verified": true`` for a provider that vouches for its mail addresses but does
    not say so. Raises ValueError with the name of the variable and what is wrong in it.
    """
    if not text.strip():
        return {}
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"SAMORDNA_OIDC is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise ValueError("SAMORDNA_OIDC must be a JSON object.")
    missing = [key for key in _NEEDED if not given.get(key)]
    if missing:
        raise ValueError(f"SAMORDNA_OIDC lacks {', '.join(missing)}.")
    app = {
        "provider_id": "oidc",
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["client_secret"],
        "settings": {
            "server_url": given["server_url"],
            "scope": given.get("scope") or ["openid", "profile", "email"],
            "oauth_pkce_enabled": True,
        },
    }
    verified = given.get("email_is_verified") is True
    return {"openid_connect": {"APPS": [app], "VERIFIED_EMAIL": verified}}
