"""What the pages that all rooms share show of applications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samordna.funding.models import Application, ApplicationVersion, WantedSignature
from samordna.funding.queries.applications import case_officer_roles
from samordna.funding.rules.states import State
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter

#: Days that a version may wait for signatures before the office is told.
DAYS_TO_SIGN = 14


def applications_waiting_for(actor: Actor, today: date, most: int) -> Iterable[Application]:
    """Drafts to finish, signatures to give, applications to register and to prepare, and for the
    office what has got stuck: drafts after their last day, and signatures that nobody gives.

    The oldest, ``most`` of them, each with ``officer_left``. No query for an actor who never has
    any, otherwise one.
    """
    mine = _for_the_parties(actor) | _for_the_office(actor, today)
    if mine == Q(pk=None):
        return ()
    officer = case_officer_roles(today).filter(person=OuterRef("case_officer"))
    return (
        Application.objects.filter(association_id=actor.association_id)
        .annotate(officer_left=Q(case_officer__isnull=False) & ~Exists(officer))
        .filter(mine)
        .select_related("association", "call", "owner")
        .defer("answers", "section_revisions", "budget_file_findings")
        .order_by("number")[:most]
    )


def _for_the_parties(actor: Actor) -> Q:
    mine = Q(pk=None)
    if actor.applicant_for:
        mine |= Q(state=State.DRAFT, owner_id__in=actor.applicant_for)
    if actor.signatory_for:
        unsigned = WantedSignature.objects.filter(
            version__application=OuterRef("pk"),
            version__withdrawn_at=None,
            signature=None,
            refused_at=None,
            organisation_id__in=actor.signatory_for,
        )
        mine |= Q(Q(state=State.SIGNING) & Exists(unsigned))
    return mine


def _for_the_office(actor: Actor, today: date) -> Q:
    mine = Q(pk=None)
    if actor.has(Role.REGISTRAR):
        mine |= Q(state=State.SUBMITTED)
    if actor.has(Role.CASE_OFFICER):
        mine |= Q(state=State.REGISTERED) & (
            Q(case_officer_id=actor.person_id) | Q(case_officer_id=None) | Q(officer_left=True)
        )
    if actor.has(Role.REGISTRAR, Role.CASE_OFFICER):
        over = Q(call__closes_on__lt=today)
        over &= Q(extended_until=None) | Q(extended_until__lt=today)
        asked = timezone.make_aware(
            datetime.combine(today - timedelta(days=DAYS_TO_SIGN), time.min)
        )
        waiting = ApplicationVersion.objects.filter(
            application=OuterRef("pk"), withdrawn_at=None, frozen_at__lt=asked
        )
        mine |= Q(state=State.DRAFT) & over
        mine |= Q(Q(state=State.SIGNING) & Exists(waiting))
    return mine


def ready_for_the_board(association_id: int, most: int) -> QuerySet[Application]:
    """Prepared and postponed applications, which wait for an agenda of the board."""
    return (
        Application.objects.filter(
            association_id=association_id, state__in=[State.PREPARED, State.POSTPONED]
        )
        .select_related("association", "owner")
        .defer("answers", "section_revisions", "budget_file_findings")
        .order_by("number")[:most]
    )


def application_of(matter: Matter) -> Application | None:
    """The application that a matter is about, with its statement. One query."""
    found = (
        Application.objects.filter(matter=matter)
        .select_related("association", "statement")
        .defer("answers", "section_revisions", "budget_file_findings")
        .first()
    )
    if found is not None:
        found.matter = matter
    return found
