"""The address of an account, changed by the person or by whoever runs the installation.

No office changes it: two associations may share an account. An account that only a paper has opened
is not the person's for certain, so nobody changes its address from inside it: that would let the
office that held the paper confirm a mailbox of its own.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django_scopes import scope

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.letters.addresses import follow_along
from samordna.parties.actors import load_actor, system_actor
from samordna.parties.models import Contact, Person

#: What the journal and the letters call whoever runs the installation.
KEEPER = "Den som sköter installationen"
TAKEN = "Någon annan loggar redan in med {}."


class AddressNotChanged(Exception):
    """The address stays; the message is a Swedish sentence."""


def why_not_own(person: Person) -> str:
    """Why somebody does not change the address from their account, as a Swedish sentence; empty
    when they may."""
    if person.opened_on_paper_in_id is not None and person.address_confirmed_at is None:
        return (
            "Kontot öppnades med en inbjudan på papper. Välj först ett nytt lösenord med "
            "Glömt lösenord, så att adressen bekräftas. Når du inte brevlådan ber du kansliet "
            "vända sig till den som sköter installationen."
        )
    return ""


def is_taken(email: str) -> bool:
    """Whether somebody signs in with the address."""
    return Person.objects.filter(email=email).exists()


@changes
def change_own_address(*, person: Person, before: str, email: str) -> Person:
    """The person signs in with ``email`` from now on; journalled in every association of theirs.

    The caller has seen that the person has used a link that went there. The old address is told.
    Raises :class:`AddressNotChanged`, also when the address is not ``before`` any more.
    """
    locked = for_change(Person.objects.all()).get(pk=person.pk)
    if reason := why_not_own(locked):
        raise AddressNotChanged(reason)
    if locked.email != before:
        raise AddressNotChanged("Adressen har redan ändrats.")
    locked.address_confirmed_at = clock.now()
    return _changed(locked, email, by_keeper=False)


@changes
def change_address_for(*, email: str, to: str) -> Person:
    """Whoever runs the installation gives an account another address; journalled in every
    association of the person's. The old address and the directors are told.

    That the new address is the person's is for whoever runs it to know. It confirms nothing: an
    account that a paper opened is trusted elsewhere when a link to the new address has been used.
    Raises :class:`AddressNotChanged`.
    """
    locked = for_change(Person.objects.all()).filter(email=email.strip().lower()).first()
    if locked is None:
        raise AddressNotChanged(f"Ingen har adressen ”{email}”.")
    return _changed(locked, to, by_keeper=True)


def _changed(person: Person, email: str, *, by_keeper: bool) -> Person:
    before, address = person.email, Person.objects.normalize_email(email.strip()).lower()
    if address == before:
        raise AddressNotChanged(f"Kontot har redan adressen {address}.")
    if is_taken(address):
        raise AddressNotChanged(TAKEN.format(address))
    person.email, person.address_changed_in = address, None
    try:
        with change():
            person.save(update_fields=["email", "address_changed_in", "address_confirmed_at"])
    except IntegrityError as error:  # somebody was added with it a moment ago
        raise AddressNotChanged(TAKEN.format(address)) from error
    # What an identity provider has told would let the old mailbox choose a new password.
    EmailAddress.objects.filter(user=person).delete()
    contacts = Contact._base_manager.select_related("association").filter(person=person)
    for contact in contacts.order_by("association_id"):
        association = contact.association
        with scope(association=association):
            closed = follow_along(person, before)
            actor = load_actor(person, association, clock.today())
            journal(
                actor=system_actor(association, KEEPER) if by_keeper else actor,
                verb="change_address_for" if by_keeper else "change_own_address",
                subject=contact,
                before={"person": contact.name, "email": before},
                after={"email": address, "invitations_closed": closed},
            )
    return person
