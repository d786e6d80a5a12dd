"""What an association calls its people and reaches them by."""

from __future__ import annotations

from datetime import date

from samordna.ground.locking import for_change
from samordna.ground.references import references_to, said_of
from samordna.journal.changes import changes
from samordna.journal.queries import has_acted
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact
from samordna.parties.policies import may_change_people, may_rename
from samordna.parties.rules import same_name
from samordna.parties.steps import change_contact


@changes
def edit_contact(*, actor: Actor, contact: Contact, name: str, email: str, phone: str) -> Contact:
    """Correct what the association calls a person and reaches them by; journalled.

    Papers that are signed, locked or sent keep the name they have. The address that the person
    signs in with is not changed. Raises Refused, also to who would change their own name,
    and :class:`SameName` for the name of somebody else here.
    """
    require(may_change_people(actor))
    locked = (
        for_change(Contact.objects.all(), of=("self",)).select_related("person").get(pk=contact.pk)
    )
    if not same_name(name, locked.name):
        require(may_rename(actor, locked.person))
    own = "" if email.strip().lower() == locked.person.email else email.strip()
    return change_contact(actor, locked, {"name": name, "email": own, "phone": phone})


#: What is a person's own in an association, and goes with them.
_OWN = ("parties.Contact", "letters.Invitation", "letters.Letter", "letters.Preference")


def why_person_stays(contact: Contact) -> str:
    """Why somebody cannot be taken away, as a Swedish sentence; empty when they can.

    At most two queries. Letters that have gone out stay, with the name and address they went to.
    """
    found = references_to(contact.person, but=_OWN, association_id=contact.association_id)
    if used := said_of(found):
        return f"{contact.name} kan inte tas bort, eftersom personen har {used}."
    if has_acted(contact.person_id, contact.association_id, date(2000, 1, 1)):
        return f"{contact.name} kan inte tas bort, eftersom personen har gjort något i förbundet."
    return ""
