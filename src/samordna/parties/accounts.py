"""How accounts behave: nobody signs up by themselves, an office invites."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a person is made by an association's office."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
