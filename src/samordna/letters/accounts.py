"""Letters about accounts: written for an address, and completed when one is in hand.

Whoever asks for a new password gets the same answer whether the address has an account or not. So
the row is written for any address, without asking who has it; that is asked when the letter is to
be sent. Links are made then, too, by the room that opens them (:func:`provide`): whoever reads the
table or its copies gets into no account.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from samordna.ground import clock
from samordna.letters.models import AccountLetter
from samordna.letters.post import new_message_id
from samordna.letters.rules import ACCOUNT_LETTERS_KEPT, LINK, AccountKind, State
from samordna.parties.models import Person

REPLACED = "Ett nyare brev har ersatt det."


class NoAccount(Exception):
    """Nobody has the address: there is nothing to send."""


class NoLongerHolds(Exception):
    """The link is not to be made any more; the message is a Swedish sentence."""


#: Takes a letter with a link, and answers whose account it is about and where the link leads inside
#: the installation. Raises :class:`NoAccount` and :class:`NoLongerHolds`.
Complete = Callable[[AccountLetter], tuple[Person, str]]

_completing: list[Complete] = []


def provide(complete: Complete) -> None:
    """Say who makes the links; what was said before no longer holds."""
    _completing[:] = [complete]


def write_account_letter(
    *,
    kind: AccountKind,
    address: str,
    subject: str,
    text: str,
    base: str,
    person: Person | None = None,
    stamp: str = "",
) -> AccountLetter:
    """Write a letter about an account; the worker sends it. Asks nobody whose address it is.

    ``text`` has :data:`rules.LINK` where a link is to stand. A link that still waits to go to the
    same address goes no more: the newest is enough.
    """
    if LINK in text:
        waiting = AccountLetter.objects.filter(kind=kind, address=address, state=State.WAITING)
        waiting.update(state=State.STOPPED, reason=REPLACED, next_try_at=None)
    now = clock.now()
    return AccountLetter.objects.create(
        kind=kind,
        person=person,
        address=address,
        subject=" ".join(subject.split())[:200],
        text=text,
        base=base,
        stamp=stamp,
        made_at=now,
        state=State.WAITING,
        next_try_at=now,
        message_id=new_message_id(),
    )


def complete(letter: AccountLetter) -> None:
    """Put the link in the letter's text, in memory only, and remember whose account it is about.

    Raises :class:`NoAccount` and :class:`NoLongerHolds`.
    """
    if letter.kind == AccountKind.TOLD or LINK not in letter.text:
        return
    [ask] = _completing
    person, path = ask(letter)
    letter.text = letter.text.replace(LINK, letter.base + path)
    if letter.person_id != person.pk:
        letter.person = person
        letter.save(update_fields=["person"])


def forget_old_account_letters(now: datetime | None = None) -> int:
    """Remove letters about accounts that are older than they are kept; returns how many."""
    before = (now or clock.now()) - ACCOUNT_LETTERS_KEPT
    removed, _ = AccountLetter.objects.filter(made_at__lt=before).delete()
    return removed
