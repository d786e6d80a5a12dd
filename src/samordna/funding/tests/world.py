"""A few rows for the tests of this room: the quick way to an application in a certain state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import years_of_groups, years_of_line
from samordna.funding.models import (
    Application,
    ApplicationPartner,
    Call,
    FormVersion,
    ProposedAmount,
    Statement,
)
from samordna.funding.services.budget import save_budget
from samordna.funding.services.drafting import InitiativeFacts, save_application, start_application
from samordna.funding.services.preparing import register_application
from samordna.funding.services.signing import request_signatures, sign_application
from samordna.kernel.findings import Where
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


ANSWERS = {"behov": "Många behöver stöd av flera.", "antal": "40"}


def write_application(cast: Cast, *, name: str = "Samordnat stöd") -> Application:
    """A complete draft by Sixten for Heby with Arbetsförmedlingen, 600 000 kr in 2025 and 2026.

    Heby gets 400 000 kr for a coach and Arbetsförmedlingen 200 000 kr for education.
    """
    actor = cast.actor("applicant")
    heby, af = cast.organisations["heby"], cast.organisations["af"]
    application = start_application(
        actor=actor,
        call=make_call(cast),
        owner=heby,
        name=name,
        kind=Application.Kind.INDIVIDUAL,
    )
    facts = InitiativeFacts(
        name=name,
        kind=Application.Kind.INDIVIDUAL,
        nature=Application.Nature.NEW,
        partner_ids=(af.pk,),
        period_from=date(2025, 1, 1),
        period_to=date(2026, 12, 31),
        intake_end=date(2026, 6, 30),
    )
    save_application(actor=actor, application=application, revision=0, facts=facts)
    save_application(
        actor=actor, application=application, revision=0, section="bakgrund", answers=ANSWERS
    )
    return save_budget(
        actor=actor, application=application, revision=0, budget=small_budget(heby.pk, af.pk)
    )


def small_budget(owner: int, partner: int) -> Budget:
    """A coach of 400 000 kr at the owner and 200 000 kr of education at the partner."""
    coach = Line(
        where=Where(field="row-1"),
        side=Side.REQUESTED,
        group=Group.WAGE,
        label="Coach",
        percent=Decimal(50),
        date_from=date(2025, 1, 1),
        date_to=date(2026, 12, 31),
        amounts={owner: 400_000},
        years=years_of_line({2025: 200_000, 2026: 200_000}),
    )
    education = Line(
        where=Where(field="row-2"),
        side=Side.REQUESTED,
        group=Group.OTHER,
        label="Utbildning insatsmedarbetare",
        amounts={partner: 200_000},
    )
    years = years_of_groups({Group.OTHER: {2025: 150_000, 2026: 50_000}})
    return Budget(lines=(coach, education), other_years=years)


def submit(cast: Cast, application: Application) -> Application:
    """Send for signature, and let Hedda and Parvati sign."""
    version = request_signatures(actor=cast.actor("applicant"), application=application)
    for who, organisation in (("owner_signatory", "heby"), ("partner_signatory", "af")):
        sign_application(
            actor=cast.actor(who),
            application=application,
            version_number=version.number,
            organisation_id=cast.organisations[organisation].pk,
        )
    application.refresh_from_db()
    return application


def register(cast: Cast, application: Application) -> Application:
    """Let Ragnhild register a submitted application, for Viktor to prepare."""
    return register_application(
        actor=cast.actor("registrar"),
        application=application,
        case_officer=cast.people["case_officer"],
    )
