"""Which papers of applications others than the office may read (``flows.papers``)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from samordna.funding.models import Statement
from samordna.funding.policies import own_organisations
from samordna.funding.queries.applications import applications_of
from samordna.funding.rules import states
from samordna.parties.actors import Actor

NOBODY = Q(pk__in=())


def _takes_part(actor: Actor) -> Q:
    own = own_organisations(actor)
    return Q(owner_id__in=own) | Q(partners__organisation_id__in=own)


def signed_applications(actor: Actor | None) -> Q:
    """The parties read every version; members of the bodies and the auditor, once the application
    is registered, the one that stands and not what was taken back."""
    if actor is None:
        return NOBODY
    stands = Q(versions__withdrawn_at=None)
    own = applications_of(actor).filter(stands | _takes_part(actor), versions__paper=OuterRef("pk"))
    return Q(Exists(own))


def budgets(actor: Actor | None) -> Q:
    """As with applications: what was replaced before the application was sent is the parties'."""
    if actor is None:
        return NOBODY
    earlier = _takes_part(actor) & Q(budget_file__document=OuterRef("document"))
    found = applications_of(actor).filter(Q(budget_file=OuterRef("pk")) | earlier)
    return Q(Exists(found))


def statements(actor: Actor | None) -> Q:
    """Whoever reads the application reads its statement, from the agenda on and when it ended."""
    if actor is None:
        return NOBODY
    found = applications_of(actor).filter(
        statement__paper=OuterRef("pk"),
        statement__state=Statement.State.READY,
        state__in=states.STATEMENT_READ,
    )
    return Q(Exists(found))
