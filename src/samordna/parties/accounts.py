"""How accounts behave: nobody signs up by themselves, an office invites."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from samordna.web.account_words import ACCOUNT_ERRORS


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a person is made by an association's office."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
