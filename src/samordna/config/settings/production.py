"""Settings of a real installation: every secret comes from the environment, HTTPS only."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from samordna.config.settings.base import *

if not SECRET_KEY:
    raise ImproperlyConfigured("SAMORDNA_SECRET_KEY saknas: ange en lång slumpmässig text.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("SAMORDNA_HOSTS saknas: ange värdnamnen med komma emellan.")
if not os.environ.get("DATABASE_URL"):
    raise ImproperlyConfigured(
        "DATABASE_URL saknas: ange databasen, som postgresql://roll:lösenord@värd:5432/namn."
    )

# Attempts to sign in are counted by address: the one that the proxy saw, not the proxy's own, which
# all would share, so that one stranger could lock everybody out. Shared by all workers.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SAMORDNA_PROXIES") or "1")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Whether a domain belongs in the browsers' preload list is its owner's decision, not the product's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
