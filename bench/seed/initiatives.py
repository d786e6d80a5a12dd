"""Initiatives and the grants of every application that was granted."""

from __future__ import annotations

from datetime import date

from bench.seed.cases import Case
from bench.seed.funding import words_of
from bench.seed.parties import Ground
from samordna.funding.rules.states import State
from samordna.initiatives.models import Grant, GrantAmount, Initiative


def make_initiatives(ground: Ground, cases: list[Case]) -> list[Grant]:
    """One initiative and one grant for each granted application, in the order of decision."""
    association = ground.association
    initiatives: list[Initiative] = []
    grants: list[Grant] = []
    amounts: list[GrantAmount] = []
    granted = [case for case in cases if case.state == State.GRANTED]
    for number, case in enumerate(granted, start=1):
        assert case.settled_on is not None, "a granted application is settled"
        initiatives.append(
            Initiative(
                association=association,
                number=number,
                name=case.name,
                owner=case.owner,
                kind="individual",
                period_from=date(case.years[0], 1, 1),
                period_to=date(case.years[-1], 12, 31),
            )
        )
        grants.append(
            Grant(
                association=association,
                initiative=initiatives[-1],
                application=case.row,
                matter=case.matter,
                decided_on=case.sitting.held_on if case.sitting else case.settled_on,
                adjusted_on=case.settled_on,
                paragraph=f"§ {_paragraph(case, number)}",
                conditions=words_of(case)[1:],
            )
        )
        amounts += [
            GrantAmount(
                association=association,
                grant=grants[-1],
                organisation_id=organisation,
                year=year,
                amount_kr=kr,
            )
            for (organisation, year), kr in case.proposed.items()
        ]
    Initiative.objects.bulk_create(initiatives, batch_size=2000)
    Grant.objects.bulk_create(grants, batch_size=2000)
    GrantAmount.objects.bulk_create(amounts, batch_size=2000)
    return grants


def _paragraph(case: Case, number: int) -> int:
    """The paragraph of its meeting, or for those decided before the meetings kept here, any."""
    if case.sitting is None:
        return number % 150 + 1
    for item, treatment in zip(case.sitting.items, case.sitting.treatments, strict=False):
        if item.subject_id == (case.row.pk if case.row else None):
            return treatment.paragraph
    raise LookupError(f"application {case.number} is on no agenda")
