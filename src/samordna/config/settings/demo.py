"""Settings of the demonstration: SQLite, one-click sign-in, a clock of its own.

The demonstration's app, URLs and clock exist under these settings only.
"""

from __future__ import annotations

import os
import secrets

from samordna.config.settings.base import *

_key_file = VAR_DIR / "demo-secret"
if not _key_file.exists():
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    _key_file.write_text(secrets.token_urlsafe(48))
SECRET_KEY = _key_file.read_text()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {
    "default": database_from_url(os.environ.get("DATABASE_URL") or sqlite_file("demo.sqlite3"))
}
INSTALLED_APPS += ["samordna.demonstration"]
MIDDLEWARE.insert(
    MIDDLEWARE.index("samordna.parties.middleware.AssociationMiddleware"),
    "samordna.demonstration.middleware.OneMomentMiddleware",
)
ROOT_URLCONF = "samordna.config.urls_demo"
SAMORDNA_CLOCK = "samordna.demonstration.clock.now"
SAMORDNA_DEMONSTRATION = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedStaticFilesStorage"
# Mail goes nowhere but into files, one each, so that a forgotten password can be tried too.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SAMORDNA_ACCOUNT_LETTERS_BACKEND = EMAIL_BACKEND
SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = True
# The letters of the associations are read in the product itself, and none goes out into the world.
SAMORDNA_MAIL_SERVER = True
SAMORDNA_LETTERS_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SAMORDNA_LETTERS_AT_ONCE = True
