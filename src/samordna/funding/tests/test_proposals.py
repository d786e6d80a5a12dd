"""What the decision space is told about applications that nobody has decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from samordna.funding.models import Application
from samordna.funding.queries.proposals import proposals_open_on
from samordna.funding.tests.world import make_application, make_call, make_statement
from samordna.parties.tests.cast import Cast


def test_one_row_for_each_organisation_that_gets_money_the_owner_first(cast: Cast) -> None:
    application = make_application(cast, make_call(cast), name="Samordnat stöd")
    make_statement(
        cast,
        application,
        {("af", 2025): 428_000, ("af", 2026): 427_000, ("heby", 2025): 3_064_000},
    )
    found = proposals_open_on(cast.association, date(2024, 9, 5))
    assert [(p.owner_label, p.amounts, p.total_kr) for p in found] == [
        ("Heby", {2025: 3_064_000}, 3_064_000),
        ("AF", {2025: 428_000, 2026: 427_000}, 855_000),
    ]
    assert [p.key for p in found] == ["ansokan-1-heby", "ansokan-1-af"]


def test_only_statements_that_are_ready_on_the_day_count(cast: Cast) -> None:
    call = make_call(cast)
    for ready_on in (None, date(2024, 9, 6), date(2024, 9, 5)):
        make_statement(cast, make_application(cast, call), {("heby", 2025): 1}, ready_on=ready_on)
    found = proposals_open_on(cast.association, date(2024, 9, 5))
    assert [p.number for p in found] == [3]


def test_a_settled_application_leaves_on_its_day_and_a_postponed_one_stays(cast: Cast) -> None:
    call = make_call(cast)
    settled = make_application(
        cast, call, state=Application.State.GRANTED, settled_on=date(2024, 9, 26)
    )
    postponed = make_application(cast, call, state=Application.State.POSTPONED)
    for application in (settled, postponed):
        make_statement(cast, application, {("heby", 2025): 1})
    before = proposals_open_on(cast.association, date(2024, 9, 25))
    after = proposals_open_on(cast.association, date(2024, 9, 26))
    assert [p.application_id for p in before] == [settled.pk, postponed.pk]
    assert [p.application_id for p in after] == [postponed.pk]


def test_one_query_whatever_the_number(cast: Cast, django_assert_num_queries: Any) -> None:
    call = make_call(cast)
    for _ in range(5):
        make_statement(cast, make_application(cast, call), {("heby", 2025): 1, ("af", 2025): 2})
    with django_assert_num_queries(1):
        assert len(proposals_open_on(cast.association, date(2024, 9, 5))) == 10
