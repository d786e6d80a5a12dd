"""Mandates, roles, matters and records."""

from __future__ import annotations

from datetime import date
from typing import Any

from samordna.parties.models import Mandate, RoleAssignment
from samordna.parties.services.mandates import end_mandate, receive_papers
from samordna.parties.services.roles import end_role
from samordna.parties.standing import MandateState, RoleState
from samordna.parties.tests.cast import Cast
from samordna.register.models import Matter
from samordna.register.services import close_matter, open_matter_by_hand, reopen_matter
from samordna.register.standing import MatterState, RecordState
from tests.support.standings.base import EARLY, Row, Step, makes, office


def _mandate(cast: Cast, **facts: Any) -> Mandate:
    Mandate.objects.filter(pk=cast.mandates["member"].pk).update(**facts)
    return Mandate.objects.get(pk=cast.mandates["member"].pk)


@makes("mandate", MandateState.WITHOUT_PAPERS)
def without_papers(cast: Cast) -> Row:
    mandate = _mandate(cast, papers_received_on=None)
    return Row(
        {"pk": mandate.pk},
        way_out=lambda: receive_papers(
            actor=office(cast), mandate=mandate, received_on=date(2024, 9, 4)
        ),
    )


@makes("mandate", MandateState.RECEIVED)
def received(cast: Cast) -> Row:
    mandate = _mandate(cast)
    return Row({"pk": mandate.pk}, way_out=_ends(cast, mandate))


@makes("mandate", MandateState.FILED)
def mandate_filed(cast: Cast) -> Row:
    mandate = _mandate(cast, filed_on=date(2023, 5, 1), filed_by="Styrelsen § 3/2023")
    return Row({"pk": mandate.pk}, way_out=_ends(cast, mandate))


def _ends(cast: Cast, mandate: Mandate) -> Step:
    return lambda: end_mandate(actor=office(cast), mandate=mandate, last_day=EARLY)


@makes("mandate", MandateState.ENDED)
def mandate_ended(cast: Cast) -> Row:
    mandate = _mandate(cast, valid_to=date(2024, 9, 4))
    return Row({"pk": mandate.pk})


@makes("role", RoleState.HELD)
def role_held(cast: Cast) -> Row:
    role = RoleAssignment.objects.get(person=cast.people["auditor"])
    return Row(
        {"pk": role.pk},
        way_out=lambda: end_role(actor=office(cast), assignment=role, last_day=EARLY),
    )


@makes("role", RoleState.ENDED)
def role_ended(cast: Cast) -> Row:
    row = role_held(cast)
    assert row.way_out is not None
    row.way_out()
    return Row(row.arguments)


def _matter(cast: Cast) -> Matter:
    return open_matter_by_hand(actor=office(cast), subject="Revision")


@makes("matter", MatterState.OPEN)
@makes("record", RecordState.REGISTERED)
def matter_open(cast: Cast) -> Row:
    matter = _matter(cast)
    return Row(
        {"year": matter.year, "serial": matter.serial},
        way_out=lambda: close_matter(actor=office(cast), matter=matter),
    )


@makes("matter", MatterState.CLOSED)
def matter_closed(cast: Cast) -> Row:
    matter = close_matter(actor=office(cast), matter=_matter(cast))
    return Row(
        {"year": matter.year, "serial": matter.serial},
        way_out=lambda: reopen_matter(actor=office(cast), matter=matter),
    )
