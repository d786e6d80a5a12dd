"""How the second step of sign-in behaves: its sentences and the names of new keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from samordna.signin.words import MFA_ERRORS

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class SecondStepAdapter(DefaultMFAAdapter):
    """Named by MFA_ADAPTER in the settings."""

    error_messages = {**DefaultMFAAdapter.error_messages, **MFA_ERRORS}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """Propose a name for a new key: Nyckel 1, Nyckel 2."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Nyckel {known + 1}"
