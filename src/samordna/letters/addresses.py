"""The address that somebody signs in with, corrected before they have come in the first time."""

from __future__ import annotations

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.ground.references import is_in_kept, move_references, references_to
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.letters.models import Invitation, Letter
from samordna.letters.policies import may_correct_address
from samordna.letters.rules import TO_THE_OLD_ADDRESS, State
from samordna.parties.access import Decision, require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact, Person
from samordna.parties.queries import has_seat, roles_held
from samordna.parties.steps import account_with


class NotCorrected(Exception):
    """The address stays; the message is a Swedish sentence."""


def why_not(contact: Contact) -> str:
    """Why the office does not change the address that somebody signs in with, as a Swedish
    sentence; empty when it may.

    An address is its owner's as soon as they have come in here. Of anybody else the office sees no
    account, so that the answer tells nothing of other associations.
    """
    name, email = contact.name, contact.person.email
    if contact.came_in_at is not None:
        return (
            f"{name} har ett konto och loggar in med {email}. Adressen ändras inte av "
            "kansliet: personen byter den själv under sitt namn, Byt e-postadress. Kommer personen "
            "inte in gör den som sköter installationen det. Brev kan gå till en annan adress: "
            "ändra e-posten för brev."
        )
    if is_in_kept(contact.person, association_id=contact.association_id):
        return (
            f"{name} har skrivit under handlingar här med adressen {email}, och den ändras därför "
            "inte. Lägg upp personen med den rätta adressen, och avsluta rollerna och uppdragen på "
            "den felaktiga."
        )
    return ""


def why_not_by(actor: Actor, person: Person) -> str:
    """Why the actor does not, as a Swedish sentence; empty when the actor may."""
    return _may_correct(actor, person)[1]


def _may_correct(actor: Actor, person: Person) -> Decision:
    today = clock.today()
    return may_correct_address(actor, roles_held(person, today), has_seat=has_seat(person, today))


def account_of(contact: Contact) -> Person:
    """The account that an association means by somebody, locked until the transaction ends.

    Raises :class:`NotCorrected` where somebody has removed the person.
    """
    rows = for_change(Person.objects.all(), of=("self",)).filter(contacts=contact.pk)
    # Once more: whoever had the lock may have given the person another account.
    found = rows.first() or rows.first()
    if found is None:
        raise NotCorrected("Personen har just tagits bort av någon annan.")
    return found


@changes
def correct_address(*, actor: Actor, contact: Contact, email: str) -> Contact:
    """Correct the address of somebody who has never come in here; journalled.

    What the association has of the person follows to the account with the new address, which is
    made where there is none. An account that others have too stays as it is, at its address: none
    is changed, opened or closed by an office, and none is told of. Whoever has the new address is
    invited there.

    An invitation to the old address opens nothing more, and letters that wait go to the new one.
    The old address and the director are told. A link to the new address does not confirm it: it
    went where an office chose. Raises Refused and :class:`NotCorrected`.
    """
    account = account_of(contact)
    require(_may_correct(actor, account))
    locked = for_change(Contact.objects.all(), of=("self",)).get(pk=contact.pk)
    locked.person = account
    if reason := why_not(locked):
        raise NotCorrected(reason)
    before, address = account.email, Person.objects.normalize_email(email.strip()).lower()
    if address == before:
        return locked
    if known := Contact.objects.filter(person__email=address).first():
        raise NotCorrected(
            f"Här loggar {known.name} redan in med {address}. Är det samma person, ge den personen "
            "rollen eller uppdraget och avsluta det här."
        )
    person, made = account_with(email=address, name=locked.name)
    if made:
        person.address_changed_in_id = actor.association_id
        person.save(update_fields=["address_changed_in"])
    move_references(account, person, association_id=actor.association_id)
    if not account.has_account and not references_to(account):
        account.delete()
    locked.person = person
    closed = follow_along(person, before)
    journal(
        actor=actor,
        verb="correct_address",
        subject=locked,
        before={"person": locked.name, "email": before},
        after={"email": address, "invitations_closed": closed},
    )
    return locked


def follow_along(person: Person, before: str) -> int:
    """What follows an account from ``before`` to its new address, in the open scope: invitations to
    the old one open nothing more, and letters that wait go to the new one. How many were closed.
    """
    open_ones = Invitation.objects.filter(person=person, used_at=None, replaced_at=None)
    closed = open_ones.update(replaced_at=clock.now())
    waiting = Letter.objects.filter(person=person, state=State.WAITING, address=before)
    waiting.exclude(invitation=None).update(
        state=State.STOPPED, reason="Adressen rättades.", next_try_at=None, to_gather=False
    )
    to_move = waiting.filter(invitation=None).exclude(kind__in=TO_THE_OLD_ADDRESS)
    to_move.update(address=person.email)
    return closed
