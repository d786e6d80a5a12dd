"""Writing letters: what an entry of the journal causes. No authority of its own.

Views do not import this module. A letter is written in the transaction of the change that it tells
of, and sent when that has been committed (``letters.delivery``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters.delivery import deliver_now
from samordna.letters.models import Invitation, Letter, Preference
from samordna.letters.post import new_message_id
from samordna.letters.rules import NO_SERVER, TO_THE_ACCOUNT, Delivery, Kind, State, next_digest
from samordna.parties.models import Contact, Person, called
from samordna.parties.queries import contacts_of

CHOSEN_AWAY = "Mottagaren har valt att inte få sådana brev."


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter as the flows word it. ``path`` leads inside the installation, and ``link_label``
    says where to; an invitation has its own way in. ``address`` is said of a letter to one that is
    no longer the person's.
    """

    kind: Kind
    to: Person
    subject: str
    text: str
    path: str = ""
    link_label: str = ""
    invitation: Invitation | None = None
    address: str = ""


def write_all(caused: Iterable[tuple[JournalEntry, models.Model, Iterable[Draft]]]) -> list[Letter]:
    """Write what entries of one association cause: of each one letter a kind and person, in the
    order of the entries. Three queries.

    Who has chosen a digest gets it there, and who wants none gets a letter that is not sent, so
    that the office sees why. Letters that the law or somebody's task needs go at once to all.
    """
    once = {
        (entry.number, draft.kind, draft.to.pk): (entry, subject, draft)
        for entry, subject, drafts in caused
        for draft in drafts
        if _goes_to(draft)
    }
    if not once:
        return []
    drafts = [draft for _, _, draft in once.values()]
    [association_id] = {entry.association_id for entry, _, _ in once.values()}
    wishes = _wishes(association_id, drafts)
    known = contacts_of(draft.to for draft in drafts)
    moment = clock.now()
    letters = []
    for entry, subject, draft in once.values():
        letter = _letter(draft, known.get(draft.to.pk), moment)
        letter.association_id, letter.event = entry.association_id, entry
        letter.about_type, letter.about_id = entry.subject_type, subject.pk
        _decide(letter, wishes.get(draft.to.pk, Delivery.AT_ONCE))
        letters.append(letter)
    Letter.objects.bulk_create(letters)
    send_after_commit([letter for letter in letters if letter.state == State.WAITING])
    return letters


def _goes_to(draft: Draft) -> bool:
    """Nothing goes to a closed account, but what an office's own act sends to an address: there it
    is not to see whether an account in another association is closed."""
    return draft.to.is_active or draft.kind in (Kind.INVITATION, Kind.ADDRESS_CHANGED)


def address_for(kind: str, person: Person, contact: Contact | None) -> str:
    """Where a letter goes: what is about an account to the address that it signs in with."""
    if contact is None or kind in TO_THE_ACCOUNT:
        return person.email
    return contact.email or person.email


def _letter(draft: Draft, contact: Contact | None, moment: datetime) -> Letter:
    return Letter(
        kind=draft.kind,
        person=draft.to,
        name=called(contact, draft.to),
        address=draft.address or address_for(draft.kind, draft.to, contact),
        subject=" ".join(draft.subject.split())[:200],
        text=draft.text,
        path=draft.path,
        link_label=draft.link_label,
        invitation=draft.invitation,
        made_at=moment,
        message_id=new_message_id(),
    )


def _wishes(association_id: int, drafts: Iterable[Draft]) -> dict[int, str]:
    people = [draft.to.pk for draft in drafts if not draft.kind.is_required]
    if not people:
        return {}
    chosen = Preference.objects.filter(association_id=association_id, person_id__in=people)
    return dict(chosen.values_list("person_id", "delivery"))


def _decide(letter: Letter, wish: str) -> None:
    """When the letter goes, or why it does not."""
    required = Kind(letter.kind).is_required
    if not settings.SAMORDNA_MAIL_SERVER:
        letter.state, letter.reason = State.STOPPED, NO_SERVER
    elif wish == Delivery.NONE and not required:
        letter.state, letter.reason = State.STOPPED, CHOSEN_AWAY
    else:
        letter.state, letter.next_try_at = State.WAITING, letter.made_at
        if wish == Delivery.DIGEST and not required:
            letter.to_gather = True
            letter.next_try_at = next_digest(timezone.localtime(letter.made_at))


def send_after_commit(letters: Sequence[Letter]) -> None:
    """Send letters when the change has been committed, where no worker does."""
    if settings.SAMORDNA_LETTERS_AT_ONCE:
        keys = [letter.pk for letter in letters if not letter.to_gather]
        transaction.on_commit(lambda: deliver_now(keys), robust=True)


def hand_over(letters: models.QuerySet[Letter], reason: str) -> int:
    """Say of letters that have not gone out how they reached their readers; returns how many."""
    left = letters.exclude(state__in=[State.SENT, State.GATHERED, State.HANDED])
    return left.update(state=State.HANDED, reason=reason[:300], next_try_at=None, to_gather=False)


def stop_letters(*, about: models.Model, kinds: Iterable[Kind], reason: str) -> int:
    """Stop what still waits about something; returns how many. What has gone has gone.

    What was written where there was no mail server waits for one.
    """
    waiting = Letter.objects.filter(
        Q(state=State.WAITING) | Q(state=State.STOPPED, reason=NO_SERVER),
        about_type=about._meta.label_lower,
        about_id=about.pk,
        kind__in=list(kinds),
    )
    return waiting.update(state=State.STOPPED, reason=reason, next_try_at=None, to_gather=False)
