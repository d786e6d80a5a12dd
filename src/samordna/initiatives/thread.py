"""The part of the thread that follows a decision: granted, agreement, money, report, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samordna.funding.models import Application
from samordna.initiatives.models import Grant
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
    """The steps of an application's matter after the decision. One query, two with a grant."""
    application = (
        Application.objects.filter(matter_id=matter.pk)
        .select_related("grant__initiative", "association")
        .first()
    )
    if application is None or application.state in ENDED:
        return []
    grant: Grant | None = getattr(application, "grant", None)
    return [_granted(application, grant, actor), *_to_come(application, grant)]


def _granted(application: Application, grant: Grant | None, actor: Actor) -> ThreadStep:
    if grant is None:
        return ThreadStep("Beviljat", "coming")
    amounts = list(grant.amounts.values_list("organisation_id", "amount_kr"))
    own = own_organisations(actor)
    may_follow = (
        reads_all(actor)
        or grant.initiative.owner_id in own
        or any(organisation_id in own for organisation_id, _ in amounts)
    )
    return ThreadStep(
        "Beviljat",
        "done",
        grant.adjusted_on,
        _initiative_url(application.association, grant.initiative.number) if may_follow else None,
        f"{format_kr(sum(kr for _, kr in amounts))}, {grant.paragraph}",
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
