"""A few rows for the tests of this room: the quick way to an application in a certain state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from samordna.funding.models import (
    Application,
    ApplicationPartner,
    Call,
    FormVersion,
    ProposedAmount,
    Statement,
)
from samordna.parties.numbers import take_number
from samordna.parties.tests.cast import Cast

MOMENT = datetime(2024, 9, 5, 8, 0, tzinfo=UTC)

SMALL_FORM: dict[str, Any] = {
    "sections": [
        {
            "key": "bakgrund",
            "heading": "Bakgrund",
            "questions": [
                {"key": "behov", "label": "Behov", "help": "", "kind": "text", "required": True},
                {
                    "key": "antal",
                    "label": "Antal deltagare",
                    "help": "",
                    "kind": "number",
                    "required": False,
                },
            ],
        }
    ],
    "agreement": [{"heading": "Lagar", "text": "Parterna följer lagen."}],
}


def make_call(cast: Cast, **changes: Any) -> Call:
    """A call that is open in September 2024, with a small form."""
    association = cast.association
    form, _ = FormVersion.objects.get_or_create(
        association=association,
        name="Ansökan",
        version=1,
        defaults={"valid_from": date(2024, 1, 1), "definition": SMALL_FORM},
    )
    number = take_number(association, kind="call", key="")
    values = {
        "title": f"Medel för 2025 ({number})",
        "opens_on": date(2024, 5, 1),
        "closes_on": date(2024, 9, 30),
        "form": form,
    }
    return Call.objects.create(association=association, number=number, **{**values, **changes})


def make_application(
    cast: Cast,
    call: Call,
    *,
    owner: str = "heby",
    partners: tuple[str, ...] = ("af",),
    **values: Any,
) -> Application:
    """An application by Heby with Arbetsförmedlingen, a draft unless ``state`` says otherwise."""
    number = take_number(cast.association, kind="application", key="")
    defaults = {
        "name": f"Insats {number}",
        "kind": Application.Kind.INDIVIDUAL,
        "nature": Application.Nature.NEW,
        "period_from": date(2025, 1, 1),
        "period_to": date(2026, 12, 31),
        "created_at": MOMENT,
        "changed_at": MOMENT,
    }
    application = Application.objects.create(
        association=cast.association,
        number=number,
        call=call,
        form=call.form,
        owner=cast.organisations[owner],
        **{**defaults, **values},
    )
    for position, partner in enumerate(partners, start=1):
        ApplicationPartner.objects.create(
            association=cast.association,
            application=application,
            organisation=cast.organisations[partner],
            position=position,
        )
    return application


def make_statement(
    cast: Cast,
    application: Application,
    amounts: dict[tuple[str, int], int],
    ready_on: date | None = date(2024, 9, 2),
) -> Statement:
    """A statement and its amounts per organisation (a key of the cast) and year; ready or draft."""
    statement = Statement.objects.create(
        association=cast.association,
        application=application,
        state=Statement.State.DRAFT if ready_on is None else Statement.State.READY,
        ready_on=ready_on,
    )
    for (organisation, year), kr in amounts.items():
        ProposedAmount.objects.create(
            association=cast.association,
            statement=statement,
            organisation=cast.organisations[organisation],
            year=year,
            amount_kr=kr,
        )
    return statement
