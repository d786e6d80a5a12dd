"""Applications, signatures, statements and calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from samordna.flows.services import (
    cancel_meeting,
)
from samordna.funding.models import Application
from samordna.funding.rules.states import Asked, CallState, State, Writing
from samordna.funding.services.calls import edit_call
from samordna.funding.services.drafting import withdraw_application
from samordna.funding.services.preparing import (
    assign_case_officer,
    register_application,
    reopen_statement,
)
from samordna.funding.services.signing import (
    recall_application,
    refuse_signature,
    request_signatures,
    sign_application,
)
from samordna.funding.services.stuck import extend_call, extend_deadline, write_off_application
from samordna.funding.tests.world import make_call, register, submit, write_application
from samordna.initiatives.standing import GrantState
from samordna.meetings.rules.states import (
    EffectState,
)
from samordna.parties.tests.cast import Cast
from tests.permissions.funding import _prepared as prepare
from tests.support.standings.base import EARLY, HELD, Row, makes, office
from tests.support.standings.board import decided, on_agenda


def _number(application: Application) -> dict[str, int]:
    return {"number": application.number}


def _sent(cast: Cast) -> Application:
    application = write_application(cast)
    request_signatures(actor=cast.actor("applicant"), application=application)
    return Application.objects.get(pk=application.pk)


@makes("application", State.DRAFT)
def draft(cast: Cast) -> Row:
    application = write_application(cast)
    return Row(
        _number(application),
        way_out=lambda: extend_deadline(
            actor=office(cast), application=application, until=date(2024, 10, 31), reason="Sent"
        ),
    )


@makes("application", State.SIGNING)
def signing(cast: Cast) -> Row:
    application = _sent(cast)
    return Row(
        _number(application),
        way_out=lambda: recall_application(
            actor=office(cast), application=application, reason="En part är borta"
        ),
    )


@makes("application", State.SUBMITTED)
def submitted(cast: Cast) -> Row:
    application = submit(cast, write_application(cast))
    return Row(
        _number(application),
        way_out=lambda: register_application(actor=office(cast), application=application),
    )


@makes("application", State.REGISTERED)
@makes("statement", Writing.DRAFT)
def registered(cast: Cast) -> Row:
    application = register(cast, submit(cast, write_application(cast)))
    return Row(
        _number(application),
        way_out=lambda: assign_case_officer(
            actor=office(cast), application=application, case_officer=cast.people["director"]
        ),
    )


@makes("application", State.PREPARED)
@makes("statement", Writing.READY)
def prepared(cast: Cast) -> Row:
    application = prepare(cast, write_application(cast))
    return Row(
        _number(application),
        way_out=lambda: reopen_statement(actor=cast.actor("case_officer"), application=application),
    )


@makes("application", State.SCHEDULED)
def scheduled(cast: Cast) -> Row:
    _, meeting, _ = on_agenda(cast)
    return Row(
        {"number": meeting.number},
        way_out=lambda: cancel_meeting(actor=office(cast), meeting=meeting, reason="För få kunde"),
    )


@makes("application", State.POSTPONED)
def postponed(cast: Cast) -> Row:
    application, _ = decided(cast, "postponed")
    return Row(
        _number(application),
        HELD,
        lambda: reopen_statement(
            actor=cast.actor("case_officer"), application=Application.objects.get()
        ),
    )


@makes("application", State.GRANTED)
@makes("effect", EffectState.DONE)
@makes("grant", GrantState.GIVEN)
def granted(cast: Cast) -> Row:
    application, _ = decided(cast, "approved")
    assert application.__class__.objects.get().grant is not None
    return Row(_number(application), HELD)


@makes("application", State.REJECTED)
def rejected(cast: Cast) -> Row:
    application, _ = decided(cast, "rejected")
    return Row(_number(application), HELD)


@makes("application", State.WITHDRAWN)
def withdrawn(cast: Cast) -> Row:
    application = write_application(cast)
    withdraw_application(actor=cast.actor("applicant"), application=application)
    return Row(_number(application))


@makes("application", State.WRITTEN_OFF)
def written_off(cast: Cast) -> Row:
    application = write_application(cast)
    write_off_application(actor=office(cast), application=application, reason="Ska inte sökas")
    return Row(_number(application))


@makes("signature", Asked.WAITING)
def signature_waiting(cast: Cast) -> Row:
    return signing(cast)


def _refused(cast: Cast) -> Application:
    application = _sent(cast)
    refuse_signature(
        actor=cast.actor("partner_signatory"),
        application=application,
        version_number=1,
        organisation_id=cast.organisations["af"].pk,
        reason="Beloppet är fel",
    )
    return application


@makes("signature", Asked.REFUSED)
def signature_refused(cast: Cast) -> Row:
    application = _refused(cast)
    return Row(
        _number(application),
        way_out=lambda: recall_application(
            actor=office(cast), application=application, reason="Beloppet rättas"
        ),
    )


@makes("signature", Asked.SIGNED)
def signature_signed(cast: Cast) -> Row:
    application = _sent(cast)
    sign_application(
        actor=cast.actor("owner_signatory"),
        application=application,
        version_number=1,
        organisation_id=cast.organisations["heby"].pk,
    )
    return Row(_number(application))


@makes("signature", Asked.TAKEN_BACK)
def signature_taken_back(cast: Cast) -> Row:
    application = _sent(cast)
    recall_application(actor=cast.actor("applicant"), application=application)
    return Row(_number(application))


@makes("call", CallState.COMING)
def call_coming(cast: Cast) -> Row:
    call = make_call(cast, opens_on=date(2024, 12, 1), closes_on=date(2024, 12, 31))
    facts: dict[str, Any] = {
        "title": call.title,
        "text": "",
        "opens_on": EARLY,
        "closes_on": call.closes_on,
        "form": call.form,
    }
    return Row(
        {"number": call.number},
        way_out=lambda: edit_call(actor=office(cast), call=call, **facts),
    )


@makes("call", CallState.CLOSED)
def call_closed(cast: Cast) -> Row:
    return replace(call_open(cast), day=date(2024, 10, 7))


@makes("call", CallState.OPEN)
def call_open(cast: Cast) -> Row:
    call = make_call(cast)
    until = date(2024, 12, 31)
    return Row(
        {"number": call.number},
        way_out=lambda: extend_call(
            actor=office(cast), call=call, until=until, reason="Alla behöver mer tid"
        ),
    )
