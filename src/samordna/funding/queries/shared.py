"""What the pages that all rooms share show of applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Case, Exists, Expression, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from samordna.funding.models import Application, ApplicationVersion, WantedSignature
from samordna.funding.queries.applications import (
    UNSHOWN,
    case_officer_roles,
    refused_signatures,
)
from samordna.funding.rules.states import State
from samordna.ground.prepared import Kept
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter

#: What is told of an application that waits: a hundred of them are read with nothing else.
_TOLD: Final = (
    "association__slug",
    "number",
    "name",
    "state",
    "owner__name",
    "matter__year",
    "matter__serial",
    "case_officer",
    "call__closes_on",
    "extended_until",
    "remitted_as",
    "granted_in_part",
    "left_undecided",
)
#: Days that a version may wait for signatures before the office is told.
DAYS_TO_SIGN = 14


def applications_waiting_for(
    actor: Actor,
    today: date,
    most: int,
    more: Callable[[], Mapping[str, Subquery]],
    also: Callable[[Actor], Sequence[Q]],
) -> list[Application]:
    """Drafts to finish, signatures to give, applications to register, to prepare and to put on an
    agenda, and what has got stuck: refused signatures, and for the office drafts after their last
    day and signatures that nobody gives.

    The oldest, ``most`` of them, each with ``officer_left`` (its case officer has the role no
    longer), ``refused_by`` (a party, or None) and ``refusal_reason``, and what rooms above ask
    ``more`` of them; and those that they want ``also``. No query for an actor who never has any,
    otherwise one.
    """
    asked = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_SIGN), time.min))
    return _waiting_for(actor, today, asked, most, more, also)


@Kept
def _waiting_for(
    actor: Actor,
    today: date,
    asked: datetime,
    most: int,
    more: Callable[[], Mapping[str, Subquery]],
    also: Callable[[Actor], Sequence[Q]],
) -> QuerySet[Application]:
    """``asked`` is when what then was frozen has waited for too long."""
    mine = [*_for_the_parties(actor), *_for_the_office(actor, today, asked), *also(actor)]
    if not mine:
        return Application.objects.none()
    refused = _unsigned().filter(refused_at__isnull=False).order_by("refused_at")
    officer = case_officer_roles(today).filter(person=OuterRef("case_officer"))
    frozen = ApplicationVersion.objects.filter(application=OuterRef("pk"), withdrawn_at=None)
    first = Subquery(frozen.order_by("frozen_at").values("frozen_at")[:1])
    return (
        Application.objects.filter(association_id=actor.association_id)
        .alias(unsigned_since=_while_signing(first))
        .annotate(
            officer_left=Q(case_officer__isnull=False) & ~Exists(officer),
            refused=Coalesce(_while_signing(refused_signatures()), 0),
            refused_by=_while_signing(Subquery(refused.values("organisation__name")[:1])),
            refusal_reason=_while_signing(Subquery(refused.values("refusal_reason")[:1])),
        )
        .filter(reduce(or_, mine))
        .annotate(**more())
        .select_related("association", "call", "owner", "matter")
        .only(*_TOLD)
        .order_by("number")[:most]
    )


def _while_signing(sought: Expression | Subquery) -> Case:
    """What only those have that wait for signatures: it is not sought for the many others."""
    return Case(When(state=State.SIGNING, then=sought))


def _for_the_parties(actor: Actor) -> list[Q]:
    mine = []
    if actor.applicant_for:
        own = Q(owner_id__in=actor.applicant_for)
        mine.append(own & (Q(state=State.DRAFT) | _refused()))
    if actor.signatory_for:
        unsigned = _unsigned().filter(refused_at=None, organisation_id__in=actor.signatory_for)
        mine.append(Q(Q(state=State.SIGNING) & Exists(unsigned)))
    return mine


def _refused() -> Q:
    # The state first: PostgreSQL looks in this order.
    return Q(state=State.SIGNING) & Q(refused_by__isnull=False)


def _unsigned() -> QuerySet[WantedSignature]:
    """The signatures that an application's version still wants."""
    return WantedSignature.objects.filter(
        version__application=OuterRef("pk"), version__withdrawn_at=None, signature=None
    )


def _for_the_office(actor: Actor, today: date, asked: datetime) -> list[Q]:
    mine = []
    if actor.has(Role.REGISTRAR):
        mine.append(Q(state__in=[State.SUBMITTED, State.PREPARED, State.POSTPONED]))
    if actor.has(Role.CASE_OFFICER):
        whose = Q(case_officer_id=actor.person_id) | Q(case_officer_id=None) | Q(officer_left=True)
        mine.append(Q(state=State.REGISTERED) & whose)
    if actor.has(Role.REGISTRAR, Role.CASE_OFFICER):
        over = Q(call__closes_on__lt=today)
        over &= Q(extended_until=None) | Q(extended_until__lt=today)
        mine.append(Q(state=State.DRAFT) & over)
        mine.append(_refused())
        mine.append(Q(state=State.SIGNING) & Q(unsigned_since__lt=asked))
    return mine


def application_of(matter: Matter) -> Application | None:
    """The application that a matter is about, with its statement. One query."""
    found = (
        Application.objects.filter(matter=matter)
        .select_related("association", "statement")
        .defer(*UNSHOWN)
        .first()
    )
    if found is not None:
        found.matter = matter
    return found
