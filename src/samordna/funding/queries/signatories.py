"""Who may sign for the parties of an application, and for whom nobody may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samordna.funding.models import Application, ApplicationPartner, WantedSignature
from samordna.funding.rules.states import State
from samordna.parties.models import Organisation, Role, RoleAssignment


def _nobody_signs(today: date) -> QuerySet[Organisation]:
    """The organisations that have no signatory who may sign in today."""
    valid = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    signatories = RoleAssignment.objects.filter(
        valid, role=Role.SIGNATORY, organisation=OuterRef("pk"), person__is_active=True
    )
    return Organisation.objects.filter(~Exists(signatories)).order_by("name")


def without_signatory(organisation_ids: Collection[int], today: date) -> list[Organisation]:
    """Those of some organisations for which nobody may sign today. One query."""
    return list(_nobody_signs(today).filter(pk__in=organisation_ids))


def parties_without_signatory(association_id: int, today: date) -> list[Organisation]:
    """The parties of applications that wait for signatures, or may be sent for them, for
    which nobody may sign today; each with ``waiting``, whether a signature waits. One query.
    """
    wanted = WantedSignature.objects.filter(
        organisation=OuterRef("pk"),
        signature=None,
        version__withdrawn_at=None,
        version__application__state=State.SIGNING,
    )
    # Also those whose last day has passed: the office extends or ends each of them.
    drafts = Application.objects.filter(state=State.DRAFT)
    owned = drafts.filter(owner=OuterRef("pk"))
    shared = ApplicationPartner.objects.filter(
        organisation=OuterRef("pk"), application__in=drafts.values("pk")
    )
    found = _nobody_signs(today).filter(association_id=association_id)
    return list(
        found.select_related("association")
        .annotate(waiting=Exists(wanted), drafted=Exists(owned) | Exists(shared))
        .filter(Q(waiting=True) | Q(drafted=True))
    )


def nobody_signs_for(organisations: Collection[Organisation], office_mail: str) -> str:
    """That nobody may sign for some parties, and who can help, as sentences."""
    names = ", ".join(organisation.name for organisation in organisations)
    where = f" ({office_mail})" if office_mail else ""
    return (
        f"Ingen är firmatecknare för {names}. Be kansliet{where} lägga upp den som får skriva "
        "under. Kansliet ser på Idag att det behövs. Sedan kan ansökan skickas."
    )
