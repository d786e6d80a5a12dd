"""What meetings do to an application. The authority is theirs, and none is asked for here.

Views do not import this module; the flows that put an application on an agenda and settle it do.
"""

from __future__ import annotations

from datetime import date

from django.db.models import F

from samordna.funding.models import Application, Statement
from samordna.funding.rules.states import OUTCOMES
from samordna.funding.services.errors import OutcomeUnknown
from samordna.funding.services.locking import journal_state, locked, save_state, take_step
from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.parties.actors import Actor

#: Steps that are journalled by another word than their own.
_VERBS = {
    "reopen_statement": "remit_application",
    "unschedule_tabled": "unschedule_application",
}


@changes
def schedule_application(*, actor: Actor, application: Application) -> Application:
    """Say that an application is on a meeting's agenda; journalled.

    Authority is the agenda's: the calling flow has checked it. Raises IllegalTransition.
    """
    return _move(actor, application, "schedule")


@changes
def unschedule_application(
    *, actor: Actor, application: Application, tabled: bool = False
) -> Application:
    """Say that an application was taken off the agenda before the meeting; journalled.

    One that the board had ``tabled`` before is so again. Authority is the agenda's. Raises
    IllegalTransition.
    """
    return _move(actor, application, "unschedule_tabled" if tabled else "unschedule")


@changes
def settle_application(
    *,
    actor: Actor,
    application: Application,
    outcome: str,
    settled_on: date | None = None,
    in_part: bool = False,
    undecided: bool = False,
) -> Application:
    """Write what the adjusted minutes say: ``granted``, ``rejected`` or ``postponed``; journalled.

    Authority is the minutes': the calling flow has seen them signed. ``settled_on`` is the day of
    adjustment (today unless told); a postponed application stays open. ``in_part``: less was
    granted than was applied for. ``undecided``: what is ``postponed`` was not tabled, but taken up
    without a decision. Raises OutcomeUnknown and IllegalTransition.
    """
    if outcome not in OUTCOMES:
        raise OutcomeUnknown(f"Utfallet ”{outcome}” finns inte.")
    day = None if outcome == Application.State.POSTPONED else settled_on or clock.today()
    granted_in_part = in_part and outcome == Application.State.GRANTED
    left = undecided and outcome == Application.State.POSTPONED
    return _move(
        actor,
        application,
        "leave_undecided" if left else OUTCOMES[outcome],
        day,
        granted_in_part=granted_in_part,
        left_undecided=left,
    )


@changes
def remit_application(*, actor: Actor, application: Application, mark: str) -> Application:
    """Open the statement of an application that the board sent back (*återremiss*); journalled.

    Authority is the minutes'. ``mark`` is the paragraph and its day. The paper that was
    drawn up stays in the register. Raises IllegalTransition.
    """
    moved = _move(actor, application, "reopen_statement")
    moved.remitted_as = mark
    moved.save(update_fields=["remitted_as"])
    Statement.objects.filter(application=moved).update(
        state=Statement.State.DRAFT, revision=F("revision") + 1
    )
    return moved


def _move(
    actor: Actor,
    application: Application,
    verb: str,
    settled_on: date | None = None,
    *,
    granted_in_part: bool = False,
    left_undecided: bool | None = None,
) -> Application:
    """``left_undecided`` stays as it was where nothing is said of it: the board's word stands until
    its next."""
    application = locked(application)
    if left_undecided is not None:
        application.left_undecided = left_undecided
    before = take_step(application, verb)
    application.settled_on, application.granted_in_part = settled_on, granted_in_part
    save_state(application)
    journal_state(actor, _VERBS.get(verb, f"{verb}_application"), application, before)
    return application
