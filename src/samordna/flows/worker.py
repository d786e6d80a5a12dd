"""The worker: sends letters, gathers digests and reminds, outside the web server.

One loop over rows that are the queue themselves (decision 0011). It looks every other second, and
a server that takes nothing is left alone for a while that grows to five minutes.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from threading import Event
from time import monotonic
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.db.utils import DatabaseError

from samordna.flows.reminders import remind_all
from samordna.letters.accounts import forget_old_account_letters
from samordna.letters.delivery import BATCH, ServerDown, deliver_due
from samordna.letters.digests import gather_due
from samordna.web.kept_files import forget_old_files
from samordna.web.once import forget_old
from samordna.web.written import forget_old_texts

logger = logging.getLogger(__name__)

#: How long to leave a mail server alone that takes nothing, in seconds: doubled up to the last.
FIRST_REST, LONGEST_REST = 10.0, 300.0
#: How often to look for what is to be reminded of and gathered, in seconds.
BETWEEN_LOOKS = 60.0
#: How often sessions that have run out are removed, in seconds: once a day.
BETWEEN_CLEANINGS = 86_400.0


class Worker:
    """Works until it is asked to stop; the letter in hand is finished first."""

    def __init__(
        self,
        *,
        every: float = 2.0,
        why_not_ready: Callable[[Exception], str | None] = lambda _error: None,
    ) -> None:
        """``why_not_ready`` says in a Swedish sentence what of the installation hinders the work;
        None where an error is about something else."""
        self.every = every
        self._why_not_ready = why_not_ready
        self._said = ""
        self._stopping = Event()
        self._rest = 0.0
        self._next_look = 0.0
        self._next_cleaning = 0.0

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Stop after the letter in hand: SIGTERM and Ctrl-C."""
        self._stopping.set()

    def work(self) -> int:
        """Work until stopped. Returns 0."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        if not settings.SAMORDNA_MAIL_SERVER:
            logger.warning("SAMORDNA_MAIL is not set: letters are written, and none is sent")
        while not self._stopping.is_set():
            close_old_connections()
            self._stopping.wait(self._turn())
        return 0

    def work_once(self) -> int:
        """Send all that is due. Returns 0, or 1 when the mail server took nothing."""
        try:
            self._prepare()
            while deliver_due(stopped=self._stopping.is_set) == BATCH:
                pass
        except ServerDown as down:
            logger.warning("%s", down)
            return 1
        return 0

    def _prepare(self) -> None:
        """Remind of what is due soon, make the digests whose hour has come, and once a day remove
        the sessions that have run out, with what they kept for nobody any longer, the forms that no
        open page can send again, files and texts that were not saved, and old letters about
        accounts."""
        remind_all()
        gather_due()
        if monotonic() >= self._next_cleaning:
            self._next_cleaning = monotonic() + BETWEEN_CLEANINGS
            call_command("clearsessions")
            forget_old()
            forget_old_files()
            forget_old_texts()
            forget_old_account_letters()

    def _turn(self) -> float:
        """One look at what waits. Returns how long to wait before the next, in seconds."""
        try:
            if monotonic() >= self._next_look:
                self._next_look = monotonic() + BETWEEN_LOOKS
                self._prepare()
            sent = deliver_due(stopped=self._stopping.is_set)
        except ServerDown as down:
            self._rest = min(max(self._rest * 2, FIRST_REST), LONGEST_REST)
            logger.warning("%s Trying again in %.0f s.", down, self._rest)
            return self._rest
        except DatabaseError as error:
            # The database restarts, has no tables yet, or somebody else writes for long: nothing
            # has been lost.
            self._tell(error)
            return LONGEST_REST / 10
        except Exception:
            # Whatever it is, it must not end the post of everybody.
            logger.exception("the worker goes on after a fault")
            return LONGEST_REST / 10
        self._rest, self._said = 0.0, ""
        return 0.0 if sent == BATCH else self.every

    def _tell(self, error: DatabaseError) -> None:
        """Say what hinders the work, once; of an error that says nothing of that, where it was."""
        sentence = self._why_not_ready(error)
        if sentence is None:
            logger.exception("the worker goes on after a fault of the database")
        elif sentence != self._said:
            logger.warning("%s", sentence)
        self._said = sentence or ""
