"""Sending a letter again, and choosing how one wants one's letters."""

from __future__ import annotations

from django.conf import settings

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.letters.invitations import NotInvited, invite
from samordna.letters.models import Invitation, Letter, Preference
from samordna.letters.policies import may_send_letters
from samordna.letters.post import new_message_id
from samordna.letters.queries import written_without_server
from samordna.letters.rules import (
    ALARMS,
    NO_SERVER,
    NOT_REACHED,
    SENDABLE,
    TO_THE_OLD_ADDRESS,
    Delivery,
    Kind,
    State,
)
from samordna.letters.steps import (
    CHOSEN_AWAY,
    address_for,
    hand_over,
    send_after_commit,
)
from samordna.letters.truth import why_untrue
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.parties.models import called
from samordna.parties.queries import contacts_of, has_come_in

#: Letters that are sent in one go while somebody waits for the page.
MOST_AT_ONCE = 200


class NotSendable(Exception):
    """The letter does not go out; the message is a Swedish sentence."""


def send_again(*, actor: Actor, letter: Letter) -> Letter:
    """Send a letter once more, to the address that the person has now; journalled.

    An invitation gets a new link, since the old one may have been used or become too old. Raises
    Refused, NotInvited, and :class:`NotSendable` for a letter that is on its way, for one that no
    longer holds, and where there is no mail server.
    """
    sent = _sent_again(actor, letter)
    if isinstance(sent, Letter):
        return sent
    # The letter of a new invitation is written when the change ends. Inside a larger one, as that
    # of a form that is sent once, it is not there yet: the one before is what there is to show.
    return Letter.objects.filter(invitation=sent).order_by("pk").last() or letter


@changes
def _sent_again(actor: Actor, letter: Letter) -> Letter | Invitation:
    require(may_send_letters(actor))
    locked = (
        for_change(Letter.objects.all(), of=("self",)).select_related("person").get(pk=letter.pk)
    )
    if locked.state not in SENDABLE:
        raise NotSendable("Brevet är redan på väg.")
    if not settings.SAMORDNA_MAIL_SERVER:
        raise NotSendable(NO_SERVER)
    if (
        locked.kind == Kind.INVITATION
        and locked.person
        and not has_come_in(locked.person, actor.association_id)
    ):
        return invite(actor=actor, person=locked.person)
    if locked.kind == Kind.INVITATION:
        raise NotSendable(f"{locked.name} har redan ett konto och behöver ingen inbjudan.")
    if reason := why_not(locked):
        raise NotSendable(reason)
    before = {"state": locked.state, "address": locked.address}
    if locked.person is not None:
        contact = contacts_of([locked.person]).get(locked.person.pk)
        if locked.kind not in TO_THE_OLD_ADDRESS:
            locked.address = address_for(locked.kind, locked.person, contact)
        locked.name = called(contact, locked.person)
    locked.state, locked.reason, locked.attempts = State.WAITING, "", 0
    locked.sent_at, locked.next_try_at = None, clock.now()
    # On purpose a letter of its own: a mail program that has the first one would hide it.
    locked.message_id = new_message_id()
    locked.save()
    after = {"state": locked.state, "address": locked.address}
    journal(actor=actor, verb="send_letter_again", subject=locked, before=before, after=after)
    send_after_commit([locked])
    return locked


def send_unsent(*, actor: Actor) -> tuple[int, int]:
    """Send what was written where there was no mail server; returns how many go, and how many not.

    What no longer holds stays, and says why. Each in a transaction of its own, as many as a page
    can wait for. Raises Refused.
    """
    require(may_send_letters(actor))
    sent = left = 0
    for letter in Letter.objects.filter(written_without_server()).order_by("pk")[:MOST_AT_ONCE]:
        try:
            send_again(actor=actor, letter=letter)
            sent += 1
        except (NotSendable, NotInvited, Refused) as error:
            left += 1
            stopped = Letter.objects.filter(written_without_server(), pk=letter.pk)
            stopped.update(reason=str(error)[:300])
    return sent, left


def why_not(letter: Letter) -> str:
    """Why a letter is not to be sent again: it no longer holds, or its reader wants no such
    letters; empty when it is. In its association's scope."""
    chosen = Preference.objects.filter(person_id=letter.person_id or 0, delivery=Delivery.NONE)
    if not Kind(letter.kind).is_required and chosen.exists():
        return CHOSEN_AWAY
    return why_untrue(letter)


def why_not_handed_over(actor: Actor, letter: Letter) -> str:
    """Why the actor cannot say that a letter has been told some other way, as a Swedish sentence;
    empty for others: it tells of what the actor has done with somebody's account."""
    if letter.kind in ALARMS and letter.event and letter.event.actor_id == actor.person_id:
        return (
            "Brevet berättar om något som du har gjort. Därför kan bara någon annan ange att "
            "beskedet är lämnat."
        )
    return ""


@changes
def hand_letter_over(*, actor: Actor, letter: Letter, how: str) -> Letter:
    """Say that somebody has got a letter's message some other way; journalled, and not sent.

    Raises Refused, and :class:`NotSendable` without a word about how, and for what has gone.
    """
    require(may_send_letters(actor))
    locked = (
        for_change(Letter.objects.all(), of=("self",)).select_related("event").get(pk=letter.pk)
    )
    if locked.state not in NOT_REACHED:
        raise NotSendable("Brevet har redan gått ut.")
    if reason := why_not_handed_over(actor, locked):
        raise NotSendable(reason)
    if not how.strip():
        raise NotSendable("Skriv hur beskedet har lämnats, till exempel: per telefon.")
    before = {"state": locked.state}
    hand_over(Letter.objects.filter(pk=locked.pk), how.strip())
    locked.refresh_from_db()
    after = {"state": locked.state, "how": locked.reason}
    journal(actor=actor, verb="hand_letter_over", subject=locked, before=before, after=after)
    return locked


@changes
def save_preference(*, actor: Actor, delivery: Delivery) -> Preference:
    """Choose how one wants the letters that may be chosen; journalled.

    Raises ValueError for who is no person.
    """
    if actor.person_id is None:
        raise ValueError("only a person gets letters")
    found = Preference.objects.filter(person_id=actor.person_id).first()
    before = found.delivery if found else Delivery.AT_ONCE.value
    saved, _ = Preference.objects.update_or_create(
        association_id=actor.association_id,
        person_id=actor.person_id,
        defaults={"delivery": delivery.value},
    )
    journal(
        actor=actor,
        verb="save_letter_preference",
        subject=saved,
        before={"delivery": before},
        after={"delivery": saved.delivery},
    )
    return saved
