"""What an association calls its people and reaches them by."""

from __future__ import annotations

from django.db import transaction

from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact
from samordna.parties.policies import may_change_people, may_rename
from samordna.parties.rules import same_name
from samordna.parties.steps import change_contact


@transaction.atomic
def edit_contact(*, actor: Actor, contact: Contact, name: str, email: str, phone: str) -> Contact:
    """Correct what the association calls a person and reaches them by; journalled.

    Papers that are signed, locked or sent keep the name they have. The address that the person
    signs in with is not changed. Raises Refused, also to who would change their own name,
    and :class:`SameName` for the name of somebody else here.
    """
    require(may_change_people(actor))
    locked = (
        Contact.objects.select_for_update(of=("self",)).select_related("person").get(pk=contact.pk)
    )
    if not same_name(name, locked.name):
        require(may_rename(actor, locked.person))
    own = "" if email.strip().lower() == locked.person.email else email.strip()
    return change_contact(actor, locked, {"name": name, "email": own, "phone": phone})
