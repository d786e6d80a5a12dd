"""What the services share: the locked row and the legal step."""

from __future__ import annotations

from samordna.funding.models import Application
from samordna.funding.rules.states import APPLICATION


def locked(application: Application) -> Application:
    """The application's row, locked until the transaction ends. Raises DoesNotExist."""
    return Application.objects.select_for_update().get(pk=application.pk)


def take_step(application: Application, verb: str) -> str:
    """Put the locked application in the state that the verb leads to, and return where it was.

    The caller saves the row. Raises IllegalTransition with a Swedish sentence.
    """
    before = application.state
    application.state = APPLICATION.next(before, verb)
    return before
