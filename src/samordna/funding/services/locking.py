"""What the services share: the locked row, the legal step, and its entry in the journal."""

from __future__ import annotations

from typing import Any

from samordna.funding.models import Application
from samordna.funding.rules.states import APPLICATION
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.services import journal
from samordna.parties.actors import Actor


def locked(application: Application) -> Application:
    """The application's row, locked until the transaction ends. Raises DoesNotExist."""
    return for_change(Application.objects.all()).get(pk=application.pk)


def take_step(application: Application, verb: str) -> str:
    """Put the locked application in the state that the verb leads to, and return where it was.

    The caller saves the row. Raises IllegalTransition with a Swedish sentence.
    """
    before = application.state
    application.state = APPLICATION.next(before, verb)
    return before


def save_state(application: Application) -> None:
    application.changed_at = clock.now()
    marks = ["settled_on", "granted_in_part", "left_undecided"]
    application.save(update_fields=["state", *marks, "changed_at"])


def journal_state(actor: Actor, verb: str, application: Application, before: str) -> None:
    after: dict[str, Any] = {"state": application.state}
    if application.settled_on is not None:
        after["settled_on"] = application.settled_on
    journal(actor=actor, verb=verb, subject=application, before={"state": before}, after=after)
