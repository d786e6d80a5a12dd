"""The address that somebody signs in with, corrected before they have come the first time."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from samordna.ground import clock
from samordna.journal.services import journal
from samordna.letters.models import Invitation, Letter
from samordna.letters.policies import may_correct_address
from samordna.letters.rules import TO_THE_OLD_ADDRESS, State
from samordna.parties.access import Decision, require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact, Person
from samordna.parties.queries import has_seat, name_of, roles_held


class NotCorrected(Exception):
    """The address stays; the message is a Swedish sentence."""


def why_not(person: Person) -> str:
    """Why the office does not change somebody's address, as a Swedish sentence; empty when it may.

    An address is its owner's as soon as there is an account, and two associations share one.
    """
    name = name_of(person)
    if person.has_account:
        return (
            f"{name} har ett konto och loggar in med {person.email}. Adressen ändras inte av "
            "kansliet: personen byter den själv under sitt namn, Byt e-postadress. Kommer personen "
            "inte in gör den som sköter installationen det. Brev kan gå till en annan adress: "
            "ändra e-posten för brev."
        )
    # The one place that looks at others than the association's own, and says no more than that.
    if Contact._base_manager.filter(person=person).count() > 1:
        return (
            f"{name} finns också i ett annat förbund med samma adress, och den ändras därför inte "
            "här. Lägg upp personen med den rätta adressen, och avsluta rollerna och uppdragen på "
            "den felaktiga."
        )
    return ""


def why_not_by(actor: Actor, person: Person) -> str:
    """Why the actor does not, as a Swedish sentence; empty when the actor may."""
    return _may_correct(actor, person)[1]


def _may_correct(actor: Actor, person: Person) -> Decision:
    today = clock.today()
    return may_correct_address(actor, roles_held(person, today), has_seat=has_seat(person, today))


@transaction.atomic
def correct_address(*, actor: Actor, person: Person, email: str) -> Person:
    """Correct the address of somebody who has never signed in; journalled.

    An invitation to the old address opens nothing more, and letters that wait go to the new one.
    The old address and the director are told. A link to the new address does not confirm it: it
    went where an office chose.
    Raises Refused and :class:`NotCorrected`.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(_may_correct(actor, locked))
    if reason := why_not(locked):
        raise NotCorrected(reason)
    before, address = locked.email, Person.objects.normalize_email(email.strip()).lower()
    if address == before:
        return locked
    taken = NotCorrected(
        f"Någon loggar redan in med {address}. Är det samma person, ge den personen rollen eller "
        "uppdraget och avsluta det här."
    )
    if Person.objects.filter(email=address).exists():
        raise taken
    locked.email, locked.address_changed_in_id = address, actor.association_id
    try:
        with transaction.atomic():
            locked.save(update_fields=["email", "address_changed_in"])
    except IntegrityError as error:  # somebody was added with it a moment ago
        raise taken from error
    closed = follow_along(locked, before)
    contact = Contact.objects.get(person=locked)
    journal(
        actor=actor,
        verb="correct_address",
        subject=contact,
        before={"person": contact.name, "email": before},
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
