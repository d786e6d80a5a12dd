"""What the office does, alone and with a reason, when an application or a call has got stuck."""

from __future__ import annotations

from datetime import date

from samordna.funding.models import Application, ApplicationVersion, Call
from samordna.funding.policies import may_edit_calls, may_extend, may_write_off
from samordna.funding.services.errors import NotLater, ReasonMissing
from samordna.funding.services.locking import locked, take_step
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.dates import format_long
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.register.models import Record
from samordna.register.steps import register_record


def _said(reason: str, why: str) -> str:
    if not reason.strip():
        raise ReasonMissing(why)
    return reason.strip()


def _later(until: date, than: date) -> None:
    if until < clock.today():
        raise NotLater("Den nya sista dagen har redan passerat. Välj i dag eller en senare dag.")
    if until <= than:
        raise NotLater(f"Sista dagen är redan den {format_long(than)}. Välj en senare dag.")


@changes
def extend_deadline(
    *, actor: Actor, application: Application, until: date, reason: str
) -> Application:
    """Give one draft more time than its call has, with a reason; journalled.

    Raises Refused, :class:`NotLater` and :class:`ReasonMissing`.
    """
    application = locked(application)
    require(may_extend(actor, application))
    why = _said(reason, "Skriv varför ansökan får längre tid. Skälet står på ansökan.")
    _later(until, application.last_day)
    before = {"last_day": application.last_day}
    application.extended_until, application.extension_reason = until, why[:300]
    application.changed_at = clock.now()
    application.save(update_fields=["extended_until", "extension_reason", "changed_at"])
    after = {"last_day": until, "reason": why}
    journal(actor=actor, verb="extend_deadline", subject=application, before=before, after=after)
    return application


@changes
def extend_call(*, actor: Actor, call: Call, until: date, reason: str) -> Call:
    """Move the last day of a call, also of one that has closed, with a reason; journalled.

    Raises Refused, :class:`NotLater` and :class:`ReasonMissing`.
    """
    require(may_edit_calls(actor))
    call = for_change(Call.objects.all()).get(pk=call.pk)
    why = _said(reason, "Skriv varför utlysningen förlängs. Skälet står på utlysningen.")
    _later(until, call.closes_on)
    before = {"closes_on": call.closes_on}
    call.closes_on, call.extension_reason = until, why[:300]
    call.save(update_fields=["closes_on", "extension_reason"])
    after = {"closes_on": until, "reason": why}
    journal(actor=actor, verb="extend_call", subject=call, before=before, after=after)
    return call


@changes
def write_off_application(*, actor: Actor, application: Application, reason: str) -> Application:
    """Write off (avskriva) an application that will never be decided, with a reason; journalled,
    and registered if it has a matter.

    What waits for signatures is taken back. Raises Refused, :class:`ReasonMissing` and
    IllegalTransition.
    """
    application = locked(application)
    require(may_write_off(actor, application))
    why = _said(reason, "Skriv varför ansökan avskrivs. Sökanden läser skälet.")
    before = take_step(application, "write_off")
    application.settled_on = clock.today()
    application.changed_at = clock.now()
    application.save(update_fields=["state", "settled_on", "changed_at"])
    if before == Application.State.SIGNING:
        waiting = ApplicationVersion.objects.filter(application=application, withdrawn_at=None)
        waiting.update(withdrawn_at=clock.now())
    if application.matter is not None:
        register_record(
            actor=actor,
            matter=application.matter,
            direction=Record.Direction.INTERNAL,
            subject=f"Avskrivning av ansökan: {application.name}. Skäl: {' '.join(why.split())}",
        )
    after = {"state": application.state, "reason": why}
    journal(
        actor=actor,
        verb="write_off_application",
        subject=application,
        before={"state": before},
        after=after,
    )
    return application
