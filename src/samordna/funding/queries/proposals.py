"""What the office proposes in applications that nobody has decided yet: for the decision space."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.text import slugify

from samordna.funding.models import ProposedAmount, Statement
from samordna.kernel.ordering import name_key
from samordna.parties.models import Association


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one organisation is proposed to get in one application, in whole kronor per year."""

    application_id: int
    number: int
    name: str
    owner_id: int
    owner_label: str
    key: str
    amounts: dict[int, int] = field(default_factory=dict)

    @property
    def total_kr(self) -> int:
        """All years together, in kronor."""
        return sum(self.amounts.values())


def proposals_open_on(association: Association, day: date) -> list[Proposal]:
    """Proposals of statements ready on or before ``day`` and not settled on that day.

    One for each application and organisation that is to get money, by the application's number and
    with its owner first. A postponed application is still open; a granted, rejected or withdrawn
    one is not from the day it was settled. One query.
    """
    rows = (
        ProposedAmount.objects.filter(
            # Of the three tables too: each is then sought in the association's rows alone.
            association=association,
            statement__association=association,
            statement__application__association=association,
            statement__state=Statement.State.READY,
            statement__ready_on__lte=day,
        )
        .filter(
            Q(statement__application__settled_on=None)
            | Q(statement__application__settled_on__gt=day)
        )
        .values_list(
            "statement__application_id",
            "statement__application__number",
            "statement__application__name",
            "statement__application__owner_id",
            "organisation_id",
            "organisation__short_name",
            "organisation__name",
            "year",
            "amount_kr",
        )
    )
    found: dict[tuple[int, bool, str, int], Proposal] = {}
    for application_id, number, name, owner_id, organisation_id, label, party, year, kr in rows:
        place = (number, organisation_id != owner_id, name_key(party), organisation_id)
        if place not in found:
            found[place] = Proposal(
                application_id=application_id,
                number=number,
                name=name,
                owner_id=organisation_id,
                owner_label=label,
                key=f"ansokan-{number}-{slugify(label)}",
            )
        found[place].amounts[year] = kr
    return [found[place] for place in sorted(found)]
