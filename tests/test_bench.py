"""The benchmarks' data are what the services would have written, at any size."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django_scopes import scope

from bench.clock import MOMENT
from bench.seed import Size, seed_association
from samordna.economy.space.queries import space_on
from samordna.funding.models import Application, BudgetYear
from samordna.funding.queries.content import budget_of, draft_content
from samordna.funding.rules.completeness import check_content
from samordna.initiatives.models import Grant, GrantAmount
from samordna.journal.queries import verify
from samordna.kernel.findings import has_errors
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.numbering import numbering_findings
from samordna.meetings.services.minutes import what_stops_locking
from samordna.parties.models import Association, NumberSeries
from samordna.register.models import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> Association:
    return seed_association("pytteliten", "Samordningsförbundet Pytteliten", Size(5, 6, 40), MOMENT)


def test_the_journal_of_a_seeded_association_verifies(tiny: Association) -> None:
    with scope(association=tiny):
        verification = verify(tiny.pk)
    assert (verification.entries, verification.problem) == (40, None)


def test_the_decision_space_is_worked_out_with_grants_and_proposals(tiny: Association) -> None:
    with scope(association=tiny):
        space = space_on(tiny, MOMENT.date())
        proposed = Application.objects.filter(statement__state="ready", settled_on=None).count()
        granted = Grant.objects.count()
    rows = [row for row in space.sources.values() if row.application_number]
    assert len({row.application_number for row in rows}) == proposed == 2
    assert granted == 1
    assert not space.table.slips


def test_matters_and_series_go_on_where_the_seed_ended(tiny: Association) -> None:
    with scope(association=tiny):
        for year in set(Matter.objects.values_list("year", flat=True)):
            serials = list(Matter.objects.filter(year=year).values_list("serial", flat=True))
            series = NumberSeries.objects.get(kind="matter", key=str(year))
            assert numbering_findings(serials) == []
            assert series.last == max(serials)


def test_budgets_add_up_and_drafts_lack_nothing(tiny: Association) -> None:
    with scope(association=tiny):
        for application in Application.objects.select_related("owner", "form"):
            budget = budget_of(application)
            assert sum(budget.per_year_kr.values()) == budget.requested_kr > 0
            findings = check_content(draft_content(application), minimum_parties=2)
            assert not any(has_errors(found) for found in findings.values())
        assert BudgetYear.objects.exists()


def test_what_was_granted_is_what_was_applied_for(tiny: Association) -> None:
    with scope(association=tiny):
        for grant in Grant.objects.select_related("application"):
            total = sum(GrantAmount.objects.filter(grant=grant).values_list("amount_kr", flat=True))
            assert total == budget_of(grant.application).requested_kr


def test_the_minutes_of_every_meeting_that_is_over_can_be_locked(tiny: Association) -> None:
    with scope(association=tiny):
        over = Meeting.objects.filter(state__in=("signing", "adjusted", "posted"))
        assert {meeting.state for meeting in over} == {"signing", "adjusted", "posted"}
        for meeting in over.select_related("body", "association"):
            proceedings = load_proceedings(meeting)
            assert len(proceedings.treated) == 19
            assert what_stops_locking(proceedings) == []
            assert (meeting.state == "posted") == _is_posted(meeting)


def _is_posted(meeting: Meeting) -> bool:
    try:
        return meeting.minutes.get().notice is not None
    except ObjectDoesNotExist:
        return False
