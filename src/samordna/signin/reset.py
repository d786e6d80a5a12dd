"""A password that was chosen with a link of *Glömt lösenord* confirms the account's address.

The link goes by mail to the address itself, or by the hand of whoever runs the installation.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_reset
from django.db import transaction
from django.dispatch import receiver

from samordna.letters.invitations import confirm_address
from samordna.parties.models import Person


@receiver(password_reset)
@transaction.atomic
def confirm(sender: Any, user: Person, **kwargs: Any) -> None:
    """Once a new password has been saved."""
    confirm_address(Person.objects.select_for_update().get(pk=user.pk))
