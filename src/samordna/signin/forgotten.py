"""*Glömt lösenord*: the page does the same for every address, so that its time tells nothing.

It writes a letter for any address; the worker looks up who has it when the letter is in hand, and
makes the link then (``completing``). What the page itself does knows no accounts.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from samordna.letters.rules import LINK, AccountKind
from samordna.signin.writing import write_letter
from samordna.web.forms import SaysWhatIsMissing


class ForgottenForm(SaysWhatIsMissing, ResetPasswordForm):
    """Takes any address, and has a letter sent to whoever has it."""

    def clean_email(self) -> str:
        """The address as it was typed; nobody is looked up."""
        get_adapter().clean_email(self.cleaned_data["email"].lower())
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Let whoever has the address get a link, and say nothing of whether there is anybody."""
        email = str(self.cleaned_data["email"])
        write_letter(
            "account/email/password_reset_key",
            email,
            {"password_reset_url": LINK},
            kind=AccountKind.FORGOTTEN,
        )
        return email
