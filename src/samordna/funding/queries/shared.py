"""What the pages that all rooms share show of applications."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from samordna.funding.models import Application, WantedSignature
from samordna.funding.rules.states import State
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter


def applications_waiting_for(actor: Actor, most: int) -> Iterable[Application]:
    """Drafts to finish, signatures to give, applications to register and to prepare.

    The oldest, ``most`` of them. No query for an actor who never has any, otherwise one.
    """
    mine = Q(pk=None)
    if actor.applicant_for:
        mine |= Q(state=State.DRAFT, owner_id__in=actor.applicant_for)
    if actor.signatory_for:
        unsigned = WantedSignature.objects.filter(
            version__application=OuterRef("pk"),
            version__withdrawn_at=None,
            signature=None,
            organisation_id__in=actor.signatory_for,
        )
        mine |= Q(Q(state=State.SIGNING) & Exists(unsigned))
    if actor.has(Role.REGISTRAR):
        mine |= Q(state=State.SUBMITTED)
    if actor.has(Role.CASE_OFFICER):
        mine |= Q(state=State.REGISTERED) & (
            Q(case_officer_id=actor.person_id) | Q(case_officer_id=None)
        )
    if mine == Q(pk=None):
        return ()
    return (
        Application.objects.filter(mine, association_id=actor.association_id)
        .select_related("association", "call", "owner")
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
