"""Settings of the tests: SQLite unless SAMORDNA_TEST_DATABASE says postgresql."""

from __future__ import annotations

import hashlib
import os

from samordna.config.settings.base import *
from samordna.signin.providers import OIDC_APPS

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if os.environ.get("SAMORDNA_TEST_DATABASE", "sqlite") == "postgresql":
    # A name of this folder's own: two checkouts on one machine never share a test database.
    _folder = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
    # What tests write need not outlive a power cut, and their queries are too small to compile.
    _quick = "options=-c%20synchronous_commit%3Doff"
    _usual = f"postgresql://postgres@127.0.0.1:5432/samordna_{_folder}?{_quick}"
    DATABASES = {"default": database_from_url(os.environ.get("SAMORDNA_TEST_POSTGRES") or _usual)}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    DATABASES = {"default": database_from_url("sqlite:///:memory:")}
INSTALLED_APPS += ["samordna.demonstration", *OIDC_APPS]
ROOT_URLCONF = "samordna.config.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SAMORDNA_MAIL_SERVER = True
SAMORDNA_LETTERS_BACKEND = SAMORDNA_ACCOUNT_LETTERS_BACKEND = EMAIL_BACKEND
SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = True
