"""*Glömt lösenord*: the page does the same for every address, so that its time tells nothing.

Whether an address has an account is looked up beside the answer, and so is all that follows: the
link is made, its letter written and sent. What the page itself does knows no accounts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.context import request_context
from django.conf import settings
from django.db import connections
from django.http import HttpRequest

from samordna.web.forms import SaysWhatIsMissing

logger = logging.getLogger(__name__)


class ForgottenForm(SaysWhatIsMissing, ResetPasswordForm):
    """Takes any address, and has the letter made beside the answer."""

    def clean_email(self) -> str:
        """The address as it was typed; nobody is looked up."""
        get_adapter().clean_email(self.cleaned_data["email"].lower())
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Let whoever has the address get a link, and say nothing of whether there is anybody."""
        email = str(self.cleaned_data["email"])
        begin(partial(send_link, request, email))
        return email


def begin(work: Callable[[], None]) -> None:
    """Do the work beside the answer."""
    if settings.SAMORDNA_ACCOUNT_MAIL_ASIDE:
        Thread(target=_worked, args=(work,)).start()
    else:
        work()


def _worked(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        logger.exception("a link to choose a password could not be made")
    finally:
        connections.close_all()  # the thread's own


def send_link(request: HttpRequest, email: str) -> None:
    """Send a link to choose a password to whoever has the address; nothing where nobody has it."""
    users = filter_users_by_email(
        email.lower(), is_active=True, prefer_verified=True, for_login=True
    )
    with request_context(request):
        request_password_reset(request, email, users, default_token_generator)
