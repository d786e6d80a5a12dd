"""The benchmarks' data are what the services would have written, at any size."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django_scopes import scope

from bench.clock import MOMENT
from bench.forms import forms_of
from bench.landmarks import Landmarks, find_landmarks
from bench.measure import Unmeasured, is_plain, measure, queries_of
from bench.pages import Page, every_page
from bench.seed import Size, seed_association
from samordna.economy.space.queries import space_on
from samordna.funding.models import Application, BudgetYear
from samordna.funding.queries.content import budget_of, draft_content
from samordna.funding.rules.completeness import check_content
from samordna.ground import clock
from samordna.initiatives.models import Grant, GrantAmount
from samordna.journal.queries import verify
from samordna.kernel.findings import has_errors
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.numbering import numbering_findings
from samordna.meetings.services.minutes import what_stops_locking
from samordna.parties.models import Association, NumberSeries
from samordna.register.models import Matter
from tests.support.permissions import every_row

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


# What is measured --------------------------------------------------------------------------------


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> Landmarks:
    """The landmarks of an association with an application and a meeting in each state."""
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    seed_association("alla-lagen", "Samordningsförbundet Alla Lägen", Size(30, 8, 60), MOMENT)
    return find_landmarks("alla-lagen")


def test_every_page_of_the_house_is_measured() -> None:
    """What the permission table says can be read stands in bench/pages/<room>.py."""
    read = {row.name for row in every_row() if row.method == "GET" and "200" in row.expected}
    missing = read - {page.route for page in every_page()}
    assert not missing, f"not in bench/pages: {', '.join(sorted(missing))}"


def test_no_two_pages_are_called_the_same() -> None:
    labels = [page.label for page in every_page()]
    assert len(labels) == len(set(labels))


def test_every_page_answers_within_its_queries_and_asks_no_more_with_more_rows(
    marks: Landmarks,
) -> None:
    """On SQLite and with few rows; what a query costs is for ``make bench``."""
    seed_association("fler-rader", "Samordningsförbundet Fler Rader", Size(60, 12, 120), MOMENT)
    more = find_landmarks("fler-rader")
    wrong = []
    for page in every_page():
        try:
            few, many = queries_of(page, marks), queries_of(page, more)
        except Unmeasured as missing:
            wrong.append(str(missing))
            continue
        if few > page.most_queries:
            wrong.append(f"{page.label}: {few} queries.")
        if few != many:
            wrong.append(f"{page.label}: {few} queries become {many}.")
    assert not wrong


def test_a_page_and_a_form_are_measured_with_their_queries_and_times(marks: Landmarks) -> None:
    pages = every_page()
    read = next(page for page in pages if not page.saves and not page.outside)
    written = next(page for page in pages if page.saves)
    for page in (read, written):
        figures = measure(page, marks, requests=1)
        assert figures.queries == len(figures.sql) == queries_of(page, marks) > 0, page.label
        assert figures.median_ms >= figures.cpu_ms > 0, page.label


@pytest.mark.parametrize(
    ("times", "plain"),
    [
        ([10, 12, 19.9], True),  # far under
        ([10, 12, 20], False),  # one of them may be the page's own
        ([30, 41], False),
        ([119, 500], False),
        ([121, 500], True),  # far over: no other work on the machine does that to each
    ],
)
def test_a_page_that_is_far_from_its_limit_is_asked_for_fewer_times(
    times: list[float], plain: bool
) -> None:
    assert is_plain(times, 40) is plain


def test_every_form_that_is_saved_while_it_is_written_is_measured(marks: Landmarks) -> None:
    pages = every_page()
    measured = {(page.route, page.saves.rstrip("-")) for page in pages if page.saves}
    found = {
        (page.route, re.sub(r"-?\d+$", "", form.ident))
        for page in pages
        for form in forms_of(_html(page, marks))
        if form.autosaves
    }
    assert found == measured


def _html(page: Page, marks: Landmarks) -> str:
    client, person = Client(), page.person(marks)
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(page.path(marks))
    is_page = answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""
