"""Delivery: the letters that are due are sent, each by one sender at a time.

The row is the queue. A sender takes a letter by moving its next moment ahead, in one statement that
only one can win, sends it, and says so. Whoever is stopped midway, also by force, leaves a letter
that is due again after ``rules.HELD``: none is lost, and at most the one that was in flight goes
twice, with the same Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone
from django_scopes import scope

from samordna.ground import clock
from samordna.ground.aside import left_aside
from samordna.journal.changes import changes
from samordna.letters.accounts import NoAccount, NoLongerHolds, complete
from samordna.letters.models import AccountLetter, Letter
from samordna.letters.post import Bounced, Post, TryLater, Unsendable
from samordna.letters.rules import HELD, TO_A_DAY, State, next_try
from samordna.letters.sent import letter_sent
from samordna.letters.truth import why_untrue

logger = logging.getLogger(__name__)

M = TypeVar("M", Letter, AccountLetter)

#: Letters that are read at a time.
BATCH = 50


class ServerDown(Exception):
    """The mail server takes nothing now; the message is a Swedish sentence."""


def deliver_due(*, most: int = BATCH, stopped: Callable[[], bool] = lambda: False) -> int:
    """Send letters that are due, the oldest first; returns how many it took in hand.

    ``stopped`` is asked before each of them.

    Raises :class:`ServerDown` when the server takes nothing: the caller waits before it tries the
    next one.
    """
    taken = 0
    # Somebody waits at a page for what is about an account: such letters go first.
    with Post(settings.SAMORDNA_ACCOUNT_LETTERS_BACKEND) as post:
        for pk in _due(AccountLetter._base_manager.all())[:most]:
            if stopped():
                return taken
            _deliver_account(pk, post)
            taken += 1
    with Post() as post:
        for pk in _due(Letter._base_manager.filter(to_gather=False))[: most - taken]:
            if stopped():
                break
            _deliver(pk, post)
            taken += 1
    return taken


def _due(rows: QuerySet[Any]) -> QuerySet[Any, int]:
    """The keys of those letters that are due, the oldest first."""
    due = rows.filter(state=State.WAITING, next_try_at__lte=clock.now())
    return due.order_by("next_try_at", "pk").values_list("pk", flat=True)


def deliver_all() -> None:
    """Send all that is due now. Raises :class:`ServerDown`."""
    while deliver_due() == BATCH:
        pass


def deliver_now(keys: Iterable[int]) -> None:
    """Send these letters at once, where no worker does; what fails is left for later."""
    with Post() as post:
        for key in keys:
            try:
                _deliver(key, post)
            except ServerDown as down:
                logger.warning("%s", down)
                return


def deliver_account_letter_now(key: int) -> None:
    """Send a letter about an account at once, where no worker does."""
    with Post(settings.SAMORDNA_ACCOUNT_LETTERS_BACKEND) as post:
        try:
            _deliver_account(key, post)
        except ServerDown as down:
            logger.warning("%s", down)


def _deliver(pk: int, post: Post) -> None:
    """Send one letter, unless somebody else does. Raises :class:`ServerDown`."""
    letter = _take(pk)
    if letter is None:
        return
    with scope(association=letter.association):
        if letter.about_id and letter.kind in TO_A_DAY and (reason := why_untrue(letter)):
            # It has waited until the day that it calls to had passed.
            _close(letter, State.STOPPED, reason)
        elif _sent(letter, post):
            _say_sent(letter)


def _deliver_account(pk: int, post: Post) -> None:
    """Send one letter about an account, unless somebody else does. What was written for an address
    that has no account goes away. Raises :class:`ServerDown`."""
    letter = _take_from(AccountLetter._base_manager.select_related("person"), pk)
    if letter is None:
        return
    try:
        complete(letter)
    except NoAccount:
        letter.delete()
    except NoLongerHolds as reason:
        _close(letter, State.STOPPED, str(reason))
    except Exception as error:  # as with other letters: it does not stop those after it
        logger.exception("account letter %s cannot be completed", letter.pk)
        _close(letter, State.FAILED, f"Brevet går inte att skriva ({type(error).__name__}).")
    else:
        if _sent(letter, post):
            _say_it_went(letter)


def _sent(letter: M, post: Post) -> bool:
    """Whether the letter went out; of one that did not the row says why. Raises
    :class:`ServerDown`."""
    try:
        post.send(letter)
    except Bounced as bounced:
        _close(letter, State.BOUNCED, str(bounced))
    except Unsendable as unsendable:
        logger.exception("%s cannot be sent", _called(letter))
        _close(letter, State.FAILED, str(unsendable))
    except TryLater as later:
        _put_back(letter, str(later))
        if later.server:
            raise ServerDown(str(later)) from later
    else:
        return True
    return False


def _take(pk: int) -> Letter | None:
    """The letter, held for this sender; None when it is no longer due or somebody else has it."""
    return _take_from(
        Letter._base_manager.select_related("association", "person", "invitation"), pk
    )


def _take_from(rows: QuerySet[M], pk: int) -> M | None:
    """A letter of these, as :func:`_take`."""
    letter = rows.filter(pk=pk, state=State.WAITING).first()
    if letter is None:
        return None
    seen, now = letter.next_try_at, clock.now()
    if seen is None or seen > now:
        return None
    every = type(letter)._base_manager
    mine = every.filter(pk=pk, state=State.WAITING, next_try_at=seen)
    if not mine.update(next_try_at=now + HELD, attempts=F("attempts") + 1):
        return None
    letter.attempts += 1
    letter.next_try_at = now + HELD
    return letter


def _say_sent(letter: Letter) -> None:
    """Say that the letter has gone out, also where what should follow cannot be done: the letter
    would else go once more, and again."""
    with left_aside(f"what follows that letter {letter.pk} has gone out"):
        _mark_sent(letter)
        return
    _mark_sent(letter, follow=False)


@changes
def _mark_sent(letter: Letter, *, follow: bool = True) -> None:
    """Say that the letter has gone out, and tell what follows."""
    _say_it_went(letter)
    if follow:
        letter_sent(letter)


def _say_it_went(letter: Letter | AccountLetter) -> None:
    letter.state, letter.sent_at = State.SENT, clock.now()
    letter.reason, letter.next_try_at = "", None
    letter.save(update_fields=["state", "sent_at", "reason", "next_try_at"])


def _close(letter: Letter | AccountLetter, state: State, reason: str) -> None:
    letter.state, letter.reason, letter.next_try_at = state, reason[:300], None
    letter.save(update_fields=["state", "reason", "next_try_at"])
    logger.warning("%s: %s", _called(letter), reason)


def _put_back(letter: Letter | AccountLetter, reason: str) -> None:
    """Try again later, or give up after the last attempt."""
    again: datetime | None = next_try(letter.attempts, clock.now())
    if again is None:
        _close(letter, State.FAILED, f"{reason} Vi har försökt {letter.attempts} gånger.")
        return
    letter.reason, letter.next_try_at = reason[:300], again
    letter.save(update_fields=["reason", "next_try_at"])
    moment = timezone.localtime(again)
    logger.info("%s waits until %s: %s", _called(letter), f"{moment:%Y-%m-%d %H.%M}", reason)


def _called(letter: Letter | AccountLetter) -> str:
    """What the log calls a letter: no name and no address."""
    return f"{'letter' if isinstance(letter, Letter) else 'account letter'} {letter.pk}"
