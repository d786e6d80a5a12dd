"""Who may sign for the parties of an application, and for whom nobody may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samordna.ground.prepared import Kept, Keys
from samordna.parties.models import Organisation, Role, RoleAssignment


def nobody_with(
    roles: Collection[Role], organisation: str, today: date, but: int | None = None
) -> Q:
    """That nobody who may sign in has any of the roles today, for the organisation that a column
    of the row names. ``but`` is a role that counts as ended, by its key.

    Those who have somebody are found once, and not for each row: they are as many as the roles.
    """
    valid = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    held = RoleAssignment.objects.filter(
        valid, role__in=roles, organisation__isnull=False, person__is_active=True
    )
    if but is not None:
        held = held.exclude(pk=but)
    return ~Q((f"{organisation}__in", held.values("organisation")))


def without_signatory(organisation_ids: Collection[int], today: date) -> list[Organisation]:
    """Those of some organisations for which nobody may sign today. One query."""
    return _without_signatory(Keys(organisation_ids), today)


@Kept
def _without_signatory(organisations: Any, today: date) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(nobody_with([Role.SIGNATORY], "pk", today))
    return found.filter(pk__in=organisations)


def nobody_signs_for(organisations: Collection[Organisation], office_mail: str) -> str:
    """That nobody may sign for some parties, and who can help, as sentences."""
    names = ", ".join(organisation.name for organisation in organisations)
    where = f" ({office_mail})" if office_mail else ""
    return (
        f"Ingen är firmatecknare för {names}. Be kansliet{where} lägga upp den som får skriva "
        "under. Kansliet ser på Idag att det behövs. Sedan kan ansökan skickas."
    )
