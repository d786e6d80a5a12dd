"""Settings that every installation shares. What differs is read from the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from samordna.ground.logs import one_line
from samordna.kernel.addresses import NotAnAddress, base_address
from samordna.rooms import ROOMS
from samordna.signin.providers import OIDC_APPS, providers_from_env

BASE_DIR = Path(__file__).resolve().parents[4]
VAR_DIR = Path(os.environ.get("SAMORDNA_VAR") or BASE_DIR / "var")

DEBUG = False
SECRET_KEY = os.environ.get("SAMORDNA_SECRET_KEY", "")
ALLOWED_HOSTS = [h for h in map(str.strip, os.environ.get("SAMORDNA_HOSTS", "").split(",")) if h]
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
    "samordna.web.middleware.NoBodyMiddleware",
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
    "samordna.web.middleware.LongWordsMiddleware",
    "samordna.web.middleware.FormAddressMiddleware",
    "samordna.web.shown_again.HeldMiddleware",
    "samordna.web.again.AgainMiddleware",
]
CSRF_FAILURE_VIEW = "samordna.web.shown_again.csrf_failure"

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
                "samordna.web.templatetags.figures",
                "samordna.web.templatetags.links",
            ],
        },
    }
]

FORM_RENDERER = "samordna.web.controls.ControlRenderer"


def database_from_url(url: str) -> dict[str, object]:
    """Read DATABASE_URL: ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

    What follows a ``?`` is what libpq knows: ``sslmode=verify-full``, ``host=/var/run/postgresql``.
    Raises ImproperlyConfigured for another scheme, and for what nobody knows.
    """
    parts = _parts_of("DATABASE_URL", url)
    more = _query_of("DATABASE_URL", parts)
    if parts.scheme == "sqlite":
        if more:
            raise ImproperlyConfigured(f"DATABASE_URL: SQLite känner inte till {_listed(more)}.")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path)[1:] or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                ),
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        own = {
            "dbname": unquote(parts.path.removeprefix("/")),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "host": _host_of(parts),
            "port": str(parts.port or ""),
        }
        _check_options(more, own)
        own |= {key: more.pop(key) for key in own if key in more}
        # Above this many tables PostgreSQL joins them as the query names them, instead of
        # trying every order: for a page's ten tables that took 9 ms, the answer 0.2 ms. A query
        # that it takes for costly it makes into machine code first, in 150 ms where the answer
        # takes 15.
        options = f"-c join_collapse_limit=4 -c jit=off {more.pop('options', '')}".strip()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": own["dbname"],
            "USER": own["user"],
            "PASSWORD": own["password"],
            "HOST": own["host"],
            "PORT": own["port"],
            # Statements are kept by the connection (ground/statements.py): a short life would have
            # them read and planned anew.
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**more, "options": options},
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL: ”{parts.scheme}” är ingen databas som går att använda. Skriv "
        "postgresql://roll:lösenord@värd:5432/namn."
    )


def _parts_of(name: str, url: str) -> SplitResult:
    """A URL of the environment in parts. Raises ImproperlyConfigured for one that cannot be one,
    and says nothing of it but its name: it holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read when it is asked for
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} går inte att läsa som en adress. Skriv tecken som : / ? # @ och % i ett "
            "lösenord som %3A %2F %3F %23 %40 och %25."
        ) from error
    if parts.fragment or url.endswith("#"):
        raise ImproperlyConfigured(f"{name}: skriv tecknet # som %23.")
    return parts


def _query_of(name: str, parts: SplitResult) -> dict[str, str]:
    """What follows the question mark. Raises ImproperlyConfigured for what is said twice or not."""
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: det efter frågetecknet skrivs namn=värde, med & emellan."
        ) from error
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ImproperlyConfigured(f"{name}: {_listed(found)} står mer än en gång.")
    return found


def _check_options(more: dict[str, str], own: dict[str, str]) -> None:
    from psycopg.pq import Conninfo  # needed only by who has PostgreSQL

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    if unknown := more.keys() - known:
        raise ImproperlyConfigured(f"DATABASE_URL: PostgreSQL känner inte till {_listed(unknown)}.")
    if twice := {key for key in own if own[key] and key in more}:
        raise ImproperlyConfigured(f"DATABASE_URL: {_listed(twice)} står både före och efter ”?”.")


def _host_of(parts: SplitResult) -> str:
    """The host, as it is written where it is a folder with a socket: ``%2Fvar%2Frun``."""
    host = parts.hostname or ""
    if "%" not in host:
        return host
    return unquote(parts.netloc.rpartition("@")[2].partition(":")[0])


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"”{key}”" for key in sorted(keys))


def mail_from_url(url: str, folder: Path) -> dict[str, object]:
    """Read SAMORDNA_MAIL: ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://…:465``.

    Port 25, or ``?starttls=no`` with another, is spoken in the open: inside one's own network.
    Without one, letters are written as files in ``folder``. Raises ImproperlyConfigured for another
    scheme, and for what nobody knows.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    parts = _parts_of("SAMORDNA_MAIL", url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            "SAMORDNA_MAIL: skriv smtp://användare:lösenord@värd:587 eller smtps://…:465."
        )
    more = _query_of("SAMORDNA_MAIL", parts)
    if more and (parts.scheme, more) != ("smtp", {"starttls": "no"}):
        raise ImproperlyConfigured(
            "SAMORDNA_MAIL: efter frågetecknet kan bara starttls=no stå, och bara efter smtp://."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port != 25 and not more,
        "EMAIL_TIMEOUT": 10,
    }


def sqlite_file(name: str) -> str:
    """The URL of a SQLite database beside what else the installation has."""
    return f"sqlite:///{quote(str(VAR_DIR / name))}"


DATABASES = {
    "default": database_from_url(os.environ.get("DATABASE_URL") or sqlite_file("samordna.sqlite3"))
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
ACCOUNT_FORMS = {"reset_password": "samordna.signin.forgotten.ForgottenForm"}
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
# Letters about accounts wait for the worker too: a page that sent them would take longer for an
# address that has one, and tell. AT_ONCE is for where there is no worker and nobody to tell.
SAMORDNA_ACCOUNT_LETTERS_BACKEND = SAMORDNA_LETTERS_BACKEND
SAMORDNA_ACCOUNT_LETTERS_AT_ONCE = False

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "samordna.web.gathered.GatheredFiles"},
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
