"""The part of the thread that follows a decision: granted, agreement, money, report, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samordna.funding.models import Application
from samordna.initiatives.models import Grant, GrantAmount
from samordna.initiatives.policies import own_organisations, reads_all
from samordna.initiatives.rules import first_requisition_day, report_day
from samordna.kernel.dates import Period
from samordna.kernel.money import format_kr
from samordna.parties.actors import Actor
from samordna.parties.models import Association
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.registry import ThreadStep

#: Applications in these states will never be granted anything.
ENDED = frozenset({Application.State.REJECTED, Application.State.WITHDRAWN})


def steps(matter: Matter, actor: Actor, today: date) -> Iterable[ThreadStep]:
    """The steps of an application's matter after the decision.

    One query where an earlier part of the thread has read the application, otherwise two.
    """
    application = _application_of(matter)
    if application is None or application.state in ENDED:
        return []
    # A grant always has an amount, so its amounts bring it along.
    amounts = list(
        GrantAmount.objects.filter(grant__application=application).select_related(
            "grant__initiative"
        )
    )
    grant = amounts[0].grant if amounts else None
    return [_granted(application, grant, amounts, actor), *_to_come(application, grant)]


def _application_of(matter: Matter) -> Application | None:
    if "application" in matter._state.fields_cache:
        read: Application | None = matter._state.fields_cache["application"]
        return read
    return Application.objects.filter(matter_id=matter.pk).select_related("association").first()


def _granted(
    application: Application, grant: Grant | None, amounts: list[GrantAmount], actor: Actor
) -> ThreadStep:
    if grant is None:
        return ThreadStep("Beviljat", "coming")
    own = own_organisations(actor)
    may_follow = (
        reads_all(actor)
        or grant.initiative.owner_id in own
        or any(amount.organisation_id in own for amount in amounts)
    )
    granted_kr = sum(amount.amount_kr for amount in amounts)
    return ThreadStep(
        "Beviljat",
        "done",
        grant.adjusted_on,
        _initiative_url(application.association, grant.initiative.number) if may_follow else None,
        f"{format_kr(granted_kr)}, {grant.paragraph}",
        amount_kr=granted_kr,
    )


def _to_come(application: Application, grant: Grant | None) -> list[ThreadStep]:
    """The agreement, the money, the report and the end, with the first day each can come."""
    money_day: date | None = None
    over: date | None = None
    rule = grant.payout_rule if grant is not None else Grant.PayoutRule.QUARTERLY
    if application.period_from and application.period_to:
        period = Period(application.period_from, application.period_to)
        over = report_day(period)
        money_day = {
            Grant.PayoutRule.QUARTERLY: first_requisition_day(period),
            Grant.PayoutRule.FINAL: over,
        }.get(Grant.PayoutRule(rule))
    money_note = {
        Grant.PayoutRule.QUARTERLY: "varje kvartal, den första tidigast denna dag",
        Grant.PayoutRule.HALVES: "hälften när avtalet är skrivet, resten efter redovisningen",
        Grant.PayoutRule.FINAL: "mot faktura när slutrapporten har godkänts",
    }[Grant.PayoutRule(rule)]
    return [
        ThreadStep("Avtal", "coming"),
        ThreadStep("Rekvisitioner", "coming", money_day, note=money_note),
        ThreadStep("Slutrapport", "coming", over, note="när insatsen är slut" if over else ""),
        ThreadStep("Avslutad", "coming"),
    ]


def _initiative_url(association: Association, number: int) -> str:
    return link(association.slug, "initiatives:initiative", number=number)
