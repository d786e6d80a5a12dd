"""The organisations that something waits for, and that have nobody to do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value

from samordna.funding.models import Application, WantedSignature
from samordna.funding.queries.signatories import nobody_with
from samordna.funding.rules.standing import APPLICATION_STANDING
from samordna.funding.rules.states import State
from samordna.ground.prepared import Kept, Key
from samordna.kernel.choices import Choice
from samordna.parties.models import Role


class Waits(Choice):
    """What waits for an organisation, the most pressing first."""

    SIGNATURE = "1", "väntar på underskrift"
    TO_BE_SIGNED = "2", "ska skrivas under"
    REFUSED = "3", "har fått nej på en underskrift"
    DRAFT = "4", "är inte inskickad"
    UNDECIDED = "5", "är inte avgjord"
    GRANTED = "6", "är beviljad"


#: What only somebody who signs for the organisation can do.
_TO_SIGN = frozenset({Waits.SIGNATURE, Waits.TO_BE_SIGNED})
#: The states in which the board has not decided, and the owner has done its part.
_UNDECIDED = [
    state
    for state, standing in APPLICATION_STANDING.items()
    if not standing.final and state not in (State.DRAFT, State.SIGNING)
]


@dataclass(frozen=True, slots=True)
class Unattended:
    """An organisation that lacks somebody with a role, and what waits for it: the names."""

    slug: str
    organisation_id: int
    organisation: str
    role: Role
    waits: Waits
    names: tuple[str, ...]


def nobody_at_all(organisation: str, today: date, but: int | None) -> Q:
    """That an organisation, by the name of its column, has neither applicant nor signatory."""
    return nobody_with([Role.APPLICANT, Role.SIGNATORY], organisation, today, but)


def as_waiting(rows: QuerySet[Any], waits: Waits, organisation: str) -> QuerySet[Any]:
    """Rows of anything that has a name and waits for an organisation, in the columns of
    :func:`unattended`."""
    return rows.order_by().values_list(
        Value(str(waits), output_field=CharField()),
        organisation,
        f"{organisation}__name",
        f"{organisation}__association__slug",
        "name",
    )


#: Rows of a room above (:func:`as_waiting`), by the association, the day, and the role that counts
#: as ended.
More = Callable[[int, date, int | None], QuerySet[Any]]


def unattended(
    association_id: int, today: date, more: More, but: int | None = None
) -> list[Unattended]:
    """Who has nobody for what waits: a signature, a draft, an answer from the board, and what
    a room above has ``more`` of. By organisation. One query.

    ``but`` is a role that counts as ended, by its key.
    """
    ended = None if but is None else Key(but)
    return _together(_unattended(Key(association_id), today, more, ended))


@Kept
def _unattended(
    association_id: int, today: date, more: More, but: int | None
) -> QuerySet[Any, tuple[Any, ...]]:
    # All are sought by the state of the applications, for few of those wait.
    applications = Application.objects.filter(association_id=association_id)
    signing = applications.filter(state=State.SIGNING)
    unsigned = signing.filter(
        versions__withdrawn_at=None,
        versions__wanted__signature=None,
        versions__wanted__organisation__isnull=False,
    ).annotate(party=F("versions__wanted__organisation"))
    refused = WantedSignature.objects.filter(
        version__application=OuterRef("pk"),
        version__withdrawn_at=None,
        signature=None,
        refused_at__isnull=False,
    )
    # Also those whose last day has passed: the office extends or ends each of them.
    drafts = applications.filter(state=State.DRAFT)
    shared = drafts.filter(partners__isnull=False).annotate(party=F("partners__organisation"))

    nobody_signs = nobody_with([Role.SIGNATORY], "party", today, but)
    owner_signs_not = nobody_with([Role.SIGNATORY], "owner", today, but)
    nobody_writes = nobody_with([Role.APPLICANT], "owner", today, but)
    sent = signing.filter(nobody_writes, Exists(refused))
    undecided = applications.filter(nobody_at_all("owner", today, but), state__in=_UNDECIDED)
    return as_waiting(
        unsigned.filter(nobody_signs), Waits.SIGNATURE, "versions__wanted__organisation"
    ).union(
        as_waiting(drafts.filter(owner_signs_not), Waits.TO_BE_SIGNED, "owner"),
        as_waiting(shared.filter(nobody_signs), Waits.TO_BE_SIGNED, "partners__organisation"),
        as_waiting(sent, Waits.REFUSED, "owner"),
        as_waiting(drafts.filter(nobody_writes), Waits.DRAFT, "owner"),
        as_waiting(undecided, Waits.UNDECIDED, "owner"),
        more(association_id, today, but),
    )


def _together(rows: Iterable[tuple[Any, ...]]) -> list[Unattended]:
    """One for each organisation and role, about what is most pressing."""
    found: dict[tuple[str, int, str, Role], dict[Waits, list[str]]] = {}
    for waits, pk, organisation, slug, name in rows:
        kind = Waits(waits)
        role = Role.SIGNATORY if kind in _TO_SIGN else Role.APPLICANT
        found.setdefault((organisation, pk, slug, role), {}).setdefault(kind, []).append(name)
    return [
        Unattended(slug, pk, organisation, role, waits, tuple(sorted(kinds[waits])))
        for (organisation, pk, slug, role), kinds in sorted(found.items())
        for waits in [min(kinds)]
    ]
