"""A password that was chosen with a link of *Glömt lösenord* confirms the account's address.

The link goes by mail to the address itself, or by the hand of whoever runs the installation.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_reset
from django.dispatch import receiver
from django.http import HttpRequest

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.letters.invitations import confirm_address
from samordna.parties.models import Person
from samordna.signin.accounts import network_of
from samordna.signin.attempts import was_right


@receiver(password_reset)
@changes
def confirm(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Once a new password has been saved; whoever else tries passwords is in nobody's way."""
    was_right(user.email, network_of(get_adapter().get_client_ip(request)))
    confirm_address(for_change(Person.objects.all()).get(pk=user.pk))
