"""The link with which somebody chooses a password, in a letter or from the command line."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from samordna.parties.models import Person
from samordna.web.links import own_address


def password_link(person: Person, base: str = "") -> str:
    """A link that works once, for as many days as PASSWORD_RESET_TIMEOUT gives.

    ``base`` is the installation's address; without it the one of the settings (``own_address``).
    """
    return (base or own_address()).rstrip("/") + password_path(person)


def password_path(person: Person) -> str:
    """Where such a link leads, inside the installation."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )


def valid_days() -> int:
    """For how many days a link works."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // 86_400
