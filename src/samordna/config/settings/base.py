"""Settings that every installation shares. What differs is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from samordna.ground.logs import one_line
from samordna.kernel.addresses import NotAnAddress, base_address
from samordna.rooms import ROOMS
from samordna.signin.providers import OIDC_APPS, providers_from_env

BASE_DIR = Path(__file__).resolve().parents[4]
VAR_DIR = Path(os.environ.get("SAMORDNA_VAR") or BASE_DIR / "var")

DEBUG = False
SECRET_KEY = os.environ.get("SAMORDNA_SECRET_KEY", "")
ALLOWED_HOSTS = [h for h in os.environ.get("SAMORDNA_HOSTS", "").split(",") if h]
CSRF_TRUSTED_ORIGINS = [
    f"https://{h}" for h in ALLOWED_HOSTS if h not in ("localhost", "127.0.0.1")
]

# Where people find the installation: what every link in a letter or on paper begins with.
SAMORDNA_ADDRESS = os.environ.get("SAMORDNA_ADDRESS", "").strip()
if SAMORDNA_ADDRESS:
    try:
        SAMORDNA_ADDRESS = base_address(SAMORDNA_ADDRESS)
    except NotAnAddress as error:
        raise ImproperlyConfigured(f"SAMORDNA_ADDRESS: {error}") from error
    CSRF_TRUSTED_ORIGINS.append("{0.scheme}://{0.netloc}".format(urlsplit(SAMORDNA_ADDRESS)))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_scopes",
    "django_htmx",
    *(room.module for room in ROOMS if room.app),  # above allauth, whose pages signin replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

# Only an installation that names an identity provider has what sign-in through one needs.
SOCIALACCOUNT_PROVIDERS = providers_from_env(os.environ.get("SAMORDNA_OIDC", ""))
if SOCIALACCOUNT_PROVIDERS:
    INSTALLED_APPS += OIDC_APPS
SOCIALACCOUNT_ADAPTER = "samordna.signin.oidc.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# A link, not a form: the Content Security Policy keeps forms from leading to other sites.
SOCIALACCOUNT_LOGIN_ON_GET = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samordna.web.middleware.StrictHeadersMiddleware",
    "samordna.web.middleware.TidyQueryMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samordna.parties.middleware.AssociationMiddleware",
    "samordna.web.middleware.ErrorTitleMiddleware",
    "samordna.web.middleware.FormAddressMiddleware",
    "samordna.web.held.HeldMiddleware",
]
CSRF_FAILURE_VIEW = "samordna.web.held.csrf_failure"

ROOT_URLCONF = "samordna.config.urls"
WSGI_APPLICATION = "samordna.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samordna.web.context.page_frame",
            ],
            "builtins": [
                "samordna.web.templatetags.samordna",
                "samordna.web.templatetags.links",
            ],
        },
    }
]

FORM_RENDERER = "samordna.web.controls.ControlRenderer"


def database_from_url(url: str) -> dict[str, object]:
    """Read DATABASE_URL: ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if parts.path.startswith("//") else (parts.path[1:] or ":memory:"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                ),
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Above this many tables PostgreSQL joins them as the query names them, instead of
            # trying every order: for a page's ten tables that took 9 ms, the answer 0.2 ms.
            "OPTIONS": {"options": "-c join_collapse_limit=4"},
        }
    raise ValueError(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite or postgresql.")


def mail_from_url(url: str, folder: Path) -> dict[str, object]:
    """Read SAMORDNA_MAIL: ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://…:465``.

    Port 25, or ``?starttls=no`` with another, is spoken in the open: inside one's own network.
    Without one, letters are written as files in ``folder``. Raises ValueError for another scheme.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SAMORDNA_MAIL: use smtp://user:password@host:587 or smtps://…:465.")
    open_text = "starttls=no" in parts.query.split("&")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port != 25 and not open_text,
        "EMAIL_TIMEOUT": 10,
    }


DATABASES = {
    "default": database_from_url(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'samordna.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/konto/logga-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "samordna.signin.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "samordna.signin.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samordna"
# A code typed at the turn of the half-minute is still right.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

globals().update(mail_from_url(os.environ.get("SAMORDNA_MAIL", ""), VAR_DIR / "mail"))
DEFAULT_FROM_EMAIL = os.environ.get("SAMORDNA_MAIL_FROM") or "samordna@localhost"

# Letters of the associations (the room ``letters``). Without a mail server they are written all the
# same, and the office sees that they do not go out. AT_ONCE: sent when the change that causes them
# has been committed, in the process that made it; else the worker sends them.
SAMORDNA_MAIL_SERVER = bool(os.environ.get("SAMORDNA_MAIL"))
SAMORDNA_LETTERS_BACKEND = "samordna.letters.backend.LetterBackend"
SAMORDNA_LETTERS_AT_ONCE = False
# Mail about accounts is sent beside the answer: how long the server takes would tell which
# addresses have one.
SAMORDNA_ACCOUNT_MAIL_ASIDE = True

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "samordna_session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Dotted path of a callable that returns an aware datetime. Only the demonstration has its own.
SAMORDNA_CLOCK = "django.utils.timezone.now"
SAMORDNA_DEMONSTRATION = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "one_line": {"()": "django.utils.log.CallbackFilter", "callback": one_line},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["one_line"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # It tells that it is there as soon as it is loaded; what it finds wrong in a file is a warning.
    "loggers": {"pikepdf": {"level": "WARNING"}},
}
