"""Putting on record what the adjusted minutes granted, for a service that has seen them signed.

No authority of its own: views do not import this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from samordna.funding.models import Application
from samordna.ground.locking import for_change
from samordna.initiatives.errors import AlreadyGranted, GrantNotPossible
from samordna.initiatives.models import Grant, GrantAmount, Initiative
from samordna.initiatives.rules import extended, same_name
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.dates import Period
from samordna.kernel.money import LARGEST_KR, format_kr
from samordna.parties.actors import Actor
from samordna.parties.models import Organisation
from samordna.parties.numbers import take_number


@changes
def grant_funds(
    *,
    actor: Actor,
    application: Application,
    amounts: Mapping[tuple[int, int], int],
    decided_on: date,
    adjusted_on: date,
    paragraph: str,
    conditions: Sequence[str],
    meaning: str = "",
    payout_rule: str = Grant.PayoutRule.QUARTERLY,
    period: Period | None = None,
) -> Grant:
    """Put a grant on record: the initiative, the grant and its amounts; journalled.

    ``amounts`` maps (organisation id, year) to whole kronor; zeros are left out. ``meaning`` is the
    line of data that the minutes have below ``conditions``, where these are in own words.
    ``period`` is the one that was decided, otherwise the one applied for. An extension or a
    supplement joins the initiative it names, if the same owner has one, and lengthens its period.
    Authority is the minutes'. Raises :class:`AlreadyGranted` the second time for one application,
    and :class:`GrantNotPossible` when it has no matter or period, or nothing is granted.
    """
    locked = (
        for_change(Application.objects.all(), of=("self",))
        .select_related("matter", "owner")
        .get(pk=application.pk)
    )
    _check_not_granted(locked)
    period = period or _period_of(locked)
    granted = _checked_amounts(actor, amounts)
    if locked.matter is None:
        raise GrantNotPossible(f"{locked.name} är inte registrerad och kan inte beviljas medel.")
    if payout_rule not in set(Grant.PayoutRule):
        raise GrantNotPossible(f"Utbetalningsregeln ”{payout_rule}” finns inte.")
    if adjusted_on < decided_on:
        raise GrantNotPossible("Protokollet kan inte ha justerats före sammanträdet.")

    initiative, before = _initiative_for(actor, locked, period)
    grant = Grant.objects.create(
        association_id=actor.association_id,
        initiative=initiative,
        application=locked,
        matter=locked.matter,
        decided_on=decided_on,
        adjusted_on=adjusted_on,
        paragraph=paragraph[:40],
        conditions=list(conditions),
        meaning=meaning,
        payout_rule=payout_rule,
    )
    GrantAmount.objects.bulk_create(
        GrantAmount(
            association_id=actor.association_id,
            grant=grant,
            organisation_id=organisation_id,
            year=year,
            amount_kr=kr,
        )
        for (organisation_id, year), kr in sorted(granted.items())
    )
    journal(
        actor=actor,
        verb="grant_funds",
        subject=grant,
        before=before,
        after={
            **_facts(initiative),
            "application": locked.number,
            "matter": locked.matter.number,
            "paragraph": grant.paragraph,
            "decided_on": decided_on,
            "adjusted_on": adjusted_on,
            "payout_rule": grant.payout_rule,
            "conditions": list(conditions),
            "amounts": [
                {"organisation": organisation_id, "year": year, "kr": kr}
                for (organisation_id, year), kr in sorted(granted.items())
            ],
            "total_kr": sum(granted.values()),
        },
    )
    return grant


def _check_not_granted(application: Application) -> None:
    earlier = Grant.objects.filter(application=application).first()
    if earlier is not None:
        raise AlreadyGranted(
            f"{application.name} har redan beviljats medel {earlier.decided_on}, "
            f"{earlier.paragraph}."
        )


def _period_of(application: Application) -> Period:
    if application.period_from is None or application.period_to is None:
        raise GrantNotPossible(f"{application.name} saknar start- eller slutdatum.")
    return Period(application.period_from, application.period_to)


def _checked_amounts(
    actor: Actor, amounts: Mapping[tuple[int, int], int]
) -> dict[tuple[int, int], int]:
    """The amounts that are not zero. Raises :class:`GrantNotPossible` for what makes no sense."""
    for (_, year), kr in amounts.items():
        if not 0 <= kr <= LARGEST_KR:
            raise GrantNotPossible(f"{format_kr(kr)} för {year} kan inte beviljas.")
        if not 1990 <= year <= 2100:
            raise GrantNotPossible(f"Året {year} är orimligt.")
    granted = {key: kr for key, kr in amounts.items() if kr}
    if not granted:
        raise GrantNotPossible("Inget belopp har beviljats.")
    wanted = {organisation_id for organisation_id, _ in granted}
    known = Organisation.objects.filter(association_id=actor.association_id, pk__in=wanted)
    if known.count() != len(wanted):
        raise GrantNotPossible("En mottagare finns inte bland förbundets organisationer.")
    return granted


def _initiative_for(
    actor: Actor, application: Application, period: Period
) -> tuple[Initiative, dict[str, object]]:
    """The initiative that the grant belongs to, and its facts before this grant."""
    if application.nature != Application.Nature.NEW and application.extends:
        of_owner = for_change(Initiative.objects.all()).filter(owner=application.owner)
        for initiative in of_owner.order_by("-number"):
            if same_name(initiative.name, application.extends):
                before = _facts(initiative)
                longer = extended(Period(initiative.period_from, initiative.period_to), period)
                initiative.period_from, initiative.period_to = longer.start, longer.end
                initiative.save(update_fields=["period_from", "period_to"])
                return initiative, before
    initiative = Initiative.objects.create(
        association_id=actor.association_id,
        number=take_number(actor.association_id, kind="initiative", key=""),
        name=application.name,
        owner=application.owner,
        kind=application.kind,
        period_from=period.start,
        period_to=period.end,
    )
    return initiative, {}


def _facts(initiative: Initiative) -> dict[str, object]:
    return {
        "initiative": initiative.number,
        "name": initiative.name,
        "period_from": initiative.period_from,
        "period_to": initiative.period_to,
    }
