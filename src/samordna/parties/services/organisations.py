"""The organisations around an association."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Organisation
from samordna.parties.policies import may_change_people
from samordna.parties.services.errors import AlreadyGiven


@transaction.atomic
def add_organisation(
    *, actor: Actor, name: str, short_name: str, kind: str, is_member: bool
) -> Organisation:
    """Add an organisation; journalled. Raises Refused, and AlreadyGiven for a name in use."""
    require(may_change_people(actor))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                association_id=actor.association_id,
                name=name,
                short_name=short_name,
                kind=kind,
                is_member=is_member,
            )
    except IntegrityError as error:
        raise AlreadyGiven(f"{name} finns redan bland organisationerna.") from error
    journal(
        actor=actor,
        verb="add_organisation",
        subject=organisation,
        after={"name": name, "kind": kind, "is_member": is_member},
    )
    return organisation
