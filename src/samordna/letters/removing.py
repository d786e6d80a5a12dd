"""Somebody who was entered by mistake goes, with the invitations that nobody has used."""

from __future__ import annotations

from samordna.ground.locking import for_change
from samordna.ground.references import references_to
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.letters.models import AccountLetter, Invitation, Letter, Preference
from samordna.letters.rules import NOT_REACHED, State
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact, Person
from samordna.parties.policies import may_change_people
from samordna.parties.services.errors import StillUsed
from samordna.parties.services.people import why_person_stays


@changes
def remove_person(*, actor: Actor, contact: Contact) -> None:
    """Take away somebody without a role or seat, past or present, who has done nothing; journalled.

    Letters that wait are stopped, and those that have gone out stay with the name and address that
    they went to. The way to sign in goes too when no account was opened and no other association
    knows the person. Raises Refused, and :class:`StillUsed` with what refers to the person.
    """
    require(may_change_people(actor))
    person = for_change(Person.objects.all()).get(pk=contact.person_id)
    locked = for_change(Contact.objects.all(), of=("self",)).get(pk=contact.pk)
    locked.person = person
    if reason := why_person_stays(locked):
        raise StillUsed(reason)
    before = {"name": locked.name, "email": person.email, "phone": locked.phone}
    if locked.email:
        before["email_for_letters"] = locked.email
    letters = Letter.objects.filter(person=person)
    letters.filter(state__in=NOT_REACHED).update(
        state=State.STOPPED,
        reason="Personen har tagits bort.",
        next_try_at=None,
        to_gather=False,
    )
    letters.update(person=None, invitation=None)
    Invitation.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    journal(actor=actor, verb="remove_person", subject=locked, before=before)
    locked.delete()
    if not person.has_account:
        AccountLetter.objects.filter(person=person).delete()
        if not references_to(person):
            person.delete()
